#include "core/ops/indexing.h"

#include <algorithm>

#include "core/api/types.h"
#include "core/base/warn.h"
#include "core/iter/iter.h"
#include "core/iter/pointwise.h"
#include "core/kernels/visit.h"
#include "core/ops/layouts.h"
#include "core/parallel/parallel_for.h"
#include "core/registry/mode.h"

namespace tenon {

Tensor write_target(const Tensor& input, bool contiguous) {
  if (take_out_hint() == input.impl()) return input;
  Tensor out = empty_for(input, contiguous ? kContiguousFormat : kPreserveFormat, input.dtype());
  raw::copy(out, input);
  return out;
}

Tensor as_positions(const Tensor& index, const char* op) {
  check_index(is_integral(index.dtype()), op, "(): Expected dtype int32/int64 for index");
  return raw::contiguous(raw::cast(index, DType::I64));
}

void out_of_bounds(ErrorKind kind, int64_t index, int64_t dim, int64_t size) {
  fail(kind, "index ", index, " is out of bounds for dimension ", dim, " with size ", size);
}

// Counts first, so that the result is written once; blocks keep their order.
Tensor nonzero_positions(const Tensor& t) {
  Tensor flags = raw::contiguous(raw::cast(t, DType::Bool));
  constexpr int64_t kBlock = 1 << 15;
  int64_t n = flags.numel(), blocks = (n + kBlock - 1) / kBlock, ndim = t.dim();
  const auto* p = flags.data<uint8_t>();
  std::vector<int64_t> start(static_cast<size_t>(blocks) + 1);
  parallel_for(0, blocks, 1, [&](int64_t begin, int64_t end) {
    for (int64_t b = begin; b < end; ++b) {
      int64_t count = 0;
      for (int64_t i = b * kBlock, e = std::min(n, i + kBlock); i < e; ++i) count += p[i];
      start[static_cast<size_t>(b) + 1] = count;
    }
  });
  for (size_t b = 1; b < start.size(); ++b) start[b] += start[b - 1];
  int64_t found = start.back(), sizes[] = {found, ndim}, strides[] = {1, found};
  Tensor out = new_strided(sizes, strides, DType::I64);
  if (ndim == 0 || found == 0) return out;
  parallel_for(0, blocks, 1, [&](int64_t begin, int64_t end) {
    for (int64_t b = begin; b < end; ++b) {
      int64_t* at = out.data<int64_t>() + start[static_cast<size_t>(b)];
      for (int64_t i = b * kBlock, e = std::min(n, i + kBlock); i < e; ++i) {
        if (!p[i]) continue;
        int64_t rest = i;
        for (int64_t d = ndim; d-- > 1;) {
          at[d * found] = rest % t.sizes()[d];
          rest /= t.sizes()[d];
        }
        *at++ = rest;
      }
    }
  });
  return out;
}

namespace {

// A 0-d mask keeps all or nothing of a new dimension of size 1: the table gets it, the mask becomes
// a vector.
Tensor with_scalar_masks(const Tensor& table, std::vector<Tensor>& indices) {
  Geometry g(table);
  int64_t dim = 0;
  bool any = false;
  for (Tensor& t : indices) {
    bool mask = t.defined() && (t.dtype() == DType::Bool || t.dtype() == DType::U8);
    if (mask && t.dim() == 0 && dim <= table.dim()) {
      g.insert(dim, 1, 1);
      t = make_view(t, Ints<1>::span, Ints<1>::span, t.offset());
      any = true;
    }
    dim += mask ? t.dim() : 1;
  }
  return any ? g.of(table) : table;
}

// Masks become one index tensor per dimension of theirs.
std::vector<Tensor> without_masks(const Tensor& table, TensorSpan indices) {
  std::vector<Tensor> out;
  for (const Tensor& t : indices) {
    if (!t.defined() || (t.dtype() != DType::Bool && t.dtype() != DType::U8)) {
      check_index(!t.defined() || is_integral(t.dtype()),
                  "tensors used as indices must be long, int, byte or bool tensors");
      out.push_back(t);
      continue;
    }
    if (t.dtype() == DType::U8) {
      warn(
          "indexing with dtype tenon.uint8 is now deprecated, please use a dtype tenon.bool "
          "instead.");
    }
    int64_t at = static_cast<int64_t>(out.size());
    check_index(at + t.dim() <= table.dim(), "too many indices for tensor of dimension ",
                table.dim());
    for (int64_t d = 0; d < t.dim(); ++d) {
      check_index(t.sizes()[d] == table.sizes()[at + d], "The shape of the mask ", t.sizes(),
                  " at index ", d, " does not match the shape of the indexed tensor ",
                  table.sizes(), " at index ", at + d);
    }
    check_implemented(!t.is_meta(), "index(): a mask on the meta device has no values to count");
    Tensor positions = nonzero_positions(t);
    for (int64_t d = 0; d < t.dim(); ++d)
      out.push_back(raw::contiguous(Geometry(positions).select(1, d).of(positions)));
  }
  check_index(static_cast<int64_t>(out.size()) <= table.dim(),
              "too many indices for tensor of dimension ", table.dim());
  return out;
}

Dims common_sizes(const std::vector<Tensor>& indices) {
  Dims sizes;
  std::string shapes;
  for (const Tensor& t : indices) {
    if (t.defined()) shapes += str(shapes.empty() ? "" : ", ", t.sizes());
  }
  for (const Tensor& t : indices) {
    if (!t.defined()) continue;
    try {
      sizes = broadcast_sizes(sizes, t.sizes());
    } catch (const Error&) {
      fail(ErrorKind::Index,
           "shape mismatch: indexing tensors could not be broadcast together with shapes ", shapes);
    }
  }
  return sizes;
}

}  // namespace

Indexing::Indexing(const Tensor& given, TensorSpan indices) : view_(given) {
  std::vector<Tensor> found(indices.begin(), indices.end());
  const Tensor table = table_ = with_scalar_masks(given, found);
  found = without_masks(table, found);
  view_ = Geometry(table);
  index_sizes_ = common_sizes(found);
  Dims indexed, others;
  for (int64_t d = 0; d < table.dim(); ++d) {
    bool is = d < static_cast<int64_t>(found.size()) && found[static_cast<size_t>(d)].defined();
    (is ? indexed : others).push_back(d);
  }
  check_index(!indexed.empty(), "index(): at least one index must be a tensor");
  bool adjacent = indexed.back() - indexed[0] + 1 == static_cast<int64_t>(indexed.size());
  first_ = adjacent ? static_cast<size_t>(indexed[0]) : 0;
  Dims order(others);
  for (size_t i = 0; i < indexed.size(); ++i) order.insert(first_ + i, indexed[i]);
  for (size_t i = 0; i < order.size(); ++i) {
    view_.sizes[i] = table.sizes()[order[i]];
    view_.strides[i] = table.strides()[order[i]];
  }
  for (int64_t d : indexed) {
    at_.push_back({d, table.sizes()[d], table.strides()[d], found[static_cast<size_t>(d)]});
  }
  result_ = Dims(IntSpan(view_.sizes.data(), first_));
  for (int64_t s : index_sizes_) result_.push_back(s);
  for (size_t d = first_ + at_.size(); d < view_.sizes.size(); ++d)
    result_.push_back(view_.sizes[d]);
}

Indexing::Indexing(const Tensor& table, int64_t dim, const Tensor& index, bool wrap, ErrorKind kind)
    : table_(table), view_(table), wrap_(wrap), kind_(kind) {
  if (table.dim() == 0) view_.insert(0, 1, 1);
  first_ = static_cast<size_t>(dim);
  index_sizes_ = Dims{index.numel()};
  at_.push_back({dim, view_.sizes[first_], view_.strides[first_], index});
  result_ = view_.sizes;
  result_[first_] = index.numel();
}

std::vector<int64_t> Indexing::offsets() const {
  int64_t n = 1;
  for (int64_t s : index_sizes_) n *= s;
  std::vector<int64_t> out(static_cast<size_t>(n));
  auto itemsize = static_cast<int64_t>(table_.itemsize());
  for (const At& at : at_) {
    Tensor index = at.index;
    if (index.numel() == n) {
      index = raw::contiguous(raw::cast(index, DType::I64));
    } else {
      index = new_tensor(index_sizes_, DType::I64);
      raw::copy(index, at.index);
    }
    const auto* p = index.data<int64_t>();
    int64_t step = at.stride * itemsize, lowest = wrap_ ? -at.size : 0;
    parallel_for(0, n, 1 << 15, [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i) {
        int64_t x = p[i];
        if (x < lowest || x >= at.size) [[unlikely]]
          out_of_bounds(kind_, x, at.dim, at.size);
        out[static_cast<size_t>(i)] += (x < 0 ? x + at.size : x) * step;
      }
    });
  }
  return out;
}

kernels::IndexJob Indexing::job(const Tensor& rows, const std::vector<int64_t>& offsets) const {
  kernels::IndexJob j;
  j.table = table_.raw();
  j.rows = rows.raw();
  j.offsets = offsets.data();
  j.count = static_cast<int64_t>(offsets.size());
  j.dtype = table_.dtype();
  auto itemsize = static_cast<int64_t>(table_.itemsize());
  int64_t step = rows.numel() == 1 ? 0 : itemsize;
  for (size_t d = view_.sizes.size(); d-- > first_ + at_.size();) {
    j.after.add(view_.sizes[d], view_.strides[d] * itemsize, step);
    step *= view_.sizes[d];
  }
  j.row_step = step;
  step *= j.count;
  for (size_t d = first_; d-- > 0;) {
    j.before.add(view_.sizes[d], view_.strides[d] * itemsize, step);
    step *= view_.sizes[d];
  }
  return j;
}

// Those of an iteration over the table, still where it is indexed, and the indices.
Dims Indexing::result_strides() const {
  std::vector<Dims> strides(1, Dims(result_.size(), 0));
  size_t count = index_sizes_.size(), moved = count - at_.size();
  for (size_t d = 0; d < view_.sizes.size(); ++d) {
    if (d < first_) strides[0][d] = view_.strides[d];
    if (d >= first_ + at_.size()) strides[0][d + moved] = view_.strides[d];
  }
  for (const At& at : at_) {
    Dims own = expand_strides(at.index.sizes(), at.index.strides(), index_sizes_),
         all(result_.size(), 0);
    for (size_t d = 0; d < count; ++d) all[first_ + d] = own[d];
    strides.push_back(all);
  }
  return packed_strides(result_, iteration_order(result_, strides));
}

Tensor Indexing::gathered() const {
  Tensor out = new_tensor(result_, table_.dtype(), table_.device());
  if (!out.is_meta()) gather(out);
  if (table_.is_contiguous()) return out;
  const Dims strides = result_strides();
  if (same(out.strides(), strides)) return out;
  Tensor arranged = new_strided(result_, strides, out.dtype(), out.device());
  raw::copy(arranged, out);
  return arranged;
}

void Indexing::gather(const Tensor& rows) const {
  std::vector<int64_t> at = offsets();
  if (rows.numel()) kernels::gather_rows(job(rows, at));
}

void Indexing::scatter(const Tensor& rows, bool add) const {
  std::vector<int64_t> at = offsets();
  int64_t n = 1;
  for (int64_t s : result_) n *= s;
  if (n == 0) return;
  Tensor from = rows;
  if (rows.numel() != 1 && (!same(rows.sizes(), result_) || !rows.is_contiguous())) {
    from = new_tensor(result_, rows.dtype());
    raw::copy(from, rows);
  } else if (rows.impl()->storage == table_.impl()->storage) {
    from = new_tensor(rows.sizes(), rows.dtype());
    raw::copy(from, rows);
  }
  kernels::IndexJob j = job(from, at);
  add ? kernels::add_rows(j) : kernels::scatter_rows(j);
}

}  // namespace tenon

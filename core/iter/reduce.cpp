#include "core/iter/reduce.h"

#include <algorithm>
#include <vector>

#include "core/parallel/parallel_for.h"
#include "core/registry/mode.h"
#include "core/tensor/layout.h"

namespace tenon {
namespace {

constexpr int64_t kPiece = 1 << 16;  // elements of a long run that are reduced on their own
constexpr int64_t kBlock = 64;       // columns that are reduced side by side
constexpr int kMaxAcc = 64;          // bytes

// Merged dimensions of one group (kept or reduced), innermost first; strides in bytes.
struct Axes {
  Dims sizes, in, out;
  void add(int64_t size, int64_t in_step, int64_t out_step) {
    if (size == 1) return;
    if (!sizes.empty() && in_step == in.back() * sizes.back() &&
        out_step == out.back() * sizes.back()) {
      sizes.back() *= size;
      return;
    }
    sizes.push_back(size);
    in.push_back(in_step);
    out.push_back(out_step);
  }
  int64_t count() const {
    int64_t n = 1;
    for (int64_t s : sizes) n *= s;
    return n;
  }
  // Offsets of position i, counting the first dimension fastest.
  void offset(int64_t i, int64_t& in_at, int64_t& out_at) const {
    for (size_t d = 0; d < sizes.size(); ++d) {
      int64_t x = i % sizes[d];
      i /= sizes[d];
      in_at += x * in[d];
      out_at += x * out[d];
    }
  }
};

// One output element: its runs one after the other, long runs in pieces, joined in order.
void reduce_one(const kernels::ReduceLoops& k, const Axes& axes, const char* in, char* acc,
                const void* params) {
  if (axes.sizes.empty()) return k.run(acc, in, 0, 1, params);
  int64_t n = axes.sizes[0], step = axes.in[0], runs = axes.count() / n;
  alignas(64) char part[kMaxAcc];
  bool first = true;
  for (int64_t r = 0; r < runs; ++r) {
    int64_t at = 0, rest = r;
    for (size_t d = 1; d < axes.sizes.size(); ++d) {
      at += rest % axes.sizes[d] * axes.in[d];
      rest /= axes.sizes[d];
    }
    for (int64_t b = 0; b < n; b += kPiece) {
      int64_t m = std::min(kPiece, n - b);
      k.run(first ? acc : part, in + at + b * step, step, m, params);
      if (!first) k.join(acc, part);
      first = false;
    }
  }
}

class Reducer {
 public:
  Reducer(const Tensor& in, const Tensor& out, IntSpan out_strides, const DimSet& dims,
          const kernels::ReduceLoops& k, const void* params)
      : k_(k), params_(params), in_(in.raw()), out_(out.raw()) {
    auto isize = static_cast<int64_t>(in.itemsize()), osize = static_cast<int64_t>(out.itemsize());
    // Dimensions from the smallest input stride up; ties keep the later dimension inside.
    Dims order(in.sizes().size());
    for (size_t i = 0; i < order.size(); ++i) order[i] = static_cast<int64_t>(order.size() - 1 - i);
    std::stable_sort(order.begin(), order.end(),
                     [&](int64_t a, int64_t b) { return in.strides()[a] < in.strides()[b]; });
    for (int64_t d : order) {
      bool reduced = dims.has(static_cast<size_t>(d));
      (reduced ? away_ : kept_)
          .add(in.sizes()[d], in.strides()[d] * isize, reduced ? 0 : out_strides[d] * osize);
    }
    total_ = away_.count();
    itemsize_ = isize;
  }

  void run() {
    int64_t outputs = kept_.count();
    if (total_ == 0 || outputs == 0) return;
    bool columns = k_.columns && !kept_.sizes.empty() && kept_.in[0] == itemsize_ &&
                   !away_.sizes.empty() && away_.in[0] != itemsize_ && kept_.sizes[0] >= 4;
    if (columns) return run_columns();
    if (outputs == 1 && away_.sizes.size() <= 1 && total_ > 2 * kPiece) return run_pieces();
    int64_t grain = std::max<int64_t>(1, 32768 / total_);
    parallel_for(0, outputs, grain, [&](int64_t begin, int64_t end) {
      alignas(64) char acc[kMaxAcc];
      for (int64_t i = begin; i < end; ++i) {
        int64_t in_at = 0, out_at = 0;
        kept_.offset(i, in_at, out_at);
        reduce_one(k_, away_, in_ + in_at, acc, params_);
        k_.finish(out_ + out_at, acc, total_, params_);
      }
    });
  }

 private:
  // A single long run: pieces of fixed size in parallel, joined in order.
  void run_pieces() {
    int64_t n = total_, pieces = (n + kPiece - 1) / kPiece;
    std::vector<char> accs(static_cast<size_t>(pieces) * kMaxAcc + 64);
    char* base = accs.data() + (64 - reinterpret_cast<uintptr_t>(accs.data()) % 64) % 64;
    int64_t step = away_.in[0];
    parallel_for(0, pieces, 1, [&](int64_t begin, int64_t end) {
      for (int64_t p = begin; p < end; ++p) {
        k_.run(base + p * kMaxAcc, in_ + p * kPiece * step, step, std::min(kPiece, n - p * kPiece),
               params_);
      }
    });
    for (int64_t p = 1; p < pieces; ++p) k_.join(base, base + p * kMaxAcc);
    k_.finish(out_, base, total_, params_);
  }

  // Neighbouring outputs side by side: whole rows of them are added up, kBlock columns at a time.
  void run_columns() {
    int64_t width = kept_.sizes[0], blocks = (width + kBlock - 1) / kBlock,
            outer = kept_.count() / width;
    int64_t rows = away_.sizes[0], sweeps = total_ / rows;
    int64_t grain = std::max<int64_t>(1, 32768 / (total_ * std::min(width, kBlock)));
    parallel_for(0, outer * blocks, grain, [&](int64_t begin, int64_t end) {
      alignas(64) char accs[kBlock * kMaxAcc];
      for (int64_t i = begin; i < end; ++i) {
        int64_t in_at = 0, out_at = 0, first = i % blocks * kBlock,
                w = std::min(kBlock, width - first);
        kept_.offset(i / blocks * width + first, in_at, out_at);
        for (int64_t s = 0; s < sweeps; ++s) {
          int64_t at = 0, rest = s;
          for (size_t d = 1; d < away_.sizes.size(); ++d) {
            at += rest % away_.sizes[d] * away_.in[d];
            rest /= away_.sizes[d];
          }
          k_.columns(accs, in_ + in_at + at, away_.in[0], rows, w, s == 0, params_);
        }
        for (int64_t j = 0; j < w; ++j) {
          k_.finish(out_ + out_at + j * kept_.out[0], accs + j * k_.acc_bytes, total_, params_);
        }
      }
    });
  }

  const kernels::ReduceLoops& k_;
  const void* params_;
  const char* in_;
  char* out_;
  Axes kept_, away_;
  int64_t total_ = 0, itemsize_ = 0;
};

}  // namespace

DimSet::DimSet(std::optional<IntSpan> dims, int64_t ndim) {
  check(ndim <= 64, "only tensors with up to 64 dims are supported");
  if (!dims || dims->empty()) {
    bits = ~0ull;
    return;
  }
  for (int64_t d : *dims) {
    int64_t at = wrap_dim(d, ndim);
    check(!(bits >> at & 1), "dim ", at, " appears multiple times in the list of dims");
    bits |= 1ull << at;
  }
}

Dims reduced_sizes(IntSpan sizes, const DimSet& dims, bool keepdim) {
  Dims out;
  for (size_t d = 0; d < sizes.size(); ++d) {
    if (!dims.has(d)) {
      out.push_back(sizes[d]);
    } else if (keepdim) {
      out.push_back(1);
    }
  }
  return out;
}

Tensor reduce(const Tensor& in, const DimSet& dims, bool keepdim, const kernels::ReduceKernel& k,
              DType out_dtype, const void* params) {
  TensorImpl* target = take_out_hint();
  const kernels::ReduceLoops& loops = k.loops(in.dtype());
  check_implemented(loops.acc_bytes != 0, "\"", k.name, "\" not implemented for '", in.dtype(),
                    "'");
  Dims sizes = reduced_sizes(in.sizes(), dims, keepdim);
  Tensor out = target && target->dtype == out_dtype && same(target->sizes, sizes) &&
                       (target->flags & TensorImpl::kContiguous) &&
                       target->storage != in.impl()->storage
                   ? Tensor::share(target)
                   : new_tensor(sizes, out_dtype, in.device());
  if (out.is_meta() || out.numel() == 0) return out;
  // Strides of the output seen with all dimensions of the input.
  Dims out_strides(in.sizes().size(), 0);
  size_t at = 0;
  for (size_t d = 0; d < out_strides.size(); ++d) {
    if (!dims.has(d)) {
      out_strides[d] = out.strides()[at++];
    } else if (keepdim) {
      ++at;
    }
  }
  Reducer(in, out, out_strides, dims, loops, params).run();
  return out;
}

}  // namespace tenon

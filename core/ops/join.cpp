// Putting tensors together: cat, stack and their relatives.
#include "core/api/join.h"

#include <algorithm>
#include <cstring>
#include <vector>

#include "core/api/view.h"
#include "core/api/view_dims.h"
#include "core/api/view_slice.h"
#include "core/api/view_split.h"
#include "core/iter/pointwise.h"
#include "core/ops/geometry.h"
#include "core/ops/layouts.h"
#include "core/ops/tables.h"
#include "core/parallel/parallel_for.h"
#include "core/registry/box.h"
#include "core/registry/mode.h"
#include "core/registry/outs.h"

namespace tenon::ops {
namespace {

using Tensors = std::vector<Tensor>;

// PyTorch skips 1-d tensors without elements, whatever the shapes of the others.
bool skipped(IntSpan sizes) { return sizes.size() == 1 && sizes[0] == 0; }

// Writes the tensors next to each other along dim of `out`.
void join_into(const Tensor& out, TensorSpan tensors, int64_t dim) {
  if (out.is_meta() || out.numel() == 0) return;
  bool plain = out.is_contiguous();
  for (const Tensor& t : tensors) plain &= t.dtype() == out.dtype() && t.is_contiguous();
  int64_t outer = 1;
  for (int64_t d = 0; d < dim; ++d) outer *= out.sizes()[d];
  auto row = static_cast<int64_t>(out.nbytes()) / outer;
  if (plain && outer > 1) {
    struct Part {
      const char* from;
      int64_t bytes;
    };
    std::vector<Part> parts;
    for (const Tensor& t : tensors) {
      if (t.numel()) parts.push_back({t.raw(), static_cast<int64_t>(t.nbytes()) / outer});
    }
    parallel_for(0, outer, std::max<int64_t>(1, (1 << 17) / row), [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i) {
        char* to = out.raw() + i * row;
        for (const Part& p : parts) {
          std::memcpy(to, p.from + i * p.bytes, static_cast<size_t>(p.bytes));
          to += p.bytes;
        }
      }
    });
    return;
  }
  char* to = out.raw();
  int64_t at = 0;
  for (const Tensor& t : tensors) {
    if (skipped(t.sizes())) continue;
    int64_t n = t.sizes()[dim];
    if (plain && t.nbytes() < (1 << 17)) {
      if (t.nbytes()) std::memcpy(to, t.raw(), t.nbytes());
      to += t.nbytes();
    } else {
      raw::copy(Geometry(out).slice(dim, at, at + n, 1).of(out), t);
      to += t.nbytes();
    }
    at += n;
  }
}

// The target of an out= call when it fits, else a new tensor; channels_last when all inputs are.
Tensor joined(TensorImpl* hint, IntSpan sizes, DType dtype, TensorSpan tensors) {
  if (hint && hint->dtype == dtype && same(hint->sizes, sizes)) {
    bool apart = true;
    for (const Tensor& t : tensors) apart &= t.impl()->storage != hint->storage;
    if (apart) return Tensor::share(hint);
  }
  const Tensor& first = tensors[0];
  bool last = sizes.size() == 4 || sizes.size() == 5;
  int64_t format = sizes.size() == 5 ? kChannelsLast3dFormat : kChannelsLastFormat;
  for (const Tensor& t : tensors) last = last && has_format(t, format);
  if (last) return new_strided(sizes, channels_last_strides(sizes), dtype, first.device());
  return new_tensor(sizes, dtype, first.device());
}

DType joined_dtype(TensorSpan tensors) {
  Promoter p;
  for (const Tensor& t : tensors) p.add(t);
  return p.result();
}

Tensor cat_cpu(TensorSpan tensors, int64_t dim) {
  TensorImpl* hint = take_out_hint();
  check_value(!tensors.empty(), "cat(): expected a non-empty list of Tensors");
  const Tensor* like = nullptr;
  for (size_t i = 0; i < tensors.size(); ++i) {
    check(tensors[i].dim() > 0, "zero-dimensional tensor (at position ", i,
          ") cannot be concatenated");
    if (!like && !skipped(tensors[i].sizes())) like = &tensors[i];
  }
  DType dtype = joined_dtype(tensors);
  if (!like) return new_tensor(IntSpan(Ints<0>::span), dtype, tensors[0].device());
  dim = wrap_dim(dim, like->dim());
  Dims sizes(like->sizes());
  sizes[dim] = 0;
  for (size_t i = 0; i < tensors.size(); ++i) {
    IntSpan s = tensors[i].sizes();
    if (skipped(s)) continue;
    check(s.size() == sizes.size(), "Tensors must have same number of dimensions: got ",
          sizes.size(), " and ", s.size());
    for (size_t d = 0; d < s.size(); ++d) {
      check(d == static_cast<size_t>(dim) || s[d] == sizes[d],
            "Sizes of tensors must match except in dimension ", dim, ". Expected size ", sizes[d],
            " but got size ", s[d], " for tensor number ", i, " in the list.");
    }
    sizes[dim] += s[dim];
  }
  Tensor out = joined(hint, sizes, dtype, tensors);
  join_into(out, tensors, dim);
  return out;
}

void cat_vjp(VjpCtx& c) {
  int64_t dim = wrap_dim(c.arg(1).to_int(), c.grad().dim()), at = 0;
  Value sizes = c.extra(0);
  std::vector<Value> items = list_items(sizes);
  for (int i = 0; i < c.count(0); ++i) {
    int64_t n = items[static_cast<size_t>(i)].to_int();
    if (c.needs(0, i)) {
      c.grad_in(0, i,
                skipped(c.in_sizes(0, i)) ? reshape(slice(c.grad(), dim, 0, 0), c.in_sizes(0, i))
                                          : slice(c.grad(), dim, at, at + n, 1));
    }
    at += n;
  }
}

void cat_setup(const Op&, const Value* args, const Value* rets, std::vector<Owned>& saved) {
  int64_t dim = wrap_dim(args[1].to_int(), rets[0].tensor().dim());
  std::vector<Value> sizes;
  for (const Tensor& t : args[0].to_tensors())
    sizes.emplace_back(skipped(t.sizes()) ? 0 : t.sizes()[dim]);
  saved.emplace_back(make_list(std::move(sizes)));
}

// Channels last, as cat() along `dim` would lay it out before the dimension is split.
Tensor stacked_channels_last(IntSpan sizes, int64_t dim, DType dtype, TensorSpan tensors) {
  Dims joint(tensors[0].sizes());
  joint[dim] *= static_cast<int64_t>(tensors.size());
  Dims strides = channels_last_strides(joint);
  strides.insert(static_cast<size_t>(dim), strides[dim] * sizes[static_cast<size_t>(dim) + 1]);
  return new_strided(sizes, strides, dtype, tensors[0].device());
}

Tensor stack_cpu(TensorSpan tensors, int64_t dim) {
  TensorImpl* hint = take_out_hint();
  check(!tensors.empty(), "stack expects a non-empty TensorList");
  Dims sizes(tensors[0].sizes());
  for (size_t i = 1; i < tensors.size(); ++i) {
    check(same(tensors[i].sizes(), sizes), "stack expects each tensor to be equal size, but got ",
          sizes, " at entry 0 and ", tensors[i].sizes(), " at entry ", i);
  }
  dim = wrap_dim(dim, tensors[0].dim() + 1);
  Tensors items;
  for (const Tensor& t : tensors) {
    Geometry g(t);
    g.insert(dim, 1, 1);
    items.push_back(g.of(t));
  }
  sizes.insert(static_cast<size_t>(dim), static_cast<int64_t>(tensors.size()));
  const DType dtype = joined_dtype(tensors);
  const bool last = !hint && dim < tensors[0].dim() &&
                    std::all_of(tensors.begin(), tensors.end(), suggests_channels_last);
  Tensor out = last ? stacked_channels_last(sizes, dim, dtype, tensors)
                    : joined(hint, sizes, dtype, tensors);
  join_into(out, items, dim);
  return out;
}

void stack_vjp(VjpCtx& c) {
  for (int i = 0; i < c.count(0); ++i) {
    if (c.needs(0, i)) c.grad_in(0, i, select(c.grad(), c.arg(1).to_int(), i));
  }
}

Tensors at_least(TensorSpan tensors, Tensor (*one)(const Tensor&)) {
  Tensors out;
  for (const Tensor& t : tensors) out.push_back(one(t));
  return out;
}
Tensor at_least_1d(const Tensor& t) { return t.dim() ? t : reshape(t, Ints<1>::span); }
Tensor at_least_2d(const Tensor& t) { return t.dim() < 2 ? unsqueeze(at_least_1d(t), 0) : t; }
Tensor at_least_3d(const Tensor& t) { return t.dim() < 3 ? unsqueeze(at_least_2d(t), -1) : t; }
Tensors all_1d_body(TensorSpan tensors) { return at_least(tensors, at_least_1d); }
Tensors all_2d_body(TensorSpan tensors) { return at_least(tensors, at_least_2d); }
Tensors all_3d_body(TensorSpan tensors) { return at_least(tensors, at_least_3d); }

Tensor hstack_body(TensorSpan tensors) {
  check(!tensors.empty(), "hstack expects a non-empty TensorList");
  Tensors t = all_1d_body(tensors);
  return cat(t, t[0].dim() == 1 ? 0 : 1);
}
Tensor vstack_body(TensorSpan tensors) {
  check(!tensors.empty(), "vstack expects a non-empty TensorList");
  return cat(all_2d_body(tensors), 0);
}
Tensor dstack_body(TensorSpan tensors) {
  check(!tensors.empty(), "dstack expects a non-empty TensorList");
  return cat(all_3d_body(tensors), 2);
}
Tensor column_stack_body(TensorSpan tensors) {
  check(!tensors.empty(), "column_stack expects a non-empty TensorList");
  Tensors t;
  for (const Tensor& x : tensors) {
    int64_t column[] = {x.numel(), 1};
    t.push_back(x.dim() < 2 ? reshape(x, column) : x);
  }
  return hstack_body(t);
}

constexpr OpDef kOps[] = {
    {.schema = "cat(Tensor[] tensors, int dim=0) -> Tensor",
     .cpu = kernel<cat_cpu>(),
     .vjp = cat_vjp,
     .setup = cat_setup,
     .traits = Out | OutApart,
     .paths = "tenon.cat tenon.concat tenon.concatenate",
     .doc = R"(Joins tensors along the dimension dim; their other sizes must be equal.

Example:
    >>> tenon.cat((tenon.tensor([1, 2]), tenon.tensor([3])))
    tensor([1, 2, 3])
)"},
    {.schema = "stack(Tensor[] tensors, int dim=0) -> Tensor",
     .cpu = kernel<stack_cpu>(),
     .vjp = stack_vjp,
     .traits = Out | OutApart,
     .doc = R"(Joins tensors of equal size along a new dimension.

Example:
    >>> tenon.stack((tenon.tensor([1, 2]), tenon.tensor([3, 4])))
    tensor([[1, 2],
            [3, 4]])
)"},
    {.schema = "hstack(Tensor[] tensors) -> Tensor",
     .body = kernel<hstack_body>(),
     .traits = Out,
     .doc = R"(Joins tensors along dimension 1 (vectors: along 0).

Example:
    >>> tenon.hstack((tenon.tensor([1, 2]), tenon.tensor([3])))
    tensor([1, 2, 3])
)"},
    {.schema = "vstack(Tensor[] tensors) -> Tensor",
     .body = kernel<vstack_body>(),
     .traits = Out,
     .paths = "tenon.vstack tenon.row_stack",
     .doc = R"(Joins tensors along dimension 0; vectors are rows.

Example:
    >>> tenon.vstack((tenon.tensor([1, 2]), tenon.tensor([3, 4])))
    tensor([[1, 2],
            [3, 4]])
)"},
    {.schema = "dstack(Tensor[] tensors) -> Tensor",
     .body = kernel<dstack_body>(),
     .traits = Out,
     .doc = R"(Joins tensors along dimension 2, after giving them three dimensions.

Example:
    >>> tenon.dstack((tenon.tensor([1, 2]), tenon.tensor([3, 4])))
    tensor([[[1, 3],
             [2, 4]]])
)"},
    {.schema = "column_stack(Tensor[] tensors) -> Tensor",
     .body = kernel<column_stack_body>(),
     .traits = Out,
     .doc = R"(Joins tensors along dimension 1; vectors are columns.

Example:
    >>> tenon.column_stack((tenon.tensor([1, 2]), tenon.tensor([3, 4])))
    tensor([[1, 3],
            [2, 4]])
)"},
    {.schema = "atleast_1d(Tensor input) -> Tensor",
     .body = kernel<at_least_1d>(),
     .doc = R"(Returns a view with at least one dimension.

Example:
    >>> tenon.atleast_1d(tenon.tensor(5))
    tensor([5])
)"},
    {.schema = "atleast_1d.tensors(Tensor[] tensors) -> Tensor[]",
     .body = kernel<all_1d_body>(),
     .traits = VarArgs,
     .doc = R"(Returns views with at least one dimension.

Example:
    >>> tenon.atleast_1d(tenon.tensor(5), tenon.tensor([6]))
    (tensor([5]), tensor([6]))
)"},
    {.schema = "atleast_2d(Tensor input) -> Tensor",
     .body = kernel<at_least_2d>(),
     .doc = R"(Returns a view with at least two dimensions; a vector is a row.

Example:
    >>> tenon.atleast_2d(tenon.tensor([5, 6]))
    tensor([[5, 6]])
)"},
    {.schema = "atleast_2d.tensors(Tensor[] tensors) -> Tensor[]",
     .body = kernel<all_2d_body>(),
     .traits = VarArgs,
     .doc = R"(Returns views with at least two dimensions; a vector is a row.

Example:
    >>> tenon.atleast_2d(tenon.tensor(5), tenon.tensor([6]))
    (tensor([[5]]), tensor([[6]]))
)"},
    {.schema = "atleast_3d(Tensor input) -> Tensor",
     .body = kernel<at_least_3d>(),
     .doc =
         R"(Returns a view with at least three dimensions: (n,) gives (1, n, 1), (m, n) gives (m, n, 1).

Example:
    >>> tenon.atleast_3d(tenon.zeros(2, 3)).shape
    tenon.Size([2, 3, 1])
)"},
    {.schema = "atleast_3d.tensors(Tensor[] tensors) -> Tensor[]",
     .body = kernel<all_3d_body>(),
     .traits = VarArgs,
     .doc =
         R"(Returns views with at least three dimensions: (n,) gives (1, n, 1), (m, n) gives (m, n, 1).

Example:
    >>> tenon.atleast_3d(tenon.tensor(5), tenon.tensor([6]))
    (tensor([[[5]]]), tensor([[[6]]]))
)"},
};

}  // namespace
void register_join(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops

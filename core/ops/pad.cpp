// pad(): constant, reflect, replicate and circular.
#include "core/api/pad.h"

#include <algorithm>
#include <cstring>
#include <vector>

#include "core/iter/pointwise.h"
#include "core/ops/layouts.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"
#include "core/registry/mode.h"

namespace tenon::ops {
namespace {

// Pairs of padding count from the last dimension.
int64_t before(IntSpan pad, int64_t ndim, int64_t d) {
  auto i = static_cast<size_t>(2 * (ndim - 1 - d));
  return i < pad.size() ? pad[i] : 0;
}
int64_t behind(IntSpan pad, int64_t ndim, int64_t d) {
  auto i = static_cast<size_t>(2 * (ndim - 1 - d)) + 1;
  return i < pad.size() ? pad[i] : 0;
}

Dims padded_sizes(IntSpan sizes, IntSpan pad) {
  Dims out(sizes);
  auto ndim = static_cast<int64_t>(sizes.size());
  for (int64_t d = 0; d < ndim; ++d) {
    int64_t lo = before(pad, ndim, d), hi = behind(pad, ndim, d);
    out[d] += lo + hi;
    check(out[d] >= 0, "pad(): negative padding removes more than there is: got size ", sizes[d],
          " and padding ", lo, " and ", hi, " in dimension ", d, ".");
  }
  return out;
}

void check_pad(const Tensor& input, IntSpan pad) {
  check(pad.size() % 2 == 0, "Padding length must be divisible by 2");
  check(static_cast<int64_t>(pad.size()) <= 2 * input.dim(),
        "Padding length should be less than or equal to two times the ",
        "input dimension but got padding length ", pad.size(), " and input of dimension ",
        input.dim());
}

Tensor constant_pad_cpu(const Tensor& input, IntSpan pad, Scalar value) {
  take_out_hint();
  check_pad(input, pad);
  Dims sizes = padded_sizes(input.sizes(), pad), shared(input.sizes());
  Tensor out = empty_in_format_of(input, sizes);
  if (out.is_meta()) return out;
  raw::fill(out, value);
  // The part of the input that is kept, and where it lands.
  int64_t from = input.offset(), to = out.offset(), ndim = input.dim();
  for (int64_t d = 0; d < ndim; ++d) {
    int64_t lo = before(pad, ndim, d), hi = behind(pad, ndim, d);
    shared[d] += std::min<int64_t>(lo, 0) + std::min<int64_t>(hi, 0);
    if (shared[d] <= 0) return out;
    from += std::max<int64_t>(-lo, 0) * input.strides()[d];
    to += std::max<int64_t>(lo, 0) * out.strides()[d];
  }
  raw::copy(make_view(out, shared, out.strides(), to),
            make_view(input, shared, input.strides(), from));
  return out;
}

void constant_pad_vjp(VjpCtx& c) {
  Dims back(c.arg(1).to_ints());
  for (int64_t& p : back) p = -p;
  c.grad_in(0, constant_pad(c.grad(), back, 0));
}

// Where each position along one padded dimension comes from.
std::vector<int64_t> sources(int64_t size, int64_t lo, int64_t hi, std::string_view mode) {
  std::vector<int64_t> at;
  for (int64_t j = -lo; j < size + hi; ++j) {
    if (mode == "replicate") {
      at.push_back(std::clamp<int64_t>(j, 0, size - 1));
    } else if (mode == "circular") {  // around what negative padding leaves
      int64_t first = std::max<int64_t>(-lo, 0), period = size - first - std::max<int64_t>(-hi, 0);
      at.push_back(first + ((j - first) % period + period) % period);
    } else {
      int64_t i = j < 0 ? -j : j;
      at.push_back(i >= size ? 2 * (size - 1) - i : i);
    }
  }
  return at;
}

// A contiguous tensor seen along one dimension.
struct Along {
  Along(const Tensor& t, int64_t d) : size(t.sizes()[d]) {
    for (int64_t i = 0; i < d; ++i) outer *= t.sizes()[i];
    for (int64_t i = d + 1; i < t.dim(); ++i) inner *= t.sizes()[i];
  }
  int64_t outer = 1, size, inner = 1;
};

Tensor gather_along(const Tensor& in, int64_t d, const std::vector<int64_t>& at) {
  Dims sizes(in.sizes());
  sizes[d] = static_cast<int64_t>(at.size());
  Tensor out = new_tensor(sizes, in.dtype());
  Along a(in, d);
  int64_t bytes = a.inner * static_cast<int64_t>(in.itemsize());
  char* to = out.raw();
  for (int64_t o = 0; o < a.outer; ++o)
    for (int64_t j : at) {
      std::memcpy(to, in.raw() + (o * a.size + j) * bytes, static_cast<size_t>(bytes));
      to += bytes;
    }
  return out;
}

// The transpose of gather_along.
Tensor scatter_along(const Tensor& in, int64_t d, const std::vector<int64_t>& at, int64_t size) {
  Dims sizes(in.sizes());
  sizes[d] = size;
  Tensor out = new_tensor(sizes, in.dtype());
  raw::fill(out, 0);
  kernels::Loop add = loop_for(kernels::add, in.dtype());
  Along a(in, d);
  auto item = static_cast<int64_t>(in.itemsize()), bytes = a.inner * item;
  bool rows = a.inner > 1;  // along a row, or for the last dimension down a column
  for (int64_t o = 0; o < (rows ? a.outer : 1); ++o)
    for (size_t j = 0; j < at.size(); ++j) {
      char* to = out.raw() + (o * size + at[j]) * bytes;
      char* from = in.raw() + (o * a.size + static_cast<int64_t>(j)) * bytes;
      char* const data[] = {to, to, from};
      const int64_t steps[] = {rows ? item : size * item, rows ? item : size * item,
                               rows ? item : a.size * item};
      add(data, steps, rows ? a.inner : a.outer, nullptr);
    }
  return out;
}

void check_pad_copy(const Tensor& input, IntSpan pad, std::string_view mode) {
  check_implemented(mode == "reflect" || mode == "replicate" || mode == "circular",
                    "Unrecognised padding mode ", mode);
  auto dims = static_cast<int64_t>(pad.size()) / 2;
  check_implemented(dims >= 1 && dims <= 3 && (input.dim() == dims + 1 || input.dim() == dims + 2),
                    "Padding size ", pad.size(), " is not supported for ", input.dim(),
                    "D input tensor.");
  for (int64_t d = input.dim() - dims; d < input.dim(); ++d) {
    int64_t lo = before(pad, input.dim(), d), hi = behind(pad, input.dim(), d),
            size = input.size(d);
    if (mode == "circular") {
      check(lo <= size && hi <= size, "Padding value causes wrapping around more than once.");
    } else if (mode == "reflect") {
      check(lo < size && hi < size, "Argument #", 2 * (input.dim() - d) + 2,
            ": Padding size should be less than the corresponding input dimension, but got: "
            "padding (",
            lo, ", ", hi, ") at dimension ", d, " of input ", input.sizes());
    }
    check(size > 0, "Expected a non-empty dimension ", d, " to pad with mode '", mode,
          "', but got input of size: ", input.sizes());
  }
}

Tensor pad_copy_cpu(const Tensor& input, IntSpan pad, std::string_view mode) {
  check_pad(input, pad);
  check_pad_copy(input, pad, mode);
  Dims sizes = padded_sizes(input.sizes(), pad);
  const bool keeps = mode != "circular";
  if (input.is_meta())
    return keeps ? empty_in_format_of(input, sizes)
                 : new_tensor(sizes, input.dtype(), input.device());
  Tensor out = raw::contiguous(input);
  int64_t ndim = input.dim();
  for (int64_t d = ndim - static_cast<int64_t>(pad.size()) / 2; d < ndim; ++d) {
    int64_t lo = before(pad, ndim, d), hi = behind(pad, ndim, d);
    if (lo || hi) out = gather_along(out, d, sources(input.size(d), lo, hi, mode));
  }
  if (out.is_same(input)) out = raw::contiguous(constant_pad_cpu(input, {}, 0));
  return keeps ? in_format_of(out, input) : out;
}
void pad_copy_vjp(VjpCtx& c) {
  c.grad_in(0, pad_copy_backward(c.grad(), c.in_sizes(0), c.arg(1).to_ints(), c.arg(2).to_str()));
}

Tensor pad_copy_backward_cpu(const Tensor& grad, IntSpan input_size, IntSpan pad,
                             std::string_view mode) {
  if (grad.is_meta()) return new_tensor(input_size, grad.dtype(), grad.device());
  Tensor out = raw::contiguous(grad);
  int64_t ndim = grad.dim();
  for (int64_t d = ndim - static_cast<int64_t>(pad.size()) / 2; d < ndim; ++d) {
    int64_t lo = before(pad, ndim, d), hi = behind(pad, ndim, d), size = input_size[d];
    if (lo || hi) out = scatter_along(out, d, sources(size, lo, hi, mode), size);
  }
  return out.is_same(grad) ? raw::contiguous(constant_pad_cpu(grad, {}, 0)) : out;
}
void pad_copy_backward_vjp(VjpCtx& c) {
  c.grad_in(0, pad_copy(c.grad(), c.arg(2).to_ints(), c.arg(3).to_str()));
}

Tensor pad_body(const Tensor& input, IntSpan pad, std::string_view mode,
                std::optional<double> value) {
  check_pad(input, pad);
  if (mode == "constant") return constant_pad(input, pad, value.value_or(0.0));
  check(!value || *value == 0.0, "Padding mode \"", mode, "\" doesn't take in value argument");
  return pad_copy(input, pad, mode);
}

constexpr OpDef kOps[] = {
    {.schema = "constant_pad(Tensor input, int[] pad, Scalar value=0) -> Tensor",
     .cpu = kernel<constant_pad_cpu>(),
     .vjp = constant_pad_vjp,
     .paths = "tenon.constant_pad_nd",
     .doc = R"(Adds (or with negative numbers removes) elements at both ends of the last dimensions.

Example:
    >>> tenon.constant_pad_nd(tenon.ones(2), [1, 0], 5)
    tensor([5., 1., 1.])
)"},
    {.schema = "pad_copy(Tensor input, int[] pad, str mode) -> Tensor",
     .cpu = kernel<pad_copy_cpu>(),
     .vjp = pad_copy_vjp,
     .traits = NoFunction,
     .doc = "pad() with elements of the input: reflect, replicate, circular."},
    {.schema =
         "pad_copy_backward(Tensor grad_output, int[] input_size, int[] pad, str mode) -> Tensor",
     .cpu = kernel<pad_copy_backward_cpu>(),
     .vjp = pad_copy_backward_vjp,
     .traits = NoFunction,
     .doc = "The gradient of pad_copy()."},
    {.schema = "pad(Tensor input, int[] pad, str mode='constant', float? value=None) -> Tensor",
     .body = kernel<pad_body>(),
     .paths = "tenon.nn.functional.pad",
     .doc = R"(Pads the last dimensions.

Args:
    pad: (left, right) of the last dimension, then of the one before it, and so on; negative numbers crop.
    mode: 'constant', 'reflect', 'replicate' or 'circular'.
    value: for 'constant'; default 0.

Example:
    >>> tenon.nn.functional.pad(tenon.tensor([[1.0, 2.0, 3.0]]), (1, 1), mode='reflect')
    tensor([[2., 1., 2., 3., 2.]])
)"},
};

}  // namespace
void register_pad(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops

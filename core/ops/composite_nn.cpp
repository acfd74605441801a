// Layers' functions in terms of other ops: they run on every device and are differentiable by
// themselves.
#include "core/api/binary.h"
#include "core/api/cast.h"
#include "core/api/compare.h"
#include "core/api/einsum.h"
#include "core/api/reduce.h"
#include "core/api/unary_exp.h"
#include "core/api/view.h"
#include "core/api/view_dims.h"
#include "core/api/view_shape.h"
#include "core/api/view_split.h"
#include "core/iter/promote.h"
#include "core/ops/products.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"
#include "core/registry/call.h"
#include "core/tensor/layout.h"

namespace tenon::ops {
namespace {

Tensor glu_body(const Tensor& input, int64_t dim) {
  check(input.dim() > 0, "glu does not support scalars because halving size must be even");
  const int64_t size = input.size(dim);
  check_implemented(is_floating(input.dtype()), "\"glu_cpu\" not implemented for '",
                    scalar_type_name(input.dtype()), "'");
  check(size % 2 == 0, "Halving dimension must be even, but dimension ", dim, " is size ", size);
  const std::vector<Tensor> halves = chunk(input, 2, dim);
  static const Op& sigmoid = Registry::get().at("sigmoid");
  Value arg(halves[1]), gate;
  call(sigmoid, &arg, &gate);
  return mul(halves[0], gate.take_tensor());
}

// The leading dimensions of an image, then the given ones.
Dims with_batch(const Tensor& t, std::initializer_list<int64_t> rest) {
  Dims out(t.sizes().first(static_cast<size_t>(t.dim() - 3)));
  for (int64_t n : rest) out.push_back(n);
  return out;
}

// The order of dimensions after `batch` leading ones.
Dims order_after(int64_t batch, std::initializer_list<int64_t> rest) {
  Dims out;
  for (int64_t i = 0; i < batch; ++i) out.push_back(i);
  for (int64_t i : rest) out.push_back(batch + i);
  return out;
}

Tensor pixel_shuffle_body(const Tensor& input, int64_t r) {
  check(input.dim() >= 3,
        "pixel_shuffle expects input to have at least 3 dimensions, but got input with ",
        input.dim(), " dimension(s)");
  check(r > 0, "pixel_shuffle expects a positive upscale_factor, but got ", r);
  const int64_t c = input.size(-3), h = input.size(-2), w = input.size(-1), batch = input.dim() - 3;
  check(c % (r * r) == 0,
        "pixel_shuffle expects its input's 'channel' dimension to be divisible by the square of "
        "upscale_factor, but input.size(-3)=",
        c, " is not divisible by ", r * r);
  const Tensor split = reshape(input, with_batch(input, {c / (r * r), r, r, h, w}));
  const Tensor moved = permute(split, order_after(batch, {0, 3, 1, 4, 2}));
  return reshape(moved, with_batch(input, {c / (r * r), h * r, w * r}));
}

Tensor pixel_unshuffle_body(const Tensor& input, int64_t r) {
  check(input.dim() >= 3,
        "pixel_unshuffle expects input to have at least 3 dimensions, but got input with ",
        input.dim(), " dimension(s)");
  check(r > 0, "pixel_unshuffle expects a positive downscale_factor, but got ", r);
  const int64_t c = input.size(-3), h = input.size(-2), w = input.size(-1), batch = input.dim() - 3;
  check(h % r == 0 && w % r == 0,
        "pixel_unshuffle expects height and width to be divisible by downscale_factor, but got ", h,
        " and ", w, " for ", r);
  const Tensor split = reshape(input, with_batch(input, {c, h / r, r, w / r, r}));
  const Tensor moved = permute(split, order_after(batch, {0, 2, 4, 1, 3}));
  return reshape(moved, with_batch(input, {c * r * r, h / r, w / r}));
}

Tensor channel_shuffle_body(const Tensor& input, int64_t groups) {
  check(input.dim() > 2, "channel_shuffle expects input with > 2 dims, but got input with sizes ",
        input.sizes());
  check(groups > 0 && input.size(1) % groups == 0,
        "Number of channels must be divisible by groups. Got ", input.size(1), " channels and ",
        groups, " groups.");
  Dims split{input.size(0), groups, input.size(1) / groups};
  for (int64_t d = 2; d < input.dim(); ++d) split.push_back(input.size(d));
  return reshape(transpose(reshape(input, split), 1, 2), input.sizes());
}

Tensor cosine_similarity_body(const Tensor& x1, const Tensor& x2, int64_t dim, double eps) {
  const int64_t dims[] = {dim};
  const DType common = Promoter().add(x1).add(x2).result();
  check(is_floating(common), "expected common dtype to be floating point, yet common dtype is ",
        scalar_type_name(common));
  // Each is divided by its own norm first: no product of two large norms overflows.
  auto unit = [&](const Tensor& x) {
    static const Op& clamp = Registry::get().at("clamp_min");
    const Tensor norm = vector_norm(x, 2, IntSpan(dims), true);
    Value args[] = {Value(norm), Value(eps)}, out;
    call(clamp, args, &out);
    return div(x, out.take_tensor());
  };
  // dim counts in the shape that both broadcast to.
  const Tensor both[] = {to(x1, common), to(x2, common)};
  const std::vector<Tensor> same = broadcast_tensors(both);
  return sum(mul(unit(same[0]), unit(same[1])), IntSpan(dims));
}

Tensor pairwise_distance_body(const Tensor& x1, const Tensor& x2, double p, double eps,
                              bool keepdim) {
  const int64_t last[] = {-1};
  return vector_norm(add(sub(x1, x2), eps), p, IntSpan(last), keepdim);
}

Tensor bilinear_body(const Tensor& input1, const Tensor& input2, const Tensor& weight,
                     const Tensor& bias) {
  check(input1.dim() == input2.dim() && input1.dim() > 0,
        "bilinear(): input dimensions do not match: got ", input1.dim(), " and ", input2.dim());
  check(weight.dim() == 3 && input1.size(-1) == weight.size(1) && input2.size(-1) == weight.size(2),
        "bilinear(): sizes do not fit: got inputs ", input1.sizes(), " and ", input2.sizes(),
        " for a weight of ", weight.sizes());
  const Tensor operands[] = {input1, weight, input2};
  const Tensor out = einsum("...i,kij,...j->...k", operands);
  return bias.defined() ? add(out, bias) : out;
}

Tensor rms_norm_body(const Tensor& input, IntSpan normalized_shape, const Tensor& weight,
                     std::optional<double> eps) {
  const auto n = static_cast<int64_t>(normalized_shape.size());
  check(n > 0 && n <= input.dim() &&
            same(input.sizes().last(normalized_shape.size()), normalized_shape),
        "Given normalized_shape=", normalized_shape,
        ", expected input with shape [*, ...], but got input of size", input.sizes());
  Dims dims;
  for (int64_t d = -n; d < 0; ++d) dims.push_back(d);
  const double small = input.dtype() == DType::F64    ? 0x1p-52
                       : input.dtype() == DType::F16  ? 0x1p-10
                       : input.dtype() == DType::BF16 ? 0x1p-7
                                                      : 0x1p-23;
  // Squares of float16 leave its range.
  const bool narrow = input.dtype() == DType::F16 || input.dtype() == DType::BF16;
  const Tensor x = narrow ? to(input, DType::F32) : input;
  const Tensor scale = rsqrt(add(mean(mul(x, x), IntSpan(dims), true), eps.value_or(small)));
  const Tensor unit = mul(x, scale), out = weight.defined() ? mul(unit, weight) : unit;
  return narrow ? to(out, input.dtype()) : out;
}

constexpr OpDef kOps[] = {
    {.schema = "glu(Tensor input, int dim=-1) -> Tensor",
     .body = kernel<glu_body>(),
     .paths = "tenon.nn.functional.glu",
     .doc = R"(Returns the first half of dim times the sigmoid of the second.

Example:
    >>> tenon.nn.functional.glu(tenon.tensor([2.0, 0.0]))
    tensor([1.])
)"},
    {.schema = "pixel_shuffle(Tensor input, int upscale_factor) -> Tensor",
     .body = kernel<pixel_shuffle_body>(),
     .paths = "tenon.pixel_shuffle tenon.nn.functional.pixel_shuffle",
     .doc = R"(Rearranges (*, C r^2, H, W) to (*, C, H r, W r), for an upscale factor r.

Example:
    >>> tenon.pixel_shuffle(tenon.zeros(1, 4, 2, 2), 2).shape
    tenon.Size([1, 1, 4, 4])
)"},
    {.schema = "pixel_unshuffle(Tensor input, int downscale_factor) -> Tensor",
     .body = kernel<pixel_unshuffle_body>(),
     .paths = "tenon.pixel_unshuffle tenon.nn.functional.pixel_unshuffle",
     .doc = R"(Rearranges (*, C, H r, W r) to (*, C r^2, H, W), for a downscale factor r.

Example:
    >>> tenon.pixel_unshuffle(tenon.zeros(1, 1, 4, 4), 2).shape
    tenon.Size([1, 4, 2, 2])
)"},
    {.schema = "channel_shuffle(Tensor input, int groups) -> Tensor",
     .body = kernel<channel_shuffle_body>(),
     .paths = "tenon.channel_shuffle tenon.nn.functional.channel_shuffle",
     .doc = R"(Takes the channels of (N, C, ...) from the groups in turn.

Example:
    >>> tenon.channel_shuffle(tenon.arange(4).reshape(1, 4, 1), 2).flatten()
    tensor([0, 2, 1, 3])
)"},
    {.schema = "cosine_similarity(Tensor x1, Tensor x2, int dim=1, float eps=1e-08) -> Tensor",
     .body = kernel<cosine_similarity_body>(),
     .paths = "tenon.cosine_similarity tenon.nn.functional.cosine_similarity",
     .doc = R"(Returns the cosine of the angle between x1 and x2 along dim.

Example:
    >>> tenon.cosine_similarity(tenon.tensor([3.0, 4.0]), tenon.tensor([4.0, 3.0]), dim=0)
    tensor(0.9600)
)"},
    {.schema = "pairwise_distance(Tensor x1, Tensor x2, float p=2.0, float eps=1e-06, bool "
               "keepdim=False) -> Tensor",
     .body = kernel<pairwise_distance_body>(),
     .paths = "tenon.pairwise_distance tenon.nn.functional.pairwise_distance",
     .doc = R"(Returns the p-norm of x1 - x2 over the last dimension.

Example:
    >>> tenon.pairwise_distance(tenon.tensor([3.0, 4.0]), tenon.zeros(2))
    tensor(5.0000)
)"},
    {.schema = "bilinear(Tensor input1, Tensor input2, Tensor weight, Tensor? bias=None) -> Tensor",
     .body = kernel<bilinear_body>(),
     .paths = "tenon.bilinear tenon.nn.functional.bilinear",
     .doc = R"(Returns x1^T A x2 + b over the last dimensions.

Example:
    >>> tenon.bilinear(tenon.ones(1), tenon.ones(2), tenon.ones(1, 1, 2))
    tensor([2.])
)"},
    {.schema = "rms_norm(Tensor input, int[] normalized_shape, Tensor? weight=None, float? "
               "eps=None) -> Tensor",
     .body = kernel<rms_norm_body>(),
     .paths = "tenon.rms_norm tenon.nn.functional.rms_norm",
     .doc = R"(Divides by the root mean square over the last dimensions, of shape normalized_shape.

Example:
    >>> tenon.rms_norm(tenon.tensor([3.0, 4.0]), (2,))
    tensor([0.8485, 1.1314])
)"},
};

}  // namespace
void register_composite_nn(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops

// Pointwise ops on the parts of numbers: exponents, divisors, signs of infinity, degrees.
#include "core/api/numbers.h"

#include <limits>

#include "core/api/binary.h"
#include "core/api/compare.h"
#include "core/api/copy.h"
#include "core/api/create.h"
#include "core/api/unary_exp.h"
#include "core/api/unary_round.h"
#include "core/api/where.h"
#include "core/iter/pointwise.h"
#include "core/kernels/special.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"

namespace tenon::ops {
namespace {

namespace special = kernels::special;
using OptFloat = std::optional<double>;
constexpr double kPi = 3.14159265358979323846, kInf = std::numeric_limits<double>::infinity();

double largest(DType t) {
  if (t == DType::F16) return 65504;
  if (t == DType::BF16) return 0x1.FEp127;
  return t == DType::F32 ? std::numeric_limits<float>::max() : std::numeric_limits<double>::max();
}

Tensor nan_to_num_body(const Tensor& input, double nan, OptFloat posinf, OptFloat neginf) {
  if (!is_floating(input.dtype())) return clone(input);
  const double most = largest(input.dtype());
  Tensor x = where(isnan(input), nan, input);
  x = where(eq(input, kInf), posinf.value_or(most), x);
  return where(eq(input, -kInf), neginf.value_or(-most), x);
}

Tensor heaviside_cpu(const Tensor& input, const Tensor& values) {
  check(!is_complex(input.dtype()) && !is_complex(values.dtype()),
        "heaviside is not yet implemented for complex tensors.");
  check(input.dtype() == values.dtype(),
        "heaviside is not yet implemented for tensors with different dtypes.");
  return binary(input, values, special::heaviside_kernel);
}
Tensor gcd_cpu(const Tensor& input, const Tensor& other) {
  return binary(input, other, special::gcd_kernel);
}
Tensor lcm_cpu(const Tensor& input, const Tensor& other) {
  return binary(input, other, special::lcm_kernel);
}
Tensor nextafter_cpu(const Tensor& input, const Tensor& other) {
  return binary(input, other, kernels::nextafter);
}

// PyTorch's: where input stays as it is, nothing passes; other gets zeros.
void nextafter_vjp(VjpCtx& c) {
  if (c.needs(0)) c.grad_in(0, where(eq(c.in(0), c.in(1)), Operand(0), c.grad()));
  if (c.needs(1)) c.grad_in(1, zeros_like(c.grad()));
}

Tensor ldexp_body(const Tensor& input, const Tensor& other) { return mul(input, pow(2.0, other)); }

std::tuple<Tensor, Tensor> frexp_cpu(const Tensor& input) {
  kernels::Loop loop = special::frexp_loop(input.dtype());
  check(loop != nullptr, "torch.frexp() only supports floating-point dtypes");
  Iter it("frexp");
  it.out(input.dtype()).out(DType::I32).in(input).build();
  it.run(loop);
  return {it.result(0), it.result(1)};
}
void frexp_vjp(VjpCtx& c) {
  if (c.grad(0)) c.grad_in(0, div(c.grad(0), exp2(c.out(1))));
}

Tensor scaled_angle(const Tensor& input, double factor, const char* op) {
  check(!is_complex(input.dtype()), op, " is not supported for complex tensors.");
  return mul(input, factor);
}
Tensor deg2rad_body(const Tensor& input) { return scaled_angle(input, kPi / 180, "deg2rad"); }
Tensor rad2deg_body(const Tensor& input) { return scaled_angle(input, 180 / kPi, "rad2deg"); }

Tensor equals_infinity(const Tensor& input, double infinity, const char* op) {
  check(!is_complex(input.dtype()), op, " does not support complex inputs.");
  return is_floating(input.dtype()) ? eq(input, infinity) : zeros_like(input, DType::Bool);
}
Tensor isposinf_body(const Tensor& input) { return equals_infinity(input, kInf, "isposinf"); }
Tensor isneginf_body(const Tensor& input) { return equals_infinity(input, -kInf, "isneginf"); }

constexpr uint32_t kUsual = Pointwise | Method | InPlace | Out;
constexpr Vjp kConstant = no_grad("piecewise constant"), kInteger = no_grad("of integers");

constexpr OpDef kOps[] = {
    {.schema = "nan_to_num(Tensor input, float nan=0.0, float? posinf=None, float? neginf=None) -> "
               "Tensor",
     .body = kernel<nan_to_num_body>(),
     .traits = kUsual,
     .doc =
         R"(Replaces NaN, infinity and -infinity; the infinities by the largest and smallest numbers unless posinf and neginf say.

Example:
    >>> tenon.nan_to_num(tenon.tensor([float('nan'), float('inf'), 1.0]), posinf=9.0)
    tensor([0., 9., 1.])
)"},
    {.schema = "heaviside(Tensor input, Tensor values) -> Tensor",
     .cpu = kernel<heaviside_cpu>(),
     .vjp = kConstant,
     .traits = kUsual,
     .doc = R"(Returns 0 where input is negative, values where it is 0, else 1.

Example:
    >>> tenon.heaviside(tenon.tensor([-1.5, 0.0, 2.0]), tenon.tensor([0.5]))
    tensor([0.0000, 0.5000, 1.0000])
)"},
    {.schema = "gcd(Tensor input, Tensor other) -> Tensor",
     .cpu = kernel<gcd_cpu>(),
     .vjp = kInteger,
     .traits = kUsual,
     .doc = R"(Returns the greatest common divisor of integers.

Example:
    >>> tenon.gcd(tenon.tensor([5, 10, 15]), tenon.tensor([3, 4, 5]))
    tensor([1, 2, 5])
)"},
    {.schema = "lcm(Tensor input, Tensor other) -> Tensor",
     .cpu = kernel<lcm_cpu>(),
     .vjp = kInteger,
     .traits = kUsual,
     .doc = R"(Returns the least common multiple of integers.

Example:
    >>> tenon.lcm(tenon.tensor([5, 10, 15]), tenon.tensor([3, 4, 5]))
    tensor([15, 20, 15])
)"},
    {.schema = "nextafter(Tensor input, Tensor other) -> Tensor",
     .cpu = kernel<nextafter_cpu>(),
     .vjp = nextafter_vjp,
     .saves = "input:input, other:input",
     .traits = kUsual,
     .doc = R"(Returns the next number after input in the direction of other.

Example:
    >>> tenon.nextafter(tenon.tensor([1.0]), tenon.tensor([2.0])) > 1
    tensor([True])
)"},
    {.schema = "ldexp(Tensor input, Tensor other) -> Tensor",
     .body = kernel<ldexp_body>(),
     .traits = kUsual,
     .doc = R"(Returns input * 2^other.

Example:
    >>> tenon.ldexp(tenon.tensor([1.0]), tenon.tensor([1, 2, 3]))
    tensor([2., 4., 8.])
)"},
    {.schema = "frexp(Tensor input) -> (Tensor mantissa, Tensor exponent)",
     .cpu = kernel<frexp_cpu>(),
     .vjp = frexp_vjp,
     .saves = "exponent",
     .traits = Method | Out,
     .doc = R"(Splits numbers into a mantissa in [0.5, 1) and a power of two, as int32.

Example:
    >>> tenon.frexp(tenon.tensor([1.0, 6.0])).exponent
    tensor([1, 3], dtype=tenon.int32)
)"},
    {.schema = "deg2rad(Tensor input) -> Tensor",
     .body = kernel<deg2rad_body>(),
     .traits = kUsual,
     .doc = R"(Converts degrees to radians.

Example:
    >>> tenon.deg2rad(tenon.tensor([180.0, 90.0]))
    tensor([3.1416, 1.5708])
)"},
    {.schema = "rad2deg(Tensor input) -> Tensor",
     .body = kernel<rad2deg_body>(),
     .traits = kUsual,
     .doc = R"(Converts radians to degrees.

Example:
    >>> tenon.rad2deg(tenon.tensor([1.0]))
    tensor([57.2958])
)"},
    {.schema = "isposinf(Tensor input) -> Tensor",
     .body = kernel<isposinf_body>(),
     .traits = Pointwise | Method | Out,
     .doc = R"(Returns whether an element is infinity.

Example:
    >>> tenon.isposinf(tenon.tensor([float('inf'), float('-inf'), 1.0]))
    tensor([ True, False, False])
)"},
    {.schema = "isneginf(Tensor input) -> Tensor",
     .body = kernel<isneginf_body>(),
     .traits = Pointwise | Method | Out,
     .doc = R"(Returns whether an element is -infinity.

Example:
    >>> tenon.isneginf(tenon.tensor([float('inf'), float('-inf'), 1.0]))
    tensor([False,  True, False])
)"},
};

}  // namespace
void register_numbers(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops

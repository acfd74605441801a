// Comparisons, logic and bits of two operands; equal, allclose and isclose.
#include "core/api/compare.h"

#include "core/api/binary.h"
#include "core/api/reduce.h"
#include "core/api/unary_round.h"
#include "core/iter/pointwise.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"
#include "core/tensor/layout.h"

namespace tenon::ops {
namespace {

#define TN_BOOL_OP(name)                                         \
  Tensor name##_cpu(const Tensor& input, const Operand& other) { \
    return binary_bool(input, other, kernels::name);             \
  }
TN_BOOL_OP(eq)
TN_BOOL_OP(ne)
TN_BOOL_OP(lt)
TN_BOOL_OP(le)
TN_BOOL_OP(gt)
TN_BOOL_OP(ge)
#undef TN_BOOL_OP

#define TN_LOGICAL_OP(name)                                     \
  Tensor name##_cpu(const Tensor& input, const Tensor& other) { \
    return binary_bool(input, other, kernels::name);            \
  }
TN_LOGICAL_OP(logical_and)
TN_LOGICAL_OP(logical_or)
TN_LOGICAL_OP(logical_xor)
#undef TN_LOGICAL_OP

#define TN_BIT_OP(name, kernel_name)                              \
  Tensor name##_cpu(const Operand& input, const Operand& other) { \
    check_has_tensor(input, other, #name);                        \
    return binary(input, other, kernels::kernel_name);            \
  }
TN_BIT_OP(bitwise_and, bitwise_and)
TN_BIT_OP(bitwise_or, bitwise_or)
TN_BIT_OP(bitwise_xor, bitwise_xor)
TN_BIT_OP(bitwise_left_shift, shift_left)
TN_BIT_OP(bitwise_right_shift, shift_right)
#undef TN_BIT_OP

bool equal_cpu(const Tensor& input, const Tensor& other) {
  check(input.dtype() == other.dtype(), "Expected all tensors to have the same dtype: got ",
        input.dtype(), " and ", other.dtype());
  if (!same(input.sizes(), other.sizes())) return false;
  if (input.numel() == 0) return true;
  check_implemented(!input.is_meta(), "equal(): a meta tensor has no values");
  return *all(eq(input, other)).data<bool>();
}

Tensor isclose_body(const Tensor& input, const Tensor& other, double rtol, double atol,
                    bool equal_nan) {
  check(input.dtype() == other.dtype(), input.dtype(), " did not match ", other.dtype());
  check(rtol >= 0, "rtol must be greater than or equal to zero, but got ", rtol);
  check(atol >= 0, "atol must be greater than or equal to zero, but got ", atol);
  Tensor close = eq(input, other);
  if (equal_nan && !is_integral(input.dtype(), true))
    close = logical_or(close, logical_and(isnan(input), isnan(other)));
  if (rtol == 0 && atol == 0) return close;
  bool whole = is_integral(input.dtype(), true);
  Tensor a = whole ? mul(input, 1.0) : input, b = whole ? mul(other, 1.0) : other;
  Tensor difference = abs(sub(a, b));
  Tensor allowed = add(abs(mul(b, rtol)), atol);
  return logical_or(close, logical_and(isfinite(difference), le(difference, allowed)));
}

bool allclose_body(const Tensor& input, const Tensor& other, double rtol, double atol,
                   bool equal_nan) {
  return *all(isclose(input, other, rtol, atol, equal_nan)).data<bool>();
}

constexpr uint32_t kUsual = Pointwise | Method | InPlace | Out;
constexpr Vjp kConstant = no_grad("piecewise constant");

#define TN_TEXT(paths_, text, example) .paths = paths_, .doc = text "\n\nExample:\n" example
#define TN_COMPARE_ROW(name, ...)                                                                 \
  {                                                                                               \
    .schema = #name "(Tensor input, Tensor|Scalar other) -> Tensor", .cpu = kernel<name##_cpu>(), \
    .vjp = kConstant, .traits = kUsual, TN_TEXT(__VA_ARGS__)                                      \
  }
#define TN_LOGICAL_ROW(name, ...)                                                          \
  {                                                                                        \
    .schema = #name "(Tensor input, Tensor other) -> Tensor", .cpu = kernel<name##_cpu>(), \
    .vjp = kConstant, .traits = kUsual, TN_TEXT(__VA_ARGS__)                               \
  }
#define TN_BIT_ROW(name, ...)                                                             \
  {                                                                                       \
    .schema = #name "(Tensor|Scalar input, Tensor|Scalar other) -> Tensor",               \
    .cpu = kernel<name##_cpu>(), .vjp = kConstant, .traits = kUsual, TN_TEXT(__VA_ARGS__) \
  }

constexpr OpDef kOps[] = {
    {.schema = "equal(Tensor input, Tensor other) -> bool",
     .cpu = kernel<equal_cpu>(),
     .vjp = no_grad("gives a bool"),
     .traits = Method | DataDependent,
     .doc = R"(Whether two tensors have the same size and elements.

Example:
    >>> tenon.equal(tenon.tensor([1, 2]), tenon.tensor([1, 2]))
    True
)"},
    TN_COMPARE_ROW(eq, "tenon.eq Tensor.eq", "Returns input == other, elementwise.",
                   "    >>> tenon.eq(tenon.tensor([1, 2]), 2)\n    tensor([False,  True])\n"),
    TN_COMPARE_ROW(ne, "tenon.ne tenon.not_equal Tensor.ne Tensor.not_equal",
                   "Returns input != other, elementwise.",
                   "    >>> tenon.ne(tenon.tensor([1, 2]), 2)\n    tensor([ True, False])\n"),
    TN_COMPARE_ROW(lt, "tenon.lt tenon.less Tensor.lt Tensor.less",
                   "Returns input < other, elementwise.",
                   "    >>> tenon.lt(tenon.tensor([1, 2]), 2)\n    tensor([ True, False])\n"),
    TN_COMPARE_ROW(
        le, "tenon.le tenon.less_equal Tensor.le Tensor.less_equal",
        "Returns input <= other, elementwise.",
        "    >>> tenon.le(tenon.tensor([1, 2, 3]), 2)\n    tensor([ True,  True, False])\n"),
    TN_COMPARE_ROW(
        gt, "tenon.gt tenon.greater Tensor.gt Tensor.greater",
        "Returns input > other, elementwise.",
        "    >>> tenon.gt(tenon.tensor([1, 2, 3]), 2)\n    tensor([False, False,  True])\n"),
    TN_COMPARE_ROW(
        ge, "tenon.ge tenon.greater_equal Tensor.ge Tensor.greater_equal",
        "Returns input >= other, elementwise.",
        "    >>> tenon.ge(tenon.tensor([1, 2, 3]), 2)\n    tensor([False,  True,  True])\n"),
    TN_LOGICAL_ROW(logical_and, "tenon.logical_and Tensor.logical_and",
                   "Returns whether both are not zero.",
                   "    >>> tenon.logical_and(tenon.tensor([0, 1]), tenon.tensor([1, 2]))\n    "
                   "tensor([False,  True])\n"),
    TN_LOGICAL_ROW(logical_or, "tenon.logical_or Tensor.logical_or",
                   "Returns whether either is not zero.",
                   "    >>> tenon.logical_or(tenon.tensor([0, 1]), tenon.tensor([0, 2]))\n    "
                   "tensor([False,  True])\n"),
    TN_LOGICAL_ROW(
        logical_xor, "tenon.logical_xor Tensor.logical_xor",
        "Returns whether exactly one is not zero.",
        "    >>> tenon.logical_xor(tenon.tensor([0, 1]), tenon.tensor([1, 2]))\n    tensor([ "
        "True, False])\n"),
    TN_BIT_ROW(bitwise_and, "tenon.bitwise_and Tensor.bitwise_and",
               "Returns input & other of integers or bools.",
               "    >>> tenon.bitwise_and(tenon.tensor([5]), 6)\n    tensor([4])\n"),
    TN_BIT_ROW(bitwise_or, "tenon.bitwise_or Tensor.bitwise_or",
               "Returns input | other of integers or bools.",
               "    >>> tenon.bitwise_or(tenon.tensor([5]), 6)\n    tensor([7])\n"),
    TN_BIT_ROW(bitwise_xor, "tenon.bitwise_xor Tensor.bitwise_xor",
               "Returns input ^ other of integers or bools.",
               "    >>> tenon.bitwise_xor(tenon.tensor([5]), 6)\n    tensor([3])\n"),
    TN_BIT_ROW(bitwise_left_shift, "tenon.bitwise_left_shift Tensor.bitwise_left_shift",
               "Returns input << other of integers.",
               "    >>> tenon.bitwise_left_shift(tenon.tensor([1, 2]), 3)\n    tensor([ 8, 16])\n"),
    TN_BIT_ROW(bitwise_right_shift, "tenon.bitwise_right_shift Tensor.bitwise_right_shift",
               "Returns input >> other of integers.",
               "    >>> tenon.bitwise_right_shift(tenon.tensor([8, 16]), 3)\n    tensor([1, 2])\n"),
    {.schema = "isclose(Tensor input, Tensor other, float rtol=1e-05, float atol=1e-08, bool "
               "equal_nan=False) -> Tensor",
     .body = kernel<isclose_body>(),
     .traits = Method,
     .doc = R"(Returns |input - other| <= atol + rtol * |other|, elementwise.

Example:
    >>> tenon.isclose(tenon.tensor([1.0, 2.0]), tenon.tensor([1.0, 2.1]))
    tensor([ True, False])
)"},
    {.schema = "allclose(Tensor input, Tensor other, float rtol=1e-05, float atol=1e-08, bool "
               "equal_nan=False) -> bool",
     .body = kernel<allclose_body>(),
     .traits = Method,
     .doc = R"(Whether isclose() holds for all elements.

Example:
    >>> tenon.allclose(tenon.tensor([1.0]), tenon.tensor([1.0 + 1e-7]))
    True
)"},
};
#undef TN_ROW

}  // namespace
void register_compare(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops

// Choosing and mixing of three operands: where, clamp, lerp, addcmul, addcdiv.
#include "core/api/where.h"

#include <limits>

#include "core/api/binary.h"
#include "core/api/compare.h"
#include "core/api/copy.h"
#include "core/api/create.h"
#include "core/api/unary_round.h"
#include "core/base/warn.h"
#include "core/iter/pointwise.h"
#include "core/ops/conjugate.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"
#include "core/registry/mode.h"

namespace tenon::ops {
namespace {

// The condition is bool while the others have the result's dtype, so this one builds its own
// iteration.
Tensor where_cpu(const Tensor& condition, const Operand& input, const Operand& other) {
  check(condition.dtype() == DType::Bool || condition.dtype() == DType::U8,
        "where expected condition to be a boolean tensor, but got a tensor with dtype ",
        condition.dtype());
  if (condition.dtype() == DType::U8) {
    TN_WARN_ONCE(
        "where received a uint8 condition tensor. This behavior is deprecated and will be removed "
        "in a future version. Use a boolean condition instead.");
  }
  DType t = Promoter().add(input).add(other).result();
  TensorImpl* target = take_out_hint();
  alignas(16) char numbers[2][16];
  Iter it("where");
  it.out(t).in(raw::cast(condition, DType::Bool));
  int i = 0;
  for (const Operand* o : {&input, &other}) {
    if (o->is_tensor()) {
      it.in(raw::cast(o->tensor, t));
    } else {
      store_single(o->scalar, t, numbers[i]);
      it.scalar(numbers[i]);
    }
    ++i;
  }
  it.hint(target).build();
  it.run(loop_for(kernels::where, t));
  return it.result();
}

void where_vjp(VjpCtx& c) {
  Tensor condition = c.in(0);
  if (c.needs(1)) c.grad_in(1, where(condition, c.grad(), 0.0));
  if (c.needs(2)) c.grad_in(2, where(condition, 0.0, c.grad()));
}

// Missing bounds become the extremes of the dtype.
Tensor clamp_cpu(const Tensor& input, const Operand& min, const Operand& max) {
  bool has_min = !min.is_none(), has_max = !max.is_none();
  check(has_min || has_max, "torch.clamp: At least one of 'min' or 'max' must not be None");
  Promoter p;
  p.add(input);
  if (has_min) p.add(min);
  if (has_max) p.add(max);
  DType t = p.result();
  check_implemented(t != DType::Bool, "\"clamp\" not implemented for 'Bool'");
  check_implemented(!is_complex(t), "clamp is not supported for complex types");
  for (const Operand* bound : {&min, &max})
    if (bound->is_number) check_fits(bound->scalar, t);
  bool integer = is_integral(t);
  Operand low = has_min   ? min
                : integer ? Operand(std::numeric_limits<int64_t>::min())
                          : Operand(-std::numeric_limits<double>::infinity());
  Operand high = has_max   ? max
                 : integer ? Operand(std::numeric_limits<int64_t>::max())
                           : Operand(std::numeric_limits<double>::infinity());
  if (!low.is_tensor() && !high.is_tensor()) {
    kernels::Params params;
    params.f[0] = low.scalar.to_double();
    params.f[1] = high.scalar.to_double();
    params.i[0] = low.scalar.to_int();
    params.i[1] = high.scalar.to_int();
    Operand a(input);
    return pointwise({&a}, t, t, kernels::clamp, &params);
  }
  Operand a(input);
  if (!has_min) return pointwise({&a, &max}, t, t, kernels::minimum);
  if (!has_max) return pointwise({&a, &min}, t, t, kernels::maximum);
  return pointwise({&a, &min, &max}, t, t, kernels::clamp_tensors);
}

void clamp_vjp(VjpCtx& c) {
  bool has_min = !c.arg(1).is_none(), has_max = !c.arg(2).is_none();
  if (c.needs(0)) {
    Tensor x = c.in(0), inside;
    if (has_min) inside = ge(x, c.operand(1));
    if (has_max)
      inside = inside.defined() ? logical_and(inside, le(x, c.operand(2))) : le(x, c.operand(2));
    c.grad_in(0, where(inside, c.grad(), 0.0));
  }
  if (has_min && c.needs(1)) {
    Tensor low = lt(c.in(0), c.operand(1));
    if (has_max) low = logical_and(low, lt(c.operand(1).tensor, c.operand(2)));
    c.grad_in(1, where(low, c.grad(), 0.0));
  }
  if (has_max && c.needs(2)) {
    Tensor high = gt(c.in(0), c.operand(2));
    if (has_min) high = logical_or(high, lt(c.operand(2).tensor, c.operand(1)));
    c.grad_in(2, where(high, c.grad(), 0.0));
  }
}

// Unlike clamp, these know bools.
bool all_bool(const Tensor& input, const Operand& limit) {
  return input.dtype() == DType::Bool && limit.is_tensor() && limit.tensor.dtype() == DType::Bool;
}
Tensor clamp_min_body(const Tensor& input, const Operand& min) {
  return all_bool(input, min) ? maximum(input, min.tensor) : clamp(input, min, Operand());
}
Tensor clamp_max_body(const Tensor& input, const Operand& max) {
  return all_bool(input, max) ? minimum(input, max.tensor) : clamp(input, Operand(), max);
}

Tensor ternary(const Operand& a, const Operand& b, const Operand& c, const kernels::Kernel& k,
               const Scalar& value) {
  DType t = Promoter().add(a).add(b).add(c).result();
  kernels::Params p;
  p.f[0] = value.to_double();
  p.f[1] = value.imag;
  p.i[0] = value.to_int();
  return pointwise({&a, &b, &c}, t, t, k, &p);
}

Tensor addcmul_cpu(const Tensor& input, const Tensor& tensor1, const Tensor& tensor2,
                   Scalar value) {
  return ternary(input, tensor1, tensor2, kernels::addcmul, value);
}
void addcmul_vjp(VjpCtx& c) {
  Scalar value = conjugate(c.arg(3).to_scalar());
  if (c.needs(0)) c.grad_in(0, c.grad());
  if (c.needs(1)) c.grad_in(1, mul(mul(c.grad(), conjugate(c.in(2))), value));
  if (c.needs(2)) c.grad_in(2, mul(mul(c.grad(), conjugate(c.in(1))), value));
}

Tensor addcdiv_cpu(const Tensor& input, const Tensor& tensor1, const Tensor& tensor2,
                   Scalar value) {
  check(!is_integral(tensor1.dtype(), true) || !is_integral(tensor2.dtype(), true),
        "Integer division with addcdiv is no longer supported, and in a future release addcdiv "
        "will perform a true division "
        "of tensor1 and tensor2.");
  return ternary(input, tensor1, tensor2, kernels::addcdiv, value);
}
void addcdiv_vjp(VjpCtx& c) {
  Scalar value = conjugate(c.arg(3).to_scalar());
  if (c.needs(0)) c.grad_in(0, c.grad());
  if (c.needs(1)) c.grad_in(1, mul(div(c.grad(), conjugate(c.in(2))), value));
  if (!c.needs(2)) return;
  Tensor divisor = c.in(2);
  Tensor slope = conjugate(div(c.in(1), mul(divisor, divisor)));
  c.grad_in(2, neg(mul(mul(c.grad(), value), slope)));
}

Tensor lerp_cpu(const Tensor& input, const Tensor& end, const Operand& weight) {
  check(input.dtype() == end.dtype(), "expected dtype ", input.dtype(), " for `end` but got dtype ",
        end.dtype());
  Operand a(input), b(end);
  DType t = input.dtype();
  // A number keeps its precision beside tensors of small floats.
  DType compute = (t == DType::F16 || t == DType::BF16) && !weight.is_tensor() ? DType::F32 : t;
  return raw::cast(pointwise({&a, &b, &weight}, compute, compute, kernels::lerp), t);
}
void lerp_vjp(VjpCtx& c) {
  if (c.needs(0)) c.grad_in(0, mul(c.grad(), conjugate(Operand(sub(1, c.operand(2))))));
  if (c.needs(1)) c.grad_in(1, mul(c.grad(), conjugate(c.operand(2))));
  if (c.needs(2)) c.grad_in(2, mul(c.grad(), conjugate(sub(c.in(1), c.in(0)))));
}

constexpr uint32_t kUsual = Pointwise | Method | InPlace | Out;

constexpr OpDef kOps[] = {
    {.schema = "where(Tensor condition, Tensor|Scalar input, Tensor|Scalar other) -> Tensor",
     .cpu = kernel<where_cpu>(),
     .vjp = where_vjp,
     .saves = "condition",
     .traits = Pointwise | Out,
     .paths = "tenon.where Tensor.where",
     .doc = R"(Returns input where condition holds, else other; broadcast and promoted.

Example:
    >>> tenon.where(tenon.tensor([True, False]), tenon.tensor([1.0, 2.0]), 0.0)
    tensor([1., 0.])
)"},
    {.schema = "clamp(Tensor input, Tensor|Scalar? min=None, Tensor|Scalar? max=None) -> Tensor",
     .cpu = kernel<clamp_cpu>(),
     .vjp = clamp_vjp,
     .saves = "input, min, max",
     .traits = kUsual,
     .paths = "tenon.clamp tenon.clip Tensor.clamp Tensor.clip",
     .doc = R"(Returns min(max(input, min), max); either bound may be missing, a number or a tensor.

Example:
    >>> tenon.clamp(tenon.tensor([-1.0, 0.5, 2.0]), 0, 1)
    tensor([0.0000, 0.5000, 1.0000])
)"},
    {.schema = "clamp_min(Tensor input, Tensor|Scalar min) -> Tensor",
     .body = kernel<clamp_min_body>(),
     .traits = kUsual,
     .doc = R"(Returns clamp(input, min=min).

Example:
    >>> tenon.clamp_min(tenon.tensor([-1.0, 2.0]), 0)
    tensor([0., 2.])
)"},
    {.schema = "clamp_max(Tensor input, Tensor|Scalar max) -> Tensor",
     .body = kernel<clamp_max_body>(),
     .traits = kUsual,
     .doc = R"(Returns clamp(input, max=max).

Example:
    >>> tenon.clamp_max(tenon.tensor([-1.0, 2.0]), 0)
    tensor([-1.,  0.])
)"},
    {.schema = "addcmul(Tensor input, Tensor tensor1, Tensor tensor2, *, Scalar value=1) -> Tensor",
     .cpu = kernel<addcmul_cpu>(),
     .vjp = addcmul_vjp,
     .saves = "tensor1:tensor2, tensor2:tensor1",
     .traits = kUsual,
     .doc = R"(Returns input + value * tensor1 * tensor2.

Example:
    >>> tenon.addcmul(tenon.ones(1), tenon.tensor([2.0]), tenon.tensor([3.0]), value=2)
    tensor([13.])
)"},
    {.schema = "addcdiv(Tensor input, Tensor tensor1, Tensor tensor2, *, Scalar value=1) -> Tensor",
     .cpu = kernel<addcdiv_cpu>(),
     .vjp = addcdiv_vjp,
     .saves = "tensor1:tensor2, tensor2",
     .traits = kUsual,
     .doc = R"(Returns input + value * tensor1 / tensor2.

Example:
    >>> tenon.addcdiv(tenon.ones(1), tenon.tensor([6.0]), tenon.tensor([3.0]), value=2)
    tensor([5.])
)"},
    {.schema = "lerp(Tensor input, Tensor end, Tensor|Scalar weight) -> Tensor",
     .cpu = kernel<lerp_cpu>(),
     .vjp = lerp_vjp,
     .saves = "input:weight, end:weight, weight",
     .traits = kUsual,
     .doc = R"(Returns input + weight * (end - input).

Example:
    >>> tenon.lerp(tenon.zeros(1), tenon.ones(1), 0.25)
    tensor([0.2500])
)"},
};

}  // namespace
void register_where(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops

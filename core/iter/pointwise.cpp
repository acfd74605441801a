#include "core/iter/pointwise.h"

#include <cmath>
#include <cstring>
#include <limits>

#include "core/iter/transpose.h"
#include "core/registry/mode.h"
#include "core/tensor/layout.h"

namespace tenon {
namespace {

// PyTorch's C++ names of types, which its messages use.
std::string_view legacy_name(DType t) {
  constexpr std::string_view kNames[kDTypes] = {
      "Byte",  "Char",   "Short",        "Int",           "Long", "Half",
      "Float", "Double", "ComplexFloat", "ComplexDouble", "Bool", "BFloat16"};
  return kNames[static_cast<int>(t)];
}

}  // namespace

kernels::Loop loop_for(const kernels::Kernel& k, DType dtype) {
  kernels::Loop loop = k.loop(dtype);
  if (!loop) [[unlikely]] {
    fail(ErrorKind::NotImplemented, "\"", k.name, "\" not implemented for '", legacy_name(dtype),
         "'");
  }
  return loop;
}

void check_has_tensor(const Operand& a, const Operand& b, const char* op) {
  check_type(a.is_tensor() || b.is_tensor(), op,
             "(): got two numbers, expected a tensor as one of the arguments");
}

namespace raw {

Tensor cast(const Tensor& t, DType dtype) {
  if (t.dtype() == dtype) return t;
  Iter it("to");
  it.out(dtype).in(t).build();
  if (!t.is_meta()) it.run(kernels::cast_loop(t.dtype(), dtype));
  return it.result();
}

void copy(const Tensor& dst, const Tensor& src) {
  if (dst.impl() == src.impl()) return;
  if (dst.is_meta() || src.is_meta()) {
    check(same(broadcast_sizes(dst.sizes(), src.sizes()), dst.sizes()), "The size of tensor a ",
          src.sizes(), " must be broadcastable to the size of tensor b ", dst.sizes());
    return;
  }
  if (dst.dtype() == src.dtype() && same(dst.sizes(), src.sizes()) &&
      dst.impl()->storage != src.impl()->storage && copy_transposed(dst, src)) {
    return;
  }
  Iter it("copy_");
  it.out(dst).in(src).build();
  it.run(kernels::cast_loop(src.dtype(), dst.dtype()));
}

Tensor contiguous(const Tensor& t) {
  if (t.is_contiguous()) return t;
  Tensor out = new_tensor(t.sizes(), t.dtype(), t.device());
  copy(out, t);
  return out;
}

void fill(const Tensor& t, const Scalar& value) {
  alignas(16) char element[16];
  t.numel() == 1 ? store_single(value, t.dtype(), element)
                 : store_scalar(value, t.dtype(), element);
  Iter it("fill_");
  it.out(t).scalar(element).build();
  it.run(kernels::cast_loop(t.dtype(), t.dtype()));
}

}  // namespace raw

Tensor pointwise(std::initializer_list<const Operand*> operands, DType compute, DType result,
                 const kernels::Kernel& k, const void* params) {
  TensorImpl* target = take_out_hint();
  alignas(16) char numbers[Iter::kMaxOperands][16];
  kernels::Loop loop = loop_for(k, compute);
  Iter it(k.name);
  it.out(result);
  int i = 0;
  bool any = false;
  for (const Operand* o : operands) {
    if (o->is_tensor()) {
      it.in(o->tensor.dtype() == compute ? o->tensor : raw::cast(o->tensor, compute));
      any = true;
    } else {
      store_operand(o->scalar, compute, numbers[i]);
      it.scalar(numbers[i]);
    }
    ++i;
  }
  if (!any) it.shape({});
  it.hint(target).build();
  it.run(loop, params);
  return it.result();
}

Tensor unary(const Tensor& in, const kernels::Kernel& k, const void* params) {
  Operand a(in);
  return pointwise({&a}, in.dtype(), in.dtype(), k, params);
}

Tensor unary_float(const Tensor& in, const kernels::Kernel& k, const void* params) {
  Operand a(in);
  DType t = to_float_dtype(in.dtype());
  return pointwise({&a}, t, t, k, params);
}

Tensor unary_bool(const Tensor& in, const kernels::Kernel& k, const void* params) {
  Operand a(in);
  return pointwise({&a}, in.dtype(), DType::Bool, k, params);
}

static DType common(const Operand& a, const Operand& b) {
  if (a.is_tensor() && b.is_tensor() && a.tensor.dtype() == b.tensor.dtype())
    return a.tensor.dtype();
  return Promoter().add(a).add(b).result();
}

Tensor binary(const Operand& a, const Operand& b, const kernels::Kernel& k, const void* params) {
  DType t = common(a, b);
  return pointwise({&a, &b}, t, t, k, params);
}

Tensor binary_float(const Operand& a, const Operand& b, const kernels::Kernel& k,
                    const void* params) {
  DType t = to_float_dtype(common(a, b));
  return pointwise({&a, &b}, t, t, k, params);
}

Tensor binary_bool(const Operand& a, const Operand& b, const kernels::Kernel& k) {
  return pointwise({&a, &b}, common(a, b), DType::Bool, k);
}

}  // namespace tenon

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
  store_scalar(value, t.dtype(), element);
  Iter it("fill_");
  it.out(t).scalar(element).build();
  it.run(kernels::cast_loop(t.dtype(), t.dtype()));
}

}  // namespace raw

void store_scalar(const Scalar& s, DType dtype, void* out) {
  auto put = [&](auto v) { std::memcpy(out, &v, sizeof(v)); };
  auto integer = [&]<class T>(T) {
    if (s.is_float()) {
      double f = s.to_double();
      check(std::isfinite(f) && f >= static_cast<double>(std::numeric_limits<T>::min()) - 1 &&
                f <= static_cast<double>(std::numeric_limits<T>::max()),
            "value cannot be converted to type ", dtype, " without overflow");
      put(static_cast<T>(f));
    } else {
      bool fits =
          s.i <= static_cast<int64_t>(std::numeric_limits<T>::max()) &&
          s.i >= (std::is_unsigned_v<T> ? -static_cast<int64_t>(std::numeric_limits<T>::max())
                                        : static_cast<int64_t>(std::numeric_limits<T>::min()));
      check(fits, "value cannot be converted to type ", dtype, " without overflow");
      put(static_cast<T>(s.i));
    }
  };
  check(s.kind != Scalar::Complex || is_complex(dtype) || dtype == DType::Bool || s.imag == 0,
        "value cannot be converted to type ", dtype, " without overflow");
  switch (dtype) {
    case DType::U8:
      return integer(uint8_t{});
    case DType::I8:
      return integer(int8_t{});
    case DType::I16:
      return integer(int16_t{});
    case DType::I32:
      return integer(int32_t{});
    case DType::I64:
      return integer(int64_t{});
    case DType::F16:
      return put(half(static_cast<float>(s.to_double())));
    case DType::BF16:
      return put(bfloat16(static_cast<float>(s.to_double())));
    case DType::F32:
      return put(static_cast<float>(s.to_double()));
    case DType::F64:
      return put(s.to_double());
    case DType::Bool:
      return put(s.to_complex() != 0.0);
    case DType::C64:
      return put(std::complex<float>(s.to_complex()));
    case DType::C128:
      return put(s.to_complex());
    case DType::None:
      break;
  }
  fail(ErrorKind::Assertion, "store_scalar(): no dtype");
}

Scalar load_scalar(const void* element, DType dtype) {
  switch (dtype) {
#define TN_X(code, type, name)                       \
  case DType::code: {                                \
    type v;                                          \
    std::memcpy(&v, element, sizeof(v));             \
    if constexpr (DType::code == DType::Bool) {      \
      return Scalar(static_cast<bool>(v));           \
    } else if constexpr (is_integral(DType::code)) { \
      return Scalar(static_cast<int64_t>(v));        \
    } else {                                         \
      return Scalar(static_cast<double>(v));         \
    }                                                \
  }
    TN_FOR_EACH_DTYPE(TN_X)
#undef TN_X
    case DType::C64: {
      std::complex<float> v;
      std::memcpy(&v, element, sizeof(v));
      return Scalar(std::complex<double>(v));
    }
    case DType::C128: {
      std::complex<double> v;
      std::memcpy(&v, element, sizeof(v));
      return Scalar(v);
    }
    case DType::None:
      break;
  }
  fail(ErrorKind::Assertion, "load_scalar(): no dtype");
}

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
      store_scalar(o->scalar, compute, numbers[i]);
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

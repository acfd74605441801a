// The shapes of op that most kernels have: a typed kernel is one call of one of these.
#pragma once
#include "core/iter/iter.h"
#include "core/iter/number.h"
#include "core/iter/promote.h"
#include "core/kernels/copy.h"
#include "core/kernels/kernels.h"

namespace tenon {

// Inside kernels: no autograd, no version bump, no dispatch. The public ops of similar names are in
// core/api.
namespace raw {
Tensor cast(const Tensor& t, DType dtype);        // `t` itself when the dtype is right already
void copy(const Tensor& dst, const Tensor& src);  // with cast and broadcast
Tensor contiguous(const Tensor& t);               // `t` itself when contiguous
void fill(const Tensor& t, const Scalar& value);
}  // namespace raw

// NotImplementedError '"exp" not implemented for 'Bool'' as PyTorch says it when the kernel lacks
// the dtype.
kernels::Loop loop_for(const kernels::Kernel& k, DType dtype);

// TypeError as PyTorch's when both are numbers.
void check_has_tensor(const Operand& a, const Operand& b, const char* op);

Tensor unary(const Tensor& in, const kernels::Kernel& k,
             const void* params = nullptr);  // same dtype
Tensor unary_float(const Tensor& in, const kernels::Kernel& k,
                   const void* params = nullptr);  // ints -> float
Tensor unary_bool(const Tensor& in, const kernels::Kernel& k,
                  const void* params = nullptr);  // bool result
Tensor binary(const Operand& a, const Operand& b, const kernels::Kernel& k,
              const void* params = nullptr);
Tensor binary_float(const Operand& a, const Operand& b, const kernels::Kernel& k,
                    const void* params = nullptr);
Tensor binary_bool(const Operand& a, const Operand& b, const kernels::Kernel& k);
// Result in `compute` dtype whatever the operands are; they are cast to it first.
Tensor pointwise(std::initializer_list<const Operand*> operands, DType compute, DType result,
                 const kernels::Kernel& k, const void* params = nullptr);

}  // namespace tenon

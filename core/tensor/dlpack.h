// DLPack: tensors to and from other libraries without copying.
#pragma once
#include "core/tensor/tensor.h"
#include "tenon/abi.h"

namespace tenon {

// DLPack's type code | bits << 8, and back; TypeError for a type that is none of ours.
uint32_t dlpack_code(DType t) noexcept;
DType dtype_from_dlpack(uint32_t code);

// Shares the tensor's memory; the receiver calls the deleter. RuntimeError for tensors that require
// grad, and where there is no data.
DLManagedTensorVersioned* to_dlpack(const Tensor& t);
DLManagedTensor* to_dlpack_legacy(const Tensor& t);  // for receivers that know no versions

// A tensor over the memory of another library, whose deleter runs when the last tensor over it
// dies. ValueError or NotImplementedError where the memory cannot be shared; then `managed` stays
// the caller's.
Tensor from_dlpack(DLManagedTensorVersioned* managed);
Tensor from_dlpack_legacy(DLManagedTensor* managed);

}  // namespace tenon

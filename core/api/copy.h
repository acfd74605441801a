// Generated from core/ops/copy.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor copy_(const Tensor& input, const Tensor& src, bool non_blocking = false);
Tensor clone(const Tensor& input, std::optional<int64_t> memory_format = std::nullopt);
Tensor to_copy(const Tensor& input, DType dtype, std::optional<int64_t> memory_format = std::nullopt, std::optional<Device> device = std::nullopt);
Tensor contiguous(const Tensor& input, int64_t memory_format = 0);
Tensor fill_(const Tensor& input, const Operand& value);
Tensor zero_(const Tensor& input);

}  // namespace tenon

// Generated from core/ops/resize.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor resize_(const Tensor& input, IntSpan size, std::optional<int64_t> memory_format = std::nullopt);
Tensor resize_as_(const Tensor& input, const Tensor& the_template, std::optional<int64_t> memory_format = std::nullopt);
Tensor set_(const Tensor& input, const Tensor& source);

}  // namespace tenon

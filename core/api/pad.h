// Generated from core/ops/pad.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor constant_pad(const Tensor& input, IntSpan pad, Scalar value = 0);
Tensor pad_copy(const Tensor& input, IntSpan pad, std::string_view mode);
Tensor pad_copy_backward(const Tensor& grad_output, IntSpan input_size, IntSpan pad, std::string_view mode);
Tensor pad(const Tensor& input, IntSpan pad, std::string_view mode = "constant", std::optional<double> value = std::nullopt);

}  // namespace tenon

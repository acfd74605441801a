// Generated from core/ops/pad.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor constant_pad(const Tensor& input, IntSpan pad, const Value& value = 0) { return call<"constant_pad", Tensor>(input, pad, value); }
inline Tensor pad_copy(const Tensor& input, IntSpan pad, std::string_view mode) { return call<"pad_copy", Tensor>(input, pad, mode); }
inline Tensor pad_copy_backward(const Tensor& grad_output, IntSpan input_size, IntSpan pad, std::string_view mode) { return call<"pad_copy_backward", Tensor>(grad_output, input_size, pad, mode); }
inline Tensor pad(const Tensor& input, IntSpan pad, std::string_view mode = "constant", std::optional<double> value = {}) { return call<"pad", Tensor>(input, pad, mode, value); }

}  // namespace ops
TN_NAMESPACE_END

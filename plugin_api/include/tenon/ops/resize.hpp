// Generated from core/ops/resize.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor resize_(const Tensor& input, IntSpan size, std::optional<int64_t> memory_format = {}) { return call<"resize_", Tensor>(input, size, memory_format); }
inline Tensor resize_as_(const Tensor& input, const Tensor& the_template, std::optional<int64_t> memory_format = {}) { return call<"resize_as_", Tensor>(input, the_template, memory_format); }
inline Tensor set_(const Tensor& input, const Tensor& source) { return call<"set_", Tensor>(input, source); }

}  // namespace ops
TN_NAMESPACE_END

// Generated from core/ops/dropout_channels.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor dropout1d(const Tensor& input, double p = 0.5, bool training = true, bool inplace = false) { return call<"dropout1d", Tensor>(input, p, training, inplace); }
inline Tensor dropout2d(const Tensor& input, double p = 0.5, bool training = true, bool inplace = false) { return call<"dropout2d", Tensor>(input, p, training, inplace); }
inline Tensor dropout3d(const Tensor& input, double p = 0.5, bool training = true, bool inplace = false) { return call<"dropout3d", Tensor>(input, p, training, inplace); }

}  // namespace ops
TN_NAMESPACE_END

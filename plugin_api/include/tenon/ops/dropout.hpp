// Generated from core/ops/dropout.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline std::tuple<Tensor, Tensor> native_dropout(const Tensor& input, double p, std::optional<bool> train = true) { return call<"native_dropout", std::tuple<Tensor, Tensor>>(input, p, train); }
inline Tensor dropout(const Tensor& input, double p = 0.5, bool training = true, bool inplace = false) { return call<"dropout", Tensor>(input, p, training, inplace); }
inline Tensor feature_dropout(const Tensor& input, double p = 0.5, bool training = true, bool inplace = false) { return call<"feature_dropout", Tensor>(input, p, training, inplace); }
inline Tensor alpha_dropout(const Tensor& input, double p = 0.5, bool training = false, bool inplace = false) { return call<"alpha_dropout", Tensor>(input, p, training, inplace); }
inline Tensor feature_alpha_dropout(const Tensor& input, double p = 0.5, bool training = false, bool inplace = false) { return call<"feature_alpha_dropout", Tensor>(input, p, training, inplace); }

}  // namespace ops
TN_NAMESPACE_END

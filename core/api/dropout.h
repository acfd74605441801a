// Generated from core/ops/dropout.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

std::tuple<Tensor, Tensor> native_dropout(const Tensor& input, double p, std::optional<bool> train = true);
Tensor dropout(const Tensor& input, double p = 0.5, bool training = true, bool inplace = false);
Tensor feature_dropout(const Tensor& input, double p = 0.5, bool training = true, bool inplace = false);
Tensor alpha_dropout(const Tensor& input, double p = 0.5, bool training = false, bool inplace = false);
Tensor feature_alpha_dropout(const Tensor& input, double p = 0.5, bool training = false, bool inplace = false);

}  // namespace tenon

// Generated from core/ops/dropout_channels.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor dropout1d(const Tensor& input, double p = 0.5, bool training = true, bool inplace = false);
Tensor dropout2d(const Tensor& input, double p = 0.5, bool training = true, bool inplace = false);
Tensor dropout3d(const Tensor& input, double p = 0.5, bool training = true, bool inplace = false);

}  // namespace tenon

// Generated from core/ops/view_inplace.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor t_(const Tensor& input);
Tensor transpose_(const Tensor& input, int64_t dim0, int64_t dim1);
Tensor swapaxes_(const Tensor& input, int64_t axis0, int64_t axis1);
Tensor swapdims_(const Tensor& input, int64_t dim0, int64_t dim1);
Tensor unsqueeze_(const Tensor& input, int64_t dim);
Tensor squeeze_(const Tensor& input);
Tensor squeeze__dim(const Tensor& input, int64_t dim);
Tensor squeeze__dims(const Tensor& input, IntSpan dim);

}  // namespace tenon

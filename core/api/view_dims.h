// Generated from core/ops/view_dims.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor transpose(const Tensor& input, int64_t dim0, int64_t dim1);
Tensor swapaxes(const Tensor& input, int64_t axis0, int64_t axis1);
Tensor swapdims(const Tensor& input, int64_t dim0, int64_t dim1);
Tensor t(const Tensor& input);
Tensor mT(const Tensor& input);
Tensor numpy_T(const Tensor& input);
Tensor permute(const Tensor& input, IntSpan dims);
Tensor movedim(const Tensor& input, IntSpan source, IntSpan destination);
Tensor unsqueeze(const Tensor& input, int64_t dim);
Tensor squeeze(const Tensor& input);
Tensor squeeze_dim(const Tensor& input, int64_t dim);
Tensor squeeze_dims(const Tensor& input, IntSpan dim);

}  // namespace tenon

// Generated from core/ops/fft_run.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor fft_c2c(const Tensor& input, IntSpan dim, double scale, bool forward);
Tensor fft_r2c(const Tensor& input, IntSpan dim, double scale, bool onesided);
Tensor fft_c2r(const Tensor& input, IntSpan dim, double scale, int64_t last_size);

}  // namespace tenon

// Generated from core/ops/fft_run.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor fft_c2c(const Tensor& input, IntSpan dim, double scale, bool forward) { return call<"fft_c2c", Tensor>(input, dim, scale, forward); }
inline Tensor fft_r2c(const Tensor& input, IntSpan dim, double scale, bool onesided) { return call<"fft_r2c", Tensor>(input, dim, scale, onesided); }
inline Tensor fft_c2r(const Tensor& input, IntSpan dim, double scale, int64_t last_size) { return call<"fft_c2r", Tensor>(input, dim, scale, last_size); }

}  // namespace ops
TN_NAMESPACE_END

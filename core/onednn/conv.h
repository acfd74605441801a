// Convolutions over raw memory, forward and backward, split over the pool. A transposed convolution
// is BackwardData.
#pragma once
#include <cstdint>

#include "core/base/dtype.h"
#include "core/onednn/table.h"

namespace tenon::onednn {

// src [batch, ic, in...], weights [oc, ic / groups, kernel...], dst [batch, oc, out...]; strides in
// elements in the same order; for float64 contiguous. out may be smaller than what fits
// (output_padding of a transposed convolution).
struct ConvShape {
  DType dtype = DType::F32;  // float32, float64 or, where has_bf16(), bfloat16
  int spatial = 2;           // 1, 2 or 3
  int64_t batch = 0, groups = 1, ic = 0, oc = 0;
  int64_t in[kMaxSpatial] = {}, out[kMaxSpatial] = {}, kernel[kMaxSpatial] = {};
  int64_t stride[kMaxSpatial] = {}, dilation[kMaxSpatial] = {}, pad[kMaxSpatial] = {};
  int64_t src_strides[2 + kMaxSpatial] = {}, weight_strides[2 + kMaxSpatial] = {},
                          dst_strides[2 + kMaxSpatial] = {};
};

// The results do not depend on the number of threads: pieces and the order of sums are decided by
// the shape alone. No size may be zero.
void conv_forward(const ConvShape& shape, const void* src, const void* weights, const void* bias,
                  void* dst);
void conv_backward_data(const ConvShape& shape, const void* diff_dst, const void* weights,
                        void* diff_src);
// diff_weights is contiguous, whatever shape.weight_strides says.
void conv_backward_weights(const ConvShape& shape, const void* src, const void* diff_dst,
                           void* diff_weights);

bool has_bf16();  // whether oneDNN computes in bfloat16 on this CPU

}  // namespace tenon::onednn

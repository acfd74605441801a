// The arguments of a convolution, checked and completed, and its shapes.
#pragma once
#include <optional>

#include "core/onednn/conv.h"
#include "core/tensor/tensor.h"

namespace tenon {

struct ConvParams {
  Dims stride, padding, dilation, output_padding;  // one per spatial dimension
  bool transposed = false;
  int64_t groups = 1;
};

// Lists of one number are repeated for every spatial dimension. RuntimeErrors as PyTorch says them.
ConvParams conv_params(int spatial, IntSpan stride, IntSpan padding, IntSpan dilation,
                       bool transposed, IntSpan output_padding, int64_t groups);
// Input and weight have the same number of dimensions.
void check_conv(const Tensor& input, const Tensor& weight, const Tensor& bias, const ConvParams& p);
Dims conv_output_sizes(IntSpan input, IntSpan weight, const ConvParams& p);

namespace raw {

// The three products that a convolution and its gradients consist of. Any strides; results are
// channels last where `channels_last`, else contiguous. A transposed one swaps the roles of input
// and output.
Tensor conv_output(const Tensor& input, const Tensor& weight, const Tensor& bias,
                   const ConvParams& p);
Tensor conv_input_grad(const Tensor& grad, const Tensor& weight, IntSpan input_sizes,
                       const ConvParams& p);
Tensor conv_weight_grad(const Tensor& grad, const Tensor& input, IntSpan weight_sizes,
                        const ConvParams& p);

}  // namespace raw
}  // namespace tenon

// Pooling kernels over whole tensors.
#pragma once
#include <tuple>

#include "core/ops/windows.h"
#include "core/registry/value.h"

namespace tenon {

// [C, spatial...] or [N, C, spatial...], nothing but N empty; RuntimeError.
void check_pool_dims(const Tensor& input, int64_t spatial, const char* op);

// Output sizes of adaptive pooling: one number or one for each dimension, where None stands for the
// input's size. PyTorch's errors.
Dims adaptive_size(const Tensor& input, const Value& wanted, int64_t spatial);

namespace raw {

// Results are channels last where the input is. NotImplementedError for dtypes that the kernel
// lacks.
std::tuple<Tensor, Tensor> max_pool(const Tensor& input, const Windows& w);
Tensor mean_pool(const Tensor& input, const Windows& w);
Tensor spread_pool(const Tensor& grad, IntSpan input_sizes,
                   const Windows& w);  // the transpose of mean_pool
// input's elements at `index`, positions in the planes of the last `spatial` dimensions; and the
// transpose.
Tensor plane_gather(const Tensor& input, const Tensor& index, int64_t spatial);
Tensor plane_scatter(const Tensor& grad, const Tensor& index, IntSpan input_sizes, int64_t spatial);

}  // namespace raw
}  // namespace tenon

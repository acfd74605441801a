// What an op table needs besides its kernels: vjps, and its register function, which all.cpp calls.
#pragma once
#include "core/ops/vjp.h"
#include "core/registry/registry.h"

namespace tenon {

// Registers every op of core, once; any caller of the registry may count on it having run.
void register_core_ops();

namespace ops {
// X(family): core/ops/FAMILY.cpp defines register_FAMILY().
#define TN_FOR_EACH_FAMILY(X) \
  X(activation)               \
  X(arrange)                  \
  X(attention)                \
  X(binary)                   \
  X(cast)                     \
  X(compare)                  \
  X(complex)                  \
  X(combine)                  \
  X(composite_nn)             \
  X(conv)                     \
  X(convolution)              \
  X(copy)                     \
  X(create)                   \
  X(distance)                 \
  X(dropout)                  \
  X(dropout_channels)         \
  X(einsum)                   \
  X(embedding)                \
  X(embedding_bag)            \
  X(extremes)                 \
  X(fft)                      \
  X(fft_run)                  \
  X(flips)                    \
  X(fold)                     \
  X(grid_sample)              \
  X(foreach)                  \
  X(gradient)                 \
  X(histogram)                \
  X(index)                    \
  X(index_reduce)             \
  X(interpolate)              \
  X(join)                     \
  X(linalg_cholesky)          \
  X(linalg_det)               \
  X(linalg_eig)               \
  X(linalg_householder)       \
  X(linalg_ldl)               \
  X(linalg_lstsq)             \
  X(linalg_lu)                \
  X(linalg_norms)             \
  X(linalg_pinv)              \
  X(linalg_power)             \
  X(linalg_products)          \
  X(linalg_qr)                \
  X(linalg_solve)             \
  X(linalg_svd)               \
  X(loss)                     \
  X(loss_class)               \
  X(loss_ctc)                 \
  X(loss_margin)              \
  X(masked)                   \
  X(matmul)                   \
  X(matmul_add)               \
  X(new_like)                 \
  X(norm)                     \
  X(norm_group)               \
  X(numbers)                  \
  X(optim_moments)            \
  X(optim_step)               \
  X(packed)                   \
  X(pad)                      \
  X(pool)                     \
  X(pool_grad)                \
  X(pool_mean)                \
  X(pool_more)                \
  X(quantile)                 \
  X(random)                   \
  X(random_counts)            \
  X(random_make)              \
  X(ranges)                   \
  X(reduce)                   \
  X(resize)                   \
  X(rnn)                      \
  X(rnn_cell)                 \
  X(rnn_layer)                \
  X(rrelu)                    \
  X(scan)                     \
  X(scatter)                  \
  X(scatter_reduce)           \
  X(search)                   \
  X(softmax)                  \
  X(sort)                     \
  X(statistics)               \
  X(stft)                     \
  X(special_bessel)           \
  X(special_error)            \
  X(special_gamma)            \
  X(special_polynomial)       \
  X(unary_exp)                \
  X(unary_round)              \
  X(unary_trig)               \
  X(unique)                   \
  X(variance)                 \
  X(view)                     \
  X(view_dims)                \
  X(view_inplace)             \
  X(view_scatter)             \
  X(view_shape)               \
  X(view_slice)               \
  X(view_split)               \
  X(view_write)               \
  X(where)
#define TN_X(family) void register_##family(Registry& r);
TN_FOR_EACH_FAMILY(TN_X)
#undef TN_X
}  // namespace ops

}  // namespace tenon

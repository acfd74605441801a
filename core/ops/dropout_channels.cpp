// Dropout of whole channels, by the number of spatial dimensions.
#include "core/api/dropout.h"
#include "core/api/view_dims.h"
#include "core/base/warn.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"

namespace tenon::ops {
namespace {

template <int N>
std::string meant_for() {
  return str("Note that dropout", N, "d exists to provide channel-wise dropout on inputs with ", N,
             " spatial dimension", N == 1 ? "" : "s",
             ", a channel dimension, and an optional batch dimension (i.e. ", N + 1, "D or ", N + 2,
             "D inputs).");
}

template <int N>
void check_dims(int64_t n) {
  if (n != N + 1 && n != N + 2) {
    check(N != 1, "dropout1d: Expected 2D or 3D input, but received a ", n, "D input. ",
          meant_for<1>());
    warn(str("dropout", N, "d: Received a ", n, "-D input to dropout", N,
             "d, which is deprecated and will result in an error in a future release. To retain "
             "the behavior and silence this warning, please use dropout instead. ",
             meant_for<N>()));
  }
  if (N == 2 && n == 3) {
    warn(
        "dropout2d: Received a 3D input to dropout2d and assuming that channel-wise 1D dropout "
        "behavior is desired - input is interpreted as shape (N, C, L), where C is the channel "
        "dim. This behavior will change in a future release to interpret the input as one without "
        "a batch dimension, i.e. shape (C, H, W). To maintain the 1D channel-wise dropout "
        "behavior, please switch to using dropout1d instead.");
  }
}

template <int N>
Tensor channels_body(const Tensor& input, double p, bool training, bool inplace) {
  check_value(p >= 0 && p <= 1, "dropout probability has to be between 0 and 1, but got ", p);
  check_dims<N>(input.dim());
  if (N == 2 || input.dim() == N + 2) return feature_dropout(input, p, training, inplace);
  Tensor out = feature_dropout(unsqueeze(input, 0), p, training, inplace);
  return inplace ? input : squeeze_dim(out, 0);
}

#define TN_ROW(name, n, shape, example)                                                          \
  {                                                                                              \
    .schema =                                                                                    \
        #name "(Tensor input, float p=0.5, bool training=True, bool inplace=False) -> Tensor",   \
    .body = kernel<channels_body<n>>(), .traits = Random, .paths = "tenon.nn.functional." #name, \
    .doc = "Sets whole channels of " shape                                                       \
           " to zero with probability p and divides the others by 1 - p.\n\n"                    \
           "Example:\n    >>> tenon.nn.functional." #name "(tenon.ones(" example                 \
           "), training=False).sum()\n    tensor(4.)\n"                                          \
  }

constexpr OpDef kOps[] = {
    TN_ROW(dropout1d, 1, "(N, C, L) or (C, L)", "1, 2, 2"),
    TN_ROW(dropout2d, 2, "(N, C, H, W)", "1, 2, 1, 2"),
    TN_ROW(dropout3d, 3, "(N, C, D, H, W) or (C, D, H, W)", "1, 2, 1, 1, 2"),
};
#undef TN_ROW

}  // namespace
void register_dropout_channels(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops

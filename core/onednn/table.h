// What libtenon_onednn.so offers to core: plain structs and function pointers, raw memory only.
#pragma once
#include <cstddef>
#include <cstdint>

namespace tenon::onednn {

enum class Type : uint32_t { F32, BF16 };
enum class Pass : uint32_t { Forward, BackwardData, BackwardWeights };

// Descriptions are keys of caches and are compared byte by byte: zero-initialise them (`{}`).

// c[m, n] (+)= a[m, k] b[k, n] (+ bias[n]). Strides are in elements; one stride of a and of b is 1
// and c_col is 1.
struct MatmulDesc {
  int64_t m, n, k;
  int64_t a_row, a_col, b_row, b_col, c_row;
  Type type;
  uint32_t bias;        // 1: bias[n] is added
  uint32_t accumulate;  // 1: adds to what c holds
  uint32_t unused;
};

inline constexpr int kMaxSpatial = 3;

// One convolution: src [batch, ic, in...], weights [oc, ic / groups, kernel...], dst [batch, oc,
// out...]; strides in the same order. Padding after the end follows from the sizes.
struct ConvDesc {
  Pass pass;
  Type type;
  uint32_t spatial;  // 1, 2 or 3
  uint32_t bias;     // 1: bias[oc] is added (Forward only)
  uint32_t
      in_place;  // 1: compute in the strides as given (channels last) instead of a blocked copy
  uint32_t unused;
  int64_t batch, groups, ic, oc;
  int64_t in[kMaxSpatial], out[kMaxSpatial], kernel[kMaxSpatial];
  int64_t stride[kMaxSpatial], dilation[kMaxSpatial], pad[kMaxSpatial];
  int64_t src_strides[2 + kMaxSpatial], weight_strides[2 + kMaxSpatial],
      dst_strides[2 + kMaxSpatial];
};

// Functions that can fail return null, or a message that lives until the thread's next call. All
// may be called from any thread; each runs on the calling thread alone.
struct Table {
  uint32_t size;  // sizeof(Table) of the library
  uint32_t has_bf16;
  const char* (*matmul)(const MatmulDesc* desc, const void* a, const void* b, const void* bias,
                        void* c);
  // Bytes of the packed form of the weights (64-byte aligned); 0: conv() takes the weights as they
  // are.
  const char* (*conv_packed_bytes)(const ConvDesc* desc, size_t* bytes);
  const char* (*conv_pack)(const ConvDesc* desc, const void* weights, void* packed);
  // Forward: first = src, second = weights, out = dst. BackwardData: dst's gradient, weights, src's
  // gradient. BackwardWeights: src, dst's gradient, weights' gradient. Weights are packed when
  // conv_packed_bytes says so.
  const char* (*conv)(const ConvDesc* desc, const void* first, const void* second, const void* bias,
                      void* out);
};

// What core lends to the library.
struct Host {
  void* (*allocate)(size_t bytes);  // 64-byte aligned; throws when there is no more
  void (*release)(void* data, size_t bytes);
};

// The one exported symbol of libtenon_onednn.so: `const Table* tenon_onednn_table(const Host*)`.
using GetTable = const Table* (*)(const Host* host);
inline constexpr const char* kGetTable = "tenon_onednn_table";

}  // namespace tenon::onednn

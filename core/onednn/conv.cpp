#include "core/onednn/conv.h"

#include <algorithm>
#include <memory>

#include "core/base/error.h"
#include "core/onednn/conv_pieces.h"
#include "core/onednn/loader.h"
#include "core/onednn/scratch.h"
#include "core/parallel/parallel_for.h"

namespace tenon::onednn {
namespace {

constexpr const char* kOp = "convolution";

const char* at(const void* p, int64_t elements, size_t size) {
  return static_cast<const char*>(p) + elements * static_cast<int64_t>(size);
}
char* at(void* p, int64_t elements, size_t size) {
  return static_cast<char*>(p) + elements * static_cast<int64_t>(size);
}

void check_dtype(const ConvShape& s) {
  check(s.dtype == DType::F32 || s.dtype == DType::F64 || (s.dtype == DType::BF16 && has_bf16()),
        kOp, "(): the dtype is not supported: got ", s.dtype,
        ", expected float32, float64 or, where the CPU has it, bfloat16.");
}

// The packed weights of every distinct description, or the weights themselves where packing is not
// needed.
class PackedWeights {
 public:
  PackedWeights(const ConvPieces& all, const void* weights, size_t size)
      : buffers_(all.packs), weights_(weights) {
    std::vector<const ConvPiece*> first(all.packs);
    for (const ConvPiece& p : all.pieces)
      if (!first[p.pack]) first[p.pack] = &p;
    const Table& t = table();
    parallel_for(0, all.packs, 1, [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i) {
        size_t bytes = 0;
        check_call(kOp, t.conv_packed_bytes(&first[i]->desc, &bytes));
        if (bytes == 0) continue;
        buffers_[i] = std::make_unique<Scratch>(bytes);
        check_call(kOp, t.conv_pack(&first[i]->desc, at(weights, first[i]->weights, size),
                                    buffers_[i]->data()));
      }
    });
  }
  const void* of(const ConvPiece& p, size_t size) const {
    return buffers_[p.pack] ? buffers_[p.pack]->data() : at(weights_, p.weights, size);
  }

 private:
  std::vector<std::unique_ptr<Scratch>> buffers_;
  const void* weights_;
};

template <class F>
void for_each_piece(const ConvPieces& all, F&& run) {
  parallel_for(0, static_cast<int64_t>(all.pieces.size()), 1, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) check_call(kOp, run(all.pieces[i], i));
  });
}

// out[i] = partial 0 + partial 1 + ..., in this order.
template <class T>
void add_partials(const float* partials, int count, int64_t n, T* out) {
  parallel_for(0, n, 1 << 15, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      float sum = partials[i];
      for (int p = 1; p < count; ++p) sum += partials[p * n + i];
      out[i] = static_cast<T>(sum);
    }
  });
}

}  // namespace

bool has_bf16() { return table().has_bf16 != 0; }

void conv_forward(const ConvShape& s, const void* src, const void* weights, const void* bias,
                  void* dst) {
  check_dtype(s);
  if (prefers_gemm(s, Pass::Forward)) return gemm_forward(s, src, weights, bias, dst);
  size_t size = dtype_size(s.dtype);
  ConvPieces all = cut_conv(s, Pass::Forward, bias != nullptr);
  PackedWeights packed(all, weights, size);
  for_each_piece(all, [&](const ConvPiece& p, int64_t) {
    return table().conv(&p.desc, at(src, p.src, size), packed.of(p, size),
                        bias ? at(bias, p.bias, size) : nullptr, at(dst, p.dst, size));
  });
}

void conv_backward_data(const ConvShape& s, const void* diff_dst, const void* weights,
                        void* diff_src) {
  check_dtype(s);
  if (prefers_gemm(s, Pass::BackwardData))
    return gemm_backward_data(s, diff_dst, weights, diff_src);
  size_t size = dtype_size(s.dtype);
  ConvPieces all = cut_conv(s, Pass::BackwardData, false);
  PackedWeights packed(all, weights, size);
  for_each_piece(all, [&](const ConvPiece& p, int64_t) {
    return table().conv(&p.desc, at(diff_dst, p.dst, size), packed.of(p, size), nullptr,
                        at(diff_src, p.src, size));
  });
}

void conv_backward_weights(const ConvShape& s, const void* src, const void* diff_dst,
                           void* diff_weights) {
  check_dtype(s);
  if (prefers_gemm(s, Pass::BackwardWeights))
    return gemm_backward_weights(s, src, diff_dst, diff_weights);
  size_t size = dtype_size(s.dtype);
  ConvPieces all = cut_conv(s, Pass::BackwardWeights, false);
  int64_t n = s.oc * (s.ic / s.groups);
  for (int i = 0; i < s.spatial; ++i) n *= s.kernel[i];
  bool direct = all.partials == 1 && s.dtype == DType::F32;
  Scratch sums(direct ? 0 : static_cast<size_t>(all.partials * n) * sizeof(float));
  auto* out = static_cast<float*>(direct ? diff_weights : sums.data());
  for_each_piece(all, [&](const ConvPiece& p, int64_t i) {
    return table().conv(&p.desc, at(src, p.src, size), at(diff_dst, p.dst, size), nullptr,
                        out + (all.partials > 1 ? i * n : p.weights));
  });
  if (direct) return;
  if (s.dtype == DType::BF16)
    return add_partials(out, all.partials, n, static_cast<bfloat16*>(diff_weights));
  add_partials(out, all.partials, n, static_cast<float*>(diff_weights));
}

}  // namespace tenon::onednn

// Casts, copies and transposes.
#include "core/kernels/copy.h"

#include "core/kernels/cpu/define.h"

namespace tenon::kernels::TN_ISA {
namespace {

// From and To are types of arithmetic (float for f16 and bf16); ToBool is apart, as bool is stored
// as uint8_t.
template <class From, class To, bool ToBool>
void convert(char* const* p, int64_t n, const void*) {
  auto* out = reinterpret_cast<To*>(p[0]);
  auto* in = reinterpret_cast<const From*>(p[1]);
#pragma GCC ivdep
  for (int64_t i = 0; i < n; ++i) {
    if constexpr (ToBool) {
      out[i] = in[i] != 0;
    } else if constexpr (kFloating<From> && !kFloating<To> && sizeof(To) < 4) {
      out[i] =
          static_cast<To>(static_cast<int32_t>(in[i]));  // wraps, as PyTorch's does: -1.0 to 255
    } else {
      out[i] = static_cast<To>(in[i]);
    }
  }
}

template <DType From, DType To>
void cast(char* const* data, const int64_t* strides, int64_t n, const void* params) {
  using F = Element<From>;
  using T = Element<To>;
  static constexpr Spec spec{{{T::bytes, T::via}, {F::bytes, F::via}}, 1, 2};
  constexpr Inner inner = &convert<typename F::T, typename T::T, To == DType::Bool>;
  if (is_direct(spec, strides)) return inner(data, n, params);
  if constexpr (From == DType::F32 && T::via != Via::None) {
    if (strides[1] == 4) {
      for (int64_t at = 0; at < n; at += kTile) {
        store_tile(data[0] + at * strides[0], strides[0], data[1] + at * 4,
                   n - at < kTile ? n - at : kTile, spec.op[0]);
      }
      return;
    }
  }
  if constexpr (To == DType::F32 && F::via != Via::None) {
    if (strides[0] == 4 && strides[1] != 0) {
      for (int64_t at = 0; at < n; at += kTile) {
        load_tile(data[0] + at * 4, data[1] + at * strides[1], strides[1],
                  n - at < kTile ? n - at : kTile, spec.op[1]);
      }
      return;
    }
  }
  run_tiled(spec, inner, data, strides, n, params);
}

template <class T>
void copy(char* const* data, const int64_t* strides, int64_t n, const void*) {
  constexpr int64_t size = sizeof(T);
  if (strides[0] == size && strides[1] == size) {
    memmove(data[0], data[1], static_cast<size_t>(n) * sizeof(T));
  } else if (strides[0] == size) {
    gather_as<T>(data[0], data[1], strides[1], n);
  } else if (strides[1] == size) {
    scatter_as<T>(data[0], strides[0], data[1], n);
  } else {
    for (int64_t i = 0; i < n; ++i) {
      *reinterpret_cast<T*>(data[0] + i * strides[0]) =
          *reinterpret_cast<const T*>(data[1] + i * strides[1]);
    }
  }
}

// A square of as many elements as a 16-byte vector holds: log2 of that many rounds of interleaving
// transpose it.
template <class T>
struct Square {
  static constexpr int N = 16 / sizeof(T);
  typedef T V __attribute__((vector_size(16)));
  V rows[N];

  TN_INLINE V interleave(V a, V b, int from) {
    V mask;
    for (int i = 0; i < N; ++i) mask[i] = static_cast<T>(from + i / 2 + i % 2 * N);
    return __builtin_shuffle(a, b, mask);
  }
  TN_INLINE void copy(char* out, int64_t out_stride, const T* in, int64_t in_width) {
    Square s, t;
#pragma GCC unroll 16
    for (int i = 0; i < N; ++i) memcpy(&s.rows[i], in + i * in_width, 16);
#pragma GCC unroll 4
    for (int round = 1; round < N; round *= 2) {
#pragma GCC unroll 8
      for (int i = 0; i < N / 2; ++i) {
        t.rows[2 * i] = interleave(s.rows[i], s.rows[i + N / 2], 0);
        t.rows[2 * i + 1] = interleave(s.rows[i], s.rows[i + N / 2], N / 2);
      }
      s = t;
    }
#pragma GCC unroll 16
    for (int i = 0; i < N; ++i) memcpy(out + i * out_stride, &s.rows[i], 16);
  }
};

// Through a padded block: with power-of-two strides the lines of a column would share one set of
// the L1 cache.
template <class T>
void transpose(char* out, int64_t out_stride, const char* in, int64_t in_stride, int64_t rows,
               int64_t cols) {
  constexpr int64_t size = sizeof(T), kBlock = 64, kWidth = kBlock + 64 / size,
                    N = size < 16 ? 16 / size : 1;
  T block[kBlock * kWidth];
  for (int64_t r0 = 0; r0 < rows; r0 += kBlock) {
    int64_t h = rows - r0 < kBlock ? rows - r0 : kBlock, whole_h = h / N * N;
    for (int64_t c0 = 0; c0 < cols; c0 += kBlock) {
      int64_t w = cols - c0 < kBlock ? cols - c0 : kBlock, whole_w = size < 16 ? w / N * N : 0;
      for (int64_t r = 0; r < h; ++r) {
        memcpy(block + r * kWidth, in + (r0 + r) * in_stride + c0 * size,
               static_cast<size_t>(w * size));
      }
      char* to = out + c0 * out_stride + r0 * size;
      if constexpr (size < 16) {
        for (int64_t c = 0; c < whole_w; c += N) {
          for (int64_t r = 0; r < whole_h; r += N) {
            Square<T>::copy(to + c * out_stride + r * size, out_stride, block + r * kWidth + c,
                            kWidth);
          }
        }
      }
      for (int64_t c = 0; c < w; ++c) {
        T* line = reinterpret_cast<T*>(to + c * out_stride);
        for (int64_t r = c < whole_w ? whole_h : 0; r < h; ++r) line[r] = block[r * kWidth + c];
      }
    }
  }
}

constexpr CopyTable copies() {
  CopyTable t{};
#define TN_TO(from, to)                                                \
  t.cast[static_cast<int>(DType::from)][static_cast<int>(DType::to)] = \
      &cast<DType::from, DType::to>;
#define TN_X(from) \
  TN_TO(from, U8)  \
  TN_TO(from, I8)  \
  TN_TO(from, I16) \
  TN_TO(from, I32) \
  TN_TO(from, I64) \
  TN_TO(from, F16) TN_TO(from, F32) TN_TO(from, F64) TN_TO(from, Bool) TN_TO(from, BF16)
  TN_X(U8)
  TN_X(I8)
  TN_X(I16)
  TN_X(I32)
  TN_X(I64)
  TN_X(F16)
  TN_X(F32)
  TN_X(F64)
  TN_X(Bool)
  TN_X(BF16)
#undef TN_X
#undef TN_TO
#define TN_X(index, type)      \
  t.copy[index] = &copy<type>; \
  t.transpose[index] = &transpose<type>;
  TN_X(0, uint8_t)
  TN_X(1, uint16_t)
  TN_X(2, uint32_t)
  TN_X(3, uint64_t)
  TN_X(4, Wide)
#undef TN_X
  return t;
}

}  // namespace

extern const CopyTable copy_table;
constexpr CopyTable copy_table = copies();

}  // namespace tenon::kernels::TN_ISA

#include "core/kernels/fold.h"

#include <algorithm>
#include <cstring>
#include <vector>

namespace tenon::kernels {
namespace {

// The first and last + 1 of the windows whose element `offset` lies within the image.
struct Range {
  int64_t begin, end, first;  // first: the image's position in window `begin`
};
Range within(const FoldAxis& a, int64_t k) {
  const int64_t offset = k * a.dilation - a.padding;
  const int64_t begin = offset >= 0 ? 0 : (-offset + a.stride - 1) / a.stride;
  const int64_t room = a.image - 1 - offset;
  const int64_t end = room < 0 ? 0 : std::min(a.windows, room / a.stride + 1);
  return {std::min(begin, a.windows), std::max(std::min(begin, a.windows), end),
          begin * a.stride + offset};
}

// f(image row or -1, column row) for every row of windows of a channel, and its element (ky, kx).
template <class F>
void for_each_row(const FoldShape& s, int64_t channel, F&& f) {
  for (int64_t ky = 0; ky < s.y.kernel; ++ky)
    for (int64_t kx = 0; kx < s.x.kernel; ++kx) {
      const Range x = within(s.x, kx);
      const int64_t column = (channel * s.y.kernel + ky) * s.x.kernel + kx;
      for (int64_t w = 0; w < s.y.windows; ++w) {
        const int64_t y = w * s.y.stride - s.y.padding + ky * s.y.dilation;
        const int64_t row = y >= 0 && y < s.y.image ? channel * s.y.image + y : -1;
        f(row, column * s.y.windows + w, x);
      }
    }
}

template <class T>
struct Sum {
  using type = T;
};
template <>
struct Sum<half> {
  using type = float;
};
template <>
struct Sum<bfloat16> {
  using type = float;
};

// The image is summed in a wider type where it has one.
template <class T>
void fold(const FoldShape& s, const T* columns, T* image, int64_t begin, int64_t end) {
  using C = typename Sum<T>::type;
  const int64_t plane = s.y.image * s.x.image * s.parts;
  std::vector<C> sum(static_cast<size_t>(plane));
  for (int64_t c = begin; c < end; ++c) {
    std::fill(sum.begin(), sum.end(), C(0));
    for_each_row(s, c, [&](int64_t row, int64_t column, const Range& x) {
      if (row < 0) return;
      const T* from = columns + (column * s.x.windows + x.begin) * s.parts;
      C* to = sum.data() + ((row - c * s.y.image) * s.x.image + x.first) * s.parts;
      for (int64_t w = x.begin; w < x.end; ++w, from += s.parts, to += s.x.stride * s.parts)
        for (int64_t p = 0; p < s.parts; ++p) to[p] += static_cast<C>(from[p]);
    });
    for (int64_t i = 0; i < plane; ++i)
      image[c * plane + i] = static_cast<T>(sum[static_cast<size_t>(i)]);
  }
}

}  // namespace

void unfold_channels(const FoldShape& s, size_t itemsize, const void* image, void* columns,
                     int64_t begin, int64_t end) {
  const auto* from = static_cast<const char*>(image);
  auto* to = static_cast<char*>(columns);
  const auto size = static_cast<int64_t>(itemsize);
  for (int64_t c = begin; c < end; ++c)
    for_each_row(s, c, [&](int64_t row, int64_t column, const Range& x) {
      char* out = to + column * s.x.windows * size;
      if (row < 0 || x.begin >= x.end) {
        std::memset(out, 0, static_cast<size_t>(s.x.windows * size));
        return;
      }
      std::memset(out, 0, static_cast<size_t>(x.begin * size));
      std::memset(out + x.end * size, 0, static_cast<size_t>((s.x.windows - x.end) * size));
      const char* in = from + (row * s.x.image + x.first) * size;
      if (s.x.stride == 1) {
        std::memcpy(out + x.begin * size, in, static_cast<size_t>((x.end - x.begin) * size));
        return;
      }
      for (int64_t w = x.begin; w < x.end; ++w, in += s.x.stride * size)
        std::memcpy(out + w * size, in, itemsize);
    });
}

void fold_channels(const FoldShape& s, DType part, const void* columns, void* image, int64_t begin,
                   int64_t end) {
  switch (part) {
#define TN_X(code, type) \
  case DType::code:      \
    return fold(s, static_cast<const type*>(columns), static_cast<type*>(image), begin, end);
    TN_X(F32, float)
    TN_X(F64, double)
    TN_X(F16, half)
    TN_X(BF16, bfloat16)
#undef TN_X
    default:
      return;
  }
}

}  // namespace tenon::kernels

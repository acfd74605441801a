#include "core/kernels/moves.h"

#include <algorithm>
#include <cstring>

#include "core/kernels/visit.h"
#include "core/parallel/parallel_for.h"

namespace tenon::kernels {

namespace {
constexpr int64_t kGrainBytes = 1 << 16;
}

void flip(const char* in, char* out, IntSpan sizes, uint64_t dims, size_t itemsize) {
  auto n = static_cast<int64_t>(sizes.size());
  int64_t last = sizes[static_cast<size_t>(n - 1)], rows = 1;
  for (int64_t d = 0; d < n - 1; ++d) rows *= sizes[static_cast<size_t>(d)];
  int64_t bytes = last * static_cast<int64_t>(itemsize);
  bool reversed = dims >> (n - 1) & 1;
  int64_t grain = std::max<int64_t>(1, kGrainBytes / std::max<int64_t>(bytes, 1));
  visit_bytes(itemsize, [&]<class T> {
    parallel_for(0, rows, grain, [&](int64_t begin, int64_t end) {
      for (int64_t r = begin; r < end; ++r) {
        int64_t from = 0, step = 1;
        for (int64_t d = n - 1, rest = r; d-- > 0;) {
          int64_t size = sizes[static_cast<size_t>(d)], x = rest % size;
          rest /= size;
          from += (dims >> d & 1 ? size - 1 - x : x) * step;
          step *= size;
        }
        const T* src = reinterpret_cast<const T*>(in + from * bytes);
        T* dst = reinterpret_cast<T*>(out + r * bytes);
        if (reversed) {
          for (int64_t i = 0; i < last; ++i) dst[i] = src[last - 1 - i];
        } else {
          std::memcpy(dst, src, static_cast<size_t>(bytes));
        }
      }
    });
  });
}

void triangle(const char* in, char* out, int64_t count, int64_t rows, int64_t cols,
              int64_t diagonal, bool upper, size_t itemsize) {
  auto size = static_cast<int64_t>(itemsize), bytes = cols * size;
  int64_t grain = std::max<int64_t>(1, kGrainBytes / std::max<int64_t>(bytes, 1));
  parallel_for(0, count * rows, grain, [&](int64_t begin, int64_t end) {
    for (int64_t r = begin; r < end; ++r) {
      // Columns [0, edge) belong to the lower part of row r.
      int64_t edge = std::clamp<int64_t>(r % rows + diagonal + (upper ? 0 : 1), 0, cols) * size;
      const char* src = in + r * bytes;
      char* dst = out + r * bytes;
      int64_t from = upper ? edge : 0, to = upper ? bytes : edge;
      if (src != dst) std::memcpy(dst + from, src + from, static_cast<size_t>(to - from));
      upper ? std::memset(dst, 0, static_cast<size_t>(edge))
            : std::memset(dst + edge, 0, static_cast<size_t>(bytes - edge));
    }
  });
}

}  // namespace tenon::kernels

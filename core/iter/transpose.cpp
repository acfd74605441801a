#include "core/iter/transpose.h"

#include <algorithm>

#include "core/kernels/copy.h"
#include "core/parallel/parallel_for.h"

namespace tenon {
namespace {

struct Axis {
  int64_t size, to, from;  // strides in elements
};

constexpr int64_t kColumns = 64;  // of a piece of work; the kernel's own block

}  // namespace

bool copy_transposed(const Tensor& dst, const Tensor& src) {
  if (src.numel() < 4096 || src.dim() < 2) return false;
  // Dimensions from the destination's innermost out; those that are one run in both are merged.
  Axis axes[64];
  size_t n = 0;
  for (size_t d = 0; d < src.sizes().size(); ++d) {
    if (src.sizes()[d] == 1) continue;
    if (n == std::size(axes)) return false;
    axes[n++] = {src.sizes()[d], dst.strides()[d], src.strides()[d]};
  }
  std::sort(axes, axes + n, [](const Axis& a, const Axis& b) { return a.to < b.to; });
  size_t last = 0;
  for (size_t i = 1; i < n; ++i) {
    if (axes[i].to == axes[last].to * axes[last].size &&
        axes[i].from == axes[last].from * axes[last].size) {
      axes[last].size *= axes[i].size;
    } else {
      axes[++last] = axes[i];
    }
  }
  n = last + 1;
  size_t column = 1;
  while (column < n && axes[column].from != 1) ++column;
  if (column >= n || axes[0].to != 1 || axes[0].size < 8 || axes[column].size < 8) return false;

  Axis row = axes[0], col = axes[column];
  std::copy(axes + column + 1, axes + n, axes + column);
  std::copy(axes + 1, axes + n - 1, axes);
  n -= 2;
  int64_t batches = 1, blocks = (col.size + kColumns - 1) / kColumns,
          bytes = static_cast<int64_t>(src.itemsize());
  for (size_t i = 0; i < n; ++i) batches *= axes[i].size;
  kernels::Transpose transpose = kernels::transpose_loop(src.itemsize());
  int64_t grain = std::max<int64_t>(1, 32768 / (row.size * std::min(col.size, kColumns)));
  parallel_for(0, batches * blocks, grain, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      int64_t first = i % blocks * kColumns, to = first * col.to, from = first * col.from,
              rest = i / blocks;
      for (size_t d = 0; d < n; ++d) {
        to += rest % axes[d].size * axes[d].to;
        from += rest % axes[d].size * axes[d].from;
        rest /= axes[d].size;
      }
      transpose(dst.raw() + to * bytes, col.to * bytes, src.raw() + from * bytes, row.from * bytes,
                row.size, std::min(kColumns, col.size - first));
    }
  });
  return true;
}

}  // namespace tenon

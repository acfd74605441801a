// Ops along one dimension: a contiguous tensor seen as [outer, n, inner].
#pragma once
#include <cstdint>

namespace tenon::kernels {

struct Lines {
  int64_t outer = 1, n = 1, inner = 1;
  int64_t count() const { return outer * inner; }
  // Element offset of the first element of line i; its elements are `inner` apart.
  int64_t start(int64_t i) const { return i / inner * n * inner + i % inner; }
};

}  // namespace tenon::kernels

// parallel_for: splits a range over the pool.
#pragma once
#include <cstdint>
#include <memory>
#include <type_traits>

#include "core/parallel/pool.h"

namespace tenon {

// Calls body(b, e) on disjoint ranges that cover [begin, end), in no fixed order and with no fixed
// bounds: results must not depend on them. Serial when the range is at most `grain` long, or within
// another parallel_for. An exception of the body is rethrown here, once all ranges that had begun
// are finished.
template <class F>
void parallel_for(int64_t begin, int64_t end, int64_t grain, F&& body) {
  if (end <= begin) return;
  if (end - begin <= grain || num_threads() == 1 || in_parallel())
    return static_cast<void>(body(begin, end));
  using Body = std::remove_reference_t<F>;
  parallel::run(
      begin, end, grain, [](void* ctx, int64_t b, int64_t e) { (*static_cast<Body*>(ctx))(b, e); },
      const_cast<void*>(static_cast<const void*>(std::addressof(body))));
}

}  // namespace tenon

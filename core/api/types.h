// Types of the generated op headers.
#pragma once
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "core/registry/value.h"

namespace tenon {

// A constant list, for defaults: Ints<1, 2>::span.
template <int64_t... v>
struct Ints {
  static constexpr int64_t values[] = {v...};
  static constexpr IntSpan span{values, sizeof...(v)};
};

}  // namespace tenon

// What the generated op headers need. tenon::ops::NAME is the op NAME, looked up at the first call; families are those of
// core/ops; tenon/ops/all.hpp has them all (for programs; plugins include what they use).
#pragma once
#include "tenon/call.hpp"

TN_NAMESPACE_BEGIN
namespace detail {
// A constant list, for defaults.
template <int64_t... v>
struct List {
  static constexpr int64_t values[] = {v...};
  static constexpr IntSpan span{values, sizeof...(v)};
};
}  // namespace detail
TN_NAMESPACE_END

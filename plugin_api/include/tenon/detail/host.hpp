// The host's tables, as this binary sees them. A plugin gets them in its entry, a program from
// libtenon.so.
#pragma once
#include <string_view>

#include "tenon/negotiate.h"

// Every name of the header-only API is hidden and versioned, so that binaries built from different
// headers live together.
#define TN_NAMESPACE_BEGIN \
  namespace tenon {        \
  inline namespace v1 __attribute__((visibility("hidden"))) {
#define TN_NAMESPACE_END \
  }                      \
  }

TN_NAMESPACE_BEGIN
namespace detail {

#if defined(TN_PROGRAM)
[[noreturn]] void abi_mismatch();
inline const tn_tables& tables() {
  static const tn_tables t = [] {
    tn_tables loaded;
    if (tn_tables_load(&loaded, tn_host()) != TN_OK) abi_mismatch();
    return loaded;
  }();
  return t;
}
#else
inline tn_tables g_tables;
inline const tn_tables& tables() noexcept { return g_tables; }
#endif

inline tn_text text(std::string_view s) noexcept { return {s.data(), s.size()}; }
inline std::string_view view(tn_text t) noexcept { return {t.data, static_cast<size_t>(t.size)}; }

}  // namespace detail
TN_NAMESPACE_END

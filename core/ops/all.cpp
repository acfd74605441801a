#include "core/ops/tables.h"

namespace tenon {

void register_core_ops() {
  static const bool once = [] {
    Registry& r = Registry::get();
#define TN_X(family) ops::register_##family(r);
    TN_FOR_EACH_FAMILY(TN_X)
#undef TN_X
    return true;
  }();
  (void)once;
}

// The registry is full as soon as the library is loaded: it costs under a millisecond
// (tests/bench/import).
[[maybe_unused]] static const bool registered = (register_core_ops(), true);

}  // namespace tenon

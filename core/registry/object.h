// Objects that are only handed through: callables, field views, things of the caller's language.
// Whoever makes one gives a table; core counts and forgets what it is.
#pragma once
#include <cstdint>

#include "tenon/abi.h"

struct tn_object {
  void (*retain)(tn_object*);
  void (*release)(tn_object*);
};

namespace tenon {
inline void retain_object(tn_object* p) noexcept { p->retain(p); }
inline void release_object(tn_object* p) noexcept { p->release(p); }
}  // namespace tenon

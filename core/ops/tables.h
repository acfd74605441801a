// What an op table needs besides its kernels: vjps, and its register function, which all.cpp calls.
#pragma once
#include "core/ops/vjp.h"
#include "core/registry/registry.h"

namespace tenon {

// Registers every op of core, once; any caller of the registry may count on it having run.
void register_core_ops();

namespace ops {
// X(family): core/ops/FAMILY.cpp defines register_FAMILY().
#define TN_FOR_EACH_FAMILY(X) \
  X(binary)                   \
  X(create)                   \
  X(copy)                     \
  X(reduce)                   \
  X(view)
#define TN_X(family) void register_##family(Registry& r);
TN_FOR_EACH_FAMILY(TN_X)
#undef TN_X
}  // namespace ops

}  // namespace tenon

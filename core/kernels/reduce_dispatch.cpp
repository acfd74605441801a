// The objects of reduce.h over the tables of every instruction set.
#include "core/kernels/reduce.h"

namespace tenon::kernels {

#define TN_X(name)                                                           \
  namespace v2 {                                                             \
  extern const ReduceTable name __attribute__((weak, visibility("hidden"))); \
  }                                                                          \
  namespace v3 {                                                             \
  extern const ReduceTable name __attribute__((weak, visibility("hidden"))); \
  }                                                                          \
  namespace v4 {                                                             \
  extern const ReduceTable name __attribute__((weak, visibility("hidden"))); \
  }                                                                          \
  constinit const ReduceKernel name{#name, {&v2::name, &v3::name, &v4::name}};
TN_FOR_EACH_REDUCE_KERNEL(TN_X)
#undef TN_X

}  // namespace tenon::kernels

// The objects of reduce.h over the tables of every instruction set.
#include "core/kernels/reduce.h"

namespace tenon::kernels {

#define TN_X(name)                                                 \
  TN_DECLARE_PER_ISA(ReduceTable, name)                            \
  TN_DECLARE_PER_ISA(ComplexReduceTable, name##_complex)           \
  constinit const ReduceKernel name{                               \
      #name, PerIsa<ReduceTable>(&v2::name, &v3::name, &v4::name), \
      PerIsa<ComplexReduceTable>(&v2::name##_complex, &v3::name##_complex, &v4::name##_complex)};
TN_FOR_EACH_REDUCE_KERNEL(TN_X)
#undef TN_X

}  // namespace tenon::kernels

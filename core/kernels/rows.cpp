#include "core/kernels/rows.h"

namespace tenon::kernels {

#define TN_X(name)                           \
  TN_DECLARE_PER_ISA(RowTable, name##_table) \
  constinit const RowKernel name{#name, &v2::name##_table, &v3::name##_table, &v4::name##_table};
TN_FOR_EACH_ROW_KERNEL(TN_X)
#undef TN_X

}  // namespace tenon::kernels

// The choice of instruction set for arg.h.
#include "core/kernels/arg.h"

namespace tenon::kernels {

TN_DECLARE_PER_ISA(ArgTable, arg_table)

ArgLoop arg_loop(DType t, bool max) noexcept {
  static const ArgTable* const tables[kIsas] = {&v2::arg_table, &v3::arg_table, &v4::arg_table};
  int i = static_cast<int>(isa());
  while (!tables[i] && i > 0) --i;
  return (max ? tables[i]->max : tables[i]->min)[static_cast<int>(t)];
}

}  // namespace tenon::kernels

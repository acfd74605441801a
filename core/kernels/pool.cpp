#include "core/kernels/pool.h"

#include "core/kernels/isa.h"

namespace tenon::kernels {

TN_DECLARE_PER_ISA(PoolKernels, pool_table)

const PoolKernels& pool_kernels() noexcept {
  static constinit const PerIsa<PoolKernels> kTables{&v2::pool_table, &v3::pool_table,
                                                     &v4::pool_table};
  return kTables.get();
}

}  // namespace tenon::kernels

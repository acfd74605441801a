#include "core/kernels/grid.h"

#include "core/kernels/isa.h"

namespace tenon::kernels {

TN_DECLARE_PER_ISA(GridKernels, grid_table)

const GridKernels& grid_kernels() noexcept {
  static constinit const PerIsa<GridKernels> kTables{&v2::grid_table, &v3::grid_table,
                                                     &v4::grid_table};
  return kTables.get();
}

}  // namespace tenon::kernels

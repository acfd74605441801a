#include "core/kernels/resample.h"

#include "core/kernels/isa.h"

namespace tenon::kernels {

TN_DECLARE_PER_ISA(ResampleKernels, resample_table)

const ResampleKernels& resample_kernels() noexcept {
  static constinit const PerIsa<ResampleKernels> kTables{&v2::resample_table, &v3::resample_table,
                                                         &v4::resample_table};
  return kTables.get();
}

}  // namespace tenon::kernels

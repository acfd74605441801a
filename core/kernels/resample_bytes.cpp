#include "core/kernels/resample_bytes.h"

#include "core/kernels/isa.h"

namespace tenon::kernels {

TN_DECLARE_PER_ISA(ByteResampleKernels, byte_resample_table)

const ByteResampleKernels& byte_resample_kernels() noexcept {
  static constinit const PerIsa<ByteResampleKernels> kTables{
      &v2::byte_resample_table, &v3::byte_resample_table, &v4::byte_resample_table};
  return kTables.get();
}

}  // namespace tenon::kernels

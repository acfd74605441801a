#include "core/kernels/pool.h"

#include "core/kernels/isa.h"

namespace tenon::kernels {

namespace v2 {
extern const PoolKernels pool_table;
}
namespace v3 {
extern const PoolKernels pool_table;
}
namespace v4 {
extern const PoolKernels pool_table;
}

const PoolKernels& pool_kernels() noexcept {
  switch (isa()) {
    case Isa::V4:
      return v4::pool_table;
    case Isa::V3:
      return v3::pool_table;
    case Isa::V2:
      break;
  }
  return v2::pool_table;
}

}  // namespace tenon::kernels

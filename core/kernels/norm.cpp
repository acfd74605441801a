#include "core/kernels/norm.h"

#include "core/kernels/isa.h"

namespace tenon::kernels {

TN_DECLARE_PER_ISA(NormLoops, norm_float)
TN_DECLARE_PER_ISA(NormLoops, norm_double)

const NormLoops& norm_loops(DType t) noexcept {
  static constexpr NormLoops kNone = {};
  static constinit const PerIsa<NormLoops> kFloat{&v2::norm_float, &v3::norm_float,
                                                  &v4::norm_float};
  static constinit const PerIsa<NormLoops> kDouble{&v2::norm_double, &v3::norm_double,
                                                   &v4::norm_double};
  return t == DType::F32 ? kFloat.get() : t == DType::F64 ? kDouble.get() : kNone;
}

}  // namespace tenon::kernels

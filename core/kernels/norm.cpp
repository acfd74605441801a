#include "core/kernels/norm.h"

#include "core/kernels/isa.h"

namespace tenon::kernels {

#define TN_X(level)                               \
  namespace level {                               \
  extern const NormLoops norm_float, norm_double; \
  }
TN_X(v2)
TN_X(v3)
TN_X(v4)
#undef TN_X

const NormLoops& norm_loops(DType t) noexcept {
  static constexpr NormLoops kNone = {};
  static const NormLoops* const kFloat[kIsas] = {&v2::norm_float, &v3::norm_float, &v4::norm_float};
  static const NormLoops* const kDouble[kIsas] = {&v2::norm_double, &v3::norm_double,
                                                  &v4::norm_double};
  auto level = static_cast<int>(isa());
  return t == DType::F32 ? *kFloat[level] : t == DType::F64 ? *kDouble[level] : kNone;
}

}  // namespace tenon::kernels

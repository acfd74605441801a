#include "core/iter/promote.h"

namespace tenon {
namespace {

DType join(DType a, DType b) {
  if (a == DType::None) return b;
  if (b == DType::None) return a;
  return promote(a, b);
}

DType to_complex(DType t) { return t == DType::F64 ? DType::C128 : DType::C64; }

// `higher` has precedence; `lower` counts only when it is of a higher kind (PyTorch's
// combine_categories).
DType combine(DType higher, DType lower) {
  if (higher == DType::None) return lower;
  if (lower == DType::None || is_complex(higher)) return higher;
  if (is_floating(higher)) return is_complex(lower) ? to_complex(higher) : higher;
  if (higher == DType::Bool || is_floating(lower) || is_complex(lower)) return join(higher, lower);
  return higher;
}

}  // namespace

Promoter& Promoter::add(const Tensor& t) {
  DType& slot = t.dim() > 0 ? dims_ : zero_dim_;
  slot = join(slot, t.dtype());
  return *this;
}

Promoter& Promoter::add(const Scalar& s) {
  number_ = join(number_, s.dtype());
  return *this;
}

DType Promoter::result() const { return combine(dims_, combine(zero_dim_, number_)); }

}  // namespace tenon

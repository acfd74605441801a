// What vjps put around a factor: its conjugate if it is complex, else itself. The gradient of a
// real function by z is d/d(re) + i d/d(im), so that a holomorphic f gives grad * conj(f'(z)).
#pragma once
#include "core/api/complex.h"
#include "core/registry/value.h"

namespace tenon {

inline Tensor conjugate(const Tensor& t) { return is_complex(t.dtype()) ? conj_physical(t) : t; }
inline Scalar conjugate(Scalar s) {
  s.imag = -s.imag;
  return s;
}
inline Operand conjugate(const Operand& o) {
  return o.is_tensor() ? Operand(conjugate(o.tensor)) : Operand(conjugate(o.scalar));
}

}  // namespace tenon

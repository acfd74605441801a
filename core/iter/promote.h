// PyTorch's result type: tensors of dimension > 0 outrank 0-d tensors, which outrank numbers,
// unless these are of a higher kind.
#pragma once
#include "core/registry/value.h"

namespace tenon {

class Promoter {
 public:
  Promoter& add(const Tensor& t);
  Promoter& add(const Scalar& s);
  Promoter& add(const Operand& o) { return o.is_tensor() ? add(o.tensor) : add(o.scalar); }
  DType result() const;

 private:
  DType dims_ = DType::None, zero_dim_ = DType::None, number_ = DType::None;
};

inline DType to_float_dtype(DType t) {
  return is_floating(t) || is_complex(t) ? t : default_dtype();
}

}  // namespace tenon

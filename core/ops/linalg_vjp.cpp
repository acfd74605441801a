#include "core/ops/linalg_vjp.h"

#include <cmath>

#include "core/iter/pointwise.h"

namespace tenon::ops {

void check_phase(const char* what, const Tensor& imaginary) {
  if (imaginary.is_meta()) return;
  Tensor x = raw::contiguous(raw::cast(imaginary, DType::F64));
  for (int64_t i = 0; i < x.numel(); ++i) {
    check(!(std::abs(x.data<double>()[i]) > 1e-2), what,
          " in the complex case are specified up to multiplication by e^{i phi}. The specified "
          "loss function depends on this quantity, so it is ill-defined.");
  }
}

// G. Golub and V. Pereyra, The differentiation of pseudo-inverses and nonlinear least squares
// problems whose variables separate, 1973. Products are formed so that the small ones come first.
Tensor pinv_grad(const Tensor& grad, const Tensor& P, const Tensor& A) {
  Tensor Ph = adjoint(P), gh = adjoint(grad);
  if (A.size(-2) <= A.size(-1)) {
    Tensor K = matmul(gh, P), KPh = matmul(K, Ph);
    Tensor g = sub(KPh, adjoint(matmul(P, K)));
    g = sub(g, matmul(matmul(A, P), KPh));
    return add(g, matmul(matmul(Ph, P), sub(gh, matmul(K, A))));
  }
  Tensor K = matmul(P, gh), PhK = matmul(Ph, K);
  Tensor g = sub(PhK, adjoint(matmul(K, P)));
  g = add(g, matmul(matmul(sub(gh, matmul(A, K)), P), Ph));
  return sub(g, matmul(matmul(PhK, P), A));
}

}  // namespace tenon::ops

#include "core/ops/matrices.h"

#include <algorithm>
#include <limits>

#include "core/iter/pointwise.h"
#include "core/ops/products.h"
#include "core/tensor/layout.h"

namespace tenon {

void check_matrix(const char* op, const Tensor& a, const char* name) {
  check(a.dim() >= 2, op, ": The input tensor ", name, " must have at least 2 dimensions.");
}

void check_square(const char* op, const Tensor& a, const char* name) {
  check_matrix(op, a, name);
  check(a.size(-1) == a.size(-2), op, ": ", name,
        " must be batches of square matrices, but they are ", a.size(-2), " by ", a.size(-1),
        " matrices");
}

void check_floating(const char* op, const Tensor& a, bool low_precision) {
  DType t = a.dtype();
  check(is_floating(t) || is_complex(t), op,
        ": Expected a floating point or complex tensor as input. Got ", scalar_type_name(t));
  check(low_precision || (t != DType::F16 && t != DType::BF16), op,
        ": Low precision dtypes not supported. Got ", scalar_type_name(t));
}

void check_lapack(const char* kernel, const Tensor& a) {
  check_implemented(a.dtype() == DType::F32 || a.dtype() == DType::F64 || is_complex(a.dtype()),
                    "\"", kernel, "\" not implemented for '", scalar_type_name(a.dtype()), "'");
}

void check_same_type(const char* op, const Tensor& a, const Tensor& b) {
  check(a.dtype() == b.dtype(), op,
        ": Expected A and B to have the same dtype, but found A of type ",
        scalar_type_name(a.dtype()), " and B of type ", scalar_type_name(b.dtype()), " instead");
}

namespace {

[[noreturn]] void fail_info(std::string_view op, const std::string& where, int code) {
  auto has = [&](const char* part) { return op.find(part) != std::string_view::npos; };
  auto error = [&](const auto&... parts) { fail(ErrorKind::LinAlg, op, where, ": ", parts...); };
  if (code < 0 && has("svd"))
    error("The algorithm failed to converge because the input matrix contained non-finite values.");
  if (code < 0) {
    fail(ErrorKind::Assertion, op, where, ": argument ", -code,
         " of a LAPACK routine was refused. Hint: this is a defect of Tenon.");
  }
  if (has("inv"))
    error("The diagonal element ", code,
          " is zero, the inversion could not be completed because the input matrix is singular.");
  if (has("solve")) error("The solver failed because the input matrix is singular.");
  if (has("cholesky"))
    error(
        "The factorization could not be completed because the input is not positive-definite (the "
        "leading minor of order ",
        code, " is not positive-definite).");
  if (has("svd") || has("eig"))
    error(
        "The algorithm failed to converge because the input matrix is ill-conditioned or has too "
        "many repeated ",
        has("svd") ? "singular values" : "eigenvalues", " (error code: ", code, ").");
  if (has("lstsq"))
    error(
        "The least squares problem could not be solved because the input matrix does not have full "
        "rank (error code: ",
        code, ").");
  error("U[", code, ",", code,
        "] is zero and using it on lu_solve would result in a division by zero. If you still want "
        "to perform the factorization, consider calling linalg.lu(A, pivot) or "
        "linalg.lu_factor_ex(A, pivot)");
  std::abort();
}

}  // namespace

void check_info(const char* op, const Tensor& info) {
  if (info.is_meta()) return;
  const auto* codes = info.data<int32_t>();
  for (int64_t b = 0; b < info.numel(); ++b) {
    if (codes[b] == 0) continue;
    fail_info(op, info.dim() ? str(": (Batch element ", b, ")") : std::string(), codes[b]);
  }
}

IntSpan batch_sizes(const Tensor& a, int64_t n) {
  return a.sizes().first(a.sizes().size() - static_cast<size_t>(n));
}
int64_t batch_count(const Tensor& a, int64_t n) { return checked_numel(batch_sizes(a, n)); }

Dims with_batch(const Tensor& of, std::initializer_list<int64_t> last, int64_t n) {
  Dims sizes(batch_sizes(of, n));
  for (int64_t s : last) sizes.push_back(s);
  return sizes;
}

int lapack_size(int64_t n) {
  check(n <= std::numeric_limits<int>::max(), "linalg: a matrix is too large for LAPACK: got ", n,
        " rows or columns, expected at most ", std::numeric_limits<int>::max());
  return static_cast<int>(n);
}

namespace raw {
namespace {

Dims column_strides(IntSpan sizes) {
  Dims strides = contiguous_strides(sizes);
  size_t n = sizes.size();
  strides[n - 2] = 1;
  strides[n - 1] = std::max<int64_t>(sizes[n - 2], 1);
  return strides;
}

}  // namespace

Tensor new_columns(IntSpan sizes, DType t, Device device) {
  return new_strided(sizes, column_strides(sizes), t, device);
}

Tensor to_columns(const Tensor& a) { return to_columns(a, a.sizes()); }

Tensor to_columns(const Tensor& a, IntSpan sizes) {
  Tensor out = new_columns(sizes, a.dtype(), a.device());
  raw::copy(out, a);
  return out;
}

Tensor as_columns(const Tensor& a) {
  return same(a.strides(), column_strides(a.sizes())) ? a : to_columns(a);
}

void fill_unit(const Tensor& a) {
  if (a.is_meta()) return;
  fill(a, 0);
  Dims sizes(batch_sizes(a, 1)), strides(a.strides().first(sizes.size()));
  sizes.back() = std::min(a.size(-2), a.size(-1));
  strides.back() = a.size(-1) + 1;
  fill(make_view(a, sizes, strides, a.offset()), 1);
}

Tensor transposed(const Tensor& a) {
  Dims sizes = a.sizes(), strides = a.strides();
  size_t n = sizes.size();
  std::swap(sizes[n - 2], sizes[n - 1]);
  std::swap(strides[n - 2], strides[n - 1]);
  return make_view(a, sizes, strides, a.offset());
}

Tensor operand_columns(const Tensor& a, IntSpan batch) {
  if (same(batch_sizes(a), batch) || a.numel() == a.size(-1) * a.size(-2)) return as_columns(a);
  Dims sizes(batch);
  sizes.push_back(a.size(-2));
  sizes.push_back(a.size(-1));
  return to_columns(a, sizes);
}

namespace {

template <class Zero>
void each_column(const Tensor& a, Zero&& zero) {
  if (a.is_meta()) return;
  int64_t rows = a.size(-2), columns = a.size(-1), count = batch_count(a);
  auto bytes = static_cast<int64_t>(a.itemsize());
  for (int64_t b = 0; b < count; ++b) {
    for (int64_t j = 0; j < columns; ++j) zero(a.raw() + (b * columns + j) * rows * bytes, j, rows);
  }
}

}  // namespace

void zero_above(const Tensor& a, int64_t diagonal) {
  size_t bytes = a.itemsize();
  each_column(a, [=](char* column, int64_t j, int64_t rows) {
    int64_t n = std::clamp<int64_t>(j - diagonal, 0, rows);
    std::memset(column, 0, static_cast<size_t>(n) * bytes);
  });
}

void zero_below(const Tensor& a, int64_t diagonal) {
  size_t bytes = a.itemsize();
  each_column(a, [=](char* column, int64_t j, int64_t rows) {
    int64_t from = std::clamp<int64_t>(j - diagonal + 1, 0, rows);
    std::memset(column + static_cast<size_t>(from) * bytes, 0,
                static_cast<size_t>(rows - from) * bytes);
  });
}

}  // namespace raw
}  // namespace tenon

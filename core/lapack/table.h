// What libtenon_lapack.so offers to core: plain structs and function pointers, raw memory only.
#pragma once
#include <complex>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace tenon::lapack {

template <class T>
struct RealOf {
  using type = T;
};
template <class T>
struct RealOf<std::complex<T>> {
  using type = T;
};
template <class T>
using Real = typename RealOf<T>::type;

// Matrices of one size, column-major: element (i, j) of the b-th is data[b * step + j * ld + i].
template <class T>
struct Mats {
  T* data;
  int64_t step;
  int ld;
  T* at(int64_t b) const { return data + b * step; }
  Mats from(int64_t b) const { return {data ? at(b) : nullptr, step, ld}; }
  operator Mats<const T>() const { return {data, step, ld}; }
};
// Vectors of one length, or numbers: the b-th begins at data[b * step].
template <class T>
struct Vecs {
  T* data;
  int64_t step;
  T* at(int64_t b) const { return data + b * step; }
  Vecs from(int64_t b) const { return {at(b), step}; }
  operator Vecs<const T>() const { return {data, step}; }
};

// LAPACK's routines by their names (dsyevd and zheevd are both `heevd`), each for a batch of
// `count` problems. They run on the calling thread alone and may be called from any. `info` gets
// LAPACK's code per problem: 0 is success, what others mean is in the LAPACK Users' Guide. What a
// routine overwrites is not const. Options are LAPACK's letters. They throw what Host::allocate
// does.
template <class T>
struct Routines {
  using R = Real<T>;
  using C = std::complex<R>;
  // Cholesky: a = L L^H ('L') or U^H U ('U'); the inverse, and solutions of a x = b, from that.
  void (*potrf)(char uplo, int n, int64_t count, Mats<T> a, Vecs<int> info);
  void (*potri)(char uplo, int n, int64_t count, Mats<T> a, Vecs<int> info);
  void (*potrs)(char uplo, int n, int nrhs, int64_t count, Mats<const T> a, Mats<T> b);
  // LU with row exchanges; solutions of op(a) x = b from it, op by trans ('N', 'T', 'C').
  void (*getrf)(int m, int n, int64_t count, Mats<T> a, Vecs<int> pivots, Vecs<int> info);
  void (*getrs)(char trans, int n, int nrhs, int64_t count, Mats<const T> a, Vecs<const int> pivots,
                Mats<T> b);
  // b := op(a)^-1 b (side 'L') or b op(a)^-1 ('R') with triangular a; b is [m, n].
  void (*trsm)(char side, char uplo, char trans, char diag, int m, int n, int64_t count,
               Mats<const T> a, Mats<T> b);
  // QR as Householder reflectors; the first n columns of Q; products with Q [m or n rows, k
  // reflectors].
  void (*geqrf)(int m, int n, int64_t count, Mats<T> a, Vecs<T> tau);
  void (*ungqr)(int m, int n, int k, int64_t count, Mats<T> a, Vecs<const T> tau);
  void (*unmqr)(char side, char trans, int m, int n, int k, int64_t count, Mats<const T> a,
                Vecs<const T> tau, Mats<T> c);
  // Eigenvalues w and, unless v.data is null, right eigenvectors.
  void (*geev)(int n, int64_t count, Mats<T> a, Vecs<C> w, Mats<C> v, Vecs<int> info);
  // Of a Hermitian matrix, of which one triangle is read: w ascending; job 'V' overwrites a by the
  // eigenvectors.
  void (*heevd)(char job, char uplo, int n, int64_t count, Mats<T> a, Vecs<R> w, Vecs<int> info);
  // Singular values s, descending, and by job: 'A' all of u and v^H, 'S' the first min(m, n), 'N'
  // none.
  void (*gesdd)(char job, int m, int n, int64_t count, Mats<T> a, Vecs<R> s, Mats<T> u, Mats<T> vh,
                Vecs<int> info);
  // L D L^T (or L D L^H) of a symmetric (or Hermitian) matrix, and solutions from it.
  void (*hetrf)(bool hermitian, char uplo, int n, int64_t count, Mats<T> a, Vecs<int> pivots,
                Vecs<int> info);
  void (*hetrs)(bool hermitian, char uplo, int n, int nrhs, int64_t count, Mats<const T> a,
                Vecs<const int> pivots, Mats<T> b);
  // Least squares; b has max(m, n) rows, of which the first n become the solution.
  void (*gels)(int m, int n, int nrhs, int64_t count, Mats<T> a, Mats<T> b, Vecs<int> info);
  void (*gelsy)(int m, int n, int nrhs, int64_t count, Mats<T> a, Mats<T> b, R rcond,
                Vecs<int> rank, Vecs<int> info);
  void (*gelsd)(int m, int n, int nrhs, int64_t count, Mats<T> a, Mats<T> b, R rcond, Vecs<R> s,
                Vecs<int> rank, Vecs<int> info);
  void (*gelss)(int m, int n, int nrhs, int64_t count, Mats<T> a, Mats<T> b, R rcond, Vecs<R> s,
                Vecs<int> rank, Vecs<int> info);
};

struct Table {
  uint32_t size;  // sizeof(Table) of the library
  Routines<float> f32;
  Routines<double> f64;
  Routines<std::complex<float>> c64;
  Routines<std::complex<double>> c128;

  template <class T>
  const Routines<T>& of() const {
    if constexpr (std::is_same_v<T, float>) return f32;
    if constexpr (std::is_same_v<T, double>) return f64;
    if constexpr (std::is_same_v<T, std::complex<float>>) return c64;
    if constexpr (std::is_same_v<T, std::complex<double>>) return c128;
  }
};

// What core lends to the library.
struct Host {
  void* (*allocate)(size_t bytes);  // 64-byte aligned; throws when there is no more
  void (*release)(void* data, size_t bytes);
};

// The one exported symbol of libtenon_lapack.so: `const Table* tenon_lapack_table(const Host*)`.
using GetTable = const Table* (*)(const Host* host);
inline constexpr const char* kGetTable = "tenon_lapack_table";

}  // namespace tenon::lapack

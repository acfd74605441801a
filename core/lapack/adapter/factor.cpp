// Triangular factorizations and solutions from them.
#include "core/lapack/adapter/runtime.h"

namespace tenon::lapack {
namespace {

template <class T>
void potrf(char uplo, int n, int64_t count, Mats<T> a, Vecs<int> info) {
  for (int64_t b = 0; b < count; ++b) {
    Fortran<T>::potrf(&uplo, &n, a.at(b), &a.ld, info.at(b), 1);
    for (int i = 0; i < n && *info.at(b) == 0; ++i) {  // it takes a nan for positive
      if (std::isnan(std::real(a.at(b)[i + int64_t{i} * a.ld]))) *info.at(b) = i + 1;
    }
  }
}

template <class T>
void potri(char uplo, int n, int64_t count, Mats<T> a, Vecs<int> info) {
  for (int64_t b = 0; b < count; ++b) Fortran<T>::potri(&uplo, &n, a.at(b), &a.ld, info.at(b), 1);
}

template <class T>
void potrs(char uplo, int n, int nrhs, int64_t count, Mats<const T> a, Mats<T> x) {
  int info;
  for (int64_t b = 0; b < count; ++b)
    Fortran<T>::potrs(&uplo, &n, &nrhs, a.at(b), &a.ld, x.at(b), &x.ld, &info, 1);
}

template <class T>
void getrf(int m, int n, int64_t count, Mats<T> a, Vecs<int> pivots, Vecs<int> info) {
  for (int64_t b = 0; b < count; ++b)
    Fortran<T>::getrf(&m, &n, a.at(b), &a.ld, pivots.at(b), info.at(b));
}

template <class T>
void getrs(char trans, int n, int nrhs, int64_t count, Mats<const T> a, Vecs<const int> pivots,
           Mats<T> x) {
  int info;
  for (int64_t b = 0; b < count; ++b)
    Fortran<T>::getrs(&trans, &n, &nrhs, a.at(b), &a.ld, pivots.at(b), x.at(b), &x.ld, &info, 1);
}

template <class T>
void trsm(char side, char uplo, char trans, char diag, int m, int n, int64_t count, Mats<const T> a,
          Mats<T> x) {
  const T one = 1;
  for (int64_t b = 0; b < count; ++b)
    Fortran<T>::trsm(&side, &uplo, &trans, &diag, &m, &n, &one, a.at(b), &a.ld, x.at(b), &x.ld, 1,
                     1, 1, 1);
}

template <class T>
void hetrf(bool hermitian, char uplo, int n, int64_t count, Mats<T> a, Vecs<int> pivots,
           Vecs<int> info) {
  auto* routine = Fortran<T>::sytrf;
  if constexpr (kComplex<T>) {
    if (hermitian) routine = Fortran<T>::hetrf;
  }
  T answer;
  int ask = -1, code;
  routine(&uplo, &n, a.data, &a.ld, pivots.data, &answer, &ask, &code, 1);
  int length = queried(answer);
  Scratch<T> work(length);
  for (int64_t b = 0; b < count; ++b)
    routine(&uplo, &n, a.at(b), &a.ld, pivots.at(b), work.data(), &length, info.at(b), 1);
}

template <class T>
void hetrs(bool hermitian, char uplo, int n, int nrhs, int64_t count, Mats<const T> a,
           Vecs<const int> pivots, Mats<T> x) {
  auto* routine = Fortran<T>::sytrs;
  if constexpr (kComplex<T>) {
    if (hermitian) routine = Fortran<T>::hetrs;
  }
  int info;
  for (int64_t b = 0; b < count; ++b)
    routine(&uplo, &n, &nrhs, a.at(b), &a.ld, pivots.at(b), x.at(b), &x.ld, &info, 1);
}

}  // namespace

template <class T>
void fill_factor(Routines<T>& r) {
  r.potrf = potrf<T>;
  r.potri = potri<T>;
  r.potrs = potrs<T>;
  r.getrf = getrf<T>;
  r.getrs = getrs<T>;
  r.trsm = trsm<T>;
  r.hetrf = hetrf<T>;
  r.hetrs = hetrs<T>;
}
TN_FOR_EACH_TYPE(fill_factor)

}  // namespace tenon::lapack

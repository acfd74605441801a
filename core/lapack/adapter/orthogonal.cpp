// QR by Householder reflectors, and what is done with the reflectors.
#include "core/lapack/adapter/runtime.h"

namespace tenon::lapack {
namespace {

template <class T>
void geqrf(int m, int n, int64_t count, Mats<T> a, Vecs<T> tau) {
  T answer;
  int ask = -1, info;
  Fortran<T>::geqrf(&m, &n, a.data, &a.ld, tau.data, &answer, &ask, &info);
  int length = queried(answer);
  Scratch<T> work(length);
  for (int64_t b = 0; b < count; ++b)
    Fortran<T>::geqrf(&m, &n, a.at(b), &a.ld, tau.at(b), work.data(), &length, &info);
}

template <class T>
constexpr auto* multiply_out() {
  if constexpr (kComplex<T>) {
    return Fortran<T>::ungqr;
  } else {
    return Fortran<T>::orgqr;
  }
}

template <class T>
void ungqr(int m, int n, int k, int64_t count, Mats<T> a, Vecs<const T> tau) {
  auto* routine = multiply_out<T>();
  T answer;
  int ask = -1, info;
  routine(&m, &n, &k, a.data, &a.ld, tau.data, &answer, &ask, &info);
  int length = queried(answer);
  Scratch<T> work(length);
  for (int64_t b = 0; b < count; ++b)
    routine(&m, &n, &k, a.at(b), &a.ld, tau.at(b), work.data(), &length, &info);
}

template <class T>
constexpr auto* apply() {
  if constexpr (kComplex<T>) {
    return Fortran<T>::unmqr;
  } else {
    return Fortran<T>::ormqr;
  }
}

// LAPACK calls the adjoint of a real matrix its transpose.
template <class T>
void unmqr(char side, char trans, int m, int n, int k, int64_t count, Mats<const T> a,
           Vecs<const T> tau, Mats<T> c) {
  auto* routine = apply<T>();
  if (trans != 'N') trans = kComplex<T> ? 'C' : 'T';
  T answer;
  int ask = -1, info;
  routine(&side, &trans, &m, &n, &k, a.data, &a.ld, tau.data, c.data, &c.ld, &answer, &ask, &info,
          1, 1);
  int length = queried(answer);
  Scratch<T> work(length);
  for (int64_t b = 0; b < count; ++b)
    routine(&side, &trans, &m, &n, &k, a.at(b), &a.ld, tau.at(b), c.at(b), &c.ld, work.data(),
            &length, &info, 1, 1);
}

}  // namespace

template <class T>
void fill_orthogonal(Routines<T>& r) {
  r.geqrf = geqrf<T>;
  r.ungqr = ungqr<T>;
  r.unmqr = unmqr<T>;
}
TN_FOR_EACH_TYPE(fill_orthogonal)

}  // namespace tenon::lapack

// Least squares, by the four drivers that PyTorch names.
#include "core/lapack/adapter/runtime.h"

namespace tenon::lapack {
namespace {

template <class T>
void gels(int m, int n, int nrhs, int64_t count, Mats<T> a, Mats<T> x, Vecs<int> info) {
  char trans = 'N';
  T answer;
  int ask = -1, code;
  Fortran<T>::gels(&trans, &m, &n, &nrhs, a.data, &a.ld, x.data, &x.ld, &answer, &ask, &code, 1);
  int length = queried(answer);
  Scratch<T> work(length);
  for (int64_t b = 0; b < count; ++b)
    Fortran<T>::gels(&trans, &m, &n, &nrhs, a.at(b), &a.ld, x.at(b), &x.ld, work.data(), &length,
                     info.at(b), 1);
}

template <class T>
void gelsy(int m, int n, int nrhs, int64_t count, Mats<T> a, Mats<T> x, Real<T> rcond,
           Vecs<int> rank, Vecs<int> info) {
  Scratch<int> pivots(n);
  Scratch<Real<T>> real_work(kComplex<T> ? 2 * static_cast<int64_t>(n) : 1);
  T answer;
  int ask = -1, code;
  auto run = [&](int64_t b, T* work, const int* length, int* result) {
    std::fill_n(pivots.data(), n, 0);  // every column may be exchanged
    if constexpr (kComplex<T>) {
      Fortran<T>::gelsy(&m, &n, &nrhs, a.at(b), &a.ld, x.at(b), &x.ld, pivots.data(), &rcond,
                        rank.at(b), work, length, real_work.data(), result);
    } else {
      Fortran<T>::gelsy(&m, &n, &nrhs, a.at(b), &a.ld, x.at(b), &x.ld, pivots.data(), &rcond,
                        rank.at(b), work, length, result);
    }
  };
  run(0, &answer, &ask, &code);
  int length = queried(answer);
  Scratch<T> work(length);
  for (int64_t b = 0; b < count; ++b) run(b, work.data(), &length, info.at(b));
}

template <class T>
void gelsd(int m, int n, int nrhs, int64_t count, Mats<T> a, Mats<T> x, Real<T> rcond,
           Vecs<Real<T>> s, Vecs<int> rank, Vecs<int> info) {
  T answer;
  Real<T> real_answer = 1;
  int int_answer = 1, ask = -1, code;
  auto run = [&](int64_t b, T* work, const int* length, [[maybe_unused]] Real<T>* real_work,
                 int* int_work, int* result) {
    if constexpr (kComplex<T>) {
      Fortran<T>::gelsd(&m, &n, &nrhs, a.at(b), &a.ld, x.at(b), &x.ld, s.at(b), &rcond, rank.at(b),
                        work, length, real_work, int_work, result);
    } else {
      Fortran<T>::gelsd(&m, &n, &nrhs, a.at(b), &a.ld, x.at(b), &x.ld, s.at(b), &rcond, rank.at(b),
                        work, length, int_work, result);
    }
  };
  run(0, &answer, &ask, &real_answer, &int_answer, &code);
  int length = queried(answer);
  Scratch<T> work(length);
  Scratch<Real<T>> real_work(queried(real_answer));
  Scratch<int> int_work(int_answer);
  for (int64_t b = 0; b < count; ++b)
    run(b, work.data(), &length, real_work.data(), int_work.data(), info.at(b));
}

template <class T>
void gelss(int m, int n, int nrhs, int64_t count, Mats<T> a, Mats<T> x, Real<T> rcond,
           Vecs<Real<T>> s, Vecs<int> rank, Vecs<int> info) {
  Scratch<Real<T>> real_work(kComplex<T> ? 5 * static_cast<int64_t>(std::min(m, n)) : 1);
  T answer;
  int ask = -1, code;
  auto run = [&](int64_t b, T* work, const int* length, int* result) {
    if constexpr (kComplex<T>) {
      Fortran<T>::gelss(&m, &n, &nrhs, a.at(b), &a.ld, x.at(b), &x.ld, s.at(b), &rcond, rank.at(b),
                        work, length, real_work.data(), result);
    } else {
      Fortran<T>::gelss(&m, &n, &nrhs, a.at(b), &a.ld, x.at(b), &x.ld, s.at(b), &rcond, rank.at(b),
                        work, length, result);
    }
  };
  run(0, &answer, &ask, &code);
  int length = queried(answer);
  Scratch<T> work(length);
  for (int64_t b = 0; b < count; ++b) run(b, work.data(), &length, info.at(b));
}

}  // namespace

template <class T>
void fill_least_squares(Routines<T>& r) {
  r.gels = gels<T>;
  r.gelsy = gelsy<T>;
  r.gelsd = gelsd<T>;
  r.gelss = gelss<T>;
}
TN_FOR_EACH_TYPE(fill_least_squares)

}  // namespace tenon::lapack

// Eigenvalues and singular values.
#include "core/lapack/adapter/runtime.h"

namespace tenon::lapack {
namespace {

// A pair of conjugate eigenvalues has the real and the imaginary part of its eigenvector in two
// columns.
template <class R>
void unpack_vectors(int n, const R* imaginary, const R* packed, std::complex<R>* out, int ld) {
  for (int j = 0; j < n; ++j) {
    const R* re = packed + static_cast<int64_t>(j) * n;
    std::complex<R>* column = out + static_cast<int64_t>(j) * ld;
    if (imaginary[j] == 0 || j + 1 == n) {
      std::copy_n(re, n, column);
      continue;
    }
    for (int i = 0; i < n; ++i) column[i] = {re[i], re[n + i]};
    for (int i = 0; i < n; ++i) column[ld + i] = {re[i], -re[n + i]};
    ++j;
  }
}

template <class R>
void geev(int n, int64_t count, Mats<R> a, Vecs<std::complex<R>> w, Mats<std::complex<R>> v,
          Vecs<int> info) {
  char left = 'N', right = v.data ? 'V' : 'N';
  Scratch<R> re(n), im(n), packed(v.data ? static_cast<int64_t>(n) * n : 1);
  int ld = std::max(n, 1), one = 1, ask = -1;
  R answer, unused;
  auto run = [&](R* matrix, R* work, const int* length, int* code) {
    Fortran<R>::geev(&left, &right, &n, matrix, &a.ld, re.data(), im.data(), &unused, &one,
                     packed.data(), &ld, work, length, code, 1, 1);
  };
  int code;
  run(a.data, &answer, &ask, &code);
  int length = queried(answer);
  Scratch<R> work(length);
  for (int64_t b = 0; b < count; ++b) {
    run(a.at(b), work.data(), &length, info.at(b));
    for (int i = 0; i < n; ++i) w.at(b)[i] = {re[i], im[i]};
    if (v.data) unpack_vectors(n, im.data(), packed.data(), v.at(b), v.ld);
  }
}

template <class R>
void geev(int n, int64_t count, Mats<std::complex<R>> a, Vecs<std::complex<R>> w,
          Mats<std::complex<R>> v, Vecs<int> info) {
  using T = std::complex<R>;
  char left = 'N', right = v.data ? 'V' : 'N';
  Scratch<R> real_work(2 * static_cast<int64_t>(n));
  int one = 1, ask = -1, code;
  T answer, unused;
  auto run = [&](int64_t b, T* work, const int* length, int* result) {
    Fortran<T>::geev(&left, &right, &n, a.at(b), &a.ld, w.at(b), &unused, &one,
                     v.data ? v.at(b) : &unused, v.data ? &v.ld : &one, work, length,
                     real_work.data(), result, 1, 1);
  };
  run(0, &answer, &ask, &code);
  int length = queried(answer);
  Scratch<T> work(length);
  for (int64_t b = 0; b < count; ++b) run(b, work.data(), &length, info.at(b));
}

template <class T>
void heevd(char job, char uplo, int n, int64_t count, Mats<T> a, Vecs<Real<T>> w, Vecs<int> info) {
  using R = Real<T>;
  T answer;
  R real_answer = 1;
  int int_answer, ask = -1, code;
  auto run = [&](int64_t b, T* work, const int* length, [[maybe_unused]] R* real_work,
                 [[maybe_unused]] const int* real_length, int* int_work, const int* int_length,
                 int* result) {
    if constexpr (kComplex<T>) {
      Fortran<T>::heevd(&job, &uplo, &n, a.at(b), &a.ld, w.at(b), work, length, real_work,
                        real_length, int_work, int_length, result, 1, 1);
    } else {
      Fortran<T>::syevd(&job, &uplo, &n, a.at(b), &a.ld, w.at(b), work, length, int_work,
                        int_length, result, 1, 1);
    }
  };
  run(0, &answer, &ask, &real_answer, &ask, &int_answer, &ask, &code);
  int length = queried(answer), real_length = queried(real_answer), int_length = int_answer;
  Scratch<T> work(length);
  Scratch<R> real_work(real_length);
  Scratch<int> int_work(int_length);
  for (int64_t b = 0; b < count; ++b)
    run(b, work.data(), &length, real_work.data(), &real_length, int_work.data(), &int_length,
        info.at(b));
}

// What ?gesdd needs of real workspace cannot be asked for.
int64_t gesdd_real_work(char job, int64_t m, int64_t n) {
  int64_t small = std::min(m, n), large = std::max(m, n);
  return job == 'N' ? 7 * small : small * std::max(5 * small + 7, 2 * large + 2 * small + 1);
}

template <class T>
void gesdd(char job, int m, int n, int64_t count, Mats<T> a, Vecs<Real<T>> s, Mats<T> u, Mats<T> vh,
           Vecs<int> info) {
  using R = Real<T>;
  T answer, unused;
  int ask = -1, code, one = 1;
  Scratch<int> int_work(8 * static_cast<int64_t>(std::min(m, n)));
  Scratch<R> real_work(kComplex<T> ? gesdd_real_work(job, m, n) : 1);
  bool vectors = job != 'N';
  auto run = [&](int64_t b, T* work, const int* length, int* result) {
    T *left = vectors ? u.at(b) : &unused, *right = vectors ? vh.at(b) : &unused;
    const int *left_ld = vectors ? &u.ld : &one, *right_ld = vectors ? &vh.ld : &one;
    if constexpr (kComplex<T>) {
      Fortran<T>::gesdd(&job, &m, &n, a.at(b), &a.ld, s.at(b), left, left_ld, right, right_ld, work,
                        length, real_work.data(), int_work.data(), result, 1);
    } else {
      Fortran<T>::gesdd(&job, &m, &n, a.at(b), &a.ld, s.at(b), left, left_ld, right, right_ld, work,
                        length, int_work.data(), result, 1);
    }
  };
  run(0, &answer, &ask, &code);
  int length = queried(answer);
  Scratch<T> work(length);
  for (int64_t b = 0; b < count; ++b) run(b, work.data(), &length, info.at(b));
}

}  // namespace

template <class T>
void fill_spectral(Routines<T>& r) {
  r.geev = geev;
  r.heevd = heevd<T>;
  r.gesdd = gesdd<T>;
}
TN_FOR_EACH_TYPE(fill_spectral)

}  // namespace tenon::lapack

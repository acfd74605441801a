// LAPACK's Fortran symbols, by element type: Fortran<double>::potrf is dpotrf_. gfortran passes the
// length of every character argument after the last one.
#pragma once
#include "core/lapack/table.h"

namespace tenon::lapack {

template <class T>
struct Fortran;

using Letter = const char*;
using Int = const int*;
using Len = size_t;

// X(p, NAME, (parameters)): T is the element type, R its real type.
#define TN_LAPACK_COMMON(X, p)                                                                  \
  X(p, potrf, (Letter, Int, T*, Int, int*, Len))                                                \
  X(p, potri, (Letter, Int, T*, Int, int*, Len))                                                \
  X(p, potrs, (Letter, Int, Int, const T*, Int, T*, Int, int*, Len))                            \
  X(p, getrf, (Int, Int, T*, Int, int*, int*))                                                  \
  X(p, getrs, (Letter, Int, Int, const T*, Int, const int*, T*, Int, int*, Len))                \
  X(p, trsm,                                                                                    \
    (Letter, Letter, Letter, Letter, Int, Int, const T*, const T*, Int, T*, Int, Len, Len, Len, \
     Len))                                                                                      \
  X(p, geqrf, (Int, Int, T*, Int, T*, T*, Int, int*))                                           \
  X(p, sytrf, (Letter, Int, T*, Int, int*, T*, Int, int*, Len))                                 \
  X(p, sytrs, (Letter, Int, Int, const T*, Int, const int*, T*, Int, int*, Len))                \
  X(p, gels, (Letter, Int, Int, Int, T*, Int, T*, Int, T*, Int, int*, Len))

#define TN_LAPACK_REAL(X, p)                                                                    \
  X(p, orgqr, (Int, Int, Int, T*, Int, const T*, T*, Int, int*))                                \
  X(p, ormqr,                                                                                   \
    (Letter, Letter, Int, Int, Int, const T*, Int, const T*, T*, Int, T*, Int, int*, Len, Len)) \
  X(p, geev, (Letter, Letter, Int, T*, Int, T*, T*, T*, Int, T*, Int, T*, Int, int*, Len, Len)) \
  X(p, syevd, (Letter, Letter, Int, T*, Int, T*, T*, Int, int*, Int, int*, Len, Len))           \
  X(p, gesdd, (Letter, Int, Int, T*, Int, T*, T*, Int, T*, Int, T*, Int, int*, int*, Len))      \
  X(p, gelsy, (Int, Int, Int, T*, Int, T*, Int, int*, const T*, int*, T*, Int, int*))           \
  X(p, gelsd, (Int, Int, Int, T*, Int, T*, Int, T*, const T*, int*, T*, Int, int*, int*))       \
  X(p, gelss, (Int, Int, Int, T*, Int, T*, Int, T*, const T*, int*, T*, Int, int*))

#define TN_LAPACK_COMPLEX(X, p)                                                                 \
  X(p, ungqr, (Int, Int, Int, T*, Int, const T*, T*, Int, int*))                                \
  X(p, unmqr,                                                                                   \
    (Letter, Letter, Int, Int, Int, const T*, Int, const T*, T*, Int, T*, Int, int*, Len, Len)) \
  X(p, hetrf, (Letter, Int, T*, Int, int*, T*, Int, int*, Len))                                 \
  X(p, hetrs, (Letter, Int, Int, const T*, Int, const int*, T*, Int, int*, Len))                \
  X(p, geev, (Letter, Letter, Int, T*, Int, T*, T*, Int, T*, Int, T*, Int, R*, int*, Len, Len)) \
  X(p, heevd, (Letter, Letter, Int, T*, Int, R*, T*, Int, R*, Int, int*, Int, int*, Len, Len))  \
  X(p, gesdd, (Letter, Int, Int, T*, Int, R*, T*, Int, T*, Int, T*, Int, R*, int*, int*, Len))  \
  X(p, gelsy, (Int, Int, Int, T*, Int, T*, Int, int*, const R*, int*, T*, Int, R*, int*))       \
  X(p, gelsd, (Int, Int, Int, T*, Int, T*, Int, R*, const R*, int*, T*, Int, R*, int*, int*))   \
  X(p, gelss, (Int, Int, Int, T*, Int, T*, Int, R*, const R*, int*, T*, Int, R*, int*))

#define TN_DECLARE(p, name, params) void p##name##_ params;
#define TN_BIND(p, name, params) static constexpr auto* name = p##_::p##name##_;
#define TN_FORTRAN(p, type, real, LIST)                 \
  namespace p##_ {                                      \
    using T = type;                                     \
    using R = real;                                     \
    extern "C" {                                        \
    TN_LAPACK_COMMON(TN_DECLARE, p) LIST(TN_DECLARE, p) \
    }                                                   \
  }                                                     \
  template <>                                           \
  struct Fortran<type> {                                \
    TN_LAPACK_COMMON(TN_BIND, p) LIST(TN_BIND, p)       \
  };

TN_FORTRAN(s, float, float, TN_LAPACK_REAL)
TN_FORTRAN(d, double, double, TN_LAPACK_REAL)
TN_FORTRAN(c, std::complex<float>, float, TN_LAPACK_COMPLEX)
TN_FORTRAN(z, std::complex<double>, double, TN_LAPACK_COMPLEX)

}  // namespace tenon::lapack

// Shared by the adapter's files: scratch memory of core, and who fills which part of the table.
#pragma once
#include <algorithm>
#include <cmath>

#include "core/lapack/adapter/fortran.h"

namespace tenon::lapack {

extern const Host* g_host;

template <class T>
inline constexpr bool kComplex = !std::is_same_v<T, Real<T>>;

// Uninitialised memory for n elements.
template <class T>
class Scratch {
 public:
  explicit Scratch(int64_t n)
      : bytes_(static_cast<size_t>(std::max<int64_t>(n, 1)) * sizeof(T)),
        data_(static_cast<T*>(g_host->allocate(bytes_))) {}
  ~Scratch() { g_host->release(data_, bytes_); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  T* data() const { return data_; }
  T& operator[](int64_t i) const { return data_[i]; }

 private:
  size_t bytes_;
  T* data_;
};

// The size that a workspace query answered. A float cannot hold every integer: the next one above
// is asked for.
template <class T>
int queried(T answer) {
  double n = std::real(answer);
  if (std::is_same_v<Real<T>, float> && n > 16777216.0)
    n = std::nextafter(static_cast<float>(n), 4e9f);
  return static_cast<int>(std::max(n, 1.0));
}

template <class T>
void fill_factor(Routines<T>& r);
template <class T>
void fill_orthogonal(Routines<T>& r);
template <class T>
void fill_spectral(Routines<T>& r);
template <class T>
void fill_least_squares(Routines<T>& r);

// Makes the four instances of a fill function.
#define TN_FOR_EACH_TYPE(fill)                        \
  template void fill(Routines<float>&);               \
  template void fill(Routines<double>&);              \
  template void fill(Routines<std::complex<float>>&); \
  template void fill(Routines<std::complex<double>>&);

}  // namespace tenon::lapack

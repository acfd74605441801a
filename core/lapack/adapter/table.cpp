#include <cstring>

#include "core/lapack/adapter/runtime.h"

namespace tenon::lapack {

const Host* g_host = nullptr;

namespace {

template <class T>
void fill(Routines<T>& r) {
  fill_factor(r);
  fill_orthogonal(r);
  fill_spectral(r);
  fill_least_squares(r);
}

}  // namespace
}  // namespace tenon::lapack

extern "C" {

__attribute__((visibility("default"))) const tenon::lapack::Table* tenon_lapack_table(
    const tenon::lapack::Host* host) {
  using namespace tenon::lapack;
  g_host = host;
  static const Table table = [] {
    Table t{.size = sizeof(Table), .f32 = {}, .f64 = {}, .c64 = {}, .c128 = {}};
    fill(t.f32);
    fill(t.f64);
    fill(t.c64);
    fill(t.c128);
    return t;
  }();
  return &table;
}

// LAPACK reports an argument that it refuses, NaNs among them, by `info`, and by this function,
// which would print.
void xerbla_(const char*, const int*, size_t) {}

// All that the routines of the table use of gfortran's run time: a // b, padded with blanks.
void _gfortran_concat_string(size_t size, char* out, size_t a_size, const char* a, size_t b_size,
                             const char* b) {
  size_t first = std::min(size, a_size), second = std::min(size - first, b_size);
  std::memcpy(out, a, first);
  std::memcpy(out + first, b, second);
  std::memset(out + first + second, ' ', size - first - second);
}
}

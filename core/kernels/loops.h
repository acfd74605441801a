// What every kernel is: a loop over n elements of operands given by pointer and byte stride.
#pragma once
#include <cstdint>

namespace tenon::kernels {

// data[0] is the output (outputs come first if there are several), then the inputs; strides are in
// bytes. Stride 0 broadcasts an input. An output may be the same memory as an input, element by
// element, but not overlap it otherwise.
using Loop = void (*)(char* const* data, const int64_t* strides, int64_t n, const void* params);

// What `params` points to: scalars of the op, each as double and as int64. Floating loops read f,
// integer loops read i.
struct Params {
  double f[4] = {};
  int64_t i[4] = {};
};

// Throws the RuntimeError "ZeroDivisionError" of integer division.
[[noreturn]] void divide_by_zero();

}  // namespace tenon::kernels

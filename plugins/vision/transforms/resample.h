// The resampling filter of Pillow (Imaging/Resample.c): each output pixel is a weighted sum over
// the support of a filter that is widened when shrinking.
#pragma once
#include <cstdint>
#include <vector>

#include "transforms/pixels.h"

namespace tenon::vision {

struct Taps {
  int64_t size = 0;                   // weights per output pixel
  std::vector<int64_t> first, count;  // of the input pixels under each output pixel
  std::vector<double> weights;        // [out, size]
};
Taps make_taps(int64_t in, int64_t out, Interpolation mode);

}  // namespace tenon::vision

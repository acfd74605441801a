// Resizing of images of bytes as PyTorch and Pillow do it: in integers, one axis after the other.
#pragma once
#include "core/kernels/resample.h"

namespace tenon {

// `planes` images of bytes one after the other, of two axes. The tables' weights are doubles.
void resample_bytes(const kernels::ResampleShape& s, int64_t planes, const uint8_t* in,
                    uint8_t* out);

}  // namespace tenon

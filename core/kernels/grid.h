// Sampling of images and volumes at places that a grid names. f32 and f64; two or three axes.
#pragma once
#include <cstdint>

#include "core/base/dtype.h"

namespace tenon::kernels {

enum class GridMode : int { Linear = 0, Nearest = 1, Cubic = 2 };
enum class GridPadding : int { Zeros = 0, Border = 1, Reflection = 2 };

struct GridShape {
  int axes = 2;
  int64_t size[3] = {1, 1, 1};  // of the input: width, height, depth, as grids name them
  int64_t channels = 0, in_plane = 0, out_plane = 0;
  GridMode mode = GridMode::Linear;
  GridPadding padding = GridPadding::Zeros;
  bool align_corners = false;
};

// Of one sample each: in is [channels, in_plane], grid [out_plane, axes], out and grad [channels,
// out_plane].
struct GridKernels {
  // Positions [begin, end) of every channel.
  void (*sample[kDTypes])(const GridShape& s, const void* in, const void* grid, void* out,
                          int64_t begin, int64_t end);
  // The gradient of channels [begin, end), which is added to grad_in.
  void (*grad_input[kDTypes])(const GridShape& s, const void* grad, const void* grid, void* grad_in,
                              int64_t begin, int64_t end);
  // The gradient of the grid at positions [begin, end).
  void (*grad_grid[kDTypes])(const GridShape& s, const void* grad, const void* in, const void* grid,
                             void* grad_grid, int64_t begin, int64_t end);
};

const GridKernels& grid_kernels() noexcept;  // of this CPU

}  // namespace tenon::kernels

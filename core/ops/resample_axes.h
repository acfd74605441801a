// Which input elements an element of a resized image is made of, and with what weights.
#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "core/base/dims.h"
#include "core/kernels/resample.h"

namespace tenon {

enum class Resample { Nearest, NearestExact, Linear, Cubic, Lanczos };

// "nearest", "nearest-exact", "linear", "cubic", "lanczos".
Resample resample_from_name(std::string_view name);

struct ResampleOptions {
  Resample mode = Resample::Nearest;
  bool align_corners = false;
  bool antialias = false;               // Linear, Cubic and Lanczos
  std::span<const double> scales = {};  // one per spatial axis; empty: in / out
};

// The tables of a resize from the last dimensions of `input` to `size`, and their memory.
class ResampleTables {
 public:
  ResampleTables(IntSpan input, IntSpan size, const ResampleOptions& o, DType dtype,
                 int64_t channels);
  const kernels::ResampleShape& shape() const { return shape_; }

 private:
  struct Axis {
    std::vector<int32_t> index;
    std::vector<float> floats;
    std::vector<double> doubles;
  };
  template <class C>
  void fill(size_t a, int64_t in, int64_t out, const ResampleOptions& o,
            std::optional<double> scale, std::vector<C> Axis::*weights);
  kernels::ResampleShape shape_;
  Axis axes_[3];
};

}  // namespace tenon

// The windows of pooling ops: which input positions each output sees.
#pragma once
#include <optional>
#include <vector>

#include "core/kernels/pool.h"
#include "core/tensor/tensor.h"

namespace tenon {

// Parameters with one number per spatial dimension. RuntimeErrors as PyTorch says them.
struct PoolParams {
  PoolParams(int spatial, IntSpan kernel, std::optional<IntSpan> stride, IntSpan padding,
             IntSpan dilation, bool ceil);
  Dims kernel, stride, padding, dilation;
  bool ceil;
  bool count_padding = true;  // means divide by the padded window
  int64_t divisor = 0;        // means divide by this, unless 0
};

class Windows {
 public:
  static Windows sliding(IntSpan input, const PoolParams& p);  // input: [..., C, spatial...]
  static Windows adaptive(IntSpan input, IntSpan output);      // output: one size per dimension

  Windows(Windows&&) = default;  // shape_ points into the numbers, which keep their place
  Windows(const Windows&) = delete;

  Dims output_sizes() const { return output_; }  // [..., C, spatial...]
  const kernels::PoolShape& shape() const { return shape_; }
  int64_t in_plane() const;
  int64_t out_plane() const;

 private:
  Windows(IntSpan input, size_t spatial);
  void set_axis(size_t d, int64_t in, std::vector<int64_t> begin, std::vector<int64_t> end,
                std::vector<int64_t> divisor, int64_t step);

  size_t spatial_;
  Dims output_;
  std::vector<int64_t> numbers_[9];  // begin, end and divisor of three axes
  kernels::PoolShape shape_;
};

}  // namespace tenon

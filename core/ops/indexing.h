// What index, index_put and index_select share: from index tensors to positions in a table.
#pragma once
#include <vector>

#include "core/kernels/index.h"
#include "core/ops/geometry.h"

namespace tenon {

// The tensor to write to in a kernel of an op with an in-place form: `input` itself when it is
// called in place, else a copy: in the layout of `input`, or contiguous, as PyTorch's op has it.
Tensor write_target(const Tensor& input, bool contiguous = false);
// A tensor of int64, contiguous. IndexError when the dtype is not an integer type.
Tensor as_positions(const Tensor& index, const char* op);
[[noreturn]] void out_of_bounds(ErrorKind kind, int64_t index, int64_t dim, int64_t size);
// Positions of true (non-zero) elements: [n, dims] of int64, one dimension after the other in
// memory.
Tensor nonzero_positions(const Tensor& t);

class Indexing {
 public:
  // NumPy's rules for x[indices]; undefined entries and missing ones keep their dimension.
  // IndexError.
  Indexing(const Tensor& table, TensorSpan indices);
  // One index tensor at `dim`, taken as a vector. `kind` is the error for positions out of range,
  // `wrap` allows negative ones.
  Indexing(const Tensor& table, int64_t dim, const Tensor& index, bool wrap,
           ErrorKind kind = ErrorKind::Index);

  const Dims& result_sizes() const { return result_; }
  // x[indices], laid out as PyTorch lays it out.
  Tensor gathered() const;
  // `rows` has the result's sizes and is contiguous.
  void gather(const Tensor& rows) const;
  // `rows` has the result's sizes, any strides; or one element, which stands for all.
  void scatter(const Tensor& rows, bool add) const;

 private:
  struct At {
    int64_t dim;  // of the original table, for messages
    int64_t size, stride;
    Tensor index;
  };
  std::vector<int64_t> offsets() const;
  Dims result_strides() const;
  kernels::IndexJob job(const Tensor& rows, const std::vector<int64_t>& offsets) const;

  Tensor table_;
  Geometry view_;     // with the indexed dimensions side by side
  size_t first_ = 0;  // of them
  std::vector<At> at_;
  Dims index_sizes_, result_;
  bool wrap_ = true;
  ErrorKind kind_ = ErrorKind::Index;
};

}  // namespace tenon

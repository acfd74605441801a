// Reductions over some dimensions of a tensor: which elements go together; core/kernels/reduce.h
// has the loops.
#pragma once
#include <optional>

#include "core/kernels/reduce.h"
#include "core/tensor/tensor.h"

namespace tenon {

// A set of dimensions, wrapped and checked for repeats ("dim 0 appears multiple times in the list
// of dims"). None or empty: all.
struct DimSet {
  uint64_t bits = 0;
  DimSet(std::optional<IntSpan> dims, int64_t ndim);
  bool has(size_t d) const { return bits >> d & 1; }
};
Dims reduced_sizes(IntSpan sizes, const DimSet& dims, bool keepdim);

// Reduces `in`, whose dtype the kernel takes, to a tensor of dtype `out`. NotImplementedError when
// the kernel lacks the dtype.
Tensor reduce(const Tensor& in, const DimSet& dims, bool keepdim, const kernels::ReduceKernel& k,
              DType out, const void* params = nullptr);

}  // namespace tenon

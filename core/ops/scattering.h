// What gather and the scatter ops share.
#pragma once
#include "core/kernels/scatter.h"
#include "core/tensor/tensor.h"

namespace tenon {

// Moves between `table` and `rows` (0-d: one element for all) as `index` says. Nothing on meta.
void run_scatter(const Tensor& table, int64_t dim, const Tensor& index, const Tensor& rows,
                 kernels::Combine how);
void check_index_dtype(const char* op, const Tensor& index);
// Dtypes and shapes; an undefined src is a number.
void check_scatter(const char* op, const Tensor& input, int64_t dim, const Tensor& index,
                   const Tensor& src);
// An index that is one vector along dim, expanded to whole slices of `table`: that vector;
// undefined otherwise.
Tensor vector_of(const Tensor& index, int64_t dim, const Tensor& table);
// `src`, or a copy of it when it shares memory with what is written.
Tensor apart_from(const Tensor& src, const Tensor& out);

}  // namespace tenon

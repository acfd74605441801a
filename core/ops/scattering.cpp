#include "core/ops/scattering.h"

#include <algorithm>

#include "core/api/types.h"
#include "core/iter/pointwise.h"

namespace tenon {

void run_scatter(const Tensor& table, int64_t dim, const Tensor& index, const Tensor& rows,
                 kernels::Combine how) {
  if (table.is_meta() || index.numel() == 0) return;
  kernels::ScatterJob job;
  Tensor positions = raw::contiguous(raw::cast(index, DType::I64));
  job.table = table.raw();
  job.rows = rows.raw();
  job.index = positions.data<int64_t>();
  job.dtype = table.dtype();
  job.dim = dim;
  auto itemsize = static_cast<int64_t>(table.itemsize());
  if (index.dim() == 0) {
    job.sizes = job.table_strides = job.row_strides = Dims{1};
    job.table_size = table.numel();
  } else {
    job.sizes = Dims(index.sizes());
    job.table_strides = Dims(table.dim() ? table.strides() : Ints<1>::span);
    job.row_strides = rows.dim() ? Dims(rows.strides()) : Dims(job.sizes.size(), 0);
    job.table_size = table.dim() ? table.sizes()[dim] : 1;
  }
  for (int64_t& s : job.table_strides) s *= itemsize;
  for (int64_t& s : job.row_strides) s *= itemsize;
  kernels::scatter(job, how);
}

void check_index_dtype(const char* op, const Tensor& index) {
  check(index.dtype() == DType::I64 || index.dtype() == DType::I32, op,
        "(): Expected dtype int32/int64 for index");
}

void check_scatter(const char* op, const Tensor& input, int64_t dim, const Tensor& index,
                   const Tensor& src) {
  if (index.numel()) check_index_dtype(op, index);
  if (src.defined())
    check(input.dtype() == src.dtype(), op, "(): Expected self.dtype to be equal to src.dtype");
  if (index.numel() == 0) return;
  check(std::max<int64_t>(index.dim(), 1) == std::max<int64_t>(input.dim(), 1),
        "Index tensor must have the same number of dimensions as self tensor");
  check(!src.defined() || std::max<int64_t>(index.dim(), 1) == std::max<int64_t>(src.dim(), 1),
        "Index tensor must have the same number of dimensions as src tensor");
  bool fits = true;
  for (int64_t d = 0; d < index.dim() && input.dim(); ++d) {
    fits &= d == dim || index.sizes()[d] <= input.sizes()[d];
    fits &= !src.defined() || src.dim() == 0 || index.sizes()[d] <= src.sizes()[d];
  }
  check(fits, "Expected index ", index.sizes(), " to be no larger than self ", input.sizes(),
        " apart from dimension ", dim,
        src.defined() ? str(" and to be no larger size than src ", src.sizes()) : "");
}

Tensor apart_from(const Tensor& src, const Tensor& out) {
  if (src.impl()->storage != out.impl()->storage || src.is_meta()) return src;
  Tensor copy = new_tensor(src.sizes(), src.dtype());
  raw::copy(copy, src);
  return copy;
}

Tensor vector_of(const Tensor& index, int64_t dim, const Tensor& table) {
  if (index.dim() < 2 || index.dim() != table.dim() || index.numel() == 0) return {};
  for (int64_t d = 0; d < index.dim(); ++d) {
    if (d != dim &&
        (index.sizes()[d] != table.sizes()[d] || (index.sizes()[d] > 1 && index.strides()[d] != 0)))
      return {};
  }
  return make_view(index, IntSpan(&index.sizes()[dim], 1), IntSpan(&index.strides()[dim], 1),
                   index.offset());
}

}  // namespace tenon

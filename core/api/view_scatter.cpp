// Generated from core/ops/view_scatter.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/view_scatter.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor scatter_view(const Tensor& src, IntSpan size, IntSpan view_size, IntSpan view_stride, int64_t offset) {
  static const Op& op = Registry::get().at("scatter_view");
  const Value args[5] = {cell(src), cell(size), cell(view_size), cell(view_stride), cell(offset)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon

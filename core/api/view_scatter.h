// Generated from core/ops/view_scatter.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor scatter_view(const Tensor& src, IntSpan size, IntSpan view_size, IntSpan view_stride, int64_t offset);

}  // namespace tenon

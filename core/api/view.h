// Generated from core/ops/view.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor as_strided(const Tensor& input, IntSpan size, IntSpan stride, std::optional<int64_t> storage_offset = std::nullopt);
Tensor as_strided_view(const Tensor& input, IntSpan size, IntSpan stride, int64_t offset, IntSpan in_size, IntSpan in_stride, int64_t in_offset);
Tensor detach(const Tensor& input);
Tensor view(const Tensor& input, IntSpan size);
Tensor reshape(const Tensor& input, IntSpan shape);
Tensor expand(const Tensor& input, IntSpan size, bool implicit = false);

}  // namespace tenon

// Generated from core/ops/scatter_reduce.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor scatter_reduce(const Tensor& input, int64_t dim, const Tensor& index, const Tensor& src, std::string_view reduce, bool include_self = true);
Tensor scatter_reduce_(const Tensor& input, int64_t dim, const Tensor& index, const Tensor& src, std::string_view reduce, bool include_self = true);

}  // namespace tenon

// Generated from core/ops/index_reduce.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor index_reduce(const Tensor& input, int64_t dim, const Tensor& index, const Tensor& source, std::string_view reduce, bool include_self = true);
Tensor index_reduce_(const Tensor& input, int64_t dim, const Tensor& index, const Tensor& source, std::string_view reduce, bool include_self = true);

}  // namespace tenon

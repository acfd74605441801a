// Generated from core/ops/masked.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor masked_fill(const Tensor& input, const Tensor& mask, const Operand& value);
Tensor masked_fill_(const Tensor& input, const Tensor& mask, const Operand& value);
Tensor masked_select(const Tensor& input, const Tensor& mask);
Tensor masked_scatter(const Tensor& input, const Tensor& mask, const Tensor& source);
Tensor masked_scatter_(const Tensor& input, const Tensor& mask, const Tensor& source);
Tensor nonzero(const Tensor& input);
Owned nonzero_as_tuple(const Tensor& input, bool as_tuple);
Tensor argwhere(const Tensor& input);
std::vector<Tensor> where_condition(const Tensor& condition);

}  // namespace tenon

// Generated from core/ops/packed.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

std::tuple<Tensor, Tensor> _pack_padded_sequence(const Tensor& input, const Tensor& lengths, bool batch_first);
std::tuple<Tensor, Tensor> _pad_packed_sequence(const Tensor& data, const Tensor& batch_sizes, bool batch_first, Scalar padding_value, int64_t total_length);
Tensor pad_sequence(TensorSpan sequences, bool batch_first = false, double padding_value = 0.0, std::string_view padding_side = "right");

}  // namespace tenon

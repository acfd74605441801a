// Generated from core/ops/packed.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline std::tuple<Tensor, Tensor> _pack_padded_sequence(const Tensor& input, const Tensor& lengths, bool batch_first) { return call<"_pack_padded_sequence", std::tuple<Tensor, Tensor>>(input, lengths, batch_first); }
inline std::tuple<Tensor, Tensor> _pad_packed_sequence(const Tensor& data, const Tensor& batch_sizes, bool batch_first, const Value& padding_value, int64_t total_length) { return call<"_pad_packed_sequence", std::tuple<Tensor, Tensor>>(data, batch_sizes, batch_first, padding_value, total_length); }
inline Tensor pad_sequence(const std::vector<Tensor>& sequences, bool batch_first = false, double padding_value = 0.0, std::string_view padding_side = "right") { return call<"pad_sequence", Tensor>(sequences, batch_first, padding_value, padding_side); }

}  // namespace ops
TN_NAMESPACE_END

// Generated from core/ops/view_split.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline std::vector<Tensor> unbind(const Tensor& input, int64_t dim = 0) { return call<"unbind", std::vector<Tensor>>(input, dim); }
inline std::vector<Tensor> split_with_sizes(const Tensor& input, IntSpan split_sizes, int64_t dim = 0) { return call<"split_with_sizes", std::vector<Tensor>>(input, split_sizes, dim); }
inline std::vector<Tensor> split(const Tensor& tensor, int64_t split_size_or_sections, int64_t dim = 0) { return call<"split", std::vector<Tensor>>(tensor, split_size_or_sections, dim); }
inline std::vector<Tensor> split_sizes(const Tensor& tensor, IntSpan split_size_or_sections, int64_t dim = 0) { return call<"split.sizes", std::vector<Tensor>>(tensor, split_size_or_sections, dim); }
inline std::vector<Tensor> chunk(const Tensor& input, int64_t chunks, int64_t dim = 0) { return call<"chunk", std::vector<Tensor>>(input, chunks, dim); }
inline std::vector<Tensor> tensor_split(const Tensor& input, int64_t indices_or_sections, int64_t dim = 0) { return call<"tensor_split", std::vector<Tensor>>(input, indices_or_sections, dim); }
inline std::vector<Tensor> tensor_split_indices(const Tensor& input, IntSpan indices_or_sections, int64_t dim = 0) { return call<"tensor_split.indices", std::vector<Tensor>>(input, indices_or_sections, dim); }
inline std::vector<Tensor> tensor_split_tensor(const Tensor& input, const Tensor& tensor_indices_or_sections, int64_t dim = 0) { return call<"tensor_split.tensor", std::vector<Tensor>>(input, tensor_indices_or_sections, dim); }
inline std::vector<Tensor> hsplit(const Tensor& input, int64_t indices_or_sections) { return call<"hsplit", std::vector<Tensor>>(input, indices_or_sections); }
inline std::vector<Tensor> hsplit_indices(const Tensor& input, IntSpan indices_or_sections) { return call<"hsplit.indices", std::vector<Tensor>>(input, indices_or_sections); }
inline std::vector<Tensor> vsplit(const Tensor& input, int64_t indices_or_sections) { return call<"vsplit", std::vector<Tensor>>(input, indices_or_sections); }
inline std::vector<Tensor> vsplit_indices(const Tensor& input, IntSpan indices_or_sections) { return call<"vsplit.indices", std::vector<Tensor>>(input, indices_or_sections); }
inline std::vector<Tensor> dsplit(const Tensor& input, int64_t indices_or_sections) { return call<"dsplit", std::vector<Tensor>>(input, indices_or_sections); }
inline std::vector<Tensor> dsplit_indices(const Tensor& input, IntSpan indices_or_sections) { return call<"dsplit.indices", std::vector<Tensor>>(input, indices_or_sections); }

}  // namespace ops
TN_NAMESPACE_END

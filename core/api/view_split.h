// Generated from core/ops/view_split.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

std::vector<Tensor> unbind(const Tensor& input, int64_t dim = 0);
std::vector<Tensor> split_with_sizes(const Tensor& input, IntSpan split_sizes, int64_t dim = 0);
std::vector<Tensor> split(const Tensor& tensor, int64_t split_size_or_sections, int64_t dim = 0);
std::vector<Tensor> split_sizes(const Tensor& tensor, IntSpan split_size_or_sections, int64_t dim = 0);
std::vector<Tensor> chunk(const Tensor& input, int64_t chunks, int64_t dim = 0);
std::vector<Tensor> tensor_split(const Tensor& input, int64_t indices_or_sections, int64_t dim = 0);
std::vector<Tensor> tensor_split_indices(const Tensor& input, IntSpan indices_or_sections, int64_t dim = 0);
std::vector<Tensor> tensor_split_tensor(const Tensor& input, const Tensor& tensor_indices_or_sections, int64_t dim = 0);
std::vector<Tensor> hsplit(const Tensor& input, int64_t indices_or_sections);
std::vector<Tensor> hsplit_indices(const Tensor& input, IntSpan indices_or_sections);
std::vector<Tensor> vsplit(const Tensor& input, int64_t indices_or_sections);
std::vector<Tensor> vsplit_indices(const Tensor& input, IntSpan indices_or_sections);
std::vector<Tensor> dsplit(const Tensor& input, int64_t indices_or_sections);
std::vector<Tensor> dsplit_indices(const Tensor& input, IntSpan indices_or_sections);

}  // namespace tenon

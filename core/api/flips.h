// Generated from core/ops/flips.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor flip(const Tensor& input, IntSpan dims);
Tensor fliplr(const Tensor& input);
Tensor flipud(const Tensor& input);
Tensor roll(const Tensor& input, IntSpan shifts, IntSpan dims = {});
Tensor rot90(const Tensor& input, int64_t k = 1, IntSpan dims = Ints<0, 1>::span);
Tensor repeat(const Tensor& input, IntSpan repeats);
Tensor tile(const Tensor& input, IntSpan dims);
Tensor repeat_interleave(const Tensor& repeats, std::optional<int64_t> output_size = std::nullopt);
Tensor repeat_interleave_tensor(const Tensor& input, const Tensor& repeats, std::optional<int64_t> dim = std::nullopt, std::optional<int64_t> output_size = std::nullopt);
Tensor repeat_interleave_int(const Tensor& input, int64_t repeats, std::optional<int64_t> dim = std::nullopt, std::optional<int64_t> output_size = std::nullopt);
Tensor triu(const Tensor& input, int64_t diagonal = 0);
Tensor triu_(const Tensor& input, int64_t diagonal = 0);
Tensor tril(const Tensor& input, int64_t diagonal = 0);
Tensor tril_(const Tensor& input, int64_t diagonal = 0);
Tensor diag(const Tensor& input, int64_t diagonal = 0);
Tensor diag_embed(const Tensor& input, int64_t offset = 0, int64_t dim1 = -2, int64_t dim2 = -1);
std::vector<Tensor> meshgrid(TensorSpan tensors, std::optional<std::string_view> indexing = std::nullopt);

}  // namespace tenon

// Generated from core/ops/flips.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor flip(const Tensor& input, IntSpan dims) { return call<"flip", Tensor>(input, dims); }
inline Tensor fliplr(const Tensor& input) { return call<"fliplr", Tensor>(input); }
inline Tensor flipud(const Tensor& input) { return call<"flipud", Tensor>(input); }
inline Tensor roll(const Tensor& input, IntSpan shifts, IntSpan dims = {}) { return call<"roll", Tensor>(input, shifts, dims); }
inline Tensor rot90(const Tensor& input, int64_t k = 1, IntSpan dims = detail::List<0, 1>::span) { return call<"rot90", Tensor>(input, k, dims); }
inline Tensor repeat(const Tensor& input, IntSpan repeats) { return call<"repeat", Tensor>(input, repeats); }
inline Tensor tile(const Tensor& input, IntSpan dims) { return call<"tile", Tensor>(input, dims); }
inline Tensor repeat_interleave(const Tensor& repeats, std::optional<int64_t> output_size = {}) { return call<"repeat_interleave", Tensor>(repeats, output_size); }
inline Tensor repeat_interleave_tensor(const Tensor& input, const Tensor& repeats, std::optional<int64_t> dim = {}, std::optional<int64_t> output_size = {}) { return call<"repeat_interleave.tensor", Tensor>(input, repeats, dim, output_size); }
inline Tensor repeat_interleave_int(const Tensor& input, int64_t repeats, std::optional<int64_t> dim = {}, std::optional<int64_t> output_size = {}) { return call<"repeat_interleave.int", Tensor>(input, repeats, dim, output_size); }
inline Tensor triu(const Tensor& input, int64_t diagonal = 0) { return call<"triu", Tensor>(input, diagonal); }
inline Tensor triu_(const Tensor& input, int64_t diagonal = 0) { return call<"triu_", Tensor>(input, diagonal); }
inline Tensor tril(const Tensor& input, int64_t diagonal = 0) { return call<"tril", Tensor>(input, diagonal); }
inline Tensor tril_(const Tensor& input, int64_t diagonal = 0) { return call<"tril_", Tensor>(input, diagonal); }
inline Tensor diag(const Tensor& input, int64_t diagonal = 0) { return call<"diag", Tensor>(input, diagonal); }
inline Tensor diag_embed(const Tensor& input, int64_t offset = 0, int64_t dim1 = -2, int64_t dim2 = -1) { return call<"diag_embed", Tensor>(input, offset, dim1, dim2); }
inline std::vector<Tensor> meshgrid(const std::vector<Tensor>& tensors, std::optional<std::string_view> indexing = {}) { return call<"meshgrid", std::vector<Tensor>>(tensors, indexing); }

}  // namespace ops
TN_NAMESPACE_END

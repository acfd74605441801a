// Generated from core/ops/reduce.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor sum(const Tensor& input, std::optional<IntSpan> dim = {}, bool keepdim = false, std::optional<DType> dtype = {}) { return call<"sum", Tensor>(input, dim, keepdim, dtype); }
inline Tensor sum_to_size(const Tensor& input, IntSpan size) { return call<"sum_to_size", Tensor>(input, size); }
inline Tensor mean(const Tensor& input, std::optional<IntSpan> dim = {}, bool keepdim = false, std::optional<DType> dtype = {}) { return call<"mean", Tensor>(input, dim, keepdim, dtype); }
inline Tensor nansum(const Tensor& input, std::optional<IntSpan> dim = {}, bool keepdim = false, std::optional<DType> dtype = {}) { return call<"nansum", Tensor>(input, dim, keepdim, dtype); }
inline Tensor nanmean(const Tensor& input, std::optional<IntSpan> dim = {}, bool keepdim = false, std::optional<DType> dtype = {}) { return call<"nanmean", Tensor>(input, dim, keepdim, dtype); }
inline Tensor prod(const Tensor& input, std::optional<int64_t> dim = {}, bool keepdim = false, std::optional<DType> dtype = {}) { return call<"prod", Tensor>(input, dim, keepdim, dtype); }
inline Tensor amax(const Tensor& input, std::optional<IntSpan> dim = {}, bool keepdim = false) { return call<"amax", Tensor>(input, dim, keepdim); }
inline Tensor amin(const Tensor& input, std::optional<IntSpan> dim = {}, bool keepdim = false) { return call<"amin", Tensor>(input, dim, keepdim); }
inline Tensor any(const Tensor& input, std::optional<IntSpan> dim = {}, bool keepdim = false) { return call<"any", Tensor>(input, dim, keepdim); }
inline Tensor all(const Tensor& input, std::optional<IntSpan> dim = {}, bool keepdim = false) { return call<"all", Tensor>(input, dim, keepdim); }
inline Tensor count_nonzero(const Tensor& input, std::optional<IntSpan> dim = {}) { return call<"count_nonzero", Tensor>(input, dim); }
inline Tensor var(const Tensor& input, std::optional<IntSpan> dim = {}, bool keepdim = false, const Value& correction = {}) { return call<"var", Tensor>(input, dim, keepdim, correction); }
inline Tensor std_fn(const Tensor& input, std::optional<IntSpan> dim = {}, bool keepdim = false, const Value& correction = {}) { return call<"std", Tensor>(input, dim, keepdim, correction); }
inline std::tuple<Tensor, Tensor> var_mean(const Tensor& input, std::optional<IntSpan> dim = {}, bool keepdim = false, const Value& correction = {}) { return call<"var_mean", std::tuple<Tensor, Tensor>>(input, dim, keepdim, correction); }
inline std::tuple<Tensor, Tensor> std_mean(const Tensor& input, std::optional<IntSpan> dim = {}, bool keepdim = false, const Value& correction = {}) { return call<"std_mean", std::tuple<Tensor, Tensor>>(input, dim, keepdim, correction); }
inline Tensor vector_norm(const Tensor& x, const Value& ord = 2, std::optional<IntSpan> dim = {}, bool keepdim = false, std::optional<DType> dtype = {}) { return call<"vector_norm", Tensor>(x, ord, dim, keepdim, dtype); }
inline Tensor norm(const Tensor& input, const Value& p = "fro", std::optional<IntSpan> dim = {}, bool keepdim = false, std::optional<DType> dtype = {}) { return call<"norm", Tensor>(input, p, dim, keepdim, dtype); }
inline Tensor logsumexp(const Tensor& input, IntSpan dim, bool keepdim = false) { return call<"logsumexp", Tensor>(input, dim, keepdim); }

}  // namespace ops
TN_NAMESPACE_END

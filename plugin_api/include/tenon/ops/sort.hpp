// Generated from core/ops/sort.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline std::tuple<Tensor, Tensor> sort(const Tensor& input, int64_t dim = -1, bool descending = false) { return call<"sort", std::tuple<Tensor, Tensor>>(input, dim, descending); }
inline std::tuple<Tensor, Tensor> sort_stable(const Tensor& input, std::optional<bool> stable, int64_t dim = -1, bool descending = false) { return call<"sort.stable", std::tuple<Tensor, Tensor>>(input, stable, dim, descending); }
inline Tensor argsort(const Tensor& input, int64_t dim = -1, bool descending = false, bool stable = false) { return call<"argsort", Tensor>(input, dim, descending, stable); }
inline Tensor msort(const Tensor& input) { return call<"msort", Tensor>(input); }
inline std::tuple<Tensor, Tensor> topk(const Tensor& input, int64_t k, int64_t dim = -1, bool largest = true, bool sorted = true) { return call<"topk", std::tuple<Tensor, Tensor>>(input, k, dim, largest, sorted); }
inline std::tuple<Tensor, Tensor> kthvalue(const Tensor& input, int64_t k, int64_t dim = -1, bool keepdim = false) { return call<"kthvalue", std::tuple<Tensor, Tensor>>(input, k, dim, keepdim); }
inline Tensor median(const Tensor& input) { return call<"median", Tensor>(input); }
inline std::tuple<Tensor, Tensor> median_dim(const Tensor& input, int64_t dim, bool keepdim = false) { return call<"median.dim", std::tuple<Tensor, Tensor>>(input, dim, keepdim); }
inline Tensor nanmedian(const Tensor& input) { return call<"nanmedian", Tensor>(input); }
inline std::tuple<Tensor, Tensor> nanmedian_dim(const Tensor& input, int64_t dim, bool keepdim = false) { return call<"nanmedian.dim", std::tuple<Tensor, Tensor>>(input, dim, keepdim); }
inline std::tuple<Tensor, Tensor> mode(const Tensor& input, int64_t dim = -1, bool keepdim = false) { return call<"mode", std::tuple<Tensor, Tensor>>(input, dim, keepdim); }

}  // namespace ops
TN_NAMESPACE_END

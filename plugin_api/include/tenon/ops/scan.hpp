// Generated from core/ops/scan.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor cumsum(const Tensor& input, int64_t dim, std::optional<DType> dtype = {}) { return call<"cumsum", Tensor>(input, dim, dtype); }
inline Tensor cumsum_(const Tensor& input, int64_t dim, std::optional<DType> dtype = {}) { return call<"cumsum_", Tensor>(input, dim, dtype); }
inline Tensor cumprod(const Tensor& input, int64_t dim, std::optional<DType> dtype = {}) { return call<"cumprod", Tensor>(input, dim, dtype); }
inline Tensor cumprod_(const Tensor& input, int64_t dim, std::optional<DType> dtype = {}) { return call<"cumprod_", Tensor>(input, dim, dtype); }
inline Tensor logcumsumexp(const Tensor& input, int64_t dim) { return call<"logcumsumexp", Tensor>(input, dim); }
inline std::tuple<Tensor, Tensor> cummax(const Tensor& input, int64_t dim) { return call<"cummax", std::tuple<Tensor, Tensor>>(input, dim); }
inline std::tuple<Tensor, Tensor> cummin(const Tensor& input, int64_t dim) { return call<"cummin", std::tuple<Tensor, Tensor>>(input, dim); }
inline Tensor diff(const Tensor& input, int64_t n = 1, int64_t dim = -1, const Tensor& prepend = {}, const Tensor& append = {}) { return call<"diff", Tensor>(input, n, dim, prepend, append); }

}  // namespace ops
TN_NAMESPACE_END

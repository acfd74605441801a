// Generated from core/ops/sort.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

std::tuple<Tensor, Tensor> sort(const Tensor& input, int64_t dim = -1, bool descending = false);
std::tuple<Tensor, Tensor> sort_stable(const Tensor& input, std::optional<bool> stable, int64_t dim = -1, bool descending = false);
Tensor argsort(const Tensor& input, int64_t dim = -1, bool descending = false, bool stable = false);
Tensor msort(const Tensor& input);
std::tuple<Tensor, Tensor> topk(const Tensor& input, int64_t k, int64_t dim = -1, bool largest = true, bool sorted = true);
std::tuple<Tensor, Tensor> kthvalue(const Tensor& input, int64_t k, int64_t dim = -1, bool keepdim = false);
Tensor median(const Tensor& input);
std::tuple<Tensor, Tensor> median_dim(const Tensor& input, int64_t dim, bool keepdim = false);
Tensor nanmedian(const Tensor& input);
std::tuple<Tensor, Tensor> nanmedian_dim(const Tensor& input, int64_t dim, bool keepdim = false);
std::tuple<Tensor, Tensor> mode(const Tensor& input, int64_t dim = -1, bool keepdim = false);

}  // namespace tenon

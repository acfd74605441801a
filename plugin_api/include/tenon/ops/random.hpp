// Generated from core/ops/random.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor uniform_(const Tensor& input, double from = 0.0, double to = 1.0, const ValueRef& generator = {}) { return call<"uniform_", Tensor>(input, from, to, generator); }
inline Tensor normal_(const Tensor& input, double mean = 0.0, double std_ = 1.0, const ValueRef& generator = {}) { return call<"normal_", Tensor>(input, mean, std_, generator); }
inline Tensor log_normal_(const Tensor& input, double mean = 1.0, double std_ = 2.0, const ValueRef& generator = {}) { return call<"log_normal_", Tensor>(input, mean, std_, generator); }
inline Tensor exponential_(const Tensor& input, double lambd = 1.0, const ValueRef& generator = {}) { return call<"exponential_", Tensor>(input, lambd, generator); }
inline Tensor cauchy_(const Tensor& input, double median = 0.0, double sigma = 1.0, const ValueRef& generator = {}) { return call<"cauchy_", Tensor>(input, median, sigma, generator); }
inline Tensor geometric_(const Tensor& input, double p, const ValueRef& generator = {}) { return call<"geometric_", Tensor>(input, p, generator); }
inline Tensor bernoulli_(const Tensor& input, const Tensor& p, const ValueRef& generator = {}) { return call<"bernoulli_", Tensor>(input, p, generator); }
inline Tensor bernoulli__float(const Tensor& input, double p = 0.5, const ValueRef& generator = {}) { return call<"bernoulli_.float", Tensor>(input, p, generator); }
inline Tensor random_(const Tensor& input, const ValueRef& generator = {}) { return call<"random_", Tensor>(input, generator); }
inline Tensor random__to(const Tensor& input, int64_t to, const ValueRef& generator = {}) { return call<"random_.to", Tensor>(input, to, generator); }
inline Tensor random__from(const Tensor& input, int64_t from, std::optional<int64_t> to, const ValueRef& generator = {}) { return call<"random_.from", Tensor>(input, from, to, generator); }

}  // namespace ops
TN_NAMESPACE_END

// Generated from core/ops/random_make.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor rand(IntSpan size, const ValueRef& generator = {}, std::optional<DType> dtype = {}, std::optional<int64_t> layout = {}, std::optional<Device> device = {}, std::optional<bool> pin_memory = {}) { return call<"rand", Tensor>(size, generator, dtype, layout, device, pin_memory); }
inline Tensor randn(IntSpan size, const ValueRef& generator = {}, std::optional<DType> dtype = {}, std::optional<int64_t> layout = {}, std::optional<Device> device = {}, std::optional<bool> pin_memory = {}) { return call<"randn", Tensor>(size, generator, dtype, layout, device, pin_memory); }
inline Tensor randint(int64_t high, IntSpan size, const ValueRef& generator = {}, std::optional<DType> dtype = {}, std::optional<int64_t> layout = {}, std::optional<Device> device = {}, std::optional<bool> pin_memory = {}) { return call<"randint", Tensor>(high, size, generator, dtype, layout, device, pin_memory); }
inline Tensor randint_low(int64_t low, int64_t high, IntSpan size, const ValueRef& generator = {}, std::optional<DType> dtype = {}, std::optional<int64_t> layout = {}, std::optional<Device> device = {}, std::optional<bool> pin_memory = {}) { return call<"randint.low", Tensor>(low, high, size, generator, dtype, layout, device, pin_memory); }
inline Tensor randperm(int64_t n, const ValueRef& generator = {}, std::optional<DType> dtype = {}, std::optional<int64_t> layout = {}, std::optional<Device> device = {}, std::optional<bool> pin_memory = {}) { return call<"randperm", Tensor>(n, generator, dtype, layout, device, pin_memory); }
inline Tensor rand_like(const Tensor& input, std::optional<DType> dtype = {}, std::optional<int64_t> layout = {}, std::optional<Device> device = {}, std::optional<bool> pin_memory = {}, std::optional<int64_t> memory_format = {}) { return call<"rand_like", Tensor>(input, dtype, layout, device, pin_memory, memory_format); }
inline Tensor randn_like(const Tensor& input, std::optional<DType> dtype = {}, std::optional<int64_t> layout = {}, std::optional<Device> device = {}, std::optional<bool> pin_memory = {}, std::optional<int64_t> memory_format = {}) { return call<"randn_like", Tensor>(input, dtype, layout, device, pin_memory, memory_format); }
inline Tensor randint_like(const Tensor& input, int64_t high, std::optional<DType> dtype = {}, std::optional<int64_t> layout = {}, std::optional<Device> device = {}, std::optional<bool> pin_memory = {}, std::optional<int64_t> memory_format = {}) { return call<"randint_like", Tensor>(input, high, dtype, layout, device, pin_memory, memory_format); }
inline Tensor randint_like_low(const Tensor& input, int64_t low, int64_t high, std::optional<DType> dtype = {}, std::optional<int64_t> layout = {}, std::optional<Device> device = {}, std::optional<bool> pin_memory = {}, std::optional<int64_t> memory_format = {}) { return call<"randint_like.low", Tensor>(input, low, high, dtype, layout, device, pin_memory, memory_format); }
inline Tensor normal(const Tensor& mean, double std_ = 1, const ValueRef& generator = {}) { return call<"normal", Tensor>(mean, std_, generator); }
inline Tensor normal_float_tensor(double mean, const Tensor& std_, const ValueRef& generator = {}) { return call<"normal.float_tensor", Tensor>(mean, std_, generator); }
inline Tensor normal_tensor_tensor(const Tensor& mean, const Tensor& std_, const ValueRef& generator = {}) { return call<"normal.tensor_tensor", Tensor>(mean, std_, generator); }
inline Tensor normal_size(double mean, double std_, IntSpan size, const ValueRef& generator = {}, std::optional<DType> dtype = {}, std::optional<int64_t> layout = {}, std::optional<Device> device = {}, std::optional<bool> pin_memory = {}) { return call<"normal.size", Tensor>(mean, std_, size, generator, dtype, layout, device, pin_memory); }
inline Tensor bernoulli(const Tensor& input, const ValueRef& generator = {}) { return call<"bernoulli", Tensor>(input, generator); }
inline Tensor bernoulli_p(const Tensor& input, double p, const ValueRef& generator = {}) { return call<"bernoulli.p", Tensor>(input, p, generator); }
inline Tensor multinomial(const Tensor& input, int64_t num_samples, bool replacement = false, const ValueRef& generator = {}) { return call<"multinomial", Tensor>(input, num_samples, replacement, generator); }

}  // namespace ops
TN_NAMESPACE_END

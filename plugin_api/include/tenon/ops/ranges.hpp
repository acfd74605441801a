// Generated from core/ops/ranges.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor arange(const Value& end, std::optional<DType> dtype = {}, std::optional<int64_t> layout = {}, std::optional<Device> device = {}, std::optional<bool> pin_memory = {}) { return call<"arange", Tensor>(end, dtype, layout, device, pin_memory); }
inline Tensor arange_start(const Value& start, const Value& end, std::optional<DType> dtype = {}, std::optional<int64_t> layout = {}, std::optional<Device> device = {}, std::optional<bool> pin_memory = {}) { return call<"arange.start", Tensor>(start, end, dtype, layout, device, pin_memory); }
inline Tensor arange_start_step(const Value& start, const Value& end, const Value& step = 1, std::optional<DType> dtype = {}, std::optional<int64_t> layout = {}, std::optional<Device> device = {}, std::optional<bool> pin_memory = {}) { return call<"arange.start_step", Tensor>(start, end, step, dtype, layout, device, pin_memory); }
inline Tensor linspace(const Value& start, const Value& end, int64_t steps, std::optional<DType> dtype = {}, std::optional<int64_t> layout = {}, std::optional<Device> device = {}, std::optional<bool> pin_memory = {}) { return call<"linspace", Tensor>(start, end, steps, dtype, layout, device, pin_memory); }
inline Tensor linspace_tensors(const Value& start, const Value& end, int64_t steps, std::optional<DType> dtype = {}, std::optional<int64_t> layout = {}, std::optional<Device> device = {}, std::optional<bool> pin_memory = {}) { return call<"linspace.tensors", Tensor>(start, end, steps, dtype, layout, device, pin_memory); }
inline Tensor logspace(const Value& start, const Value& end, int64_t steps, double base = 10.0, std::optional<DType> dtype = {}, std::optional<int64_t> layout = {}, std::optional<Device> device = {}, std::optional<bool> pin_memory = {}) { return call<"logspace", Tensor>(start, end, steps, base, dtype, layout, device, pin_memory); }
inline Tensor logspace_tensors(const Value& start, const Value& end, int64_t steps, double base = 10.0, std::optional<DType> dtype = {}, std::optional<int64_t> layout = {}, std::optional<Device> device = {}, std::optional<bool> pin_memory = {}) { return call<"logspace.tensors", Tensor>(start, end, steps, base, dtype, layout, device, pin_memory); }
inline Tensor eye(int64_t n, std::optional<DType> dtype = {}, std::optional<int64_t> layout = {}, std::optional<Device> device = {}, std::optional<bool> pin_memory = {}) { return call<"eye", Tensor>(n, dtype, layout, device, pin_memory); }
inline Tensor eye_m(int64_t n, int64_t m, std::optional<DType> dtype = {}, std::optional<int64_t> layout = {}, std::optional<Device> device = {}, std::optional<bool> pin_memory = {}) { return call<"eye.m", Tensor>(n, m, dtype, layout, device, pin_memory); }
inline Tensor tril_indices(int64_t row, int64_t col, int64_t offset = 0, std::optional<DType> dtype = int64, std::optional<int64_t> layout = {}, std::optional<Device> device = {}, std::optional<bool> pin_memory = {}) { return call<"tril_indices", Tensor>(row, col, offset, dtype, layout, device, pin_memory); }
inline Tensor triu_indices(int64_t row, int64_t col, int64_t offset = 0, std::optional<DType> dtype = int64, std::optional<int64_t> layout = {}, std::optional<Device> device = {}, std::optional<bool> pin_memory = {}) { return call<"triu_indices", Tensor>(row, col, offset, dtype, layout, device, pin_memory); }

}  // namespace ops
TN_NAMESPACE_END

// Generated from core/ops/ranges.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor arange(Scalar end, std::optional<DType> dtype = std::nullopt, std::optional<int64_t> layout = std::nullopt, std::optional<Device> device = std::nullopt, std::optional<bool> pin_memory = std::nullopt);
Tensor arange_start(Scalar start, Scalar end, std::optional<DType> dtype = std::nullopt, std::optional<int64_t> layout = std::nullopt, std::optional<Device> device = std::nullopt, std::optional<bool> pin_memory = std::nullopt);
Tensor arange_start_step(Scalar start, Scalar end, Scalar step = 1, std::optional<DType> dtype = std::nullopt, std::optional<int64_t> layout = std::nullopt, std::optional<Device> device = std::nullopt, std::optional<bool> pin_memory = std::nullopt);
Tensor linspace(Scalar start, Scalar end, int64_t steps, std::optional<DType> dtype = std::nullopt, std::optional<int64_t> layout = std::nullopt, std::optional<Device> device = std::nullopt, std::optional<bool> pin_memory = std::nullopt);
Tensor linspace_tensors(const Operand& start, const Operand& end, int64_t steps, std::optional<DType> dtype = std::nullopt, std::optional<int64_t> layout = std::nullopt, std::optional<Device> device = std::nullopt, std::optional<bool> pin_memory = std::nullopt);
Tensor logspace(Scalar start, Scalar end, int64_t steps, double base = 10.0, std::optional<DType> dtype = std::nullopt, std::optional<int64_t> layout = std::nullopt, std::optional<Device> device = std::nullopt, std::optional<bool> pin_memory = std::nullopt);
Tensor logspace_tensors(const Operand& start, const Operand& end, int64_t steps, double base = 10.0, std::optional<DType> dtype = std::nullopt, std::optional<int64_t> layout = std::nullopt, std::optional<Device> device = std::nullopt, std::optional<bool> pin_memory = std::nullopt);
Tensor eye(int64_t n, std::optional<DType> dtype = std::nullopt, std::optional<int64_t> layout = std::nullopt, std::optional<Device> device = std::nullopt, std::optional<bool> pin_memory = std::nullopt);
Tensor eye_m(int64_t n, int64_t m, std::optional<DType> dtype = std::nullopt, std::optional<int64_t> layout = std::nullopt, std::optional<Device> device = std::nullopt, std::optional<bool> pin_memory = std::nullopt);
Tensor tril_indices(int64_t row, int64_t col, int64_t offset = 0, std::optional<DType> dtype = DType::I64, std::optional<int64_t> layout = std::nullopt, std::optional<Device> device = std::nullopt, std::optional<bool> pin_memory = std::nullopt);
Tensor triu_indices(int64_t row, int64_t col, int64_t offset = 0, std::optional<DType> dtype = DType::I64, std::optional<int64_t> layout = std::nullopt, std::optional<Device> device = std::nullopt, std::optional<bool> pin_memory = std::nullopt);

}  // namespace tenon

// Generated from core/ops/numbers.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor nan_to_num(const Tensor& input, double nan = 0.0, std::optional<double> posinf = std::nullopt, std::optional<double> neginf = std::nullopt);
Tensor nan_to_num_(const Tensor& input, double nan = 0.0, std::optional<double> posinf = std::nullopt, std::optional<double> neginf = std::nullopt);
Tensor heaviside(const Tensor& input, const Tensor& values);
Tensor heaviside_(const Tensor& input, const Tensor& values);
Tensor gcd(const Tensor& input, const Tensor& other);
Tensor gcd_(const Tensor& input, const Tensor& other);
Tensor lcm(const Tensor& input, const Tensor& other);
Tensor lcm_(const Tensor& input, const Tensor& other);
Tensor nextafter(const Tensor& input, const Tensor& other);
Tensor nextafter_(const Tensor& input, const Tensor& other);
Tensor ldexp(const Tensor& input, const Tensor& other);
Tensor ldexp_(const Tensor& input, const Tensor& other);
std::tuple<Tensor, Tensor> frexp(const Tensor& input);
Tensor deg2rad(const Tensor& input);
Tensor deg2rad_(const Tensor& input);
Tensor rad2deg(const Tensor& input);
Tensor rad2deg_(const Tensor& input);
Tensor isposinf(const Tensor& input);
Tensor isneginf(const Tensor& input);

}  // namespace tenon

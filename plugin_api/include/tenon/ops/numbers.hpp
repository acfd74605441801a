// Generated from core/ops/numbers.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor nan_to_num(const Tensor& input, double nan = 0.0, std::optional<double> posinf = {}, std::optional<double> neginf = {}) { return call<"nan_to_num", Tensor>(input, nan, posinf, neginf); }
inline Tensor nan_to_num_(const Tensor& input, double nan = 0.0, std::optional<double> posinf = {}, std::optional<double> neginf = {}) { return call<"nan_to_num_", Tensor>(input, nan, posinf, neginf); }
inline Tensor heaviside(const Tensor& input, const Tensor& values) { return call<"heaviside", Tensor>(input, values); }
inline Tensor heaviside_(const Tensor& input, const Tensor& values) { return call<"heaviside_", Tensor>(input, values); }
inline Tensor gcd(const Tensor& input, const Tensor& other) { return call<"gcd", Tensor>(input, other); }
inline Tensor gcd_(const Tensor& input, const Tensor& other) { return call<"gcd_", Tensor>(input, other); }
inline Tensor lcm(const Tensor& input, const Tensor& other) { return call<"lcm", Tensor>(input, other); }
inline Tensor lcm_(const Tensor& input, const Tensor& other) { return call<"lcm_", Tensor>(input, other); }
inline Tensor nextafter(const Tensor& input, const Tensor& other) { return call<"nextafter", Tensor>(input, other); }
inline Tensor nextafter_(const Tensor& input, const Tensor& other) { return call<"nextafter_", Tensor>(input, other); }
inline Tensor ldexp(const Tensor& input, const Tensor& other) { return call<"ldexp", Tensor>(input, other); }
inline Tensor ldexp_(const Tensor& input, const Tensor& other) { return call<"ldexp_", Tensor>(input, other); }
inline std::tuple<Tensor, Tensor> frexp(const Tensor& input) { return call<"frexp", std::tuple<Tensor, Tensor>>(input); }
inline Tensor deg2rad(const Tensor& input) { return call<"deg2rad", Tensor>(input); }
inline Tensor deg2rad_(const Tensor& input) { return call<"deg2rad_", Tensor>(input); }
inline Tensor rad2deg(const Tensor& input) { return call<"rad2deg", Tensor>(input); }
inline Tensor rad2deg_(const Tensor& input) { return call<"rad2deg_", Tensor>(input); }
inline Tensor isposinf(const Tensor& input) { return call<"isposinf", Tensor>(input); }
inline Tensor isneginf(const Tensor& input) { return call<"isneginf", Tensor>(input); }

}  // namespace ops
TN_NAMESPACE_END

// Generated from core/ops/special_error.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor erfinv(const Tensor& input) { return call<"erfinv", Tensor>(input); }
inline Tensor erfcx(const Tensor& input) { return call<"erfcx", Tensor>(input); }
inline Tensor ndtr(const Tensor& input) { return call<"ndtr", Tensor>(input); }
inline Tensor ndtri(const Tensor& input) { return call<"ndtri", Tensor>(input); }
inline Tensor log_ndtr(const Tensor& input) { return call<"log_ndtr", Tensor>(input); }
inline Tensor entr(const Tensor& input) { return call<"entr", Tensor>(input); }
inline Tensor sinc(const Tensor& input) { return call<"sinc", Tensor>(input); }
inline Tensor xlogy(const Value& input, const Value& other) { return call<"xlogy", Tensor>(input, other); }
inline Tensor xlogy_(const Tensor& input, const Value& other) { return call<"xlogy_", Tensor>(input, other); }
inline Tensor xlog1py(const Value& input, const Value& other) { return call<"xlog1py", Tensor>(input, other); }
inline Tensor logaddexp2(const Tensor& input, const Tensor& other) { return call<"logaddexp2", Tensor>(input, other); }

}  // namespace ops
TN_NAMESPACE_END

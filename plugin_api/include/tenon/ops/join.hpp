// Generated from core/ops/join.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor cat(const std::vector<Tensor>& tensors, int64_t dim = 0) { return call<"cat", Tensor>(tensors, dim); }
inline Tensor stack(const std::vector<Tensor>& tensors, int64_t dim = 0) { return call<"stack", Tensor>(tensors, dim); }
inline Tensor hstack(const std::vector<Tensor>& tensors) { return call<"hstack", Tensor>(tensors); }
inline Tensor vstack(const std::vector<Tensor>& tensors) { return call<"vstack", Tensor>(tensors); }
inline Tensor dstack(const std::vector<Tensor>& tensors) { return call<"dstack", Tensor>(tensors); }
inline Tensor column_stack(const std::vector<Tensor>& tensors) { return call<"column_stack", Tensor>(tensors); }
inline Tensor atleast_1d(const Tensor& input) { return call<"atleast_1d", Tensor>(input); }
inline std::vector<Tensor> atleast_1d_tensors(const std::vector<Tensor>& tensors) { return call<"atleast_1d.tensors", std::vector<Tensor>>(tensors); }
inline Tensor atleast_2d(const Tensor& input) { return call<"atleast_2d", Tensor>(input); }
inline std::vector<Tensor> atleast_2d_tensors(const std::vector<Tensor>& tensors) { return call<"atleast_2d.tensors", std::vector<Tensor>>(tensors); }
inline Tensor atleast_3d(const Tensor& input) { return call<"atleast_3d", Tensor>(input); }
inline std::vector<Tensor> atleast_3d_tensors(const std::vector<Tensor>& tensors) { return call<"atleast_3d.tensors", std::vector<Tensor>>(tensors); }

}  // namespace ops
TN_NAMESPACE_END

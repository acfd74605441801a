#include "core/registry/outs.h"

#include "core/tensor/layout.h"

namespace tenon {
namespace {

bool share_memory(const Tensor& a, const Tensor& b) {
  if (!a.defined() || !b.defined() || a.numel() == 0 || b.numel() == 0) return false;
  if (a.is_same(b)) return true;
  if (!a.raw() || a.impl()->storage != b.impl()->storage) return false;
  auto end_of = [](const Tensor& t) {
    return t.raw() + storage_extent(t.sizes(), t.strides()) * static_cast<int64_t>(t.itemsize());
  };
  return a.raw() < end_of(b) && b.raw() < end_of(a);
}

}  // namespace

void check_outs_apart(const Op& op, const Value* args, TensorSpan outs) {
  for (const Tensor& out : outs) {
    for (size_t d = 0; out.defined() && d < out.sizes().size(); ++d) {
      check(out.sizes()[d] < 2 || out.strides()[d] != 0,
            "unsupported operation: more than one element of the written-to tensor refers to a "
            "single memory location. Please clone() the tensor before performing the operation.");
    }
  }
  auto apart_from = [&](const Tensor& in) {
    for (const Tensor& out : outs) {
      check(!share_memory(in, out),
            "unsupported operation: some elements of the input tensor and the written-to tensor "
            "refer to a single memory location. Please clone() the tensor before performing the "
            "operation.");
    }
  };
  for (uint8_t i : op.tensor_params) {
    const Value& v = args[i];
    if (v.is_tensor()) apart_from(v.tensor());
    if (v.tag != TN_TENSORS) continue;
    for (const Tensor& t : v.to_tensors()) apart_from(t);
  }
}

}  // namespace tenon

// A convolution of one shape as oneDNN runs it: the primitive, and the reorders between the
// caller's strides and the layouts that the primitive wants.
#pragma once
#include <memory>

#include "core/onednn/adapter/runtime.h"

namespace tenon::onednn {

struct ConvPlan {
  explicit ConvPlan(const ConvDesc& desc);

  // first, second, out: what conv() takes, as the caller has them (user) and as the primitive does
  // (inner).
  struct Operand {
    dnnl::memory::desc user, inner;
    dnnl::reorder reorder;  // user -> inner, for out inner -> user; empty when they are equal
    size_t reorder_scratch = 0;
    int arg = 0;  // DNNL_ARG_...
    bool moves() const { return reorder.get(true) != nullptr; }
  };
  Operand first, second, out;
  dnnl::memory::desc bias, scratch;
  dnnl::primitive primitive;
  bool weights_second;  // Forward, BackwardData: `second` is packed by the caller through conv_pack
};

// The memory objects with which one thread runs a plan.
struct BoundConv {
  explicit BoundConv(std::shared_ptr<const ConvPlan> p);
  std::shared_ptr<const ConvPlan> plan;
  struct Memories {
    dnnl::memory user, inner, scratch;
  };
  Memories first, second, out;
  dnnl::memory bias, scratch;
};

}  // namespace tenon::onednn

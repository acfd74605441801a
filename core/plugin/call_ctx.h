// tn_ctx: one call into a plugin. Lives on the stack of the thunk that makes the call.
#pragma once
#include <vector>

#include "core/ops/vjp.h"
#include "core/registry/op.h"

struct tn_ctx {
  const tenon::Op* op = nullptr;
  tenon::Device device;
  tenon::VjpCtx* vjp = nullptr;                   // while a vjp runs
  std::vector<tenon::Owned>* saved = nullptr;     // while a setup runs
  std::vector<std::pair<void*, size_t>> scratch;  // freed at the end
  std::vector<tenon::Tensor> kept;                // what borrowed cells of this call point to

  tn_ctx() = default;
  tn_ctx(const tn_ctx&) = delete;
  ~tn_ctx();
};

namespace tenon::plugin {

// The op whose plugin data counts: that of NAME for a derived NAME_.
inline const Op& base_of(const Op& op) { return op.functional ? *op.functional : op; }

}  // namespace tenon::plugin

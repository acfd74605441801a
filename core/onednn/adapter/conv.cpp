#include "core/onednn/adapter/cache.h"
#include "core/onednn/adapter/conv_plan.h"
#include "core/onednn/adapter/ops.h"

namespace tenon::onednn {
namespace {

using Operand = ConvPlan::Operand;
using Memories = BoundConv::Memories;

BoundConv& bound(const ConvDesc& desc) { return bound_plan<ConvDesc, ConvPlan, BoundConv>(desc); }

void reorder(const Operand& o, const Memories& m, const dnnl::memory& from,
             const dnnl::memory& to) {
  Scratch scratch(o.reorder_scratch);
  m.scratch.set_data_handle(scratch.data());
  dnnl_exec_arg_t args[3] = {
      {DNNL_ARG_FROM, from.get()}, {DNNL_ARG_TO, to.get()}, {DNNL_ARG_SCRATCHPAD, m.scratch.get()}};
  execute(o.reorder, args, 3);
}

// Points the inner memory at the caller's data, or at a copy of it in `space` in the layout that
// the primitive wants.
void bring(const Operand& o, const Memories& m, const void* data, const Scratch& space) {
  if (!o.moves()) return m.inner.set_data_handle(const_cast<void*>(data));
  m.user.set_data_handle(const_cast<void*>(data));
  m.inner.set_data_handle(space.data());
  reorder(o, m, m.user, m.inner);
}

size_t copy_bytes(const Operand& o) { return o.moves() ? o.inner.get_size() : 0; }

}  // namespace

const char* conv_packed_bytes(const ConvDesc* desc, size_t* bytes) {
  return guarded([&] { *bytes = copy_bytes(bound(*desc).plan->second); });
}

const char* conv_pack(const ConvDesc* desc, const void* weights, void* packed) {
  return guarded([&] {
    BoundConv& c = bound(*desc);
    c.second.user.set_data_handle(const_cast<void*>(weights));
    c.second.inner.set_data_handle(packed);
    reorder(c.plan->second, c.second, c.second.user, c.second.inner);
  });
}

const char* conv(const ConvDesc* desc, const void* first, const void* second, const void* bias,
                 void* out) {
  return guarded([&] {
    BoundConv& c = bound(*desc);
    const ConvPlan& plan = *c.plan;
    Scratch first_copy(copy_bytes(plan.first)), out_copy(copy_bytes(plan.out));
    Scratch second_copy(plan.weights_second ? 0 : copy_bytes(plan.second)),
        work(plan.scratch.get_size());
    bring(plan.first, c.first, first, first_copy);
    if (plan.weights_second) {
      c.second.inner.set_data_handle(const_cast<void*>(second));
    } else {
      bring(plan.second, c.second, second, second_copy);
    }
    c.out.inner.set_data_handle(plan.out.moves() ? out_copy.data() : out);
    c.scratch.set_data_handle(work.data());
    dnnl_exec_arg_t args[5] = {{plan.first.arg, c.first.inner.get()},
                               {plan.second.arg, c.second.inner.get()},
                               {plan.out.arg, c.out.inner.get()},
                               {DNNL_ARG_SCRATCHPAD, c.scratch.get()},
                               {DNNL_ARG_BIAS, c.bias.get()}};
    if (desc->bias) c.bias.set_data_handle(const_cast<void*>(bias));
    execute(plan.primitive, args, desc->bias ? 5 : 4);
    if (!plan.out.moves()) return;
    c.out.user.set_data_handle(out);
    reorder(plan.out, c.out, c.out.inner, c.out.user);
  });
}

}  // namespace tenon::onednn

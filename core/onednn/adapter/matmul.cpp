#include "core/onednn/adapter/cache.h"
#include "core/onednn/adapter/ops.h"
#include "core/onednn/adapter/runtime.h"

namespace tenon::onednn {
namespace {

using dnnl::memory;

struct MatmulPlan {
  explicit MatmulPlan(const MatmulDesc& d) {
    auto type = data_type(d.type);
    memory::desc a({d.m, d.k}, type, memory::dims{d.a_row, d.a_col});
    memory::desc b({d.k, d.n}, type, memory::dims{d.b_row, d.b_col});
    memory::desc c({d.m, d.n}, type, memory::dims{d.c_row, 1});
    dnnl::primitive_attr attr;
    attr.set_scratchpad_mode(dnnl::scratchpad_mode::user);
    if (d.accumulate) {
      dnnl::post_ops ops;
      ops.append_sum(1.0f);
      attr.set_post_ops(ops);
    }
    if (d.bias) {
      memory::desc bias({1, d.n}, type, memory::dims{d.n, 1});
      pd = dnnl::matmul::primitive_desc(cpu_engine(), a, b, bias, c, attr);
    } else {
      pd = dnnl::matmul::primitive_desc(cpu_engine(), a, b, c, attr);
    }
    primitive = dnnl::matmul(pd);
    scratch_bytes = pd.scratchpad_desc().get_size();
  }
  dnnl::matmul::primitive_desc pd;
  dnnl::matmul primitive;
  size_t scratch_bytes;
};

memory empty_memory(const memory::desc& desc) { return memory(desc, cpu_engine(), nullptr); }

struct BoundMatmul {
  explicit BoundMatmul(std::shared_ptr<const MatmulPlan> p)
      : plan(std::move(p)),
        a(empty_memory(plan->pd.src_desc())),
        b(empty_memory(plan->pd.weights_desc())),
        bias(empty_memory(plan->pd.bias_desc())),
        c(empty_memory(plan->pd.dst_desc())),
        scratch(empty_memory(plan->pd.scratchpad_desc())) {}
  std::shared_ptr<const MatmulPlan> plan;
  memory a, b, bias, c, scratch;
};

}  // namespace

const char* matmul(const MatmulDesc* desc, const void* a, const void* b, const void* bias,
                   void* c) {
  return guarded([&] {
    auto& m = bound_plan<MatmulDesc, MatmulPlan, BoundMatmul>(*desc);
    Scratch scratch(m.plan->scratch_bytes);
    m.a.set_data_handle(const_cast<void*>(a));
    m.b.set_data_handle(const_cast<void*>(b));
    m.c.set_data_handle(c);
    m.scratch.set_data_handle(scratch.data());
    dnnl_exec_arg_t args[5] = {{DNNL_ARG_SRC, m.a.get()},
                               {DNNL_ARG_WEIGHTS, m.b.get()},
                               {DNNL_ARG_DST, m.c.get()},
                               {DNNL_ARG_SCRATCHPAD, m.scratch.get()},
                               {DNNL_ARG_BIAS, m.bias.get()}};
    if (desc->bias) m.bias.set_data_handle(const_cast<void*>(bias));
    execute(m.plan->primitive, args, desc->bias ? 5 : 4);
  });
}

}  // namespace tenon::onednn

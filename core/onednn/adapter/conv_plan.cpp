#include "core/onednn/adapter/conv_plan.h"

#include <algorithm>

namespace tenon::onednn {
namespace {

using dnnl::memory;
using Dims = memory::dims;

Dims spatial_dims(const int64_t* v, uint32_t n) { return Dims(v, v + n); }

Dims data_dims(int64_t batch, int64_t channels, const int64_t* size, uint32_t n) {
  Dims dims = {batch, channels};
  dims.insert(dims.end(), size, size + n);
  return dims;
}

struct Shapes {
  explicit Shapes(const ConvDesc& d)
      : src(data_dims(d.batch, d.ic, d.in, d.spatial)),
        dst(data_dims(d.batch, d.oc, d.out, d.spatial)),
        stride(spatial_dims(d.stride, d.spatial)),
        pad(spatial_dims(d.pad, d.spatial)),
        src_strides(d.src_strides, d.src_strides + 2 + d.spatial),
        dst_strides(d.dst_strides, d.dst_strides + 2 + d.spatial),
        weight_strides(d.weight_strides, d.weight_strides + 2 + d.spatial) {
    weights = data_dims(d.oc / d.groups, d.ic / d.groups, d.kernel, d.spatial);
    if (d.groups > 1) {
      weights.insert(weights.begin(), d.groups);
      weight_strides.insert(weight_strides.begin(), d.oc / d.groups * d.weight_strides[0]);
    }
    for (uint32_t i = 0; i < d.spatial; ++i) {
      dilation.push_back(d.dilation[i] - 1);  // oneDNN counts the holes
      int64_t reach = (d.out[i] - 1) * d.stride[i] + (d.kernel[i] - 1) * d.dilation[i] + 1;
      pad_end.push_back(std::max<int64_t>(0, reach - d.pad[i] - d.in[i]));
    }
  }
  Dims src, weights, dst, stride, dilation, pad, pad_end, src_strides, dst_strides, weight_strides;
};

// What the primitive is asked for: the caller's strides, or whatever is fastest.
memory::desc wanted(const memory::desc& user, bool in_place) {
  return in_place ? user
                  : memory::desc(user.get_dims(), user.get_data_type(), memory::format_tag::any);
}

dnnl::primitive_attr user_scratch() {
  dnnl::primitive_attr attr;
  attr.set_scratchpad_mode(dnnl::scratchpad_mode::user);
  return attr;
}

void set_operand(ConvPlan::Operand& o, int arg, const memory::desc& user, const memory::desc& inner,
                 bool to_user) {
  o.arg = arg;
  o.user = user;
  o.inner = inner;
  if (user == inner) return;
  dnnl::reorder::primitive_desc pd(cpu_engine(), to_user ? inner : user, cpu_engine(),
                                   to_user ? user : inner, user_scratch());
  o.reorder = dnnl::reorder(pd);
  o.reorder_scratch = pd.scratchpad_desc().get_size();
}

}  // namespace

ConvPlan::ConvPlan(const ConvDesc& d) : weights_second(d.pass != Pass::BackwardWeights) {
  Shapes s(d);
  auto type = data_type(d.type);
  auto weight_type =
      d.pass == Pass::BackwardWeights ? memory::data_type::f32 : type;  // partial sums stay exact
  memory::desc user_src(s.src, type, s.src_strides), user_dst(s.dst, type, s.dst_strides);
  memory::desc user_weights(s.weights, weight_type, s.weight_strides);
  memory::desc src = wanted(user_src, d.in_place), dst = wanted(user_dst, d.in_place);
  memory::desc weights = wanted(user_weights, false), no_bias;
  auto algorithm = dnnl::algorithm::convolution_direct;
  auto attr = user_scratch();

  if (d.pass == Pass::Forward) {
    // Asked for inference, the library prefers channels last; for training, blocks of channels,
    // which suit a copy better.
    auto kind = d.in_place ? dnnl::prop_kind::forward_inference : dnnl::prop_kind::forward_training;
    memory::desc bias_desc = d.bias ? memory::desc({d.oc}, type, memory::format_tag::a) : no_bias;
    dnnl::convolution_forward::primitive_desc pd(cpu_engine(), kind, algorithm, src, weights,
                                                 bias_desc, dst, s.stride, s.dilation, s.pad,
                                                 s.pad_end, attr);
    set_operand(first, DNNL_ARG_SRC, user_src, pd.src_desc(), false);
    set_operand(second, DNNL_ARG_WEIGHTS, user_weights, pd.weights_desc(), false);
    set_operand(out, DNNL_ARG_DST, user_dst, pd.dst_desc(), true);
    bias = bias_desc;
    scratch = pd.scratchpad_desc();
    primitive = dnnl::convolution_forward(pd);
    return;
  }
  dnnl::convolution_forward::primitive_desc hint(
      cpu_engine(), dnnl::prop_kind::forward_training, algorithm, src,
      wanted(memory::desc(s.weights, type, s.weight_strides), false), dst, s.stride, s.dilation,
      s.pad, s.pad_end);
  if (d.pass == Pass::BackwardData) {
    dnnl::convolution_backward_data::primitive_desc pd(cpu_engine(), algorithm, src, weights, dst,
                                                       s.stride, s.dilation, s.pad, s.pad_end, hint,
                                                       attr);
    set_operand(first, DNNL_ARG_DIFF_DST, user_dst, pd.diff_dst_desc(), false);
    set_operand(second, DNNL_ARG_WEIGHTS, user_weights, pd.weights_desc(), false);
    set_operand(out, DNNL_ARG_DIFF_SRC, user_src, pd.diff_src_desc(), true);
    scratch = pd.scratchpad_desc();
    primitive = dnnl::convolution_backward_data(pd);
  } else {
    dnnl::convolution_backward_weights::primitive_desc pd(cpu_engine(), algorithm, src, weights,
                                                          dst, s.stride, s.dilation, s.pad,
                                                          s.pad_end, hint, attr);
    set_operand(first, DNNL_ARG_SRC, user_src, pd.src_desc(), false);
    set_operand(second, DNNL_ARG_DIFF_DST, user_dst, pd.diff_dst_desc(), false);
    set_operand(out, DNNL_ARG_DIFF_WEIGHTS, user_weights, pd.diff_weights_desc(), true);
    scratch = pd.scratchpad_desc();
    primitive = dnnl::convolution_backward_weights(pd);
  }
}

namespace {

memory empty_memory(const memory::desc& desc) { return memory(desc, cpu_engine(), nullptr); }

BoundConv::Memories bind(const ConvPlan::Operand& o) {
  auto bytes = static_cast<memory::dim>(o.reorder_scratch);
  return {empty_memory(o.user), empty_memory(o.inner),
          empty_memory(memory::desc({bytes}, memory::data_type::u8, memory::format_tag::a))};
}

}  // namespace

BoundConv::BoundConv(std::shared_ptr<const ConvPlan> p)
    : plan(std::move(p)),
      first(bind(plan->first)),
      second(bind(plan->second)),
      out(bind(plan->out)),
      bias(empty_memory(plan->bias)),
      scratch(empty_memory(plan->scratch)) {}

}  // namespace tenon::onednn

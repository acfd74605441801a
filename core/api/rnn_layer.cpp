// Generated from core/ops/rnn_layer.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/rnn_layer.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

std::tuple<Tensor, Tensor, Tensor, Tensor, Tensor> rnn_layer(std::string_view mode, const Tensor& input, IntSpan batch_sizes, const Tensor& h0, const Tensor& c0, const Tensor& w_ih, const Tensor& w_hh, const Tensor& b_ih, const Tensor& b_hh, bool reverse, bool keep) {
  static const Op& op = Registry::get().at("rnn_layer");
  const Value args[11] = {cell(mode), cell(input), cell(batch_sizes), cell(h0), cell(c0), cell(w_ih), cell(w_hh), cell(b_ih), cell(b_hh), cell(reverse), cell(keep)};
  Value rets[5];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor(), rets[2].take_tensor(), rets[3].take_tensor(), rets[4].take_tensor()};
}

}  // namespace tenon

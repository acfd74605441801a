// Generated from core/ops/fft_run.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/fft_run.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor fft_c2c(const Tensor& input, IntSpan dim, double scale, bool forward) {
  static const Op& op = Registry::get().at("fft_c2c");
  const Value args[4] = {cell(input), cell(dim), cell(scale), cell(forward)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor fft_r2c(const Tensor& input, IntSpan dim, double scale, bool onesided) {
  static const Op& op = Registry::get().at("fft_r2c");
  const Value args[4] = {cell(input), cell(dim), cell(scale), cell(onesided)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor fft_c2r(const Tensor& input, IntSpan dim, double scale, int64_t last_size) {
  static const Op& op = Registry::get().at("fft_c2r");
  const Value args[4] = {cell(input), cell(dim), cell(scale), cell(last_size)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon

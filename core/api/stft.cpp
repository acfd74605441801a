// Generated from core/ops/stft.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/stft.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor stft(const Tensor& input, int64_t n_fft, std::optional<int64_t> hop_length, std::optional<int64_t> win_length, const Tensor& window, bool center, std::string_view pad_mode, bool normalized, std::optional<bool> onesided, std::optional<bool> return_complex, std::optional<bool> align_to_window) {
  static const Op& op = Registry::get().at("stft");
  const Value args[11] = {cell(input), cell(n_fft), cell(hop_length), cell(win_length), cell(window), cell(center), cell(pad_mode), cell(normalized), cell(onesided), cell(return_complex), cell(align_to_window)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor istft(const Tensor& input, int64_t n_fft, std::optional<int64_t> hop_length, std::optional<int64_t> win_length, const Tensor& window, bool center, bool normalized, std::optional<bool> onesided, std::optional<int64_t> length, bool return_complex) {
  static const Op& op = Registry::get().at("istft");
  const Value args[10] = {cell(input), cell(n_fft), cell(hop_length), cell(win_length), cell(window), cell(center), cell(normalized), cell(onesided), cell(length), cell(return_complex)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon

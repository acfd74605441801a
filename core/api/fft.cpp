// Generated from core/ops/fft.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/fft.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor fft_fft(const Tensor& input, std::optional<int64_t> n, int64_t dim, std::optional<std::string_view> norm) {
  static const Op& op = Registry::get().at("fft_fft");
  const Value args[4] = {cell(input), cell(n), cell(dim), cell(norm)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor fft_ifft(const Tensor& input, std::optional<int64_t> n, int64_t dim, std::optional<std::string_view> norm) {
  static const Op& op = Registry::get().at("fft_ifft");
  const Value args[4] = {cell(input), cell(n), cell(dim), cell(norm)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor fft_rfft(const Tensor& input, std::optional<int64_t> n, int64_t dim, std::optional<std::string_view> norm) {
  static const Op& op = Registry::get().at("fft_rfft");
  const Value args[4] = {cell(input), cell(n), cell(dim), cell(norm)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor fft_irfft(const Tensor& input, std::optional<int64_t> n, int64_t dim, std::optional<std::string_view> norm) {
  static const Op& op = Registry::get().at("fft_irfft");
  const Value args[4] = {cell(input), cell(n), cell(dim), cell(norm)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor fft_hfft(const Tensor& input, std::optional<int64_t> n, int64_t dim, std::optional<std::string_view> norm) {
  static const Op& op = Registry::get().at("fft_hfft");
  const Value args[4] = {cell(input), cell(n), cell(dim), cell(norm)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor fft_ihfft(const Tensor& input, std::optional<int64_t> n, int64_t dim, std::optional<std::string_view> norm) {
  static const Op& op = Registry::get().at("fft_ihfft");
  const Value args[4] = {cell(input), cell(n), cell(dim), cell(norm)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor fft_fft2(const Tensor& input, std::optional<IntSpan> s, IntSpan dim, std::optional<std::string_view> norm) {
  static const Op& op = Registry::get().at("fft_fft2");
  const Value args[4] = {cell(input), cell(s), cell(dim), cell(norm)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor fft_ifft2(const Tensor& input, std::optional<IntSpan> s, IntSpan dim, std::optional<std::string_view> norm) {
  static const Op& op = Registry::get().at("fft_ifft2");
  const Value args[4] = {cell(input), cell(s), cell(dim), cell(norm)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor fft_rfft2(const Tensor& input, std::optional<IntSpan> s, IntSpan dim, std::optional<std::string_view> norm) {
  static const Op& op = Registry::get().at("fft_rfft2");
  const Value args[4] = {cell(input), cell(s), cell(dim), cell(norm)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor fft_irfft2(const Tensor& input, std::optional<IntSpan> s, IntSpan dim, std::optional<std::string_view> norm) {
  static const Op& op = Registry::get().at("fft_irfft2");
  const Value args[4] = {cell(input), cell(s), cell(dim), cell(norm)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor fft_hfft2(const Tensor& input, std::optional<IntSpan> s, IntSpan dim, std::optional<std::string_view> norm) {
  static const Op& op = Registry::get().at("fft_hfft2");
  const Value args[4] = {cell(input), cell(s), cell(dim), cell(norm)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor fft_ihfft2(const Tensor& input, std::optional<IntSpan> s, IntSpan dim, std::optional<std::string_view> norm) {
  static const Op& op = Registry::get().at("fft_ihfft2");
  const Value args[4] = {cell(input), cell(s), cell(dim), cell(norm)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor fft_fftn(const Tensor& input, std::optional<IntSpan> s, std::optional<IntSpan> dim, std::optional<std::string_view> norm) {
  static const Op& op = Registry::get().at("fft_fftn");
  const Value args[4] = {cell(input), cell(s), cell(dim), cell(norm)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor fft_ifftn(const Tensor& input, std::optional<IntSpan> s, std::optional<IntSpan> dim, std::optional<std::string_view> norm) {
  static const Op& op = Registry::get().at("fft_ifftn");
  const Value args[4] = {cell(input), cell(s), cell(dim), cell(norm)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor fft_rfftn(const Tensor& input, std::optional<IntSpan> s, std::optional<IntSpan> dim, std::optional<std::string_view> norm) {
  static const Op& op = Registry::get().at("fft_rfftn");
  const Value args[4] = {cell(input), cell(s), cell(dim), cell(norm)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor fft_irfftn(const Tensor& input, std::optional<IntSpan> s, std::optional<IntSpan> dim, std::optional<std::string_view> norm) {
  static const Op& op = Registry::get().at("fft_irfftn");
  const Value args[4] = {cell(input), cell(s), cell(dim), cell(norm)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor fft_hfftn(const Tensor& input, std::optional<IntSpan> s, std::optional<IntSpan> dim, std::optional<std::string_view> norm) {
  static const Op& op = Registry::get().at("fft_hfftn");
  const Value args[4] = {cell(input), cell(s), cell(dim), cell(norm)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor fft_ihfftn(const Tensor& input, std::optional<IntSpan> s, std::optional<IntSpan> dim, std::optional<std::string_view> norm) {
  static const Op& op = Registry::get().at("fft_ihfftn");
  const Value args[4] = {cell(input), cell(s), cell(dim), cell(norm)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor fft_fftfreq(int64_t n, double d, std::optional<DType> dtype, std::optional<int64_t> layout, std::optional<Device> device, std::optional<bool> pin_memory) {
  static const Op& op = Registry::get().at("fft_fftfreq");
  const Value args[6] = {cell(n), cell(d), cell(dtype), cell(layout), cell(device), cell(pin_memory)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor fft_rfftfreq(int64_t n, double d, std::optional<DType> dtype, std::optional<int64_t> layout, std::optional<Device> device, std::optional<bool> pin_memory) {
  static const Op& op = Registry::get().at("fft_rfftfreq");
  const Value args[6] = {cell(n), cell(d), cell(dtype), cell(layout), cell(device), cell(pin_memory)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor fft_fftshift(const Tensor& input, std::optional<IntSpan> dim) {
  static const Op& op = Registry::get().at("fft_fftshift");
  const Value args[2] = {cell(input), cell(dim)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor fft_ifftshift(const Tensor& input, std::optional<IntSpan> dim) {
  static const Op& op = Registry::get().at("fft_ifftshift");
  const Value args[2] = {cell(input), cell(dim)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon

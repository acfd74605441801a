// Generated from core/ops/stft.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor stft(const Tensor& input, int64_t n_fft, std::optional<int64_t> hop_length = {}, std::optional<int64_t> win_length = {}, const Tensor& window = {}, bool center = true, std::string_view pad_mode = "reflect", bool normalized = false, std::optional<bool> onesided = {}, std::optional<bool> return_complex = {}, std::optional<bool> align_to_window = {}) { return call<"stft", Tensor>(input, n_fft, hop_length, win_length, window, center, pad_mode, normalized, onesided, return_complex, align_to_window); }
inline Tensor istft(const Tensor& input, int64_t n_fft, std::optional<int64_t> hop_length = {}, std::optional<int64_t> win_length = {}, const Tensor& window = {}, bool center = true, bool normalized = false, std::optional<bool> onesided = {}, std::optional<int64_t> length = {}, bool return_complex = false) { return call<"istft", Tensor>(input, n_fft, hop_length, win_length, window, center, normalized, onesided, length, return_complex); }

}  // namespace ops
TN_NAMESPACE_END

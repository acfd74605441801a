// Generated from core/ops/stft.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor stft(const Tensor& input, int64_t n_fft, std::optional<int64_t> hop_length = std::nullopt, std::optional<int64_t> win_length = std::nullopt, const Tensor& window = Tensor(), bool center = true, std::string_view pad_mode = "reflect", bool normalized = false, std::optional<bool> onesided = std::nullopt, std::optional<bool> return_complex = std::nullopt, std::optional<bool> align_to_window = std::nullopt);
Tensor istft(const Tensor& input, int64_t n_fft, std::optional<int64_t> hop_length = std::nullopt, std::optional<int64_t> win_length = std::nullopt, const Tensor& window = Tensor(), bool center = true, bool normalized = false, std::optional<bool> onesided = std::nullopt, std::optional<int64_t> length = std::nullopt, bool return_complex = false);

}  // namespace tenon

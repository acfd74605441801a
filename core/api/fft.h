// Generated from core/ops/fft.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor fft_fft(const Tensor& input, std::optional<int64_t> n = std::nullopt, int64_t dim = -1, std::optional<std::string_view> norm = std::nullopt);
Tensor fft_ifft(const Tensor& input, std::optional<int64_t> n = std::nullopt, int64_t dim = -1, std::optional<std::string_view> norm = std::nullopt);
Tensor fft_rfft(const Tensor& input, std::optional<int64_t> n = std::nullopt, int64_t dim = -1, std::optional<std::string_view> norm = std::nullopt);
Tensor fft_irfft(const Tensor& input, std::optional<int64_t> n = std::nullopt, int64_t dim = -1, std::optional<std::string_view> norm = std::nullopt);
Tensor fft_hfft(const Tensor& input, std::optional<int64_t> n = std::nullopt, int64_t dim = -1, std::optional<std::string_view> norm = std::nullopt);
Tensor fft_ihfft(const Tensor& input, std::optional<int64_t> n = std::nullopt, int64_t dim = -1, std::optional<std::string_view> norm = std::nullopt);
Tensor fft_fft2(const Tensor& input, std::optional<IntSpan> s = std::nullopt, IntSpan dim = Ints<-2, -1>::span, std::optional<std::string_view> norm = std::nullopt);
Tensor fft_ifft2(const Tensor& input, std::optional<IntSpan> s = std::nullopt, IntSpan dim = Ints<-2, -1>::span, std::optional<std::string_view> norm = std::nullopt);
Tensor fft_rfft2(const Tensor& input, std::optional<IntSpan> s = std::nullopt, IntSpan dim = Ints<-2, -1>::span, std::optional<std::string_view> norm = std::nullopt);
Tensor fft_irfft2(const Tensor& input, std::optional<IntSpan> s = std::nullopt, IntSpan dim = Ints<-2, -1>::span, std::optional<std::string_view> norm = std::nullopt);
Tensor fft_hfft2(const Tensor& input, std::optional<IntSpan> s = std::nullopt, IntSpan dim = Ints<-2, -1>::span, std::optional<std::string_view> norm = std::nullopt);
Tensor fft_ihfft2(const Tensor& input, std::optional<IntSpan> s = std::nullopt, IntSpan dim = Ints<-2, -1>::span, std::optional<std::string_view> norm = std::nullopt);
Tensor fft_fftn(const Tensor& input, std::optional<IntSpan> s = std::nullopt, std::optional<IntSpan> dim = std::nullopt, std::optional<std::string_view> norm = std::nullopt);
Tensor fft_ifftn(const Tensor& input, std::optional<IntSpan> s = std::nullopt, std::optional<IntSpan> dim = std::nullopt, std::optional<std::string_view> norm = std::nullopt);
Tensor fft_rfftn(const Tensor& input, std::optional<IntSpan> s = std::nullopt, std::optional<IntSpan> dim = std::nullopt, std::optional<std::string_view> norm = std::nullopt);
Tensor fft_irfftn(const Tensor& input, std::optional<IntSpan> s = std::nullopt, std::optional<IntSpan> dim = std::nullopt, std::optional<std::string_view> norm = std::nullopt);
Tensor fft_hfftn(const Tensor& input, std::optional<IntSpan> s = std::nullopt, std::optional<IntSpan> dim = std::nullopt, std::optional<std::string_view> norm = std::nullopt);
Tensor fft_ihfftn(const Tensor& input, std::optional<IntSpan> s = std::nullopt, std::optional<IntSpan> dim = std::nullopt, std::optional<std::string_view> norm = std::nullopt);
Tensor fft_fftfreq(int64_t n, double d = 1.0, std::optional<DType> dtype = std::nullopt, std::optional<int64_t> layout = std::nullopt, std::optional<Device> device = std::nullopt, std::optional<bool> pin_memory = std::nullopt);
Tensor fft_rfftfreq(int64_t n, double d = 1.0, std::optional<DType> dtype = std::nullopt, std::optional<int64_t> layout = std::nullopt, std::optional<Device> device = std::nullopt, std::optional<bool> pin_memory = std::nullopt);
Tensor fft_fftshift(const Tensor& input, std::optional<IntSpan> dim = std::nullopt);
Tensor fft_ifftshift(const Tensor& input, std::optional<IntSpan> dim = std::nullopt);

}  // namespace tenon

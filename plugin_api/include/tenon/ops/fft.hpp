// Generated from core/ops/fft.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor fft_fft(const Tensor& input, std::optional<int64_t> n = {}, int64_t dim = -1, std::optional<std::string_view> norm = {}) { return call<"fft_fft", Tensor>(input, n, dim, norm); }
inline Tensor fft_ifft(const Tensor& input, std::optional<int64_t> n = {}, int64_t dim = -1, std::optional<std::string_view> norm = {}) { return call<"fft_ifft", Tensor>(input, n, dim, norm); }
inline Tensor fft_rfft(const Tensor& input, std::optional<int64_t> n = {}, int64_t dim = -1, std::optional<std::string_view> norm = {}) { return call<"fft_rfft", Tensor>(input, n, dim, norm); }
inline Tensor fft_irfft(const Tensor& input, std::optional<int64_t> n = {}, int64_t dim = -1, std::optional<std::string_view> norm = {}) { return call<"fft_irfft", Tensor>(input, n, dim, norm); }
inline Tensor fft_hfft(const Tensor& input, std::optional<int64_t> n = {}, int64_t dim = -1, std::optional<std::string_view> norm = {}) { return call<"fft_hfft", Tensor>(input, n, dim, norm); }
inline Tensor fft_ihfft(const Tensor& input, std::optional<int64_t> n = {}, int64_t dim = -1, std::optional<std::string_view> norm = {}) { return call<"fft_ihfft", Tensor>(input, n, dim, norm); }
inline Tensor fft_fft2(const Tensor& input, std::optional<IntSpan> s = {}, IntSpan dim = detail::List<-2, -1>::span, std::optional<std::string_view> norm = {}) { return call<"fft_fft2", Tensor>(input, s, dim, norm); }
inline Tensor fft_ifft2(const Tensor& input, std::optional<IntSpan> s = {}, IntSpan dim = detail::List<-2, -1>::span, std::optional<std::string_view> norm = {}) { return call<"fft_ifft2", Tensor>(input, s, dim, norm); }
inline Tensor fft_rfft2(const Tensor& input, std::optional<IntSpan> s = {}, IntSpan dim = detail::List<-2, -1>::span, std::optional<std::string_view> norm = {}) { return call<"fft_rfft2", Tensor>(input, s, dim, norm); }
inline Tensor fft_irfft2(const Tensor& input, std::optional<IntSpan> s = {}, IntSpan dim = detail::List<-2, -1>::span, std::optional<std::string_view> norm = {}) { return call<"fft_irfft2", Tensor>(input, s, dim, norm); }
inline Tensor fft_hfft2(const Tensor& input, std::optional<IntSpan> s = {}, IntSpan dim = detail::List<-2, -1>::span, std::optional<std::string_view> norm = {}) { return call<"fft_hfft2", Tensor>(input, s, dim, norm); }
inline Tensor fft_ihfft2(const Tensor& input, std::optional<IntSpan> s = {}, IntSpan dim = detail::List<-2, -1>::span, std::optional<std::string_view> norm = {}) { return call<"fft_ihfft2", Tensor>(input, s, dim, norm); }
inline Tensor fft_fftn(const Tensor& input, std::optional<IntSpan> s = {}, std::optional<IntSpan> dim = {}, std::optional<std::string_view> norm = {}) { return call<"fft_fftn", Tensor>(input, s, dim, norm); }
inline Tensor fft_ifftn(const Tensor& input, std::optional<IntSpan> s = {}, std::optional<IntSpan> dim = {}, std::optional<std::string_view> norm = {}) { return call<"fft_ifftn", Tensor>(input, s, dim, norm); }
inline Tensor fft_rfftn(const Tensor& input, std::optional<IntSpan> s = {}, std::optional<IntSpan> dim = {}, std::optional<std::string_view> norm = {}) { return call<"fft_rfftn", Tensor>(input, s, dim, norm); }
inline Tensor fft_irfftn(const Tensor& input, std::optional<IntSpan> s = {}, std::optional<IntSpan> dim = {}, std::optional<std::string_view> norm = {}) { return call<"fft_irfftn", Tensor>(input, s, dim, norm); }
inline Tensor fft_hfftn(const Tensor& input, std::optional<IntSpan> s = {}, std::optional<IntSpan> dim = {}, std::optional<std::string_view> norm = {}) { return call<"fft_hfftn", Tensor>(input, s, dim, norm); }
inline Tensor fft_ihfftn(const Tensor& input, std::optional<IntSpan> s = {}, std::optional<IntSpan> dim = {}, std::optional<std::string_view> norm = {}) { return call<"fft_ihfftn", Tensor>(input, s, dim, norm); }
inline Tensor fft_fftfreq(int64_t n, double d = 1.0, std::optional<DType> dtype = {}, std::optional<int64_t> layout = {}, std::optional<Device> device = {}, std::optional<bool> pin_memory = {}) { return call<"fft_fftfreq", Tensor>(n, d, dtype, layout, device, pin_memory); }
inline Tensor fft_rfftfreq(int64_t n, double d = 1.0, std::optional<DType> dtype = {}, std::optional<int64_t> layout = {}, std::optional<Device> device = {}, std::optional<bool> pin_memory = {}) { return call<"fft_rfftfreq", Tensor>(n, d, dtype, layout, device, pin_memory); }
inline Tensor fft_fftshift(const Tensor& input, std::optional<IntSpan> dim = {}) { return call<"fft_fftshift", Tensor>(input, dim); }
inline Tensor fft_ifftshift(const Tensor& input, std::optional<IntSpan> dim = {}) { return call<"fft_ifftshift", Tensor>(input, dim); }

}  // namespace ops
TN_NAMESPACE_END

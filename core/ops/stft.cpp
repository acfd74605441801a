// Transforms of overlapping pieces of a signal, and the signal back from them.
#include "core/api/stft.h"

#include <algorithm>
#include <cmath>

#include "core/api/binary.h"
#include "core/api/complex.h"
#include "core/api/create.h"
#include "core/api/fft_run.h"
#include "core/api/index.h"
#include "core/api/pad.h"
#include "core/api/ranges.h"
#include "core/api/reduce.h"
#include "core/api/unary_round.h"
#include "core/api/view.h"
#include "core/api/view_dims.h"
#include "core/api/view_slice.h"
#include "core/base/warn.h"
#include "core/iter/pointwise.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"
#include "core/tensor/complex_view.h"

namespace tenon::ops {
namespace {

using OptInt = std::optional<int64_t>;
using OptBool = std::optional<bool>;

// What both directions are told.
struct Frames {
  int64_t n_fft, hop, win;
  int64_t left() const { return (n_fft - win) / 2; }
};
Frames frames_of(const char* op, int64_t n_fft, OptInt hop_length, OptInt win_length,
                 const Tensor& window) {
  Frames f{n_fft, hop_length.value_or(n_fft / 4), win_length.value_or(n_fft)};
  check(f.hop > 0, op, "(): expected hop_length > 0, but got hop_length=", f.hop);
  check(f.win > 0 && f.win <= n_fft, op,
        "(): expected 0 < win_length <= n_fft, but got win_length=", f.win);
  check(!window.defined() || (window.dim() == 1 && window.size(0) == f.win), op,
        "(): expected a 1D window tensor of size equal to win_length=", f.win,
        ", but got window with size ", window.defined() ? window.sizes() : IntSpan());
  if (!window.defined()) {
    TN_WARN_ONCE(
        "A window was not provided. A rectangular window will be applied,which is known to cause "
        "spectral leakage. Other windows such as tenon.hann_window or tenon.hamming_window are "
        "recommended to reduce spectral leakage.To suppress this warning and use a rectangular "
        "window, explicitly set `window=tenon.ones(n_fft, device=<device>)`.");
  }
  return f;
}
// The window in the middle of n_fft points.
Tensor centred(const Tensor& window, const Frames& f) {
  if (f.win == f.n_fft) return window;
  int64_t pads[] = {f.left(), f.n_fft - f.win - f.left()};
  return constant_pad(window, pads);
}

Tensor stft_body(const Tensor& input, int64_t n_fft, OptInt hop_length, OptInt win_length,
                 const Tensor& window, bool center, std::string_view pad_mode, bool normalized,
                 OptBool onesided, OptBool return_complex, OptBool align_to_window) {
  check(is_floating(input.dtype()) || is_complex(input.dtype()),
        "stft(): expected a tensor of floating point or complex values, got ", input.dtype());
  check(input.dim() == 1 || input.dim() == 2, "stft(): expected a 1D or 2D tensor, got ",
        input.dim(), "D");
  check(!align_to_window || !center,
        "stft align_to_window should only be set when center = false.");
  bool any_complex = is_complex(input.dtype()) || (window.defined() && is_complex(window.dtype()));
  check(return_complex.has_value() || any_complex,
        "stft requires the return_complex parameter be given for real inputs, and will further "
        "require that return_complex=True in a future PyTorch release.");
  bool half = onesided.value_or(!any_complex);
  check(!half || !any_complex, "Cannot have onesided output if window or input is complex");
  Frames f = frames_of("stft", n_fft, hop_length, win_length, window);
  bool single = input.dim() == 1;
  Tensor x = single ? unsqueeze(input, 0) : input;
  if (center) {
    int64_t pads[] = {n_fft / 2, n_fft / 2};
    x = squeeze_dim(pad(unsqueeze(x, 0), pads, pad_mode), 0);
  }
  int64_t length = x.size(1);
  check(n_fft > 0 && n_fft <= length, "stft(): expected 0 < n_fft <= ", length,
        ", but got n_fft=", n_fft);
  Tensor pieces = unfold(x, 1, n_fft, f.hop);
  if (window.defined()) pieces = mul(pieces, centred(window, f));
  double scale = normalized ? 1 / std::sqrt(static_cast<double>(n_fft)) : 1.0;
  const int64_t last[] = {2};
  Tensor out = is_complex(pieces.dtype()) ? fft_c2c(pieces, last, scale, true)
                                          : fft_r2c(pieces, last, scale, half);
  out = transpose(out, 1, 2);
  if (single) out = squeeze_dim(out, 0);
  return return_complex.value_or(true) ? out : view_as_real(out);
}

// Adds pieces [batch, frames, n_fft] to a signal of `length`, each hop points after the one before.
Tensor overlap_add(const Tensor& pieces, int64_t hop, int64_t length) {
  int64_t batch = pieces.size(0), frames = pieces.size(1), n = pieces.size(2);
  Tensor starts = unsqueeze(mul(arange(frames), hop), 1);
  Tensor index = reshape(add(starts, arange(n)), {{frames * n}});
  Tensor zero = zeros({{batch, length}}, pieces.dtype(), std::nullopt, pieces.device());
  return index_add(zero, 1, index, reshape(pieces, {{batch, frames * n}}));
}

Tensor istft_body(const Tensor& input, int64_t n_fft, OptInt hop_length, OptInt win_length,
                  const Tensor& window, bool center, bool normalized, OptBool onesided,
                  OptInt length, bool return_complex) {
  check(is_complex(input.dtype()),
        "istft requires a complex-valued input tensor matching the output from stft with "
        "return_complex=True.");
  check(input.numel() > 0, "istft(): input tensor cannot be empty");
  check(input.dim() == 2 || input.dim() == 3,
        "istft(): expected a tensor with 2 or 3 dimensions, but got ", input.dim());
  Frames f = frames_of("istft", n_fft, hop_length, win_length, window);
  int64_t bins = input.size(-2), count = input.size(-1);
  bool half = onesided.value_or(bins != n_fft);
  check(bins == (half ? n_fft / 2 + 1 : n_fft),
        "istft(): expected the frequency dimension (3rd to "
        "the last) of the input tensor to match n_fft ",
        half ? "/ 2 + 1 when onesided=True" : "when onesided=False", ", but got ", bins);
  check(!return_complex || !half, "Cannot have onesided output if window or input is complex");
  check(return_complex || !window.defined() || !is_complex(window.dtype()),
        "Complex windows are incompatible with return_complex=False");
  DType real_type = real_dtype(input.dtype());
  Tensor w = window.defined() ? window : ones({{f.win}}, real_type, std::nullopt, input.device());
  w = centred(w, f);
  Tensor x = transpose(input.dim() == 2 ? unsqueeze(input, 0) : input, 1, 2);
  auto points = static_cast<double>(n_fft);
  double scale = normalized ? 1 / std::sqrt(points) : 1 / points;
  const int64_t last[] = {2};
  if (return_complex) {
    x = fft_c2c(x, last, scale, false);
  } else {
    x = fft_c2r(narrow(x, 2, 0, n_fft / 2 + 1), last, scale, n_fft);
  }
  int64_t whole = n_fft + f.hop * (count - 1), start = center ? n_fft / 2 : 0;
  int64_t end = length ? start + *length : center ? whole - n_fft / 2 : whole;
  Tensor y = overlap_add(mul(x, w), f.hop, whole);
  Tensor squares = expand(mul(w, w), {{1, count, n_fft}});
  Tensor envelope = overlap_add(squares, f.hop, whole);
  int64_t shown = std::min(end, whole) - start;
  y = narrow(y, 1, start, shown);
  envelope = narrow(envelope, 1, start, shown);
  if (!envelope.is_meta()) {
    double lowest =
        load_scalar(amin(abs(envelope)).raw(), real_dtype(envelope.dtype())).to_double();
    check(lowest > 1e-11, "istft(): window overlap add min: 1: some points are under no window");
  }
  y = div(y, envelope);
  if (end > whole) {
    int64_t pads[] = {0, end - whole};
    y = constant_pad(y, pads);
  }
  return input.dim() == 2 ? squeeze_dim(y, 0) : y;
}

constexpr OpDef kOps[] = {
    {.schema =
         "stft(Tensor input, int n_fft, int? hop_length=None, int? win_length=None, Tensor? "
         "window=None, bool center=True, str pad_mode='reflect', bool normalized=False, bool? "
         "onesided=None, bool? return_complex=None, bool? align_to_window=None) -> Tensor",
     .body = kernel<stft_body>(),
     .traits = Method,
     .doc = R"(Returns the transforms of overlapping pieces of a signal: [..., frequencies, pieces].

Args:
    n_fft: points of a piece; hop_length: points from one to the next, default n_fft / 4.
    window: is multiplied with each piece; of win_length points, default n_fft.
    center: pad the signal at both ends, so that piece t is centred at point t * hop_length.
    onesided: only the first half of the frequencies; the default for real signals.
    return_complex: False gives pairs of reals.

Example:
    >>> tenon.stft(tenon.ones(8), 4, window=tenon.ones(4), return_complex=True).shape
    tenon.Size([3, 9])
)"},
    {.schema = "istft(Tensor input, int n_fft, int? hop_length=None, int? win_length=None, Tensor? "
               "window=None, bool center=True, bool normalized=False, bool? onesided=None, int? "
               "length=None, bool return_complex=False) -> Tensor",
     .body = kernel<istft_body>(),
     .traits = Method,
     .doc = R"(Returns the signal whose stft() with the same arguments is nearest to input.

Example:
    >>> pieces = tenon.stft(tenon.arange(8.0), 4, window=tenon.ones(4), return_complex=True)
    >>> tenon.istft(pieces, 4, window=tenon.ones(4))
    tensor([0., 1., 2., 3., 4., 5., 6., 7.])
)"},
};

}  // namespace
void register_stft(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops

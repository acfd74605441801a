// tenon.fft: lengths, dimensions and norms are made explicit here; fft_run.cpp transforms.
#include "core/api/fft.h"

#include <cmath>

#include "core/api/binary.h"
#include "core/api/complex.h"
#include "core/api/copy.h"
#include "core/api/fft_run.h"
#include "core/api/flips.h"
#include "core/api/join.h"
#include "core/api/pad.h"
#include "core/api/ranges.h"
#include "core/iter/promote.h"
#include "core/ops/products.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"
#include "core/tensor/complex_view.h"
#include "core/tensor/layout.h"

namespace tenon::ops {
namespace {

using OptInt = std::optional<int64_t>;
using OptInts = std::optional<IntSpan>;
using OptText = std::optional<std::string_view>;
using OptDType = std::optional<DType>;
using OptDevice = std::optional<Device>;
using OptBool = std::optional<bool>;

Tensor promoted(const Tensor& input, bool to_complex) {
  DType t = to_float_dtype(input.dtype());
  check(t != DType::F16 && t != DType::BF16, "Unsupported dtype ", scalar_type_name(t));
  if (to_complex) t = complex_dtype(t);
  return t == input.dtype() ? input : to_copy(input, t);
}
void check_real(const Tensor& input, const char* name) {
  check(!is_complex(input.dtype()), name, " expects a real input tensor, but got ",
        scalar_type_name(input.dtype()));
}

// The factor of a transform of n points in all; `backward` norms divide where the inverse is taken.
double scale_of(OptText norm, int64_t n, bool forward) {
  std::string_view mode = norm.value_or("backward");
  auto count = static_cast<double>(n);
  if (mode == "ortho") return 1 / std::sqrt(count);
  check(mode == "forward" || mode == "backward", "Invalid normalization mode: \"", mode, "\"");
  return (mode == "forward") == forward ? 1 / count : 1.0;
}

// Which dimensions, and how many points each has.
struct Plan {
  Dims dims, sizes;
  int64_t count() const {
    int64_t n = 1;
    for (int64_t s : sizes) n *= s;
    return n;
  }
};
void check_points(int64_t n) { check(n > 0, "Invalid number of data points (", n, ") specified"); }

Plan plan_of(const Tensor& input, OptInts s, OptInts dim) {
  Plan p;
  int64_t ndim = input.dim();
  if (dim) {
    for (int64_t d : *dim) {
      int64_t at = wrap_dim(d, ndim, false);
      for (int64_t seen : p.dims) check(seen != at, "FFT dims must be unique");
      p.dims.push_back(at);
    }
  }
  if (s) {
    auto count = static_cast<int64_t>(s->size());
    check(!dim || dim->size() == s->size(),
          "When given, dim and shape arguments must have the same length");
    check(count <= ndim, "Got shape with ", count, " values but input tensor only has ", ndim,
          " dimensions.");
    for (int64_t i = 0; !dim && i < count; ++i) p.dims.push_back(ndim - count + i);
  } else if (!dim) {
    for (int64_t d = 0; d < ndim; ++d) p.dims.push_back(d);
  }
  for (size_t i = 0; i < p.dims.size(); ++i) {
    int64_t n = s ? (*s)[i] : -1;
    p.sizes.push_back(n == -1 ? input.sizes()[p.dims[i]] : n);
  }
  for (int64_t n : p.sizes) check_points(n);
  return p;
}

// Cut, or padded with zeros, to the sizes of the plan.
Tensor fitted(const Tensor& input, const Plan& p) {
  Dims pad(2 * input.sizes().size(), 0);
  bool any = false;
  for (size_t i = 0; i < p.dims.size(); ++i) {
    int64_t d = p.dims[i], missing = p.sizes[i] - input.sizes()[d];
    pad[2 * static_cast<size_t>(input.dim() - 1 - d) + 1] = missing;
    any |= missing != 0;
  }
  return any ? constant_pad(input, pad) : input;
}

// Of the last dimension only the half that decides the rest is given.
struct HalfPlan {
  Plan plan;
  int64_t last = 0;
};
HalfPlan half_plan_of(const char* name, const Tensor& input, OptInts s, OptInts dim) {
  HalfPlan h{plan_of(input, s, dim)};
  check(!h.plan.dims.empty(), name, " must transform at least one axis");
  bool given = s && s->back() != -1;
  h.last = given ? s->back() : 2 * (input.sizes()[h.plan.dims.back()] - 1);
  check_points(h.last);
  h.plan.sizes.back() = h.last / 2 + 1;
  return h;
}

Tensor complex_n(const Tensor& input, OptInts s, OptInts dim, OptText norm, bool forward) {
  Tensor x = promoted(input, true);
  Plan p = plan_of(x, s, dim);
  return fft_c2c(fitted(x, p), p.dims, scale_of(norm, p.count(), forward), forward);
}
Tensor fft_rfftn_body(const Tensor& input, OptInts s, OptInts dim, OptText norm) {
  check_real(input, "rfftn");
  Tensor x = promoted(input, false);
  Plan p = plan_of(x, s, dim);
  check(!p.dims.empty(), "rfftn must transform at least one axis");
  return fft_r2c(fitted(x, p), p.dims, scale_of(norm, p.count(), true), true);
}
Tensor fft_irfftn_body(const Tensor& input, OptInts s, OptInts dim, OptText norm) {
  Tensor x = promoted(input, true);
  HalfPlan h = half_plan_of("irfftn", x, s, dim);
  x = fitted(x, h.plan);
  h.plan.sizes.back() = h.last;
  return fft_c2r(x, h.plan.dims, scale_of(norm, h.plan.count(), false), h.last);
}
// hfft is irfft of the conjugate with the norm of a forward transform, ihfft the reverse.
Tensor fft_hfftn_body(const Tensor& input, OptInts s, OptInts dim, OptText norm) {
  Tensor x = promoted(input, true);
  HalfPlan h = half_plan_of("hfftn", x, s, dim);
  x = conj(fitted(x, h.plan));
  h.plan.sizes.back() = h.last;
  return fft_c2r(x, h.plan.dims, scale_of(norm, h.plan.count(), true), h.last);
}
Tensor fft_ihfftn_body(const Tensor& input, OptInts s, OptInts dim, OptText norm) {
  check_real(input, "ihfftn");
  Tensor x = promoted(input, false);
  Plan p = plan_of(x, s, dim);
  check(!p.dims.empty(), "ihfftn must transform at least one axis");
  IntSpan dims = p.dims, last = dims.last(1), rest = dims.first(dims.size() - 1);
  Tensor half = conj(fft_r2c(fitted(x, p), last, scale_of(norm, p.count(), false), true));
  return rest.empty() ? half : fft_c2c(half, rest, 1, false);
}

Tensor fft_fftn_body(const Tensor& input, OptInts s, OptInts dim, OptText norm) {
  return complex_n(input, s, dim, norm, true);
}
Tensor fft_ifftn_body(const Tensor& input, OptInts s, OptInts dim, OptText norm) {
  return complex_n(input, s, dim, norm, false);
}

template <auto F>
Tensor two_body(const Tensor& input, OptInts s, IntSpan dim, OptText norm) {
  return F(input, s, dim, norm);
}

struct One {
  OptInts s, dim;
  One(const OptInt& n, const int64_t& d) : dim(IntSpan(&d, 1)) {
    if (n) s = IntSpan(&*n, 1);
    if (n) check_points(*n);
  }
};
// Of real numbers half is computed, and the rest known by symmetry.
Tensor one_full(const Tensor& input, OptInt n, int64_t dim, OptText norm, bool forward) {
  One one(n, dim);
  if (is_complex(input.dtype())) return complex_n(input, one.s, one.dim, norm, forward);
  Tensor x = promoted(input, false);
  Plan p = plan_of(x, one.s, one.dim);
  Tensor out = fft_r2c(fitted(x, p), p.dims, scale_of(norm, p.count(), forward), false);
  return forward ? out : conj(out);
}
Tensor fft_fft_body(const Tensor& input, OptInt n, int64_t dim, OptText norm) {
  return one_full(input, n, dim, norm, true);
}
Tensor fft_ifft_body(const Tensor& input, OptInt n, int64_t dim, OptText norm) {
  return one_full(input, n, dim, norm, false);
}
template <auto F>
Tensor one_body(const Tensor& input, OptInt n, int64_t dim, OptText norm) {
  One one(n, dim);
  return F(input, one.s, one.dim, norm);
}
Tensor fft_rfft_body(const Tensor& input, OptInt n, int64_t dim, OptText norm) {
  check_real(input, "rfft");
  return one_body<fft_rfftn_body>(input, n, dim, norm);
}
Tensor fft_ihfft_body(const Tensor& input, OptInt n, int64_t dim, OptText norm) {
  check_real(input, "ihfft");
  return one_body<fft_ihfftn_body>(input, n, dim, norm);
}

Tensor frequencies(const Tensor& counts, int64_t n, double d) {
  return mul(counts, 1.0 / (static_cast<double>(n) * d));
}
Tensor fftfreq_body(int64_t n, double d, OptDType dtype, OptInt layout, OptDevice device,
                    OptBool pin) {
  DType t = dtype.value_or(default_dtype());
  check(is_floating(t), "fftfreq requires a floating point or complex dtype");
  std::vector<Tensor> parts{arange((n + 1) / 2, t, layout, device, pin),
                            arange_start(-(n / 2), 0, t, layout, device, pin)};
  return frequencies(cat(parts), n, d);
}
Tensor rfftfreq_body(int64_t n, double d, OptDType dtype, OptInt layout, OptDevice device,
                     OptBool pin) {
  DType t = dtype.value_or(default_dtype());
  check(is_floating(t), "rfftfreq requires a floating point or complex dtype");
  return frequencies(arange(n / 2 + 1, t, layout, device, pin), n, d);
}

Tensor shifted(const Tensor& input, OptInts dim, int64_t round) {
  Dims dims, shifts;
  if (dim) {
    dims = Dims(*dim);
  } else {
    for (int64_t d = 0; d < input.dim(); ++d) dims.push_back(d);
  }
  for (int64_t d : dims) shifts.push_back((input.size(d) + round) / 2);
  return dims.empty() ? input : roll(input, shifts, dims);
}
Tensor fftshift_body(const Tensor& input, OptInts dim) { return shifted(input, dim, 0); }
Tensor ifftshift_body(const Tensor& input, OptInts dim) { return shifted(input, dim, 1); }

constexpr auto fft_irfft_body = one_body<fft_irfftn_body>;
constexpr auto fft_hfft_body = one_body<fft_hfftn_body>;

#define TN_ONE(n, short, text, example)                                                  \
  {                                                                                      \
    .schema = #n "(Tensor input, int? n=None, int dim=-1, str? norm=None) -> Tensor",    \
    .body = kernel<n##_body>(), .traits = Out, .paths = "tenon.fft." short,              \
    .doc = text                                                                          \
        "\n\nArgs:\n    n: the length of the signal; input is cut or padded with zeros." \
        "\n    norm: 'backward' (default), 'ortho' or 'forward': which side is divided." \
        "\n\nExample:\n" example                                                         \
  }
#define TN_TWO(n, short, all, text, example)                                                      \
  {                                                                                               \
    .schema = #n "(Tensor input, int[1]? s=None, int[1] dim=[-2, -1], str? norm=None) -> Tensor", \
    .body = kernel<two_body<all##_body>>(), .traits = Out, .paths = "tenon.fft." short,           \
    .doc = text "\n\nExample:\n" example                                                          \
  }
#define TN_ALL(n, short, text, example)                                                        \
  {                                                                                            \
    .schema = #n "(Tensor input, int[1]? s=None, int[1]? dim=None, str? norm=None) -> Tensor", \
    .body = kernel<n##_body>(), .traits = Out, .paths = "tenon.fft." short,                    \
    .doc = text "\n\nExample:\n" example                                                       \
  }

constexpr OpDef kOps[] = {
    TN_ONE(fft_fft, "fft", "Returns the discrete Fourier transform over the dimension dim.",
           "    >>> tenon.fft.fft(tenon.tensor([1.0, 2.0]))\n    tensor([ 3.+0.j, -1.+0.j])\n"),
    TN_ONE(fft_ifft, "ifft", "Returns the inverse of fft().",
           "    >>> tenon.fft.ifft(tenon.tensor([3.0, -1.0])).real\n    tensor([1., 2.])\n"),
    TN_ONE(fft_rfft, "rfft",
           "Returns the first half of the transform of real numbers; the rest mirrors it.",
           "    >>> tenon.fft.rfft(tenon.ones(4)).real\n    tensor([4., 0., 0.])\n"),
    TN_ONE(fft_irfft, "irfft",
           "Returns the inverse of rfft(): real numbers, by default 2 * (size - 1) of them.",
           "    >>> tenon.fft.irfft(tenon.tensor([4.0, 0.0, 0.0]))\n"
           "    tensor([1., 1., 1., 1.])\n"),
    TN_ONE(fft_hfft, "hfft",
           "Returns the transform of a signal with conjugate symmetry, of which half is given.",
           "    >>> tenon.fft.hfft(tenon.ones(3))\n    tensor([4., 0., 0., 0.])\n"),
    TN_ONE(fft_ihfft, "ihfft", "Returns the inverse of hfft().",
           "    >>> tenon.fft.ihfft(tenon.tensor([4.0, 0.0, 0.0, 0.0])).real\n"
           "    tensor([1., 1., 1.])\n"),
    TN_TWO(fft_fft2, "fft2", fft_fftn, "Returns the transform over two dimensions.",
           "    >>> tenon.fft.fft2(tenon.ones(2, 2)).real\n"
           "    tensor([[4., 0.],\n            [0., 0.]])\n"),
    TN_TWO(fft_ifft2, "ifft2", fft_ifftn, "Returns the inverse of fft2().",
           "    >>> tenon.fft.ifft2(tenon.ones(2, 2)).real\n"
           "    tensor([[1., 0.],\n            [0., 0.]])\n"),
    TN_TWO(fft_rfft2, "rfft2", fft_rfftn,
           "Returns rfft() over the last of two dimensions, fft() over the first.",
           "    >>> tenon.fft.rfft2(tenon.ones(2, 2)).real\n"
           "    tensor([[4., 0.],\n            [0., 0.]])\n"),
    TN_TWO(fft_irfft2, "irfft2", fft_irfftn, "Returns the inverse of rfft2().",
           "    >>> tenon.fft.irfft2(tenon.ones(2, 2))\n"
           "    tensor([[1., 0.],\n            [0., 0.]])\n"),
    TN_TWO(fft_hfft2, "hfft2", fft_hfftn,
           "Returns hfft() over the last of two dimensions, fft() over the first.",
           "    >>> tenon.fft.hfft2(tenon.ones(2, 2))\n"
           "    tensor([[4., 0.],\n            [0., 0.]])\n"),
    TN_TWO(fft_ihfft2, "ihfft2", fft_ihfftn, "Returns the inverse of hfft2().",
           "    >>> tenon.fft.ihfft2(tenon.ones(2, 2)).real\n"
           "    tensor([[1., 0.],\n            [0., 0.]])\n"),
    TN_ALL(fft_fftn, "fftn", "Returns the transform over the dimensions dim, by default all.",
           "    >>> tenon.fft.fftn(tenon.ones(2, 2)).real\n"
           "    tensor([[4., 0.],\n            [0., 0.]])\n"),
    TN_ALL(fft_ifftn, "ifftn", "Returns the inverse of fftn().",
           "    >>> tenon.fft.ifftn(tenon.ones(2, 2)).real\n"
           "    tensor([[1., 0.],\n            [0., 0.]])\n"),
    TN_ALL(fft_rfftn, "rfftn",
           "Returns rfft() over the last of the dimensions dim, fft() over the others.",
           "    >>> tenon.fft.rfftn(tenon.ones(2, 2)).real\n"
           "    tensor([[4., 0.],\n            [0., 0.]])\n"),
    TN_ALL(fft_irfftn, "irfftn", "Returns the inverse of rfftn().",
           "    >>> tenon.fft.irfftn(tenon.ones(2, 2))\n"
           "    tensor([[1., 0.],\n            [0., 0.]])\n"),
    TN_ALL(fft_hfftn, "hfftn",
           "Returns hfft() over the last of the dimensions dim, fft() over the others.",
           "    >>> tenon.fft.hfftn(tenon.ones(2, 2))\n"
           "    tensor([[4., 0.],\n            [0., 0.]])\n"),
    TN_ALL(fft_ihfftn, "ihfftn", "Returns the inverse of hfftn().",
           "    >>> tenon.fft.ihfftn(tenon.ones(2, 2)).real\n"
           "    tensor([[1., 0.],\n            [0., 0.]])\n"),
    {.schema = "fft_fftfreq(int n, float d=1.0, *, dtype? dtype=None, layout? layout=None, device? "
               "device=None, bool? pin_memory=None) -> Tensor",
     .body = kernel<fftfreq_body>(),
     .paths = "tenon.fft.fftfreq",
     .doc = R"(Returns the frequencies of fft() for n points that are d apart.

Example:
    >>> tenon.fft.fftfreq(4)
    tensor([ 0.0000,  0.2500, -0.5000, -0.2500])
)"},
    {.schema = "fft_rfftfreq(int n, float d=1.0, *, dtype? dtype=None, layout? layout=None, "
               "device? device=None, bool? pin_memory=None) -> Tensor",
     .body = kernel<rfftfreq_body>(),
     .paths = "tenon.fft.rfftfreq",
     .doc = R"(Returns the frequencies of rfft() for n points that are d apart.

Example:
    >>> tenon.fft.rfftfreq(4)
    tensor([0.0000, 0.2500, 0.5000])
)"},
    {.schema = "fft_fftshift(Tensor input, int[1]? dim=None) -> Tensor",
     .body = kernel<fftshift_body>(),
     .paths = "tenon.fft.fftshift",
     .doc = R"(Moves frequency zero to the middle.

Example:
    >>> tenon.fft.fftshift(tenon.arange(5))
    tensor([3, 4, 0, 1, 2])
)"},
    {.schema = "fft_ifftshift(Tensor input, int[1]? dim=None) -> Tensor",
     .body = kernel<ifftshift_body>(),
     .paths = "tenon.fft.ifftshift",
     .doc = R"(The inverse of fftshift().

Example:
    >>> tenon.fft.ifftshift(tenon.arange(5))
    tensor([2, 3, 4, 0, 1])
)"},
};
#undef TN_ONE
#undef TN_TWO
#undef TN_ALL

}  // namespace
void register_fft(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops

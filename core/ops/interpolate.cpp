// Resizing of signals, images and volumes.
#include "core/api/interpolate.h"

#include <algorithm>
#include <cmath>

#include "core/api/pool_mean.h"
#include "core/iter/pointwise.h"
#include "core/memory/allocator.h"
#include "core/ops/layouts.h"
#include "core/ops/products.h"
#include "core/ops/resample_axes.h"
#include "core/ops/resample_bytes.h"
#include "core/ops/tables.h"
#include "core/parallel/parallel_for.h"
#include "core/registry/box.h"

namespace tenon::ops {
namespace {

using Doubles = std::span<const double>;

constexpr int64_t kGrain = 16384;  // output elements that are worth a thread

template <class F>
F need(F kernel, std::string_view mode, DType t) {
  check_implemented(kernel != nullptr, "\"interpolate_", mode, "\" not implemented for '",
                    scalar_type_name(t), "'");
  return kernel;
}

// A tensor as planes: the memory order is [planes, spatial..., channels].
struct Layout {
  bool last;
  int64_t planes, channels;
  explicit Layout(const Tensor& t)
      : last(suggests_channels_last(t)),
        planes(t.size(0) * (last ? 1 : t.size(1))),
        channels(last ? t.size(1) : 1) {}
  Tensor make(IntSpan sizes, const Tensor& like) const {
    return last ? new_strided(sizes, channels_last_strides(sizes), like.dtype(), like.device())
                : new_tensor(sizes, like.dtype(), like.device());
  }
};

char* plane(const Tensor& t, int64_t i, int64_t planes) {
  return t.raw() + i * (t.numel() / planes) * static_cast<int64_t>(t.itemsize());
}

size_t scratch_bytes(int64_t elements, DType t) {
  return static_cast<size_t>(elements) * (t == DType::F64 ? sizeof(double) : sizeof(float));
}

Dims with_size(IntSpan sizes, IntSpan spatial) {
  Dims out{sizes[0], sizes[1]};
  for (int64_t n : spatial) out.push_back(n);
  return out;
}

void check_sizes(const Tensor& input, IntSpan size) {
  const size_t n = size.size();
  check(input.dim() == static_cast<int64_t>(n) + 2, "It is expected input to have ", n + 2,
        " dimensions, but got ", input.dim());
  bool positive = std::all_of(size.begin(), size.end(), [](int64_t s) { return s > 0; });
  IntSpan in = input.sizes().last(n);
  positive = positive && std::all_of(in.begin(), in.end(), [](int64_t s) { return s > 0; });
  check(positive, "Input and output sizes should be greater than 0, but got input ", in,
        " and output ", size);
  check(input.numel() != 0 || input.size(1) != 0, "Non-empty ", n + 2,
        "D data tensor expected but got a tensor with sizes ", input.sizes());
}

Tensor resample_cpu(const Tensor& input, IntSpan size, std::string_view mode, bool align_corners,
                    bool antialias, Doubles scales) {
  check_sizes(input, size);
  auto kernel = need(kernels::resample_kernels().forward[static_cast<int>(input.dtype())], mode,
                     input.dtype());
  const Layout layout(input);
  Tensor out = layout.make(with_size(input.sizes(), size), input);
  if (input.is_meta() || out.numel() == 0) return out;
  const Tensor x = layout.last ? input : raw::contiguous(input);
  const ResampleOptions options{resample_from_name(mode), align_corners, antialias, scales};
  const bool bytes = input.dtype() == DType::U8 && size.size() == 2 &&
                     options.mode != Resample::Nearest && options.mode != Resample::NearestExact;
  const ResampleTables tables(input.sizes(), size, options, bytes ? DType::F64 : input.dtype(),
                              layout.channels);
  const kernels::ResampleShape& s = tables.shape();
  if (bytes) {
    resample_bytes(s, layout.planes, x.data<uint8_t>(), out.data<uint8_t>());
    return out;
  }
  const int64_t rows = s.rows_out();
  parallel_for(0, layout.planes * rows, std::max<int64_t>(1, kGrain / s.row_out()),
               [&](int64_t begin, int64_t end) {
                 std::vector<char> scratch(scratch_bytes(s.row_in(), input.dtype()));
                 for (int64_t p = begin / rows; p * rows < end; ++p) {
                   kernel(s, plane(x, p, layout.planes), plane(out, p, layout.planes),
                          std::max(begin - p * rows, int64_t{0}), std::min(end - p * rows, rows),
                          scratch.data());
                 }
               });
  return out;
}

Tensor resample_backward_cpu(const Tensor& grad, IntSpan size, std::string_view mode,
                             bool align_corners, bool antialias, Doubles scales) {
  auto kernel = need(kernels::resample_kernels().backward[static_cast<int>(grad.dtype())], mode,
                     grad.dtype());
  const Layout layout(grad);
  Tensor out = layout.make(with_size(grad.sizes(), size), grad);
  if (grad.is_meta() || out.numel() == 0) return out;
  const Tensor g = layout.last ? grad : raw::contiguous(grad);
  const ResampleOptions options{resample_from_name(mode), align_corners, antialias, scales};
  const ResampleTables tables(out.sizes(), grad.sizes().last(size.size()), options, grad.dtype(),
                              layout.channels);
  const kernels::ResampleShape& s = tables.shape();
  parallel_for(
      0, layout.planes,
      std::max<int64_t>(1, kGrain / (s.row_out() * s.rows_out() + s.row_in() * s.rows_in())),
      [&](int64_t begin, int64_t end) {
        std::vector<char> scratch(scratch_bytes(s.row_in() * (s.rows_in() + 1), grad.dtype()));
        for (int64_t p = begin; p < end; ++p) {
          kernel(s, plane(g, p, layout.planes), plane(out, p, layout.planes), scratch.data());
        }
      });
  return out;
}

void resample_vjp(VjpCtx& c) {
  c.grad_in(0, resample_backward(c.grad(), c.in_sizes(0).subspan(2), c.arg(2).to_str(),
                                 c.arg(3).to_bool(), c.arg(4).to_bool(), c.arg(5).to_doubles()));
}
void resample_backward_vjp(VjpCtx& c) {
  c.grad_in(0, resample(c.grad(), c.in_sizes(0).subspan(2), c.arg(2).to_str(), c.arg(3).to_bool(),
                        c.arg(4).to_bool(), c.arg(5).to_doubles()));
}

// ---- interpolate ----

bool is_list(const Value& v) {
  return v.tag == TN_TUPLE || v.tag == TN_LIST || v.tag == TN_INTS || v.tag == TN_FLOATS ||
         v.tag == TN_VALUES;
}

// One number per spatial dimension.
std::vector<Value> per_dim(const Tensor& input, const Value& given, std::string_view what) {
  const int64_t spatial = input.dim() - 2;
  if (!is_list(given))
    return std::vector<Value>(static_cast<size_t>(std::max<int64_t>(spatial, 0)), given);
  std::vector<Value> items = list_items(given);
  check_value(static_cast<int64_t>(items.size()) == spatial, "Input and ", what,
              " must have the same number of spatial dimensions, but got input of size ",
              input.sizes(), " and ", what, " with ", items.size(), " numbers");
  return items;
}

// The size asked for, and the scales where they are to be used as given.
struct Target {
  Dims size;
  std::vector<double> scales;
};

Target target_of(const Tensor& input, const Value& size, const Value& scale_factor, bool recompute,
                 bool area) {
  check_value(size.is_none() || scale_factor.is_none(),
              "only one of size or scale_factor should be defined");
  check_value(!size.is_none() || !scale_factor.is_none(),
              "either size or scale_factor should be defined");
  Target t;
  if (!size.is_none()) {
    check_value(!recompute, "recompute_scale_factor is not meaningful with an explicit size.");
    for (const Value& v : per_dim(input, size, "output size")) {
      check_type(v.tag == TN_INT,
                 "expected size to be one of int or Tuple[int] or Tuple[int, int] or "
                 "Tuple[int, int, int], but got size with a ",
                 tag_name(v.tag));
      t.size.push_back(v.to_int());
    }
    return t;
  }
  int64_t d = 2;
  for (const Value& v : per_dim(input, scale_factor, "scale_factor")) {
    check_type(v.is_number(), "expected scale_factor to be numbers, but got ", tag_name(v.tag));
    t.size.push_back(static_cast<int64_t>(static_cast<double>(input.size(d++)) * v.to_double()));
    if (!recompute && !area) t.scales.push_back(v.to_double());
  }
  return t;
}

Tensor area(const Tensor& input, IntSpan size) {
  switch (input.dim()) {
    case 3:
      return adaptive_avg_pool1d(input, size);
    case 4:
      return adaptive_avg_pool2d(input, size);
    default:
      return adaptive_avg_pool3d(input, size);
  }
}

// The mode without its number of dimensions, which must be the input's.
std::string_view plain_mode(std::string_view mode, int64_t dim) {
  struct Row {
    std::string_view name, plain;
    int64_t dim;
  };
  static constexpr Row kRows[] = {{"linear", "linear", 3},
                                  {"bilinear", "linear", 4},
                                  {"trilinear", "linear", 5},
                                  {"bicubic", "cubic", 4},
                                  {"lanczos", "lanczos", 4}};
  if (dim >= 3 && dim <= 5 && (mode == "nearest" || mode == "nearest-exact")) return mode;
  for (const Row& row : kRows) {
    if (row.name != mode) continue;
    if (row.dim == dim) return row.plain;
    check_implemented(row.plain != "linear" || dim < 3 || dim > 5, "Got ", dim, "D input, but ",
                      mode, " mode needs ", row.dim, "D input");
  }
  fail(ErrorKind::NotImplemented, "Input Error: Only 3D, 4D and 5D input Tensors supported (got ",
       dim,
       "D) for the modes: nearest | linear | bilinear | bicubic | trilinear | lanczos | area | "
       "nearest-exact (got ",
       mode, ")");
}

Tensor interpolate_body(const Tensor& input, const Value& size, const Value& scale_factor,
                        std::string_view mode, std::optional<bool> align_corners,
                        std::optional<bool> recompute_scale_factor, bool antialias) {
  const bool by_area = mode == "area";
  check_value(
      !align_corners || !(by_area || mode == "nearest" || mode == "nearest-exact"),
      "align_corners option can only be set with the interpolating modes: linear | bilinear "
      "| bicubic | trilinear");
  const Target t =
      target_of(input, size, scale_factor, recompute_scale_factor.value_or(false), by_area);
  check_value(
      !antialias ||
          (input.dim() == 4 && (mode == "bilinear" || mode == "bicubic" || mode == "lanczos")),
      "Anti-alias option is restricted to bilinear, bicubic, and lanczos modes and requires "
      "a 4-D tensor as input");
  if (by_area && input.dim() >= 3 && input.dim() <= 5) return area(input, t.size);
  const std::string_view plain = plain_mode(mode, input.dim());
  if (plain == "lanczos") {
    check_value(!align_corners.value_or(false), "Lanczos mode does not support align_corners=True");
    check_value(antialias, "Lanczos mode requires antialias=True");
  }
  return resample(input, t.size, plain, align_corners.value_or(false), antialias, t.scales);
}

constexpr OpDef kOps[] = {
    {.schema = "resample(Tensor input, int[] size, str mode, bool align_corners, bool antialias, "
               "float[] scales) -> Tensor",
     .cpu = kernel<resample_cpu>(),
     .vjp = resample_vjp,
     .traits = NoFunction,
     .doc = "What interpolate is made of: [N, C, ...] to the given spatial size; scales may be "
            "empty."},
    {.schema =
         "resample_backward(Tensor grad_output, int[] size, str mode, bool align_corners, bool "
         "antialias, float[] scales) -> Tensor",
     .cpu = kernel<resample_backward_cpu>(),
     .vjp = resample_backward_vjp,
     .traits = NoFunction,
     .doc = "The gradient of resample() for an input of the given spatial size."},
    {.schema =
         "interpolate(Tensor input, any size=None, any scale_factor=None, str mode='nearest', "
         "bool? align_corners=None, bool? recompute_scale_factor=None, bool antialias=False) -> "
         "Tensor",
     .body = kernel<interpolate_body>(),
     .paths = "tenon.nn.functional.interpolate",
     .doc = R"(Resizes (N, C, L), (N, C, H, W) or (N, C, D, H, W) to `size`, or by `scale_factor`.

Args:
    size: one int, or one per spatial dimension.
    scale_factor: one number, or one per spatial dimension, in place of size.
    mode: 'nearest', 'nearest-exact', 'linear' (3-D input), 'bilinear', 'bicubic', 'lanczos' (4-D), 'trilinear' (5-D) or 'area'.
    align_corners: the corner elements keep their values; else the corners of the images lie on each other.
    recompute_scale_factor: compute the scale from the sizes, in place of using scale_factor itself.
    antialias: widen the filter when the image shrinks, as Pillow does.

Example:
    >>> tenon.nn.functional.interpolate(tenon.tensor([[[1.0, 2.0]]]), scale_factor=2)
    tensor([[[1., 1., 2., 2.]]])
    >>> tenon.nn.functional.interpolate(tenon.tensor([[[1.0, 2.0]]]), size=4, mode='linear')
    tensor([[[1.0000, 1.2500, 1.7500, 2.0000]]])
)"},
};

}  // namespace
void register_interpolate(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops

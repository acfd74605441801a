// Pooling besides windows of maxima and means: by powers, at random places, back to the places that
// maxima came from, and across channels.
#include "core/api/pool_more.h"

#include <cmath>
#include <limits>

#include "core/api/activation.h"
#include "core/api/binary.h"
#include "core/api/copy.h"
#include "core/api/create.h"
#include "core/api/pad.h"
#include "core/api/pool.h"
#include "core/api/pool_grad.h"
#include "core/api/pool_mean.h"
#include "core/api/random_make.h"
#include "core/api/scatter.h"
#include "core/api/unary_round.h"
#include "core/api/view.h"
#include "core/api/view_dims.h"
#include "core/iter/pointwise.h"
#include "core/kernels/pool.h"
#include "core/ops/layouts.h"
#include "core/ops/pool_run.h"
#include "core/ops/products.h"
#include "core/ops/tables.h"
#include "core/parallel/parallel_for.h"
#include "core/registry/box.h"

namespace tenon::ops {
namespace {

using OptInts = std::optional<IntSpan>;

int64_t at(IntSpan v, size_t i) { return v.size() == 1 ? v[0] : v[i]; }

// ---- by powers ----

template <int N>
Tensor average(const Tensor& x, IntSpan kernel, OptInts stride, bool ceil_mode) {
  if constexpr (N == 1) return avg_pool1d(x, kernel, stride, Ints<0>::span, ceil_mode);
  if constexpr (N == 2) return avg_pool2d(x, kernel, stride, Ints<0, 0>::span, ceil_mode);
  if constexpr (N == 3) return avg_pool3d(x, kernel, stride, Ints<0, 0, 0>::span, ceil_mode);
}

template <int N>
Tensor greatest(const Tensor& x, IntSpan kernel, OptInts stride, bool ceil_mode) {
  const Dims none(N, 0), one(N, 1);
  if constexpr (N == 1) return max_pool1d(x, kernel, stride, none, one, ceil_mode);
  if constexpr (N == 2) return max_pool2d(x, kernel, stride, none, one, ceil_mode);
  if constexpr (N == 3) return max_pool3d(x, kernel, stride, none, one, ceil_mode);
}

template <int N>
Tensor lp_pool_body(const Tensor& input, double norm_type, IntSpan kernel_size, OptInts stride,
                    bool ceil_mode) {
  if (std::isinf(norm_type)) {
    const Tensor size = abs(input);
    return norm_type > 0 ? greatest<N>(size, kernel_size, stride, ceil_mode)
                         : neg(greatest<N>(neg(size), kernel_size, stride, ceil_mode));
  }
  const Tensor mean = average<N>(pow(input, norm_type), kernel_size, stride, ceil_mode);
  double elements = 1;
  for (size_t i = 0; i < N; ++i) elements *= static_cast<double>(at(kernel_size, i));
  return pow(mul(mul(sign(mean), relu(abs(mean))), elements), 1.0 / norm_type);
}

// ---- back from maxima ----

std::vector<Value> items_of(const Value& v) {
  return v.tag == TN_INT ? std::vector<Value>{v} : list_items(v);
}

// The size that pooling came from, or the one asked for, if pooling could have come from it.
template <int N>
Dims unpooled_size(const Tensor& input, IntSpan kernel, IntSpan stride, IntSpan padding,
                   const Value& wanted) {
  Dims usual;
  for (size_t d = 0; d < N; ++d) {
    usual.push_back((input.size(static_cast<int64_t>(d) - N) - 1) * at(stride, d) + at(kernel, d) -
                    2 * at(padding, d));
  }
  if (wanted.is_none()) return usual;
  std::vector<Value> items = items_of(wanted);
  check_value(items.size() == N || items.size() == N + 2,
              "output_size should be a sequence containing ", N, " or ", N + 2,
              " elements, but it has a length of '", items.size(), "'");
  Dims size;
  for (size_t d = 0; d < N; ++d) {
    const int64_t n = items[items.size() - N + d].to_int();
    check_value(std::abs(n - usual[d]) < at(stride, d), "invalid output_size ", n, " (dim ", d,
                " must be between ", usual[d] - at(stride, d), " and ", usual[d] + at(stride, d),
                ")");
    size.push_back(n);
  }
  return size;
}

void check_places(const Tensor& indices, int64_t elements, IntSpan size) {
  if (indices.is_meta()) return;
  const Tensor i = raw::contiguous(indices);
  for (int64_t k = 0; k < i.numel(); ++k) {
    const int64_t place = i.data<int64_t>()[k];
    check(place >= 0 && place < elements, "Found an invalid max index: ", place,
          " (output volumes are of size ", size, ")");
  }
}

template <int N>
Tensor max_unpool_body(const Tensor& input, const Tensor& indices, IntSpan kernel_size,
                       OptInts stride, IntSpan padding, const Value& output_size) {
  check(indices.dtype() == DType::I64,
        "elements in indices should be type int64 but got: ", indices.dtype());
  check_pool_dims(input, N, "max_unpool");
  check(same(input.sizes(), indices.sizes()),
        "Expected shape of indices to be same as that of the input tensor (", input.sizes(),
        ") but got indices tensor with shape: ", indices.sizes());
  const Dims size =
      unpooled_size<N>(input, kernel_size, stride.value_or(kernel_size), padding, output_size);
  Dims flat(input.sizes().first(static_cast<size_t>(input.dim() - N))), out = flat;
  int64_t elements = 1;
  for (int64_t n : size) {
    check_value(n >= 0,
                "max_unpooling: output_size must contain non-negative spatial dimensions, "
                "but got ",
                IntSpan(size));
    elements *= n;
    out.push_back(n);
  }
  check_implemented(is_floating(input.dtype()), "\"max_unpool", std::max(N, 2),
                    "d\" not implemented for '", scalar_type_name(input.dtype()), "'");
  check_places(indices, elements, size);
  Dims empty = flat;
  flat.push_back(-1), empty.push_back(elements);
  const Tensor zero = zeros(empty, input.dtype(), std::nullopt, input.device());
  if (input.numel() == 0) return reshape(zero, out);
  const Tensor result =
      reshape(scatter(zero, -1, reshape(indices, flat), reshape(input, flat)), out);
  const bool last = N == 2 && suggests_channels_last(input);
  return last ? clone(result, kChannelsLastFormat) : result;
}

// ---- at random places ----

// Where the windows of one axis begin: steps of about equal length, moved by the sample.
template <class T>
void random_begins(double sample_given, int64_t in, int64_t out, int64_t window,
                   std::vector<int64_t>& begin, std::vector<int64_t>& end) {
  const T sample = static_cast<T>(sample_given);
  begin.assign(static_cast<size_t>(out), in - window);
  const T step = out > 1 ? static_cast<T>(in - window) / static_cast<T>(out - 1) : T(0);
  for (int64_t i = 0; i + 1 < out; ++i) {
    begin[static_cast<size_t>(i)] = static_cast<int64_t>((static_cast<T>(i) + sample) * step) -
                                    static_cast<int64_t>(sample * step);
  }
  end = begin;
  for (int64_t& e : end) e += window;
}

template <int N>
void check_fractional(const Tensor& input, IntSpan kernel, IntSpan size, const Tensor& samples) {
  check_pool_dims(input, N, "fractional_max_pool");
  const int64_t batch = input.dim() == N + 2 ? input.size(0) : 1, planes = input.size(-N - 1);
  check(samples.dim() == 3 && samples.size(0) >= batch && samples.size(1) >= planes &&
            samples.size(2) == N,
        "fractional_max_pool", N, "d(): wrong shape of _random_samples: got ", samples.sizes(),
        ", expected ", batch, " x ", planes, " x ", N);
  check(samples.dtype() == input.dtype(), "Expect _random_samples to have the same dtype as input");
  for (size_t d = 0; d < N; ++d) {
    const int64_t in = input.size(static_cast<int64_t>(d) - N);
    check(at(size, d) > 0 && at(kernel, d) > 0 && at(size, d) + at(kernel, d) - 1 <= in,
          "fractional_max_pool", N, "d(): pool size ", at(kernel, d),
          " too large relative to input size ", in, " and output size ", at(size, d));
  }
}

template <int N>
std::tuple<Tensor, Tensor> fractional_pool_cpu(const Tensor& input, IntSpan kernel_size,
                                               IntSpan output_size, const Tensor& samples) {
  check_fractional<N>(input, kernel_size, output_size, samples);
  auto kernel = kernels::pool_kernels().max[static_cast<int>(input.dtype())];
  check_implemented(kernel && is_floating(input.dtype()), "\"fractional_max_pool", N,
                    "d\" not implemented for '", scalar_type_name(input.dtype()), "'");
  Dims sizes(input.sizes().first(static_cast<size_t>(input.dim() - N)));
  int64_t planes = 1, in_plane = 1, out_plane = 1;
  for (int64_t n : sizes) planes *= n;
  for (size_t d = 0; d < N; ++d) {
    sizes.push_back(at(output_size, d));
    in_plane *= input.size(static_cast<int64_t>(d) - N), out_plane *= at(output_size, d);
  }
  Tensor out = new_tensor(sizes, input.dtype(), input.device());
  Tensor index = new_tensor(sizes, DType::I64, input.device());
  if (out.is_meta()) return {out, index};
  const Tensor x = raw::contiguous(input), draws = raw::contiguous(raw::cast(samples, DType::F64));
  const bool wide = input.dtype() == DType::F64;
  const auto bytes = static_cast<int64_t>(x.itemsize());
  parallel_for(0, planes, std::max<int64_t>(1, 16384 / in_plane), [&](int64_t first, int64_t last) {
    std::vector<int64_t> begin[3] = {{0}, {0}, {0}}, end[3] = {{1}, {1}, {1}};
    for (int64_t p = first; p < last; ++p) {
      kernels::PoolShape shape;
      for (size_t a = 0; a < 3; ++a) {
        if (a + N >= 3) {
          const size_t d = a + N - 3;
          // Images name width before height, volumes their axes in order.
          const double sample =
              draws.data<double>()[p * N + static_cast<int64_t>(N == 2 ? 1 - d : d)];
          const int64_t in = input.size(static_cast<int64_t>(d) - N), n = at(output_size, d);
          (wide ? random_begins<double> : random_begins<float>)(sample, in, n, at(kernel_size, d),
                                                                begin[a], end[a]);
          shape.axis[a] = {in, n, 1, begin[a].data(), end[a].data(), nullptr};
        } else {
          shape.axis[a] = {1, 1, 1, begin[a].data(), end[a].data(), nullptr};
        }
      }
      kernel(shape, x.raw() + p * in_plane * bytes, out.raw() + p * out_plane * bytes,
             index.data<int64_t>() + p * out_plane);
    }
  });
  return {out, index};
}

template <int N>
void fractional_pool_vjp(VjpCtx& c) {
  if (c.grad(0)) c.grad_in(0, plane_scatter(c.grad(0), c.out(1), c.in_sizes(0), N));
}

template <int N, auto Pool>
std::tuple<Tensor, Tensor> fractional_max_pool(const Tensor& input, IntSpan kernel_size,
                                               const Value& output_size, const Value& output_ratio,
                                               const Tensor& given) {
  check_value(!output_size.is_none() || !output_ratio.is_none(), "fractional_max_pool", N,
              "d requires specifying either an output_size or an output_ratio");
  Dims size;
  if (!output_size.is_none()) {
    for (const Value& v : items_of(output_size)) size.push_back(v.to_int());
  } else {
    const bool one = output_ratio.is_number();
    const std::vector<Value> ratios =
        one ? std::vector<Value>(N, output_ratio) : list_items(output_ratio);
    check_value(ratios.size() == N, "fractional_max_pool", N, "d: output_ratio: got ",
                ratios.size(), " numbers, expected one or ", N);
    for (int64_t d = 0; d < N; ++d) {
      size.push_back(static_cast<int64_t>(static_cast<double>(input.size(d - N)) *
                                          ratios[static_cast<size_t>(d)].to_double()));
    }
  }
  Tensor samples = given;
  if (!samples.defined()) {
    const Dims shape{input.dim() == N + 1 ? 1 : input.size(0), input.size(-N - 1), N};
    samples = rand(shape, nullptr, input.dtype(), std::nullopt, input.device());
  }
  return Pool(input, kernel_size, size, samples);
}

template <int N, auto Pool>
Value fractional_either(const Tensor& input, IntSpan kernel_size, const Value& output_size,
                        const Value& output_ratio, bool return_indices, const Tensor& samples) {
  auto [out, index] =
      fractional_max_pool<N, Pool>(input, kernel_size, output_size, output_ratio, samples);
  Value first = Value::pointer(TN_TENSOR, out.release());
  if (!return_indices) return first;
  return make_list({first, Value::pointer(TN_TENSOR, index.release())}, TN_TUPLE);
}

template <int N, auto Pool>
std::tuple<Tensor, Tensor> fractional_both(const Tensor& input, IntSpan kernel_size,
                                           const Value& output_size, const Value& output_ratio,
                                           bool, const Tensor& samples) {
  return fractional_max_pool<N, Pool>(input, kernel_size, output_size, output_ratio, samples);
}

// ---- across channels ----

Tensor local_response_norm_body(const Tensor& input, int64_t size, double alpha, double beta,
                                double k) {
  check_value(input.dim() >= 3, "Expected 3D or higher dimensionality input (got ", input.dim(),
              " dimensions)");
  if (input.numel() == 0) return input;
  const int64_t before = size / 2, behind = (size - 1) / 2;
  const Dims rows{input.size(0), 1, input.size(1), -1};
  const int64_t amounts[] = {0, 0, before, behind}, window[] = {size, 1};
  const Tensor squares = pad(reshape(mul(input, input), rows), amounts);
  const Tensor mean = reshape(avg_pool2d(squares, window, Ints<1, 1>::span), input.sizes());
  return div(input, pow(add(mul(mean, alpha), k), beta));
}

#define TN_F(name) "tenon.nn.functional." name
#define TN_LP "The p-norm of every window, p = norm_type. stride defaults to kernel_size."
#define TN_UNPOOL                                                                                  \
  "Puts the maxima of max_pool back where its indices say, into zeros. output_size decides where " \
  "several sizes are possible."
#define TN_FRACTION                                                                        \
  "Takes maxima over windows of kernel_size at random places, so that the output has any " \
  "output_size, or the input's times output_ratio."

constexpr OpDef kOps[] = {
    {.schema = "lp_pool1d(Tensor input, float norm_type, int[1] kernel_size, int[1]? stride=None, "
               "bool ceil_mode=False) -> Tensor",
     .body = kernel<lp_pool_body<1>>(),
     .paths = TN_F("lp_pool1d"),
     .doc = TN_LP},
    {.schema = "lp_pool2d(Tensor input, float norm_type, int[2] kernel_size, int[2]? stride=None, "
               "bool ceil_mode=False) -> Tensor",
     .body = kernel<lp_pool_body<2>>(),
     .paths = TN_F("lp_pool2d"),
     .doc = TN_LP},
    {.schema = "lp_pool3d(Tensor input, float norm_type, int[3] kernel_size, int[3]? stride=None, "
               "bool ceil_mode=False) -> Tensor",
     .body = kernel<lp_pool_body<3>>(),
     .paths = TN_F("lp_pool3d"),
     .doc = TN_LP},
    {.schema =
         "max_unpool1d(Tensor input, Tensor indices, int[1] kernel_size, int[1]? stride=None, "
         "int[1] padding=0, any output_size=None) -> Tensor",
     .body = kernel<max_unpool_body<1>>(),
     .paths = TN_F("max_unpool1d"),
     .doc = TN_UNPOOL},
    {.schema =
         "max_unpool2d(Tensor input, Tensor indices, int[2] kernel_size, int[2]? stride=None, "
         "int[2] padding=0, any output_size=None) -> Tensor",
     .body = kernel<max_unpool_body<2>>(),
     .paths = TN_F("max_unpool2d"),
     .doc = TN_UNPOOL},
    {.schema =
         "max_unpool3d(Tensor input, Tensor indices, int[3] kernel_size, int[3]? stride=None, "
         "int[3] padding=0, any output_size=None) -> Tensor",
     .body = kernel<max_unpool_body<3>>(),
     .paths = TN_F("max_unpool3d"),
     .doc = TN_UNPOOL},
    {.schema = "fractional_pool2d(Tensor input, int[2] kernel_size, int[2] output_size, Tensor "
               "random_samples) -> (Tensor, Tensor indices)",
     .cpu = kernel<fractional_pool_cpu<2>>(),
     .vjp = fractional_pool_vjp<2>,
     .saves = "indices",
     .traits = NoFunction,
     .doc = "What fractional_max_pool2d is made of."},
    {.schema = "fractional_pool3d(Tensor input, int[3] kernel_size, int[3] output_size, Tensor "
               "random_samples) -> (Tensor, Tensor indices)",
     .cpu = kernel<fractional_pool_cpu<3>>(),
     .vjp = fractional_pool_vjp<3>,
     .saves = "indices",
     .traits = NoFunction,
     .doc = "What fractional_max_pool3d is made of."},
    {.schema = "fractional_max_pool2d(Tensor input, int[2] kernel_size, any output_size=None, any "
               "output_ratio=None, bool return_indices=False, Tensor? _random_samples=None) -> any",
     .body = kernel<fractional_either<2, fractional_pool2d>>(),
     .traits = Random,
     .paths = TN_F("fractional_max_pool2d"),
     .doc = TN_FRACTION},
    {.schema = "fractional_max_pool2d_with_indices(Tensor input, int[2] kernel_size, any "
               "output_size=None, any output_ratio=None, bool return_indices=False, Tensor? "
               "_random_samples=None) -> (Tensor, Tensor indices)",
     .body = kernel<fractional_both<2, fractional_pool2d>>(),
     .traits = Random,
     .paths = TN_F("fractional_max_pool2d_with_indices"),
     .doc = "fractional_max_pool2d() and the positions of the maxima in their planes."},
    {.schema = "fractional_max_pool3d(Tensor input, int[3] kernel_size, any output_size=None, any "
               "output_ratio=None, bool return_indices=False, Tensor? _random_samples=None) -> any",
     .body = kernel<fractional_either<3, fractional_pool3d>>(),
     .traits = Random,
     .paths = TN_F("fractional_max_pool3d"),
     .doc = TN_FRACTION},
    {.schema = "fractional_max_pool3d_with_indices(Tensor input, int[3] kernel_size, any "
               "output_size=None, any output_ratio=None, bool return_indices=False, Tensor? "
               "_random_samples=None) -> (Tensor, Tensor indices)",
     .body = kernel<fractional_both<3, fractional_pool3d>>(),
     .traits = Random,
     .paths = TN_F("fractional_max_pool3d_with_indices"),
     .doc = "fractional_max_pool3d() and the positions of the maxima in their planes."},
    {.schema = "local_response_norm(Tensor input, int size, float alpha=0.0001, float beta=0.75, "
               "float k=1.0) -> Tensor",
     .body = kernel<local_response_norm_body>(),
     .paths = TN_F("local_response_norm"),
     .doc = R"(Divides by (k + alpha * mean square over `size` neighbouring channels) ^ beta.

Example:
    >>> tenon.nn.functional.local_response_norm(tenon.ones(1, 1, 2), 1, alpha=3.0, beta=0.5)
    tensor([[[0.5000, 0.5000]]])
)"},
};

#undef TN_F
#undef TN_LP
#undef TN_UNPOOL
#undef TN_FRACTION

}  // namespace
void register_pool_more(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops

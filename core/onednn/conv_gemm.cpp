// Convolutions as matrix products. A 1x1 convolution is one as it stands; float64, which oneDNN has
// not, goes through columns (im2col), image by image and group by group, over contiguous operands.
#include <algorithm>
#include <cstring>
#include <type_traits>

#include "core/onednn/conv_pieces.h"
#include "core/onednn/gemm.h"
#include "core/onednn/scratch.h"
#include "core/parallel/parallel_for.h"

namespace tenon::onednn {
namespace {

int64_t product(const int64_t* v, int n) {
  int64_t p = 1;
  for (int i = 0; i < n; ++i) p *= v[i];
  return p;
}

// The spatial axes of a tensor as one axis: its stride, or 0 when they cannot be seen as one.
int64_t flat_stride(const int64_t* size, const int64_t* strides, int n) {
  int64_t expected = strides[n - 1];
  for (int i = n - 1; i >= 0; expected *= size[i--])
    if (size[i] != 1 && strides[i] != expected) return 0;
  return strides[n - 1];
}

struct View {
  int64_t batch, channel, pixel;  // strides
};

bool pointwise(const ConvShape& s) {
  if (s.groups != 1) return false;
  for (int i = 0; i < s.spatial; ++i)
    if (s.kernel[i] != 1 || s.stride[i] != 1 || s.pad[i] != 0 || s.in[i] != s.out[i]) return false;
  return flat_stride(s.in, s.src_strides + 2, s.spatial) &&
         flat_stride(s.out, s.dst_strides + 2, s.spatial);
}

View src_view(const ConvShape& s) {
  return {s.src_strides[0], s.src_strides[1], flat_stride(s.in, s.src_strides + 2, s.spatial)};
}
View dst_view(const ConvShape& s) {
  return {s.dst_strides[0], s.dst_strides[1], flat_stride(s.out, s.dst_strides + 2, s.spatial)};
}

const char* at(const void* p, int64_t elements, DType t) {
  return static_cast<const char*>(p) + elements * static_cast<int64_t>(dtype_size(t));
}
char* at(void* p, int64_t elements, DType t) {
  return static_cast<char*>(p) + elements * static_cast<int64_t>(dtype_size(t));
}

// to[n, out, pixel] = sum over in of w[out, in] from[n, in, pixel] (+ bias[out]); rows are pixels
// in channels-last memory.
void pointwise_product(const ConvShape& s, View from, View to, int64_t in, int64_t out,
                       const void* w, int64_t w_out, int64_t w_in, const void* x, const void* bias,
                       void* y) {
  GemmArgs g{.dtype = s.dtype, .batch = s.batch, .k = in, .c = y, .c_batch = to.batch};
  int64_t pixels = product(s.out, s.spatial);
  if (to.channel == 1) {
    g.m = pixels, g.n = out, g.bias = bias, g.c_row = to.pixel;
    g.a = x, g.a_batch = from.batch, g.a_row = from.pixel, g.a_col = from.channel;
    g.b = w, g.b_row = w_in, g.b_col = w_out;
    if (s.batch > 1 && from.batch == pixels * from.pixel && to.batch == pixels * to.pixel)
      g.m *= s.batch, g.batch = 1;
  } else {
    g.m = out, g.n = pixels, g.c_row = to.channel;
    g.a = w, g.a_row = w_out, g.a_col = w_in;
    g.b = x, g.b_batch = from.batch, g.b_row = from.channel, g.b_col = from.pixel;
    g.accumulate = bias != nullptr;
    size_t size = dtype_size(s.dtype);
    if (bias) {  // rows start as their bias
      parallel_for(0, s.batch * out, std::max<int64_t>(1, (1 << 15) / pixels),
                   [&](int64_t begin, int64_t end) {
                     for (int64_t i = begin; i < end; ++i) {
                       const char* value = at(bias, i % out, s.dtype);
                       char* row = at(y, i / out * to.batch + i % out * to.channel, s.dtype);
                       for (int64_t p = 0; p < pixels; ++p)
                         std::memcpy(row + p * size, value, size);
                     }
                   });
    }
  }
  gemm(g);
}

// Visits every (row of columns, pixel) pair of one group's image: f(column index, source index or
// -1 in the padding).
template <class F>
void for_each_tap(const ConvShape& s, F&& f) {
  int64_t in[3] = {1, 1, 1}, out[3] = {1, 1, 1}, kernel[3] = {1, 1, 1}, stride[3] = {1, 1, 1},
          dil[3] = {1, 1, 1};
  int64_t pad[3] = {}, step[3] = {};
  for (int i = 0, j = 3 - s.spatial; i < s.spatial; ++i, ++j) {
    in[j] = s.in[i], out[j] = s.out[i], kernel[j] = s.kernel[i], stride[j] = s.stride[i],
    dil[j] = s.dilation[i];
    pad[j] = s.pad[i], step[j] = s.src_strides[2 + i];
  }
  int64_t column = 0;
  for (int64_t c = 0; c < s.ic / s.groups; ++c)
    for (int64_t kz = 0; kz < kernel[0]; ++kz)
      for (int64_t ky = 0; ky < kernel[1]; ++ky)
        for (int64_t kx = 0; kx < kernel[2]; ++kx)
          for (int64_t oz = 0; oz < out[0]; ++oz)
            for (int64_t oy = 0; oy < out[1]; ++oy) {
              int64_t z = oz * stride[0] - pad[0] + kz * dil[0],
                      y = oy * stride[1] - pad[1] + ky * dil[1];
              bool row_inside = z >= 0 && z < in[0] && y >= 0 && y < in[1];
              int64_t base = c * s.src_strides[1] + z * step[0] + y * step[1];
              for (int64_t ox = 0; ox < out[2]; ++ox, ++column) {
                int64_t x = ox * stride[2] - pad[2] + kx * dil[2];
                f(column, row_inside && x >= 0 && x < in[2] ? base + x * step[2] : -1);
              }
            }
}

// The operands of one image and group as matrices: weights [oc, ic * kernel], columns [ic * kernel,
// pixels].
struct Lowered {
  explicit Lowered(const ConvShape& s)
      : ic(s.ic / s.groups),
        oc(s.oc / s.groups),
        taps(ic * product(s.kernel, s.spatial)),
        pixels(product(s.out, s.spatial)) {}
  int64_t ic, oc, taps, pixels;
};

struct Doubles {
  explicit Doubles(int64_t n) : memory(static_cast<size_t>(n) * sizeof(double)) {}
  double* data() { return static_cast<double*>(memory.data()); }
  Scratch memory;
};

GemmArgs product_of(int64_t m, int64_t n, int64_t k) {
  return {.dtype = DType::F64, .m = m, .n = n, .k = k, .c_row = n};
}

template <class F>
void for_each_image_and_group(const ConvShape& s, F&& f) {
  parallel_for(0, s.batch * s.groups, 1, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) f(i / s.groups, i % s.groups);
  });
}

void columns_of(const ConvShape& s, const double* image, double* columns) {
  for_each_tap(s, [&](int64_t column, int64_t source) {
    columns[column] = source < 0 ? 0.0 : image[source];
  });
}

template <class P>
auto src_of(const ConvShape& s, P* src, int64_t n, int64_t g) {
  using T = std::conditional_t<std::is_const_v<P>, const double, double>;
  return static_cast<T*>(src) + n * s.src_strides[0] + g * (s.ic / s.groups) * s.src_strides[1];
}
template <class P>
auto dst_of(const ConvShape& s, P* dst, int64_t n, int64_t g) {
  using T = std::conditional_t<std::is_const_v<P>, const double, double>;
  return static_cast<T*>(dst) + n * s.dst_strides[0] + g * (s.oc / s.groups) * s.dst_strides[1];
}

}  // namespace

bool prefers_gemm(const ConvShape& s, Pass pass) {
  if (s.dtype == DType::F64) return true;
  // Sums over images would be rounded to bfloat16 after each; oneDNN keeps them in float.
  return pointwise(s) && !(s.dtype == DType::BF16 && pass == Pass::BackwardWeights);
}

void gemm_forward(const ConvShape& s, const void* src, const void* weights, const void* bias,
                  void* dst) {
  if (pointwise(s)) {
    return pointwise_product(s, src_view(s), dst_view(s), s.ic, s.oc, weights, s.weight_strides[0],
                             s.weight_strides[1], src, bias, dst);
  }
  Lowered l(s);
  for_each_image_and_group(s, [&](int64_t n, int64_t g) {
    Doubles columns(l.taps * l.pixels);
    columns_of(s, src_of(s, src, n, g), columns.data());
    double* y = dst_of(s, dst, n, g);
    const double* shift = bias ? static_cast<const double*>(bias) + g * l.oc : nullptr;
    for (int64_t o = 0; shift && o < l.oc; ++o) std::fill_n(y + o * l.pixels, l.pixels, shift[o]);
    GemmArgs p = product_of(l.oc, l.pixels, l.taps);
    p.a = static_cast<const double*>(weights) + g * l.oc * l.taps, p.a_row = l.taps;
    p.b = columns.data(), p.b_row = l.pixels;
    p.c = y, p.accumulate = bias != nullptr;
    gemm(p);
  });
}

void gemm_backward_data(const ConvShape& s, const void* diff_dst, const void* weights,
                        void* diff_src) {
  if (pointwise(s)) {
    return pointwise_product(s, dst_view(s), src_view(s), s.oc, s.ic, weights, s.weight_strides[1],
                             s.weight_strides[0], diff_dst, nullptr, diff_src);
  }
  Lowered l(s);
  for_each_image_and_group(s, [&](int64_t n, int64_t g) {
    Doubles columns(l.taps * l.pixels);
    GemmArgs p = product_of(l.taps, l.pixels, l.oc);
    p.a = static_cast<const double*>(weights) + g * l.oc * l.taps, p.a_row = 1, p.a_col = l.taps;
    p.b = dst_of(s, diff_dst, n, g), p.b_row = l.pixels;
    p.c = columns.data();
    gemm(p);
    double* image = src_of(s, diff_src, n, g);
    std::fill_n(image, l.ic * product(s.in, s.spatial), 0.0);
    for_each_tap(s, [&](int64_t column, int64_t source) {
      if (source >= 0) image[source] += columns.data()[column];
    });
  });
}

void gemm_backward_weights(const ConvShape& s, const void* src, const void* diff_dst,
                           void* diff_weights) {
  Lowered l(s);
  if (pointwise(s)) {
    View x = src_view(s), y = dst_view(s);
    GemmArgs p{
        .dtype = s.dtype, .m = s.oc, .n = s.ic, .k = l.pixels, .c = diff_weights, .c_row = s.ic};
    p.a_row = y.channel, p.a_col = y.pixel, p.b_row = x.pixel, p.b_col = x.channel;
    for (int64_t n = 0; n < s.batch; ++n) {
      p.a = at(diff_dst, n * y.batch, s.dtype), p.b = at(src, n * x.batch, s.dtype);
      p.accumulate = n > 0;
      gemm(p);
    }
    return;
  }
  Doubles columns(l.taps * l.pixels);
  for (int64_t g = 0; g < s.groups; ++g)
    for (int64_t n = 0; n < s.batch; ++n) {
      columns_of(s, src_of(s, src, n, g), columns.data());
      GemmArgs p = product_of(l.oc, l.taps, l.pixels);
      p.a = dst_of(s, diff_dst, n, g), p.a_row = l.pixels;
      p.b = columns.data(), p.b_row = 1, p.b_col = l.pixels;
      p.c = static_cast<double*>(diff_weights) + g * l.oc * l.taps;
      p.accumulate = n > 0;
      gemm(p);
    }
}

}  // namespace tenon::onednn

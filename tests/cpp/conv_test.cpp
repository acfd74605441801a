// core/onednn/conv.h against plain loops: 1d to 3d, groups, strides, dilation, channels last, any
// number of threads.
#include "core/onednn/conv.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstring>
#include <vector>

#include "core/onednn/conv_pieces.h"
#include "core/parallel/pool.h"

namespace tenon::onednn {
namespace {

using Three = std::array<int64_t, 3>;

struct Spec {
  int spatial;
  int64_t batch, groups, ic, oc;
  Three in, kernel, stride = {1, 1, 1}, pad = {0, 0, 0}, dilation = {1, 1, 1};
  bool channels_last = false;
};

void fill_strides(int64_t channels, const int64_t* size, int n, bool last, int64_t* strides) {
  int64_t step = last ? channels : 1;
  for (int i = n - 1; i >= 0; step *= size[i--]) strides[2 + i] = step;
  strides[1] = last ? 1 : step;
  strides[0] = last ? step : step * channels;
}

ConvShape make_shape(const Spec& t, DType dtype) {
  ConvShape s{.dtype = dtype,
              .spatial = t.spatial,
              .batch = t.batch,
              .groups = t.groups,
              .ic = t.ic,
              .oc = t.oc};
  for (int i = 0; i < t.spatial; ++i) {
    s.in[i] = t.in[i], s.kernel[i] = t.kernel[i], s.stride[i] = t.stride[i], s.pad[i] = t.pad[i];
    s.dilation[i] = t.dilation[i];
    s.out[i] = (t.in[i] + 2 * t.pad[i] - (t.kernel[i] - 1) * t.dilation[i] - 1) / t.stride[i] + 1;
  }
  fill_strides(t.ic, s.in, t.spatial, t.channels_last, s.src_strides);
  fill_strides(t.oc, s.out, t.spatial, t.channels_last, s.dst_strides);
  fill_strides(t.ic / t.groups, s.kernel, t.spatial, false, s.weight_strides);
  return s;
}

int64_t product(const int64_t* v, int n) {
  int64_t p = 1;
  for (int i = 0; i < n; ++i) p *= v[i];
  return p;
}

// f(src index, weight index, dst index, oc) for every multiplication of the convolution.
template <class F>
void for_each_term(const ConvShape& s, F&& f) {
  int64_t pixels = product(s.out, s.spatial), taps = product(s.kernel, s.spatial);
  int64_t ic = s.ic / s.groups, oc = s.oc / s.groups;
  for (int64_t n = 0; n < s.batch; ++n)
    for (int64_t o = 0; o < s.oc; ++o)
      for (int64_t p = 0; p < pixels; ++p)
        for (int64_t c = 0; c < ic; ++c)
          for (int64_t k = 0; k < taps; ++k) {
            int64_t src = n * s.src_strides[0] + (o / oc * ic + c) * s.src_strides[1];
            int64_t dst = n * s.dst_strides[0] + o * s.dst_strides[1];
            int64_t weight = o * s.weight_strides[0] + c * s.weight_strides[1], pr = p, kr = k;
            bool inside = true;
            for (int d = s.spatial - 1; d >= 0; --d) {
              int64_t at = pr % s.out[d], tap = kr % s.kernel[d];
              int64_t x = at * s.stride[d] - s.pad[d] + tap * s.dilation[d];
              inside = inside && x >= 0 && x < s.in[d];
              src += x * s.src_strides[2 + d], dst += at * s.dst_strides[2 + d],
                  weight += tap * s.weight_strides[2 + d];
              pr /= s.out[d], kr /= s.kernel[d];
            }
            if (inside) f(src, weight, dst, o);
          }
}

template <class T>
std::vector<T> numbers(int64_t n, int seed) {
  std::vector<T> v(static_cast<size_t>(n));
  for (int64_t i = 0; i < n; ++i)
    v[i] = static_cast<T>(static_cast<float>((i * 37 + seed * 11 + i / 7) % 9 - 4));
  return v;
}

template <class T>
struct Data {
  explicit Data(const ConvShape& s)
      : src(numbers<T>(s.batch * s.ic * product(s.in, s.spatial), 1)),
        weights(numbers<T>(s.oc * (s.ic / s.groups) * product(s.kernel, s.spatial), 2)),
        dst(numbers<T>(s.batch * s.oc * product(s.out, s.spatial), 3)),
        bias(numbers<T>(s.oc, 4)) {}
  std::vector<T> src, weights, dst, bias;
};

template <class T>
void expect_near(const std::vector<T>& got, const std::vector<double>& expected, double tolerance,
                 const char* what) {
  for (size_t i = 0; i < got.size(); ++i)
    ASSERT_NEAR(static_cast<double>(got[i]), expected[i], tolerance * (1 + std::abs(expected[i])))
        << what << " at " << i;
}

template <class T>
void check_spec(const Spec& t, double tolerance = 0) {
  ConvShape s = make_shape(t, DTypeOf<T>::value);
  Data<T> d(s);
  std::vector<double> y(d.dst.size()), dx(d.src.size()), dw(d.weights.size());
  for_each_term(s, [&](int64_t src, int64_t weight, int64_t dst, int64_t) {
    y[dst] += static_cast<double>(d.src[src]) * static_cast<double>(d.weights[weight]);
    dx[src] += static_cast<double>(d.dst[dst]) * static_cast<double>(d.weights[weight]);
    dw[weight] += static_cast<double>(d.dst[dst]) * static_cast<double>(d.src[src]);
  });
  std::vector<T> out(y.size()), diff_src(dx.size()), diff_weights(dw.size());
  conv_forward(s, d.src.data(), d.weights.data(), nullptr, out.data());
  expect_near(out, y, tolerance, "dst");
  if (t.channels_last) {
    for (size_t i = 0; i < y.size(); ++i) y[i] += static_cast<double>(d.bias[i % s.oc]);
  } else {
    int64_t pixels = product(s.out, s.spatial);
    for (size_t i = 0; i < y.size(); ++i) y[i] += static_cast<double>(d.bias[i / pixels % s.oc]);
  }
  conv_forward(s, d.src.data(), d.weights.data(), d.bias.data(), out.data());
  expect_near(out, y, tolerance, "dst with bias");
  conv_backward_data(s, d.dst.data(), d.weights.data(), diff_src.data());
  expect_near(diff_src, dx, tolerance, "src's gradient");
  conv_backward_weights(s, d.src.data(), d.dst.data(), diff_weights.data());
  expect_near(diff_weights, dw, tolerance, "weights' gradient");
}

std::vector<Spec> specs() {
  return {
      {1, 2, 1, 3, 5, {17}, {3}, {2}, {1}},
      {2, 2, 1, 3, 8, {9, 11}, {3, 3}, {1, 1}, {1, 1}},
      {2, 3, 1, 16, 32, {10, 7}, {3, 2}, {2, 1}, {1, 0}, {1, 2}},
      {2, 2, 4, 8, 12, {8, 8}, {3, 3}, {1, 1}, {1, 1}},
      {2, 2, 16, 16, 16, {9, 9}, {3, 3}, {2, 2}, {1, 1}},
      {2, 2, 1, 20, 24, {6, 5}, {1, 1}},
      {2, 2, 1, 20, 24, {7, 7}, {1, 1}, {2, 2}},
      {3, 1, 1, 4, 6, {5, 6, 7}, {2, 3, 3}, {1, 2, 1}, {1, 1, 1}},
  };
}

TEST(Conv, Float32) {
  for (const Spec& t : specs()) check_spec<float>(t);
}
TEST(Conv, Float64) {
  for (const Spec& t : specs()) check_spec<double>(t);
}
TEST(Conv, BFloat16) {
  if (!has_bf16()) GTEST_SKIP() << "this CPU has no bfloat16 in oneDNN";
  for (const Spec& t : specs()) check_spec<bfloat16>(t, 2e-2);
}
TEST(Conv, ChannelsLast) {
  for (Spec t : specs()) {
    t.channels_last = true;
    check_spec<float>(t);
  }
}

// Large enough to be cut: by images, by rows, by channels, by groups.
std::vector<Spec> large_specs() {
  return {
      {2, 5, 1, 32, 48, {20, 20}, {3, 3}, {1, 1}, {1, 1}},
      {2, 1, 1, 32, 32, {64, 60}, {3, 3}, {2, 1}, {1, 1}},
      {2, 1, 1, 128, 160, {10, 10}, {3, 3}, {1, 1}, {1, 1}},
      {2, 1, 4, 128, 128, {12, 12}, {5, 5}, {1, 1}, {2, 2}},
  };
}

// float64 takes another way (matrix products) and is never cut.
TEST(Conv, PiecesAgreeWithTheWhole) {
  bool cut_data = false, cut_weights = false;
  for (const Spec& t : large_specs()) {
    ConvShape s = make_shape(t, DType::F32), wide = make_shape(t, DType::F64);
    EXPECT_GT(cut_conv(s, Pass::Forward, false).pieces.size(), 1u);
    cut_data = cut_data || cut_conv(s, Pass::BackwardData, false).pieces.size() > 1;
    cut_weights = cut_weights || cut_conv(s, Pass::BackwardWeights, false).pieces.size() > 1;
    Data<float> d(s);
    Data<double> e(wide);
    std::vector<float> out(d.dst.size()), diff_src(d.src.size()), diff_weights(d.weights.size());
    std::vector<double> y(d.dst.size()), dx(d.src.size()), dw(d.weights.size());
    conv_forward(s, d.src.data(), d.weights.data(), d.bias.data(), out.data());
    conv_forward(wide, e.src.data(), e.weights.data(), e.bias.data(), y.data());
    expect_near(out, y, 0, "dst");
    conv_backward_data(s, d.dst.data(), d.weights.data(), diff_src.data());
    conv_backward_data(wide, e.dst.data(), e.weights.data(), dx.data());
    expect_near(diff_src, dx, 0, "src's gradient");
    conv_backward_weights(s, d.src.data(), d.dst.data(), diff_weights.data());
    conv_backward_weights(wide, e.src.data(), e.dst.data(), dw.data());
    expect_near(diff_weights, dw, 0, "weights' gradient");
  }
  EXPECT_TRUE(cut_data && cut_weights);
}

TEST(Conv, PiecesInChannelsLastMemory) {
  Spec t = large_specs()[1];
  t.channels_last = true;
  check_spec<float>(t);
}

TEST(Conv, BitwiseEqualForAnyNumberOfThreads) {
  int before = num_threads();
  for (const Spec& t : large_specs()) {
    ConvShape s = make_shape(t, DType::F32);
    Data<float> d(s);
    for (auto* v : {&d.src, &d.weights, &d.dst})
      for (float& x : *v) x = std::sin(x * 12.9898f + static_cast<float>(&x - v->data()));
    std::vector<std::vector<float>> results;
    for (int threads : {1, 2, 3}) {
      set_num_threads(threads);
      std::vector<float> out(d.dst.size()), diff_src(d.src.size()), diff_weights(d.weights.size());
      conv_forward(s, d.src.data(), d.weights.data(), d.bias.data(), out.data());
      conv_backward_data(s, d.dst.data(), d.weights.data(), diff_src.data());
      conv_backward_weights(s, d.src.data(), d.dst.data(), diff_weights.data());
      out.insert(out.end(), diff_src.begin(), diff_src.end());
      out.insert(out.end(), diff_weights.begin(), diff_weights.end());
      results.push_back(out);
    }
    for (auto& r : results)
      EXPECT_EQ(std::memcmp(r.data(), results[0].data(), r.size() * sizeof(float)), 0);
  }
  set_num_threads(before);
}

}  // namespace
}  // namespace tenon::onednn

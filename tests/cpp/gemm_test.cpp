// core/onednn/gemm.h against plain loops: every dtype, every engine, any strides, any number of
// threads.
#include "core/onednn/gemm.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <vector>

#include "core/kernels/gemm.h"
#include "core/parallel/pool.h"

namespace tenon::onednn {
namespace {

struct Case {
  int64_t batch, m, n, k;
  bool a_transposed = false, b_transposed = false, bias = false, accumulate = false;
};

template <class T>
std::vector<T> numbers(int64_t n, int seed) {
  std::vector<T> v(static_cast<size_t>(n));
  for (int64_t i = 0; i < n; ++i)
    v[i] = static_cast<T>(static_cast<float>((i * 37 + seed * 11) % 15 - 7));
  return v;
}

// Small whole numbers: products and sums are exact in every dtype but the narrow ones.
template <class T>
void check_case(const Case& t, double tolerance = 0) {
  int64_t a_size = t.m * t.k, b_size = t.k * t.n, c_row = t.n + 3;
  auto a = numbers<T>(t.batch * a_size, 1), b = numbers<T>(t.batch * b_size, 2),
       bias = numbers<T>(t.n, 3);
  auto c = numbers<T>(t.batch * t.m * c_row, 4);
  auto before = c;
  GemmArgs g{.dtype = DTypeOf<T>::value, .batch = t.batch, .m = t.m, .n = t.n, .k = t.k};
  g.a = a.data(), g.a_batch = a_size, g.a_row = t.a_transposed ? 1 : t.k,
  g.a_col = t.a_transposed ? t.m : 1;
  g.b = b.data(), g.b_batch = b_size, g.b_row = t.b_transposed ? 1 : t.n,
  g.b_col = t.b_transposed ? t.k : 1;
  g.bias = t.bias ? bias.data() : nullptr;
  g.c = c.data(), g.c_batch = t.m * c_row, g.c_row = c_row, g.accumulate = t.accumulate;
  gemm(g);
  for (int64_t item = 0; item < t.batch; ++item)
    for (int64_t i = 0; i < t.m; ++i)
      for (int64_t j = 0; j < c_row; ++j) {
        int64_t at = (item * t.m + i) * c_row + j;
        double expected = static_cast<double>(before[at]);
        if (j < t.n) {
          if (!t.accumulate) expected = 0;
          if (t.bias) expected += static_cast<double>(bias[j]);
          for (int64_t k = 0; k < t.k; ++k)
            expected += static_cast<double>(a[item * a_size + i * g.a_row + k * g.a_col]) *
                        static_cast<double>(b[item * b_size + k * g.b_row + j * g.b_col]);
        }
        ASSERT_NEAR(static_cast<double>(c[at]), static_cast<double>(static_cast<T>(expected)),
                    tolerance * (1 + std::abs(expected)))
            << "item " << item << " row " << i << " column " << j << " of m " << t.m << " n " << t.n
            << " k " << t.k;
      }
}

std::vector<Case> shapes() {
  std::vector<Case> all;
  for (auto [batch, m, n, k] : std::vector<std::array<int64_t, 4>>{{1, 1, 1, 1},
                                                                   {1, 8, 8, 8},
                                                                   {3, 5, 7, 9},
                                                                   {1, 1, 70, 33},
                                                                   {2, 1, 33, 70},
                                                                   {1, 67, 1, 40},
                                                                   {1, 3, 4, 0},
                                                                   {1, 130, 70, 300},
                                                                   {2, 40, 530, 20},
                                                                   {1, 97, 33, 257}})
    for (int flags = 0; flags < 16; ++flags)
      all.push_back(
          {batch, m, n, k, (flags & 1) != 0, (flags & 2) != 0, (flags & 4) != 0, (flags & 8) != 0});
  return all;
}

TEST(Gemm, Float32) {
  for (const Case& t : shapes()) check_case<float>(t);
}
TEST(Gemm, Float64) {
  for (const Case& t : shapes()) check_case<double>(t);
}
TEST(Gemm, NarrowFloats) {
  for (const Case& t : shapes()) {
    check_case<half>(t, 2e-3);
    check_case<bfloat16>(t, 1.6e-2);
  }
}
TEST(Gemm, Integers) {
  for (const Case& t : shapes()) {
    check_case<int32_t>(t);
    check_case<int64_t>(t);
  }
}

TEST(Gemm, SmallIntegersWrap) {
  std::vector<int8_t> a(300, 100), b(300, 3);
  int8_t c = 5;
  gemm({.dtype = DType::I8,
        .m = 1,
        .n = 1,
        .k = 300,
        .a = a.data(),
        .a_row = 300,
        .b = b.data(),
        .b_row = 1,
        .c = &c,
        .c_row = 1});
  EXPECT_EQ(c, static_cast<int8_t>(300 * 300));
}

TEST(Gemm, StridesThatNoLibraryTakes) {
  constexpr int64_t n = 40;
  std::vector<float> x(4 * n * n), c(n * n), repeated(n);
  for (size_t i = 0; i < x.size(); ++i) x[i] = static_cast<float>(i % 13);
  for (int64_t i = 0; i < n; ++i) repeated[i] = static_cast<float>(i);
  // a: every second element of every row; b: one row seen n times.
  gemm({.m = n,
        .n = n,
        .k = n,
        .a = x.data(),
        .a_row = 2 * n,
        .a_col = 2,
        .b = repeated.data(),
        .b_row = 0,
        .b_col = 1,
        .c = c.data(),
        .c_row = n});
  for (int64_t i = 0; i < n; ++i) {
    float sum = 0;
    for (int64_t k = 0; k < n; ++k) sum += x[i * 2 * n + 2 * k];
    for (int64_t j = 0; j < n; ++j) ASSERT_EQ(c[i * n + j], sum * static_cast<float>(j));
  }
}

TEST(Gemm, EveryInstructionSetAgrees) {
  int64_t m = 21, n = 83, k = 300;
  auto a = numbers<float>(m * k, 1), b = numbers<float>(k * n, 2);
  std::vector<char> work(kernels::gemm_work(DType::F32, m, n, k));
  std::vector<std::vector<float>> results;
  for (auto level : {kernels::Isa::V2, kernels::Isa::V3, kernels::Isa::V4}) {
    if (!kernels::cpu_has(level)) continue;
    std::vector<float> c(m * n);
    kernels::gemm_kernels(level).gemm[static_cast<int>(DType::F32)]({.m = m,
                                                                     .n = n,
                                                                     .k = k,
                                                                     .a = a.data(),
                                                                     .a_row = k,
                                                                     .a_col = 1,
                                                                     .b = b.data(),
                                                                     .b_row = n,
                                                                     .b_col = 1,
                                                                     .bias = nullptr,
                                                                     .c = c.data(),
                                                                     .c_row = n,
                                                                     .accumulate = false,
                                                                     .work = work.data()});
    results.push_back(c);
  }
  for (auto& r : results) EXPECT_EQ(r, results[0]);
}

template <class T>
void check_threads(int64_t batch, int64_t m, int64_t n, int64_t k) {
  std::vector<T> a(batch * m * k), b(batch * k * n);
  for (size_t i = 0; i < a.size(); ++i) a[i] = static_cast<T>(std::sin(static_cast<float>(i)));
  for (size_t i = 0; i < b.size(); ++i) b[i] = static_cast<T>(std::cos(static_cast<float>(i)));
  int before = num_threads();
  std::vector<std::vector<T>> results;
  for (int threads : {1, 2, 3}) {
    set_num_threads(threads);
    std::vector<T> c(batch * m * n);
    gemm({.dtype = DTypeOf<T>::value,
          .batch = batch,
          .m = m,
          .n = n,
          .k = k,
          .a = a.data(),
          .a_batch = m * k,
          .a_row = k,
          .b = b.data(),
          .b_batch = k * n,
          .b_row = n,
          .c = c.data(),
          .c_batch = m * n,
          .c_row = n});
    results.push_back(c);
  }
  set_num_threads(before);
  for (auto& r : results)
    EXPECT_EQ(std::memcmp(r.data(), results[0].data(), r.size() * sizeof(T)), 0);
}

TEST(Gemm, BitwiseEqualForAnyNumberOfThreads) {
  check_threads<float>(1, 300, 500, 200);
  check_threads<float>(5, 64, 130, 100);
  check_threads<float>(1, 1, 3000, 900);
  check_threads<float>(1, 3000, 1, 900);
  check_threads<double>(1, 200, 300, 100);
  check_threads<bfloat16>(1, 300, 300, 200);
}

}  // namespace
}  // namespace tenon::onednn

// Every pointwise kernel, dtype and instruction set: strides, broadcast inputs, tails and in-place
// calls give exactly what one element at a time gives.
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstring>
#include <random>
#include <vector>

#include "core/base/str.h"
#include "core/kernels/copy.h"
#include "core/kernels/kernels.h"
#include "tests/cpp/kernel_testing.h"

namespace tenon::kernels {
namespace {

constexpr int64_t kCount = 600;  // a tile and a tail
constexpr int64_t kSpacing = 3;  // of strided operands, in elements

struct Buffers {
  std::vector<std::vector<char>> memory;
  std::vector<char*> data;
  std::vector<int64_t> strides;
};

int64_t bytes_of(DType t) { return static_cast<int64_t>(dtype_size(t)); }

// Elements 1 to 7: valid for every kernel (no zero divisors, shifts in range), with a few special
// ones for floats.
constexpr double kSpecial[] = {0.0, -1.5, INFINITY, -INFINITY, NAN};
void fill(std::vector<char>& m, DType t, std::mt19937& random, bool special) {
  Loop from_double = cast_loop(DType::F64, t, Isa::V2);
  for (size_t i = 0; i < m.size() / dtype_size(t); ++i) {
    double v = t == DType::Bool ? static_cast<double>(random() % 2)
                                : 1.0 + random() % 7 + (is_floating(t) ? 0.25 : 0);
    if (special && is_floating(t) && random() % 8 == 0) v = kSpecial[random() % 5];
    char* data[] = {m.data() + static_cast<int64_t>(i) * bytes_of(t), reinterpret_cast<char*>(&v)};
    int64_t strides[] = {0, 0};
    from_double(data, strides, 1, nullptr);
  }
}

struct Operands {
  std::vector<DType> types;  // the output first
  Loop loop;
  Params params;
  std::string name;
};

// The result of one element at a time, from contiguous operands.
std::vector<char> one_by_one(const Operands& o, const std::vector<char*>& data,
                             const std::vector<int64_t>& strides) {
  int64_t size = bytes_of(o.types[0]);
  std::vector<char> out(static_cast<size_t>(kCount * size));
  char* p[4];
  int64_t s[4];
  for (size_t k = 0; k < data.size(); ++k) s[k] = bytes_of(o.types[k]);
  for (int64_t i = 0; i < kCount; ++i) {
    p[0] = out.data() + i * size;
    for (size_t k = 1; k < data.size(); ++k) p[k] = data[k] + i * strides[k];
    o.loop(p, s, 1, &o.params);
  }
  return out;
}

// Equal bytes, or both a NaN: which of several NaNs comes out is not specified.
bool same_element(DType t, char* a, char* b) {
  if (std::memcmp(a, b, dtype_size(t)) == 0) return true;
  double x, y;
  int64_t strides[] = {0, 0};
  char *to_x[] = {reinterpret_cast<char*>(&x), a}, *to_y[] = {reinterpret_cast<char*>(&y), b};
  cast_loop(t, DType::F64, Isa::V2)(to_x, strides, 1, nullptr);
  cast_loop(t, DType::F64, Isa::V2)(to_y, strides, 1, nullptr);
  return std::isnan(x) && std::isnan(y);
}

void check_layouts(const Operands& o) {
  std::mt19937 random(3);
  size_t count = o.types.size();
  for (unsigned layout = 0; layout < 12; ++layout) {
    std::vector<std::vector<char>> memory(count);
    std::vector<char*> data(count);
    std::vector<int64_t> strides(count);
    for (size_t k = 0; k < count; ++k) {
      int64_t size = bytes_of(o.types[k]);
      memory[k].resize(static_cast<size_t>(kCount * kSpacing * size));
      fill(memory[k], o.types[k], random, true);
      data[k] = memory[k].data();
      bool spaced = layout == 1 || (layout >= 2 && random() % 2),
           broadcast = k > 0 && layout >= 4 && random() % 3 == 0;
      strides[k] = broadcast ? 0 : spaced ? kSpacing * size : size;
    }
    std::vector<char> want = one_by_one(o, data, strides);
    bool in_place = layout >= 8 && o.types[0] == o.types[1] && strides[1] != 0;
    if (in_place) data[0] = data[1], strides[0] = strides[1];
    o.loop(data.data(), strides.data(), kCount, &o.params);
    int64_t size = bytes_of(o.types[0]);
    for (int64_t i = 0; i < kCount; ++i) {
      ASSERT_TRUE(same_element(o.types[0], data[0] + i * strides[0], want.data() + i * size))
          << o.name << " layout " << layout << " element " << i;
    }
  }
}

enum class Shape { Same, BoolOut, Where };

void check_kernel(const Kernel& k, int inputs, Shape shape) {
  for (Isa isa : isas()) {
    int supported = 0;
    for (int t = 0; t < kDTypes; ++t) {
      auto dtype = static_cast<DType>(t);
      Loop loop = k.loop(dtype, isa);
      if (!loop || is_complex(dtype)) continue;
      ++supported;
      Operands o{{shape == Shape::BoolOut ? DType::Bool : dtype}, loop, {}, {}};
      for (int i = 0; i < inputs; ++i)
        o.types.push_back(shape == Shape::Where && i == 0 ? DType::Bool : dtype);
      o.params = {{2, 3, 1}, {2, 3, 1}};
      o.name = std::string(k.name) + " " + isa_name(isa) + " " + std::string(dtype_name(dtype));
      check_layouts(o);
      if (testing::Test::HasFatalFailure()) return;
    }
    EXPECT_GT(supported, 3) << k.name;
  }
}

TEST(KernelLayout, Unary) {
#define TN_X(name) check_kernel(name, 1, Shape::Same);
  TN_FOR_EACH_UNARY_KERNEL(TN_X)
#undef TN_X
}
TEST(KernelLayout, UnaryToBool) {
#define TN_X(name) check_kernel(name, 1, Shape::BoolOut);
  TN_FOR_EACH_TEST_KERNEL(TN_X)
#undef TN_X
}
TEST(KernelLayout, Binary) {
#define TN_X(name) check_kernel(name, 2, Shape::Same);
  TN_FOR_EACH_BINARY_KERNEL(TN_X)
#undef TN_X
}
TEST(KernelLayout, BinaryToBool) {
#define TN_X(name) check_kernel(name, 2, Shape::BoolOut);
  TN_FOR_EACH_COMPARE_KERNEL(TN_X)
#undef TN_X
}
TEST(KernelLayout, Ternary) {
#define TN_X(id) check_kernel(id, 3, &id == &where ? Shape::Where : Shape::Same);
  TN_FOR_EACH_TERNARY_KERNEL(TN_X)
#undef TN_X
}
TEST(KernelLayout, Casts) {
  for (Isa isa : isas()) {
    for (int from = 0; from < kDTypes; ++from) {
      for (int to = 0; to < kDTypes; ++to) {
        auto f = static_cast<DType>(from), t = static_cast<DType>(to);
        Loop loop = cast_loop(f, t, isa);
        ASSERT_NE(loop, nullptr);
        if (is_floating(f) && is_integral(t)) continue;  // of NaN it is undefined; tested below
        check_layouts({{t, f}, loop, {}, str("cast ", f, " to ", t, " ", isa_name(isa))});
      }
    }
  }
}

TEST(KernelLayout, CastValues) {
  for (Isa isa : isas()) {
    double x[] = {-1.0, 2.9, 0.0, -3.7, 100.5};
    uint8_t bytes[5];
    char* data[] = {reinterpret_cast<char*>(bytes), reinterpret_cast<char*>(x)};
    int64_t strides[] = {1, 8};
    cast_loop(DType::F64, DType::U8, isa)(data, strides, 5, nullptr);
    EXPECT_EQ(std::vector<int>(bytes, bytes + 5), (std::vector<int>{255, 2, 0, 253, 100}));
    cast_loop(DType::F64, DType::Bool, isa)(data, strides, 5, nullptr);
    EXPECT_EQ(std::vector<int>(bytes, bytes + 5), (std::vector<int>{1, 1, 0, 1, 1}));
  }
}

TEST(KernelLayout, HalfsRoundAsTheScalarFunctionsDo) {
  std::mt19937 random(5);
  std::vector<float> x = {0.0f,    -0.0f,   65504.0f, 65519.9f, 65520.0f, 1e-8f,
                          5.9e-8f, 6.1e-5f, 1e-40f,   INFINITY, -INFINITY};
  while (x.size() < 20'000) {
    uint32_t u = static_cast<uint32_t>(random());
    if (x.size() % 2) u = (u & 0x87ffffffu) + 0x34000000u;  // in the range of half
    float f = std::bit_cast<float>(u);
    if (f == f) x.push_back(f);
  }
  auto n = static_cast<int64_t>(x.size());
  for (Isa isa : isas()) {
    std::vector<half> h(x.size());
    std::vector<bfloat16> b(x.size());
    std::vector<float> back(x.size());
    auto cast = [&](DType from, const void* in, DType to, void* out) {
      char* data[] = {static_cast<char*>(out), static_cast<char*>(const_cast<void*>(in))};
      int64_t strides[] = {bytes_of(to), bytes_of(from)};
      cast_loop(from, to, isa)(data, strides, n, nullptr);
    };
    cast(DType::F32, x.data(), DType::F16, h.data());
    cast(DType::F32, x.data(), DType::BF16, b.data());
    for (size_t i = 0; i < x.size(); ++i) {
      ASSERT_EQ(h[i].bits, half::encode(x[i])) << x[i];
      ASSERT_EQ(b[i].bits, bfloat16(x[i]).bits) << x[i];
    }
    cast(DType::F16, h.data(), DType::F32, back.data());
    for (size_t i = 0; i < x.size(); ++i) ASSERT_EQ(back[i], half::decode(h[i].bits));
    cast(DType::BF16, b.data(), DType::F32, back.data());
    for (size_t i = 0; i < x.size(); ++i) ASSERT_EQ(back[i], static_cast<float>(b[i]));
  }
}

TEST(KernelLayout, CopiesAndTransposes) {
  std::mt19937 random(9);
  for (Isa isa : isas()) {
    for (int64_t size : {1, 2, 4, 8, 16}) {
      auto bytes = static_cast<size_t>(size);
      int64_t rows = 70, cols = 131;
      std::vector<char> in(static_cast<size_t>(rows * cols) * bytes), out(in.size());
      for (char& c : in) c = static_cast<char>(random());
      transpose_loop(bytes, isa)(out.data(), rows * size, in.data(), cols * size, rows, cols);
      for (int64_t r = 0; r < rows; ++r) {
        for (int64_t c = 0; c < cols; ++c) {
          ASSERT_EQ(std::memcmp(&out[static_cast<size_t>((c * rows + r) * size)],
                                &in[static_cast<size_t>((r * cols + c) * size)], bytes),
                    0);
        }
      }
      for (int64_t from : {int64_t{0}, size, 3 * size}) {
        for (int64_t to : {size, 2 * size}) {
          char* data[] = {out.data(), in.data()};
          int64_t strides[] = {to, from};
          copy_loop(bytes, isa)(data, strides, 1000, nullptr);
          for (int64_t i = 0; i < 1000; ++i)
            ASSERT_EQ(std::memcmp(&out[static_cast<size_t>(i * to)],
                                  &in[static_cast<size_t>(i * from)], bytes),
                      0);
        }
      }
    }
  }
}

}  // namespace
}  // namespace tenon::kernels

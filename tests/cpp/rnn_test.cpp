// Recurrent layers over nodes, and the packed products that they and attention use.
#include <gtest/gtest.h>

#include <vector>

#include "core/api/create.h"
#include "core/api/view_slice.h"
#include "core/kernels/panels.h"
#include "core/nn/node.h"
#include "core/registry/generator.h"
#include "core/registry/mode.h"
#include "core/registry/self.h"
#include "core/registry/types.h"

namespace tenon {
namespace {

std::vector<float> floats(const Tensor& t) {
  return {t.data<float>(), t.data<float>() + t.numel()};
}

TEST(Rnn, AnLstmOfCoreGivesOutputAndStates) {
  default_generator().seed(0);
  const Value args[] = {Value(3), Value(4), Value(2)};
  Owned lstm(make(type_at("nn.LSTM"), args));
  GradMode no_grad(false);
  const Tensor x = ones(Dims{5, 2, 3});
  const Value input(x);
  Value result;
  invoke(lstm.get(), Args(&input, 1), &result, 1);
  const Owned owner(result);
  const std::vector<Value> parts = list_items(result);
  ASSERT_EQ(parts.size(), 2u);
  const Tensor output = parts[0].tensor();
  const std::vector<Value> states = list_items(parts[1]);
  ASSERT_EQ(states.size(), 2u);
  EXPECT_TRUE(same(output.sizes(), Dims{5, 2, 4}));
  EXPECT_TRUE(same(states[1].tensor().sizes(), Dims{2, 2, 4}));
  EXPECT_EQ(floats(select(output, 0, 4)), floats(select(states[0].tensor(), 0, 1)));
}

// Small whole numbers, whose sums are exact in every order.
template <class T>
void check_panels(kernels::Isa level, DType type, int64_t m, int64_t n, int64_t k, bool across,
                  bool accumulate) {
  const kernels::PanelKernels& p = kernels::panels.get(level).of[static_cast<int>(type)];
  std::vector<T> a(static_cast<size_t>(m * k)), b(static_cast<size_t>(k * n)),
      packed(static_cast<size_t>(p.packed(k, n))), c(static_cast<size_t>(m * (n + 3)), T(2));
  for (size_t i = 0; i < a.size(); ++i) a[i] = static_cast<T>(i % 7) - 3;
  for (size_t i = 0; i < b.size(); ++i) b[i] = static_cast<T>(i % 5) - 2;
  p.pack(b.data(), 1, k, k, n, packed.data());  // b is stored by columns
  const int64_t row = across ? 1 : k, col = across ? m : 1;
  p.multiply({m, n, k, a.data(), row, col, packed.data(), k, c.data(), n + 3, accumulate});
  for (int64_t i = 0; i < m; ++i) {
    for (int64_t j = 0; j < n + 3; ++j) {
      T want = j < n && !accumulate ? T(0) : T(2);
      for (int64_t l = 0; j < n && l < k; ++l)
        want += a[static_cast<size_t>(i * row + l * col)] * b[static_cast<size_t>(j * k + l)];
      ASSERT_EQ(c[static_cast<size_t>(i * (n + 3) + j)], want) << m << " " << n << " " << k;
    }
  }
}

// The first k of the rows that were packed.
TEST(Rnn, PackedProductsMayUseAPartOfTheRows) {
  for (kernels::Isa level : {kernels::Isa::V2, kernels::Isa::V3, kernels::Isa::V4}) {
    if (!kernels::cpu_has(level)) continue;
    const kernels::PanelKernels& p = kernels::panels.get(level).of[static_cast<int>(DType::F32)];
    constexpr int64_t kAll = 9, kUsed = 4, kCols = 70;
    std::vector<float> a(kAll, 1), b(kAll * kCols, 100), c(kCols),
        packed(static_cast<size_t>(p.packed(kAll, kCols)));
    for (int64_t i = 0; i < kUsed * kCols; ++i)
      b[static_cast<size_t>(i)] = static_cast<float>(i % kCols);
    p.pack(b.data(), kCols, 1, kAll, kCols, packed.data());
    p.multiply({1, kCols, kUsed, a.data(), kUsed, 1, packed.data(), kAll, c.data(), kCols, false});
    for (int64_t j = 0; j < kCols; ++j)
      ASSERT_EQ(c[static_cast<size_t>(j)], static_cast<float>(kUsed * j)) << j;
  }
}

TEST(Rnn, PackedProductsAreProducts) {
  for (kernels::Isa level : {kernels::Isa::V2, kernels::Isa::V3, kernels::Isa::V4}) {
    if (!kernels::cpu_has(level)) continue;
    for (int64_t m : {1, 5, 8, 19}) {
      for (int64_t n : {1, 16, 37, 64}) {
        for (bool across : {false, true}) {
          check_panels<float>(level, DType::F32, m, n, 9, across, across);
          check_panels<double>(level, DType::F64, m, n, 20, across, !across);
        }
      }
    }
  }
}

}  // namespace
}  // namespace tenon

#include <gtest/gtest.h>

#include <random>

#include "core/kernels/introsort.h"

namespace tenon::kernels {
namespace {

// PyTorch's order of equal elements is that of this function in GNU's library.
void expect_same_order(std::vector<Packed32> keys) {
  std::vector<Packed32> expected = keys;
  std::sort(expected.begin(), expected.end(),
            [](const Packed32& a, const Packed32& b) { return a.key() < b.key(); });
  Introsort<Packed32>::sort(keys.data(), keys.data() + keys.size());
  for (size_t i = 0; i < keys.size(); ++i) ASSERT_EQ(keys[i].at(), expected[i].at()) << i;
}

TEST(Sort, LeavesEqualKeysWhereTheStandardLibraryDoes) {
  std::mt19937 random(1);
  for (int64_t n : {0, 1, 16, 17, 129, 1000, 20000}) {
    for (uint32_t values : {1u, 2u, 50u, 1u << 31}) {
      std::vector<Packed32> keys;
      for (int64_t i = 0; i < n; ++i)
        keys.emplace_back(static_cast<uint32_t>(random()) % values, i);
      expect_same_order(keys);
    }
  }
}

// Rising then falling keys are what a median of three finds hard: the depth limit is reached.
TEST(Sort, HeapsTakeOverAtTheDepthLimit) {
  std::vector<Packed32> keys;
  for (int64_t i = 0; i < 30000; ++i)
    keys.emplace_back(static_cast<uint32_t>(i < 15000 ? i : 30000 - i) / 3, i);
  expect_same_order(keys);
}

}  // namespace
}  // namespace tenon::kernels

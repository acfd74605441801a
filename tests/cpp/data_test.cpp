// The loader of C++ programs, over the public headers alone.
#define TN_PROGRAM
#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <tenon/data.hpp>
#include <tenon/tenon.hpp>

namespace {

using tenon::Ints;
using tenon::Tensor;

// Item i is i and a row of i's; counts how many threads ask at once.
struct Numbers {
  size_t n = 23;
  std::shared_ptr<std::atomic<int>> now = std::make_shared<std::atomic<int>>(0);
  size_t bad = SIZE_MAX;

  size_t size() const { return n; }
  std::pair<Tensor, int> get(size_t i) const {
    ++*now;
    if (i == bad) {
      --*now;
      throw std::runtime_error("a bad item");
    }
    const float value = static_cast<float>(i);
    Tensor row = tenon::call("full", Ints{3}, value);
    --*now;
    return {row, static_cast<int>(i)};
  }
};

using Loader = tenon::data::DataLoader<Numbers>;

std::vector<int64_t> indices(const Loader& loader) {
  std::vector<int64_t> all;
  for (auto& [rows, numbers] : loader) {
    EXPECT_EQ(rows.size(1), 3);
    for (int64_t k = 0; k < numbers.size(0); ++k) {
      all.push_back(numbers.data<int64_t>()[k]);
      EXPECT_EQ(rows.data<float>()[3 * k], static_cast<float>(all.back()));
    }
  }
  return all;
}

TEST(Data, OrderDoesNotDependOnWorkers) {
  std::vector<int64_t> want(23);
  std::iota(want.begin(), want.end(), 0);
  for (size_t workers : {0u, 1u, 4u}) {
    EXPECT_EQ(indices(Loader({}, {.batch_size = 4, .workers = workers})), want);
    want.resize(20);
    EXPECT_EQ(indices(Loader({}, {.batch_size = 4, .drop_last = true, .workers = workers})), want);
    for (int64_t i = 20; i < 23; ++i) want.push_back(i);
  }
  EXPECT_EQ(Loader({}, {.batch_size = 4}).size(), 6u);
}

TEST(Data, ShufflesAnewEachPass) {
  const Loader loader({}, {.batch_size = 5, .shuffle = true, .workers = 2});
  const auto first = indices(loader), second = indices(loader);
  EXPECT_NE(first, second);
  EXPECT_EQ(std::set(first.begin(), first.end()).size(), 23u);
}

TEST(Data, AnErrorComesWhereItsBatchWould) {
  for (size_t workers : {0u, 3u}) {
    const Loader loader({.bad = 9}, {.batch_size = 4, .workers = workers});
    auto at = loader.begin();
    ++at;
    EXPECT_EQ((*at).second.data<int64_t>()[0], 4);
    EXPECT_THROW(++at, std::runtime_error);
  }
}

TEST(Data, APassCanBeGivenUp) {
  const Loader loader({.n = 1000}, {.batch_size = 2, .workers = 3, .ahead = 4});
  for (auto& [rows, numbers] : loader) {
    EXPECT_EQ(numbers.data<int64_t>()[1], 1);
    break;
  }
  EXPECT_EQ(*loader.dataset().now, 0);
}

TEST(Data, RowsOfTensors) {
  Tensor x = tenon::call("reshape", tenon::call("arange", 12.0), Ints{6, 2});
  const tenon::data::DataLoader loader(tenon::data::TensorDataset({x, x}),
                                       {.batch_size = 4, .workers = 1});
  std::vector<int64_t> sizes;
  for (auto& columns : loader) {
    ASSERT_EQ(columns.size(), 2u);
    sizes.push_back(columns[1].size(0));
  }
  EXPECT_EQ(sizes, (std::vector<int64_t>{4, 2}));
  EXPECT_THROW(tenon::data::TensorDataset({}), tenon::Error);
}

}  // namespace

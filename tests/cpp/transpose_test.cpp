// Copies between orders of dimensions, against one element at a time.
#include "core/iter/transpose.h"

#include <gtest/gtest.h>

#include <cstring>
#include <vector>

namespace tenon {
namespace {

// Strides of a dense tensor whose dimensions lie in memory in `order`, outermost first.
Dims strides_in_order(IntSpan sizes, std::vector<size_t> order) {
  Dims strides(sizes.size());
  int64_t step = 1;
  for (size_t i = order.size(); i-- > 0;) {
    strides[order[i]] = step;
    step *= sizes[order[i]];
  }
  return strides;
}

int64_t offset_of(IntSpan sizes, IntSpan strides, int64_t i) {
  int64_t at = 0;
  for (size_t d = sizes.size(); d-- > 0;) {
    at += i % sizes[d] * strides[d];
    i /= sizes[d];
  }
  return at;
}

void check_copy(IntSpan sizes, std::vector<size_t> to_order, std::vector<size_t> from_order,
                DType dtype, bool expected) {
  Tensor src = new_strided(sizes, strides_in_order(sizes, from_order), dtype);
  Tensor dst = new_strided(sizes, strides_in_order(sizes, to_order), dtype);
  size_t bytes = src.itemsize();
  for (size_t i = 0; i < src.nbytes(); ++i) src.raw()[i] = static_cast<char>(i * 131 + i / 251);
  std::memset(dst.raw(), 0, dst.nbytes());
  ASSERT_EQ(copy_transposed(dst, src), expected);
  if (!expected) return;
  for (int64_t i = 0; i < src.numel(); ++i) {
    auto to = static_cast<size_t>(offset_of(sizes, dst.strides(), i)) * bytes;
    auto from = static_cast<size_t>(offset_of(sizes, src.strides(), i)) * bytes;
    ASSERT_EQ(std::memcmp(dst.raw() + to, src.raw() + from, bytes), 0) << "element " << i;
  }
}

TEST(CopyTransposed, OrdersAndDtypes) {
  for (DType t : {DType::U8, DType::F16, DType::F32, DType::F64, DType::C128}) {
    check_copy(Dims{70, 131}, {0, 1}, {1, 0}, t, true);
    check_copy(Dims{3, 20, 9, 11}, {0, 2, 3, 1}, {0, 1, 2, 3}, t, true);
    check_copy(Dims{3, 20, 9, 11}, {0, 1, 2, 3}, {0, 2, 3, 1}, t, true);
    check_copy(Dims{10, 20, 30}, {2, 1, 0}, {0, 1, 2}, t, true);
    check_copy(Dims{10, 1, 20, 30}, {3, 0, 1, 2}, {0, 1, 2, 3}, t, true);
  }
}

TEST(CopyTransposed, LeavesTheRestAlone) {
  check_copy(Dims{10, 20, 30}, {0, 1, 2}, {0, 1, 2}, DType::F32, false);
  check_copy(Dims{10, 20, 30}, {1, 0, 2}, {0, 1, 2}, DType::F32, false);
  check_copy(Dims{4, 4096}, {1, 0}, {0, 1}, DType::F32, false);
  check_copy(Dims{8, 8}, {1, 0}, {0, 1}, DType::F32, false);
}

}  // namespace
}  // namespace tenon

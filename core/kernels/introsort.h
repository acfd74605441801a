// The order in which PyTorch leaves equal elements where it promises none.
#pragma once
#include <algorithm>
#include <bit>
#include <utility>

#include "core/kernels/sort_keys.h"

namespace tenon::kernels {

// std::sort() by keys alone, by the steps of GNU's library: not stable, and equal keys end in its
// order. Long partitions do the same swaps without a branch for each element.
template <class P>
class Introsort {
 public:
  static void sort(P* first, P* last) {
    if (last - first < 2) return;
    loop(first, last, 2 * (std::bit_width(static_cast<size_t>(last - first)) - 1));
    insert(first, last);
  }

 private:
  static constexpr int64_t kShort = 16, kBlock = 64;
  static bool before(const P& a, const P& b) { return a.key() < b.key(); }

  // Leaves runs of up to kShort unordered elements.
  static void loop(P* first, P* last, int depth) {
    while (last - first > kShort) {
      if (depth-- == 0) return std::partial_sort(first, last, last, before);
      P* cut = partition_around_median(first, last);
      loop(cut, last, depth);
      last = cut;
    }
  }

  static void insert(P* first, P* last) {
    for (P* i = first + 1; i < last; ++i) {
      const P x = *i;
      P* to = i;
      for (; to > first && before(x, to[-1]); --to) *to = to[-1];
      *to = x;
    }
  }

  static P* partition_around_median(P* first, P* last) {
    P *a = first + 1, *b = first + (last - first) / 2, *c = last - 1, *median = c;
    if (before(*a, *b)) {
      median = before(*b, *c) ? b : before(*a, *c) ? c : a;
    } else {
      median = before(*a, *c) ? a : before(*b, *c) ? c : b;
    }
    std::swap(*first, *median);
    return partition(first + 1, last, *first);
  }

  // Swaps the elements from the left that are not before the pivot with those from the right that
  // it is not before, until they meet; returns where.
  static P* partition(P* first, P* last, const P& pivot) {
    skip_blocks(first, last, pivot.key());
    while (true) {
      while (before(*first, pivot)) ++first;
      --last;
      while (before(pivot, *last)) --last;
      if (!(first < last)) return first;
      std::swap(*first++, *last);
    }
  }

  // Does the swaps of whole blocks, whose elements are first listed.
  static void skip_blocks(P*& first, P*& last, typename P::Key pivot) {
    uint8_t left[kBlock], right[kBlock];
    int64_t left_count = 0, right_count = 0, left_at = 0, right_at = 0;
    while (last - first > 2 * kBlock) {
      if (left_count == 0) {
        left_at = 0;
        for (int64_t i = 0; i < kBlock; ++i) {
          left[left_count] = static_cast<uint8_t>(i);
          left_count += !(first[i].key() < pivot);
        }
      }
      if (right_count == 0) {
        right_at = 0;
        for (int64_t i = 0; i < kBlock; ++i) {
          right[right_count] = static_cast<uint8_t>(i);
          right_count += !(pivot < last[-1 - i].key());
        }
      }
      const int64_t n = std::min(left_count, right_count);
      for (int64_t i = 0; i < n; ++i)
        std::swap(first[left[left_at + i]], last[-1 - right[right_at + i]]);
      left_at += n, right_at += n, left_count -= n, right_count -= n;
      if (left_count == 0) first += kBlock;
      if (right_count == 0) last -= kBlock;
    }
    if (left_count) first += left[left_at];
    if (right_count) last -= right[right_at];
  }
};

}  // namespace tenon::kernels

#include "core/kernels/sort.h"

#include "core/kernels/introsort.h"
#include "core/kernels/sort_keys.h"
#include "core/parallel/parallel_for.h"

namespace tenon::kernels {
namespace {

// Calls line(keys, scratch, first element, first result) for every line; there are `kept` results
// per line.
template <class T, class F>
void each_line(const Lines& lines, const void* in, int64_t kept, F line) {
  int64_t grain = std::max<int64_t>(1, 2048 / std::max<int64_t>(lines.n, 1));
  parallel_for(0, lines.count(), grain, [&](int64_t begin, int64_t end) {
    std::vector<PackedOf<T>> keys, scratch;
    for (int64_t i = begin; i < end; ++i) {
      const T* from = static_cast<const T*>(in) + lines.start(i);
      line(keys, scratch, from, i / lines.inner * kept * lines.inner + i % lines.inner);
    }
  });
}

// The same with all elements of the line as keys.
template <class T, class F>
void for_lines(const Lines& lines, const void* in, bool descending, int64_t kept, F line) {
  each_line<T>(lines, in, kept, [&](auto& keys, auto& scratch, const T* from, int64_t to) {
    load_keys(from, lines.n, lines.inner, descending, keys);
    line(keys, scratch, from, to);
  });
}

// Writes the elements that `keys` name.
template <class T, class P>
void store(const Lines& lines, const P* keys, int64_t n, const T* from, void* values,
           int64_t* positions, int64_t to) {
  T* out = static_cast<T*>(values);
  for (int64_t i = 0; i < n; ++i) {
    int64_t at = keys[i].at();
    out[to + i * lines.inner] = from[at * lines.inner];
    positions[to + i * lines.inner] = at;
  }
}

constexpr auto kBefore = [](const auto& a, const auto& b) { return a.key() < b.key(); };

}  // namespace

// Without equal elements all orders are the same, and sorting by digits is quicker.
void sort(DType t, const Lines& lines, const void* in, bool descending, bool stable, void* values,
          int64_t* positions) {
  visit_dtype(t, [&]<class T> {
    for_lines<T>(
        lines, in, descending, lines.n, [&](auto& keys, auto& scratch, const T* from, int64_t to) {
          const bool short_line = lines.n < fewest_by_digits<T>();
          if (stable || !short_line) sort_packed(keys, scratch);
          auto equal = [](const auto& a, const auto& b) { return a.key() == b.key(); };
          if (!stable &&
              (short_line || std::adjacent_find(keys.begin(), keys.end(), equal) != keys.end())) {
            if (!short_line) load_keys(from, lines.n, lines.inner, descending, keys);
            Introsort<PackedOf<T>>::sort(keys.data(), keys.data() + lines.n);
          }
          store(lines, keys.data(), lines.n, from, values, positions, to);
        });
  });
}

namespace {

// Of most elements one comparison says that they are not among the few; unordered ones may be.
template <class T>
bool none_better(const T* x, int64_t step, bool largest, T bound) {
  constexpr int64_t kBlock = 16;
  bool better = false;
  for (int64_t i = 0; i < kBlock; ++i) {
    const auto a = static_cast<Compute<T>>(x[i * step]), b = static_cast<Compute<T>>(bound);
    better |= largest ? !(a <= b) : !(a >= b);
  }
  return !better;
}

// The steps of std::partial_sort, but elements become keys only when they enter the heap.
template <class T>
void partial_sort(const T* from, int64_t n, int64_t step, bool largest, int64_t kept,
                  std::vector<PackedOf<T>>& keys) {
  constexpr int64_t kBlock = 16;
  load_keys(from, kept, step, largest, keys);
  keys.emplace_back();
  const auto first = keys.begin(), last = first + kept;
  std::make_heap(first, last, kBefore);
  auto take = [&](int64_t i) {
    auto key = sort_key(from[i * step]);
    *last = {largest ? static_cast<decltype(key)>(~key) : key, i};
    if (kBefore(*last, *first)) std::pop_heap(first, last + 1, kBefore);
  };
  int64_t i = kept;
  for (; i + kBlock <= n; i += kBlock) {
    if (none_better(from + i * step, step, largest, from[first->at() * step])) continue;
    for (int64_t j = i; j < i + kBlock; ++j) take(j);
  }
  for (; i < n; ++i) take(i);
  std::sort_heap(first, last, kBefore);
}

}  // namespace

// Which of equal elements is taken is not defined; these are PyTorch's steps, so that it is the
// same.
void smallest(DType t, const Lines& lines, const void* in, int64_t kept, bool largest, bool sorted,
              void* values, int64_t* positions) {
  if (kept == 0) return;
  visit_dtype(t, [&]<class T> {
    auto few = [&](auto& keys, auto&, const T* from, int64_t to) {
      partial_sort(from, lines.n, lines.inner, largest, kept, keys);
      store(lines, keys.data(), kept, from, values, positions, to);
    };
    auto many = [&](auto& keys, auto&, const T* from, int64_t to) {
      load_keys(from, lines.n, lines.inner, largest, keys);
      std::nth_element(keys.begin(), keys.begin() + kept - 1, keys.end(), kBefore);
      if (sorted) std::sort(keys.begin(), keys.begin() + kept - 1, kBefore);
      store(lines, keys.data(), kept, from, values, positions, to);
    };
    kept * 64 <= lines.n ? each_line<T>(lines, in, kept, few) : each_line<T>(lines, in, kept, many);
  });
}

namespace {

// Moves the k-th smallest key to its place, by the steps of PyTorch's quick select.
template <class P>
void quick_select(std::vector<P>& keys, int64_t k) {
  auto above = [&](int64_t i, int64_t j) { return keys[i].key() > keys[j].key(); };
  auto swap = [&](int64_t i, int64_t j) { std::swap(keys[i], keys[j]); };
  for (int64_t left = 0, right = std::ssize(keys) - 1; left < right;) {
    if (right == left + 1) {
      if (above(left, right)) swap(left, right);
      return;
    }
    swap(left + (right - left) / 2, left + 1);
    if (above(left + 1, right)) swap(left + 1, right);
    if (above(left, right)) swap(left, right);
    if (above(left + 1, left)) swap(left + 1, left);
    int64_t i = left + 1, j = right;
    while (true) {
      do ++i;
      while (above(left, i));
      do --j;
      while (above(j, left));
      if (j < i) break;
      swap(i, j);
    }
    swap(left, j);
    if (j <= k) left = i;
    if (j >= k) right = j - 1;
  }
}

}  // namespace

void kth(DType t, const Lines& lines, const void* in, int64_t k, void* values, int64_t* positions) {
  visit_dtype(t, [&]<class T> {
    for_lines<T>(lines, in, false, 1, [&](auto& keys, auto&, const T* from, int64_t to) {
      quick_select(keys, k - 1);
      store(lines, &keys[static_cast<size_t>(k - 1)], 1, from, values, positions, to);
    });
  });
}

void median(DType t, const Lines& lines, const void* in, bool skip_nan, void* values,
            int64_t* positions) {
  visit_dtype(t, [&]<class T> {
    for_lines<T>(lines, in, false, 1, [&](auto& keys, auto&, const T* from, int64_t to) {
      constexpr auto kNan = static_cast<typename PackedOf<T>::Key>(-1);
      int64_t n = lines.n, nan = 0, first_nan = -1;
      for (int64_t i = 0; !std::is_integral_v<T> && i < n; ++i) {
        if (keys[static_cast<size_t>(i)].key() != kNan) continue;
        if (nan++ == 0) first_nan = i;
      }
      int64_t at = first_nan;
      if (nan == 0 || (skip_nan && nan < n)) {
        at = (n - nan - 1) / 2;
        std::nth_element(keys.begin(), keys.begin() + at, keys.end());
      }
      store(lines, &keys[static_cast<size_t>(at)], 1, from, values, positions, to);
    });
  });
}

void mode(DType t, const Lines& lines, const void* in, void* values, int64_t* positions) {
  visit_dtype(t, [&]<class T> {
    for_lines<T>(lines, in, false, 1, [&](auto& keys, auto&, const T* from, int64_t to) {
      // Not stable, as in PyTorch, which gives the last position of this order.
      std::sort(keys.begin(), keys.end(), kBefore);
      size_t most = 0, last = 0;
      for (size_t i = 0, start = 0; i < keys.size(); ++i) {
        if (keys[i].key() != keys[start].key()) start = i;
        if (i + 1 - start > most) {
          most = i + 1 - start;
          last = i;
        }
      }
      store(lines, &keys[last], 1, from, values, positions, to);
    });
  });
}

}  // namespace tenon::kernels

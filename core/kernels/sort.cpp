#include "core/kernels/sort.h"

#include "core/kernels/sort_keys.h"
#include "core/parallel/parallel_for.h"

namespace tenon::kernels {
namespace {

// Calls line(keys, scratch, first element, first result) for every line; there are `kept` results
// per line.
template <class T, class F>
void for_lines(const Lines& lines, const void* in, bool descending, int64_t kept, F line) {
  int64_t grain = std::max<int64_t>(1, 2048 / std::max<int64_t>(lines.n, 1));
  parallel_for(0, lines.count(), grain, [&](int64_t begin, int64_t end) {
    std::vector<PackedOf<T>> keys, scratch;
    for (int64_t i = begin; i < end; ++i) {
      const T* from = static_cast<const T*>(in) + lines.start(i);
      load_keys(from, lines.n, lines.inner, descending, keys);
      line(keys, scratch, from, i / lines.inner * kept * lines.inner + i % lines.inner);
    }
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

}  // namespace

void sort(DType t, const Lines& lines, const void* in, bool descending, void* values,
          int64_t* positions) {
  visit_dtype(t, [&]<class T> {
    for_lines<T>(lines, in, descending, lines.n,
                 [&](auto& keys, auto& scratch, const T* from, int64_t to) {
                   sort_packed(keys, scratch);
                   store(lines, keys.data(), lines.n, from, values, positions, to);
                 });
  });
}

void smallest(DType t, const Lines& lines, const void* in, int64_t kept, bool largest, void* values,
              int64_t* positions) {
  if (kept == 0) return;
  visit_dtype(t, [&]<class T> {
    for_lines<T>(lines, in, largest, kept, [&](auto& keys, auto&, const T* from, int64_t to) {
      if (kept * 16 <= lines.n) {
        std::partial_sort(keys.begin(), keys.begin() + kept, keys.end());
      } else {
        if (kept < lines.n) std::nth_element(keys.begin(), keys.begin() + kept, keys.end());
        std::sort(keys.begin(), keys.begin() + kept);
      }
      store(lines, keys.data(), kept, from, values, positions, to);
    });
  });
}

void kth(DType t, const Lines& lines, const void* in, int64_t k, void* values, int64_t* positions) {
  visit_dtype(t, [&]<class T> {
    for_lines<T>(lines, in, false, 1, [&](auto& keys, auto&, const T* from, int64_t to) {
      std::nth_element(keys.begin(), keys.begin() + (k - 1), keys.end());
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
    for_lines<T>(lines, in, false, 1, [&](auto& keys, auto& scratch, const T* from, int64_t to) {
      sort_packed(keys, scratch);
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

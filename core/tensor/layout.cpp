#include "core/tensor/layout.h"

#include <algorithm>

#include "core/base/error.h"

namespace tenon {

int64_t checked_numel(IntSpan sizes, size_t itemsize) {
  int64_t n = 1, bytes = 0;
  bool overflow = false, zero = false;
  for (int64_t s : sizes) {
    check(s >= 0, "Trying to create tensor with negative dimension ", s, ": ", sizes);
    zero |= s == 0;
    overflow |= __builtin_mul_overflow(n, s, &n);
  }
  if (zero) return 0;
  overflow |= __builtin_mul_overflow(n, static_cast<int64_t>(itemsize), &bytes);
  check(!overflow, "Storage size calculation overflowed with sizes=", sizes);
  return n;
}

// Fills strides of the dimensions in `order` (innermost first) so that they are packed.
static Dims packed(IntSpan sizes, IntSpan order) {
  Dims strides(sizes.size());
  int64_t step = 1;
  for (int64_t d : order) {
    strides[d] = step;
    step *= std::max<int64_t>(sizes[d], 1);
  }
  return strides;
}

static Dims reversed_order(size_t n) {
  Dims order(n);
  for (size_t i = 0; i < n; ++i) order[i] = static_cast<int64_t>(n - 1 - i);
  return order;
}

Dims contiguous_strides(IntSpan sizes) { return packed(sizes, reversed_order(sizes.size())); }

Dims channels_last_strides(IntSpan sizes) {
  size_t n = sizes.size();
  check(n == 4 || n == 5, "required rank ", n == 5 ? 5 : 4, " tensor to use channels_last format");
  return packed(sizes, n == 4 ? Dims{1, 3, 2, 0} : Dims{1, 4, 3, 2, 0});
}

bool is_contiguous(IntSpan sizes, IntSpan strides) noexcept {
  int64_t step = 1;
  bool dense = true;
  for (size_t i = sizes.size(); i-- > 0;) {
    if (sizes[i] == 0) return true;
    if (sizes[i] != 1) dense &= strides[i] == step;
    step *= sizes[i];
  }
  return dense;
}

bool is_channels_last(IntSpan sizes, IntSpan strides) noexcept {
  size_t n = sizes.size();
  if ((n != 4 && n != 5) || strides[1] == 0) return false;
  int64_t low = 0;
  auto visit = [&](size_t d) {
    if (sizes[d] == 0 || strides[d] < low) return false;
    // N11C and NC11 are told from contiguous ones by the strides of the rest (PyTorch's rule).
    if (d == 0 && low == strides[1]) return false;
    low = strides[d];
    if (sizes[d] > 1) low *= sizes[d];
    return true;
  };
  if (!visit(1)) return false;
  for (size_t d = n; d-- > 2;) {
    if (!visit(d)) return false;
  }
  return visit(0);
}

bool is_non_overlapping_and_dense(IntSpan sizes, IntSpan strides) noexcept {
  Dims order = reversed_order(sizes.size());
  std::stable_sort(order.begin(), order.end(), [&](int64_t a, int64_t b) {
    auto key = [&](int64_t d) { return sizes[d] < 2 ? INT64_MAX : strides[d]; };
    return key(a) < key(b);
  });
  int64_t step = 1;
  for (int64_t d : order) {
    if (sizes[d] < 2) return true;
    if (strides[d] != step) return false;
    step *= sizes[d];
  }
  return true;
}

Dims preserved_strides(IntSpan sizes, IntSpan strides) {
  size_t n = sizes.size();
  if (is_non_overlapping_and_dense(sizes, strides)) return Dims(strides);
  // As PyTorch's infer_dense_strides: an insertion sort that leaves ambiguous pairs where they are.
  Dims order = reversed_order(n);
  auto compare = [&](int64_t a, int64_t b) {
    if (strides[a] == 0 || strides[b] == 0) return 0;
    if (strides[a] != strides[b]) return strides[a] < strides[b] ? -1 : 1;
    return sizes[a] > sizes[b] ? 1 : 0;
  };
  for (size_t i = 1; i < n; ++i) {
    size_t moving = i;
    for (size_t j = i; j-- > 0;) {
      int c = compare(order[j], order[moving]);
      if (c < 0) break;
      if (c > 0) {
        std::swap(order[j], order[moving]);
        moving = j;
      }
    }
  }
  return packed(sizes, order);
}

Dims broadcast_sizes(IntSpan a, IntSpan b) {
  size_t n = std::max(a.size(), b.size());
  Dims out(n);
  for (size_t i = 0; i < n; ++i) {
    int64_t x = i + a.size() < n ? 1 : a[i + a.size() - n];
    int64_t y = i + b.size() < n ? 1 : b[i + b.size() - n];
    check(x == y || x == 1 || y == 1, "The size of tensor a (", x,
          ") must match the size of tensor b (", y, ") at non-singleton dimension ", i);
    out[i] = x == 1 ? y : x;
  }
  return out;
}

Dims expand_strides(IntSpan sizes, IntSpan strides, IntSpan target) {
  check(target.size() >= sizes.size(), "expand(): the number of sizes provided (", target.size(),
        ") must be greater or equal to the number of dimensions in the tensor (", sizes.size(),
        ")");
  Dims out(target.size(), 0);
  size_t lead = target.size() - sizes.size();
  for (size_t i = 0; i < sizes.size(); ++i) {
    if (sizes[i] == target[lead + i]) {
      out[lead + i] = strides[i];
    } else {
      check(sizes[i] == 1, "The expanded size of the tensor (", target[lead + i],
            ") must match the existing size (", sizes[i], ") at non-singleton dimension ", lead + i,
            ".  Target sizes: ", target, ".  Tensor sizes: ", sizes);
    }
  }
  for (size_t i = lead; i-- > 0;) {
    if (target[i] == 1) out[i] = i + 1 < target.size() ? target[i + 1] * out[i + 1] : 1;
  }
  return out;
}

std::optional<Dims> view_strides(IntSpan sizes, IntSpan strides, IntSpan target) {
  int64_t numel = 1;
  for (int64_t s : sizes) numel *= s;
  if (numel == 0) return same(sizes, target) ? Dims(strides) : contiguous_strides(target);
  Dims out(target.size(), 1);
  if (sizes.empty()) return out;
  // Walks chunks of contiguous old dimensions from the end, filling new dimensions from each chunk.
  int64_t view_d = static_cast<int64_t>(target.size()) - 1;
  int64_t base_stride = strides.back(), chunk = 1, viewed = 1;
  for (int64_t d = static_cast<int64_t>(sizes.size()) - 1; d >= 0; --d) {
    chunk *= sizes[d];
    if (d > 0 && (sizes[d - 1] == 1 || strides[d - 1] == chunk * base_stride)) continue;
    while (view_d >= 0 && (viewed < chunk || target[view_d] == 1)) {
      out[view_d] = viewed * base_stride;
      viewed *= target[view_d--];
    }
    if (viewed != chunk) return std::nullopt;
    if (d > 0) {
      base_stride = strides[d - 1];
      chunk = viewed = 1;
    }
  }
  if (view_d != -1) return std::nullopt;
  return out;
}

Dims infer_size(IntSpan target, int64_t numel) {
  Dims out(target);
  int64_t known = 1, unknown = -1;
  for (size_t i = 0; i < out.size(); ++i) {
    if (out[i] == -1) {
      check(unknown < 0, "only one dimension can be inferred");
      unknown = static_cast<int64_t>(i);
    } else {
      check(out[i] >= 0, "invalid shape dimension ", out[i]);
      check(!__builtin_mul_overflow(known, out[i], &known), "shape '", target, "' is too large");
    }
  }
  if (unknown < 0 && known == numel) return out;
  if (unknown >= 0) {
    check(known != 0, "cannot reshape tensor of ", numel, " elements into shape ", target,
          " because the unspecified dimension size -1 can be any value and is ambiguous");
    if (numel % known == 0) {
      out[unknown] = numel / known;
      return out;
    }
  }
  fail(ErrorKind::Runtime, "shape '", target, "' is invalid for input of size ", numel);
}

int64_t storage_extent(IntSpan sizes, IntSpan strides) {
  int64_t last = 0;
  for (size_t i = 0; i < sizes.size(); ++i) {
    if (sizes[i] == 0) return 0;
    int64_t reach;
    bool overflow = __builtin_mul_overflow(sizes[i] - 1, strides[i], &reach) ||
                    __builtin_add_overflow(last, reach, &last);
    check(!overflow, "Storage size calculation overflowed with sizes=", sizes,
          " and strides=", strides);
  }
  return last + 1;
}

}  // namespace tenon

#include "core/iter/iter.h"

#include <algorithm>

#include "core/parallel/parallel_for.h"
#include "core/tensor/layout.h"

namespace tenon {

Iter& Iter::out(DType dtype) {
  dtypes_[n_++] = dtype;
  ++nout_;
  return *this;
}

Iter& Iter::out(const Tensor& given) {
  tensors_[n_] = given;
  return out(given.dtype());
}

Iter& Iter::in(const Tensor& t) {
  tensors_[n_] = t;
  dtypes_[n_++] = t.dtype();
  return *this;
}

Iter& Iter::scalar(const void* value) {
  data_[n_] = static_cast<char*>(const_cast<void*>(value));
  dtypes_[n_++] = DType::None;
  return *this;
}

Iter& Iter::shape(IntSpan sizes) {
  sizes_ = Dims(sizes);
  has_shape_ = true;
  return *this;
}

bool Iter::all_same_contiguous() const {
  const Tensor* first = nullptr;
  for (int i = 0; i < n_; ++i) {
    const Tensor& t = tensors_[i];
    if (!t.defined()) continue;
    if (!t.is_contiguous()) return false;
    if (!first) {
      first = &t;
    } else if (!same(first->sizes(), t.sizes())) {
      return false;
    }
  }
  return first && !has_shape_;
}

void Iter::broadcast() {
  for (int i = nout_; i < n_; ++i) {
    if (!tensors_[i].defined()) continue;
    if (!has_shape_) {
      sizes_ = Dims(tensors_[i].sizes());
      has_shape_ = true;
    } else if (!same(sizes_, tensors_[i].sizes())) {
      sizes_ = broadcast_sizes(sizes_, tensors_[i].sizes());
    }
  }
  for (int i = 0; i < nout_; ++i) {
    if (!tensors_[i].defined()) continue;
    if (!has_shape_) {
      sizes_ = Dims(tensors_[i].sizes());
      has_shape_ = true;
    }
    check(same(broadcast_sizes(sizes_, tensors_[i].sizes()), tensors_[i].sizes()),
          "output with shape ", tensors_[i].sizes(), " doesn't match the broadcast shape ", sizes_);
    sizes_ = Dims(tensors_[i].sizes());
  }
}

Dims iteration_order(IntSpan sizes, std::span<const Dims> strides) {
  size_t n = sizes.size();
  Dims order(n);
  for (size_t i = 0; i < n; ++i) order[i] = static_cast<int64_t>(n - 1 - i);
  auto compare = [&](int64_t a, int64_t b) {
    for (const Dims& s : strides) {
      int64_t x = s[a], y = s[b];
      if (x == 0 || y == 0) continue;
      if (x != y) return x < y ? -1 : 1;
      if (sizes[a] > sizes[b]) return 1;
    }
    return 0;
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
  return order;
}

void Iter::order_dims() {
  Dims strides[kMaxOperands];
  size_t count = 0;
  for (int i = 0; i < n_; ++i) {
    if (tensors_[i].defined())
      strides[count++] = expand_strides(tensors_[i].sizes(), tensors_[i].strides(), sizes_);
  }
  order_ = iteration_order(sizes_, {strides, count});
}

Dims packed_strides(IntSpan sizes, IntSpan order) {
  Dims strides(sizes.size());
  int64_t step = 1;
  for (int64_t d : order) {
    strides[d] = step;
    step *= std::max<int64_t>(sizes[d], 1);
  }
  return strides;
}

void Iter::allocate(Device device) {
  for (int i = 0; i < nout_; ++i) {
    if (tensors_[i].defined()) continue;
    if (i == 0 && hint_ && hint_->dtype == dtypes_[0] && same(hint_->sizes, sizes_)) {
      tensors_[0] = Tensor::share(hint_);
      continue;
    }
    tensors_[i] = new_strided(sizes_, packed_strides(sizes_, order_), dtypes_[i], device);
  }
}

void Iter::build(Device device) {
  for (int i = 0; i < n_; ++i) {
    if (tensors_[i].defined()) {
      if (tensors_[i].device().kind != DeviceKind::CPU) device = tensors_[i].device();
    }
  }
  if (all_same_contiguous()) {
    const Tensor* like = nullptr;
    for (int i = 0; i < n_; ++i) {
      if (tensors_[i].defined()) like = &tensors_[i];
    }
    sizes_ = Dims(like->sizes());
    bool hint_fits = !hint_ || (hint_->flags & TensorImpl::kContiguous);
    if (hint_fits) {
      int64_t numel = like->numel();
      for (int i = 0; i < nout_; ++i) {
        if (tensors_[i].defined()) continue;
        if (i == 0 && hint_ && hint_->dtype == dtypes_[0] && same(hint_->sizes, sizes_)) {
          tensors_[0] = Tensor::share(hint_);
        } else {
          tensors_[i] = new_tensor(sizes_, dtypes_[i], device);
        }
      }
      inner_.assign(&numel, 1);
      for (int i = 0; i < n_; ++i) {
        steps_[i].resize(1);
        steps_[i][0] = tensors_[i].defined() ? static_cast<int64_t>(dtype_size(dtypes_[i])) : 0;
        if (tensors_[i].defined()) data_[i] = tensors_[i].raw();
      }
      return;
    }
  }
  broadcast();
  order_dims();
  allocate(device);
  check_overlap();
  coalesce();
}

// Writing through a tensor that an input sees shifted would make the result depend on the order of
// the loop.
void Iter::check_overlap() const {
  for (int o = 0; o < nout_; ++o) {
    const Tensor& out = tensors_[o];
    for (size_t d = 0; d < out.sizes().size(); ++d) {
      check(out.sizes()[d] < 2 || out.strides()[d] != 0,
            "unsupported operation: more than one element of the written-to tensor ",
            "refers to a single memory location. Please clone() the tensor before performing the "
            "operation.");
    }
    for (int i = nout_; i < n_; ++i) {
      const Tensor& in = tensors_[i];
      if (!in.defined() || in.impl() == out.impl() || !in.raw() ||
          in.impl()->storage != out.impl()->storage)
        continue;
      if (in.raw() == out.raw() && same(in.strides(), out.strides()) &&
          same(in.sizes(), out.sizes()))
        continue;
      const char* in_end =
          in.raw() + storage_extent(in.sizes(), in.strides()) * static_cast<int64_t>(in.itemsize());
      const char* out_end = out.raw() + storage_extent(out.sizes(), out.strides()) *
                                            static_cast<int64_t>(out.itemsize());
      bool apart = in_end <= out.raw() || out_end <= in.raw() ||
                   !is_non_overlapping_and_dense(in.sizes(), in.strides()) ||
                   !is_non_overlapping_and_dense(out.sizes(), out.strides());
      check(apart,
            "unsupported operation: some elements of the input tensor and the written-to tensor "
            "refer to a single ",
            "memory location. Please clone() the tensor before performing the operation.");
    }
  }
}

void Iter::coalesce() {
  size_t n = order_.size();
  inner_.clear();
  for (int i = 0; i < n_; ++i) {
    steps_[i].clear();
    if (tensors_[i].defined()) data_[i] = tensors_[i].raw();
  }
  Dims strides[kMaxOperands];
  for (int i = 0; i < n_; ++i) {
    if (!tensors_[i].defined()) {
      strides[i] = Dims(n, 0);
      continue;
    }
    strides[i] = expand_strides(tensors_[i].sizes(), tensors_[i].strides(), sizes_);
    for (int64_t& s : strides[i]) s *= static_cast<int64_t>(dtype_size(dtypes_[i]));
  }
  for (int64_t d : order_) {
    if (sizes_[d] == 1) continue;
    bool merge = !inner_.empty();
    for (int i = 0; merge && i < n_; ++i) merge = strides[i][d] == steps_[i].back() * inner_.back();
    if (merge) {
      inner_.back() *= sizes_[d];
    } else {
      inner_.push_back(sizes_[d]);
      for (int i = 0; i < n_; ++i) steps_[i].push_back(strides[i][d]);
    }
  }
  if (inner_.empty()) {
    inner_.push_back(1);
    for (int i = 0; i < n_; ++i) steps_[i].push_back(0);
  }
}

void Iter::run(kernels::Loop loop, const void* params, int64_t grain) {
  if (tensors_[0].is_meta()) return;
  int64_t total = 1;
  for (int64_t s : inner_) total *= s;
  if (total == 0) return;
  int64_t row = inner_[0];
  int64_t steps0[kMaxOperands];
  for (int i = 0; i < n_; ++i) steps0[i] = steps_[i][0];
  if (inner_.size() == 1) {
    if (total <= grain) {
      loop(data_, steps0, total, params);
      return;
    }
    parallel_for(0, total, grain, [&](int64_t begin, int64_t end) {
      char* at[kMaxOperands];
      for (int i = 0; i < n_; ++i) at[i] = data_[i] + begin * steps0[i];
      loop(at, steps0, end - begin, params);
    });
    return;
  }
  parallel_for(0, total, grain, [&](int64_t begin, int64_t end) {
    // Position of `begin` in the merged dimensions; then row by row, the first and the last
    // possibly in part.
    int64_t index[64];
    size_t ndim = inner_.size();
    char* at[kMaxOperands];
    int64_t rest = begin;
    for (size_t d = 0; d < ndim; ++d) {
      index[d] = rest % inner_[d];
      rest /= inner_[d];
    }
    for (int i = 0; i < n_; ++i) {
      at[i] = data_[i];
      for (size_t d = 0; d < ndim; ++d) at[i] += index[d] * steps_[i][d];
    }
    while (begin < end) {
      int64_t n = std::min(row - index[0], end - begin);
      loop(at, steps0, n, params);
      begin += n;
      for (int i = 0; i < n_; ++i) at[i] -= index[0] * steps0[i];
      index[0] = 0;
      for (size_t d = 1; d < ndim; ++d) {
        for (int i = 0; i < n_; ++i) at[i] += steps_[i][d];
        if (++index[d] < inner_[d]) break;
        for (int i = 0; i < n_; ++i) at[i] -= inner_[d] * steps_[i][d];
        index[d] = 0;
      }
    }
  });
}

}  // namespace tenon

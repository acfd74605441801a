#include "core/tensor/tensor.h"

#include "core/memory/freelist.h"
#include "core/tensor/layout.h"

namespace tenon {

void (*delete_autograd_meta)(AutogradMeta*) noexcept = nullptr;
bool (*release_py_object)(TensorImpl*) noexcept = nullptr;

namespace {

TensorImpl* new_impl() { return FreeList<TensorImpl>::make(); }

TensorImpl* new_impl(RefPtr<Storage> storage, IntSpan sizes, IntSpan strides, int64_t offset,
                     DType dtype, Device device) {
  TensorImpl* p = new_impl();
  p->storage = std::move(storage);
  p->sizes.assign(sizes.data(), sizes.size());
  p->strides.assign(strides.data(), strides.size());
  p->offset = offset;
  p->dtype = dtype;
  p->device = device;
  p->refresh();
  return p;
}

// The counter, which threads that make the first aliases at once race to make. (A RefPtr is its
// pointer.)
std::atomic_ref<VersionCounter*> counter_of(TensorImpl* p) {
  return std::atomic_ref(reinterpret_cast<VersionCounter*&>(p->shared_version));
}

// From the first alias on, writes are counted in one place for all of them.
RefPtr<VersionCounter> share_version(TensorImpl* p) {
  auto slot = counter_of(p);
  VersionCounter* counter = slot.load(std::memory_order_acquire);
  if (!counter) {
    auto fresh = RefPtr<VersionCounter>::adopt(new VersionCounter);
    fresh->value = p->own_version.load(std::memory_order_relaxed);
    if (slot.compare_exchange_strong(counter, fresh.get(), std::memory_order_acq_rel))
      counter = fresh.release();
  }
  return RefPtr<VersionCounter>::share(counter);
}

}  // namespace

void intrusive_release(TensorImpl* p) noexcept {
  if (!p->release_ref()) return;
  if ((p->flags & TensorImpl::kPyOwned) && release_py_object(p)) return;
  if (p->autograd) delete_autograd_meta(p->autograd);
  FreeList<TensorImpl>::destroy(p);
}

void TensorImpl::refresh() noexcept {
  numel = 1;
  for (int64_t s : sizes) numel *= s;
  flags &= static_cast<uint8_t>(~(kContiguous | kChannelsLast));
  if (is_contiguous(sizes, strides)) flags |= kContiguous;
  if (is_channels_last(sizes, strides)) flags |= kChannelsLast;
  data = storage && storage->data
             ? static_cast<char*>(storage->data) + offset * static_cast<int64_t>(dtype_size(dtype))
             : nullptr;
}

int64_t wrap_dim(int64_t d, int64_t n, bool wrap_scalar) {
  int64_t range = n == 0 && wrap_scalar ? 1 : n;
  check_index(range != 0, "Dimension specified as ", d, " but tensor has no dimensions");
  check_index(d >= -range && d < range, "Dimension out of range (expected to be in range of [",
              -range, ", ", range - 1, "], but got ", d, ")");
  return d < 0 ? d + range : d;
}

uint32_t Tensor::version() const noexcept {
  VersionCounter* shared = counter_of(p_.get()).load(std::memory_order_acquire);
  return (shared ? shared->value : p_->own_version).load(std::memory_order_relaxed);
}

void Tensor::bump_version() const noexcept {
  VersionCounter* shared = counter_of(p_.get()).load(std::memory_order_acquire);
  (shared ? shared->value : p_->own_version).fetch_add(1, std::memory_order_relaxed);
}

Tensor new_tensor(IntSpan sizes, DType dtype, Device device) {
  size_t itemsize = dtype_size(dtype);
  auto bytes = static_cast<size_t>(checked_numel(sizes, itemsize)) * itemsize;
  TensorImpl* p = new_impl();
  Tensor t = Tensor::adopt(p);
  p->storage = make_storage(bytes, device);
  p->sizes.assign(sizes.data(), sizes.size());
  p->strides.resize(sizes.size());
  int64_t step = 1;
  for (size_t i = sizes.size(); i-- > 0;) {
    p->strides[i] = step;
    step *= sizes[i] > 1 ? sizes[i] : 1;
  }
  p->dtype = dtype;
  p->device = device;
  p->refresh();
  return t;
}

Tensor new_strided(IntSpan sizes, IntSpan strides, DType dtype, Device device) {
  size_t itemsize = dtype_size(dtype);
  checked_numel(sizes, itemsize);
  auto bytes = static_cast<size_t>(storage_extent(sizes, strides)) * itemsize;
  return Tensor::adopt(new_impl(make_storage(bytes, device), sizes, strides, 0, dtype, device));
}

Tensor from_blob(void* data, IntSpan sizes, IntSpan strides, DType dtype, void (*deleter)(void*),
                 void* ctx) {
  size_t itemsize = dtype_size(dtype);
  checked_numel(sizes, itemsize);
  auto bytes = static_cast<size_t>(storage_extent(sizes, strides)) * itemsize;
  return Tensor::adopt(
      new_impl(wrap_storage(data, bytes, {}, deleter, ctx), sizes, strides, 0, dtype, {}));
}

Tensor make_view(const Tensor& base, IntSpan sizes, IntSpan strides, int64_t offset) {
  TensorImpl* b = base.impl();
  TensorImpl* p = new_impl(b->storage, sizes, strides, offset, b->dtype, b->device);
  p->shared_version = share_version(b);
  p->view_base = b->view_base ? b->view_base : RefPtr<TensorImpl>::share(b);
  p->flags |= b->flags & TensorImpl::kInference;
  return Tensor::adopt(p);
}

Tensor make_alias(const Tensor& of) {
  TensorImpl* b = of.impl();
  TensorImpl* p = new_impl(b->storage, b->sizes, b->strides, b->offset, b->dtype, b->device);
  p->shared_version = share_version(b);
  p->flags |= b->flags & TensorImpl::kInference;
  return Tensor::adopt(p);
}

}  // namespace tenon

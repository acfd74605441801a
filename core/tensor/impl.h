// The object behind a Tensor handle. Included by tensor.h only.
#pragma once
#include "core/tensor/tensor.h"

namespace tenon {

// Counts in-place writes; shared by a tensor, its views and what was detached from it.
struct VersionCounter : RefCounted {
  std::atomic<uint32_t> value{0};
};
inline void intrusive_release(VersionCounter* p) noexcept {
  if (p->release_ref()) delete p;
}

struct TensorImpl : RefCounted {
  enum Flag : uint8_t {
    kContiguous = 1,
    kRequiresGrad = 2,  // a leaf that wants a gradient, or a result with a grad_fn
    kInference = 4,     // made under inference_mode
    kPyOwned = 8,       // this object keeps its Python object alive (python/ext/py_tensor.cpp)
    kChannelsLast = 16,
    kUnrecordedView = 32,  // a view of what requires grad, made under no_grad
  };

  char* data = nullptr;
  int64_t numel = 0;
  DType dtype = DType::F32;
  Device device;
  uint8_t flags = 0;
  std::atomic<uint32_t> own_version{0};
  int64_t offset = 0;
  Dims sizes, strides;
  RefPtr<Storage> storage;
  RefPtr<TensorImpl> view_base;           // the tensor that this one is a view of
  RefPtr<VersionCounter> shared_version;  // replaces own_version once a view exists
  AutogradMeta* autograd = nullptr;       // owned; core/autograd/meta.h
  void* py_object = nullptr;              // its one Python object, if it has one

  // Recomputes numel, data and the layout flags after sizes, strides or offset changed.
  void refresh() noexcept;
};

// Set by the layers above; called when a TensorImpl that has such a part dies.
extern void (*delete_autograd_meta)(AutogradMeta*) noexcept;
// For a tensor with kPyOwned whose last reference has gone; true when its object is still in use
// and has taken the tensor over (retained it).
extern bool (*release_py_object)(TensorImpl*) noexcept;

inline Tensor Tensor::share(TensorImpl* p) noexcept { return Tensor(RefPtr<TensorImpl>::share(p)); }
inline IntSpan Tensor::sizes() const noexcept { return p_->sizes; }
inline IntSpan Tensor::strides() const noexcept { return p_->strides; }
inline int64_t Tensor::dim() const noexcept { return static_cast<int64_t>(p_->sizes.size()); }
inline int64_t Tensor::numel() const noexcept { return p_->numel; }
inline int64_t Tensor::offset() const noexcept { return p_->offset; }
inline DType Tensor::dtype() const noexcept { return p_->dtype; }
inline size_t Tensor::itemsize() const noexcept { return dtype_size(p_->dtype); }
inline size_t Tensor::nbytes() const noexcept {
  return itemsize() * static_cast<size_t>(p_->numel);
}
inline Device Tensor::device() const noexcept { return p_->device; }
inline bool Tensor::is_meta() const noexcept { return p_->device.kind == DeviceKind::Meta; }
inline bool Tensor::is_contiguous() const noexcept { return p_->flags & TensorImpl::kContiguous; }
inline char* Tensor::raw() const noexcept { return p_->data; }
inline bool Tensor::requires_grad() const noexcept {
  uint8_t flags = p_->flags;
  if (p_->view_base) flags |= p_->view_base->flags;
  return flags & TensorImpl::kRequiresGrad;
}
// d in [-n, n) -> [0, n); IndexError with PyTorch's sentence otherwise. A 0-d tensor counts as one
// dimension when wrap_scalar.
int64_t wrap_dim(int64_t d, int64_t n, bool wrap_scalar = true);
inline int64_t Tensor::size(int64_t d) const { return p_->sizes[wrap_dim(d, dim(), false)]; }
inline int64_t Tensor::stride(int64_t d) const { return p_->strides[wrap_dim(d, dim(), false)]; }

}  // namespace tenon

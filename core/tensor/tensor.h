// Tensor: an 8-byte counted handle to sizes, strides and a piece of storage. No ops here (core/api
// has them).
#pragma once
#include <span>
#include <vector>

#include "core/base/device.h"
#include "core/base/dims.h"
#include "core/base/dtype.h"
#include "core/base/error.h"
#include "core/base/refptr.h"
#include "core/memory/storage.h"

namespace tenon {

struct TensorImpl;
struct AutogradMeta;
void intrusive_release(TensorImpl* p) noexcept;

class Tensor {
 public:
  Tensor() noexcept = default;
  explicit Tensor(RefPtr<TensorImpl> p) noexcept : p_(std::move(p)) {}
  static Tensor share(TensorImpl* p) noexcept;
  static Tensor adopt(TensorImpl* p) noexcept { return Tensor(RefPtr<TensorImpl>::adopt(p)); }

  bool defined() const noexcept { return static_cast<bool>(p_); }
  explicit operator bool() const noexcept { return defined(); }
  TensorImpl* impl() const noexcept { return p_.get(); }
  TensorImpl* release() noexcept { return p_.release(); }
  bool is_same(const Tensor& o) const noexcept { return p_ == o.p_; }

  inline IntSpan sizes() const noexcept;
  inline IntSpan strides() const noexcept;
  inline int64_t dim() const noexcept;
  inline int64_t numel() const noexcept;
  inline int64_t size(
      int64_t d) const;  // negative counts from the end; IndexError when out of range
  inline int64_t stride(int64_t d) const;
  inline int64_t offset() const noexcept;  // in elements
  inline DType dtype() const noexcept;
  inline size_t itemsize() const noexcept;
  inline size_t nbytes() const noexcept;
  inline Device device() const noexcept;
  inline bool is_meta() const noexcept;
  inline bool is_contiguous() const noexcept;
  inline char* raw() const noexcept;  // address of the first element; null on meta
  template <class T>
  T* data() const noexcept {
    return reinterpret_cast<T*>(raw());
  }

  // Autograd state (core/autograd sets it). True also for a view whose base requires grad.
  inline bool requires_grad() const noexcept;
  uint32_t version() const noexcept;
  void bump_version() const noexcept;

 private:
  RefPtr<TensorImpl> p_;
};

using TensorSpan = std::span<const Tensor>;

// A fresh contiguous tensor, uninitialised. Sizes must not be negative.
Tensor new_tensor(IntSpan sizes, DType dtype, Device device = {});
// The same with given strides; its storage is just large enough.
Tensor new_strided(IntSpan sizes, IntSpan strides, DType dtype, Device device = {});
// A tensor over foreign memory; `deleter(ctx)` runs when the last tensor over it dies.
Tensor from_blob(void* data, IntSpan sizes, IntSpan strides, DType dtype, void (*deleter)(void*),
                 void* ctx);
// Another tensor over the same storage that shares the version counter. `offset` is in elements
// from the storage's start. A view knows its base; a detached alias does not. Bounds are not
// checked (as_strided does).
Tensor make_view(const Tensor& base, IntSpan sizes, IntSpan strides, int64_t offset);
Tensor make_alias(const Tensor& of);

}  // namespace tenon

#include "core/tensor/impl.h"

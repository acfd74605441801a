// Intrusive reference counting: objects carry their own count, handles are one pointer.
#pragma once
#include <atomic>
#include <cstdint>
#include <utility>

namespace tenon {

// Base of counted objects. A new object starts with one reference, owned by RefPtr::adopt.
class RefCounted {
 public:
  RefCounted() = default;
  RefCounted(const RefCounted&) = delete;
  RefCounted& operator=(const RefCounted&) = delete;

  void retain() const noexcept { refs_.fetch_add(1, std::memory_order_relaxed); }
  // True when the caller held the last reference and must delete the object.
  bool release_ref() const noexcept { return refs_.fetch_sub(1, std::memory_order_acq_rel) == 1; }
  // False when the object is dying already. The caller keeps its memory alive meanwhile.
  bool try_retain() const noexcept {
    uint32_t n = refs_.load(std::memory_order_relaxed);
    while (n != 0) {
      if (refs_.compare_exchange_weak(n, n + 1, std::memory_order_relaxed)) return true;
    }
    return false;
  }
  uint32_t use_count() const noexcept { return refs_.load(std::memory_order_relaxed); }

 protected:
  ~RefCounted() = default;
  mutable std::atomic<uint32_t> refs_{1};
};

// T must have: void retain() const; and a static or free `void intrusive_release(T*)` found by ADL.
template <class T>
class RefPtr {
 public:
  constexpr RefPtr() noexcept = default;
  constexpr RefPtr(std::nullptr_t) noexcept {}
  RefPtr(const RefPtr& o) noexcept : p_(o.p_) {
    if (p_) p_->retain();
  }
  RefPtr(RefPtr&& o) noexcept : p_(std::exchange(o.p_, nullptr)) {}
  RefPtr& operator=(RefPtr o) noexcept {
    std::swap(p_, o.p_);
    return *this;
  }
  ~RefPtr() {
    if (p_) intrusive_release(p_);
  }

  static RefPtr adopt(T* p) noexcept {
    RefPtr r;
    r.p_ = p;
    return r;
  }
  static RefPtr share(T* p) noexcept {
    if (p) p->retain();
    return adopt(p);
  }
  T* get() const noexcept { return p_; }
  T* operator->() const noexcept { return p_; }
  T& operator*() const noexcept { return *p_; }
  explicit operator bool() const noexcept { return p_ != nullptr; }
  T* release() noexcept { return std::exchange(p_, nullptr); }
  bool operator==(const RefPtr& o) const noexcept { return p_ == o.p_; }

 private:
  T* p_ = nullptr;
};

}  // namespace tenon

// Dims: a list of int64 with room for six inside, for shapes and strides. IntSpan: a borrowed view
// of one.
#pragma once
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <span>

namespace tenon {

using IntSpan = std::span<const int64_t>;

class Dims {
 public:
  static constexpr uint32_t kInline = 6;

  Dims() noexcept = default;
  explicit Dims(size_t n, int64_t fill = 0) {
    resize(n);
    for (size_t i = 0; i < n; ++i) data()[i] = fill;
  }
  Dims(std::initializer_list<int64_t> v) { assign(v.begin(), v.size()); }
  Dims(IntSpan v) { assign(v.data(), v.size()); }
  Dims(const Dims& o) { assign(o.data(), o.size()); }
  Dims(Dims&& o) noexcept { steal(o); }
  Dims& operator=(const Dims& o) {
    if (this != &o) assign(o.data(), o.size());
    return *this;
  }
  Dims& operator=(Dims&& o) noexcept {
    if (this != &o) {
      free_heap();
      steal(o);
    }
    return *this;
  }
  ~Dims() { free_heap(); }

  size_t size() const noexcept { return size_; }
  bool empty() const noexcept { return size_ == 0; }
  int64_t* data() noexcept { return capacity_ > kInline ? heap_ : inline_; }
  const int64_t* data() const noexcept { return capacity_ > kInline ? heap_ : inline_; }
  int64_t& operator[](size_t i) noexcept { return data()[i]; }
  int64_t operator[](size_t i) const noexcept { return data()[i]; }
  int64_t& back() noexcept { return data()[size_ - 1]; }
  int64_t back() const noexcept { return data()[size_ - 1]; }
  int64_t* begin() noexcept { return data(); }
  int64_t* end() noexcept { return data() + size_; }
  const int64_t* begin() const noexcept { return data(); }
  const int64_t* end() const noexcept { return data() + size_; }
  operator IntSpan() const noexcept { return {data(), size_}; }

  // New elements are uninitialised.
  void resize(size_t n) {
    if (n > capacity_) grow(n);
    size_ = static_cast<uint32_t>(n);
  }
  void push_back(int64_t v) {
    resize(size_ + 1);
    data()[size_ - 1] = v;
  }
  void insert(size_t at, int64_t v) {
    resize(size_ + 1);
    std::memmove(data() + at + 1, data() + at, (size_ - 1 - at) * sizeof(int64_t));
    data()[at] = v;
  }
  void erase(size_t at) {
    std::memmove(data() + at, data() + at + 1, (size_ - 1 - at) * sizeof(int64_t));
    --size_;
  }
  void clear() noexcept { size_ = 0; }
  void assign(const int64_t* v, size_t n) {
    resize(n);
    if (n) std::memmove(data(), v, n * sizeof(int64_t));
  }

 private:
  void grow(size_t n) {
    size_t capacity = n < 12 ? 12 : n * 2;
    auto* p = new int64_t[capacity];
    if (size_) std::memcpy(p, data(), size_ * sizeof(int64_t));
    free_heap();
    heap_ = p;
    capacity_ = static_cast<uint32_t>(capacity);
  }
  void free_heap() noexcept {
    if (capacity_ > kInline) delete[] heap_;
  }
  void steal(Dims& o) noexcept {
    size_ = o.size_;
    capacity_ = o.capacity_;
    if (capacity_ > kInline) {
      heap_ = o.heap_;
      o.capacity_ = kInline;
    } else {
      std::memcpy(inline_, o.inline_, sizeof(inline_));
    }
    o.size_ = 0;
  }

  uint32_t size_ = 0, capacity_ = kInline;
  union {
    int64_t inline_[kInline];
    int64_t* heap_;
  };
};

inline bool operator==(const Dims& a, const Dims& b) noexcept {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(int64_t)) == 0;
}
inline bool same(IntSpan a, IntSpan b) noexcept {
  return a.size() == b.size() &&
         (a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(int64_t)) == 0);
}

}  // namespace tenon

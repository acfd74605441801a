// Tensor: a counted handle. Arithmetic is a matter of ops (call.hpp, operators.hpp); here are
// memory, layout and gradients.
#pragma once
#include <initializer_list>
#include <span>
#include <vector>

#include "tenon/error.hpp"

TN_NAMESPACE_BEGIN

using IntSpan = std::span<const int64_t>;

enum class DType : uint32_t {};
inline constexpr DType int8{TN_INT8}, int16{TN_INT16}, int32{TN_INT32}, int64{TN_INT64},
    uint8{TN_UINT8}, float16{TN_FLOAT16}, float32{TN_FLOAT32}, float64{TN_FLOAT64},
    bfloat16{TN_BFLOAT16}, complex64{TN_COMPLEX64}, complex128{TN_COMPLEX128}, boolean{TN_BOOL8};

inline std::string_view name(DType t) {
  return detail::view(detail::tables().tensor.dtype_name(static_cast<uint32_t>(t)));
}
constexpr int64_t item_size(DType t) {
  return static_cast<int64_t>(static_cast<uint32_t>(t) >> 8) / 8;
}

// The dtype of a C++ type: dtype_of<float>.
template <class T>
inline constexpr DType dtype_of = [] {
  static_assert(std::is_arithmetic_v<T>, "no dtype for this C++ type");
  if constexpr (std::is_same_v<T, bool>) return boolean;
  constexpr uint32_t code = std::is_floating_point_v<T> ? 2 : std::is_signed_v<T> ? 0 : 1;
  return DType{code | uint32_t{sizeof(T)} << 11};
}();

using Device = tn_device;
inline constexpr Device cpu{TN_CPU, -1}, meta{TN_META, -1};
constexpr bool operator==(Device a, Device b) { return a.kind == b.kind && a.index == b.index; }

// Everything about a tensor that a kernel asks for, fetched in one call. Valid as long as the
// tensor is.
class TensorView : public tn_tensor_view {
 public:
  int64_t dim() const noexcept { return dl.ndim; }
  IntSpan shape() const noexcept { return {dl.shape, static_cast<size_t>(dl.ndim)}; }
  IntSpan strides() const noexcept { return {dl.strides, static_cast<size_t>(dl.ndim)}; }
  int64_t size(int64_t i) const noexcept { return dl.shape[i < 0 ? i + dl.ndim : i]; }
  tenon::DType dtype() const noexcept {
    return tenon::DType{dl.dtype.code | uint32_t{dl.dtype.bits} << 8};
  }
  Device device() const noexcept { return {device_kind, dl.device.device_id}; }
  bool is_contiguous() const noexcept { return flags & TN_VIEW_CONTIGUOUS; }
  bool is_meta() const noexcept { return device_kind == TN_META; }
  template <class T>
  T* data() const {
    check_type(dtype() == dtype_of<std::remove_const_t<T>>, "data(): the tensor holds ",
               name(dtype()), ", expected ", name(dtype_of<std::remove_const_t<T>>), ".");
    return static_cast<T*>(dl.data);
  }
};

class Tensor {
 public:
  Tensor() noexcept {}
  static Tensor adopt(tn_tensor* t) noexcept { return Tensor(t); }
  static Tensor share(tn_tensor* t) noexcept {
    if (t) table().retain(t);
    return Tensor(t);
  }
  Tensor(const Tensor& o) noexcept : t_(o.t_) {
    if (t_) table().retain(t_);
  }
  Tensor(Tensor&& o) noexcept : t_(std::exchange(o.t_, nullptr)) {}
  // Not for temporaries: `x[0] = y` would change nothing.
  Tensor& operator=(Tensor o) & noexcept {
    std::swap(t_, o.t_);
    return *this;
  }
  ~Tensor() {
    if (t_) table().release(t_);
  }

  explicit operator bool() const noexcept { return t_ != nullptr; }
  bool defined() const noexcept { return t_ != nullptr; }
  tn_tensor* get() const noexcept { return t_; }
  tn_tensor* release() noexcept { return std::exchange(t_, nullptr); }

  TensorView view() const {
    TensorView v;
    detail::check(table().view(handle(), &v, sizeof(tn_tensor_view)));
    return v;
  }
  int64_t dim() const { return view().dim(); }
  int64_t numel() const { return view().numel; }
  int64_t size(int64_t i) const { return view().size(i); }
  IntSpan shape() const { return view().shape(); }
  IntSpan strides() const { return view().strides(); }
  DType dtype() const { return view().dtype(); }
  Device device() const { return view().device(); }
  bool is_contiguous() const { return view().is_contiguous(); }
  // The first element; TypeError unless T is the tensor's element type.
  template <class T>
  T* data() const {
    return view().data<T>();
  }

  Tensor contiguous() const { return make(table().contiguous); }
  Tensor detach() const { return make(detail::tables().autograd.detach); }
  Tensor to(DType t) const {
    tn_tensor* out;
    detail::check(table().cast(handle(), static_cast<uint32_t>(t), &out));
    return adopt(out);
  }
  Tensor reshape(IntSpan shape) const {
    tn_tensor* out;
    detail::check(
        table().reshape(handle(), shape.data(), static_cast<uint32_t>(shape.size()), &out));
    return adopt(out);
  }
  Tensor reshape(std::initializer_list<int64_t> shape) const {
    return reshape(IntSpan{shape.begin(), shape.size()});
  }
  Tensor as_strided(IntSpan shape, IntSpan strides, int64_t offset) const {
    check_value(shape.size() == strides.size(), "as_strided(): got ", shape.size(), " sizes and ",
                strides.size(), " strides.");
    tn_tensor* out;
    detail::check(table().as_strided(handle(), shape.data(), strides.data(),
                                     static_cast<uint32_t>(shape.size()), offset, &out));
    return adopt(out);
  }
  // The i-th part along the first dimension, a view; negative i count from the end. IndexError.
  Tensor operator[](int64_t i) const;
  // The only element, as a C++ number. TypeError for a complex one.
  template <class T = double>
  T item() const {
    tn_value v;
    detail::check(table().item(handle(), &v));
    if (v.tag != TN_FLOAT && v.tag != TN_INT && v.tag != TN_BOOL) {
      detail::tables().core.value_release(&v);
      fail("TypeError", "item(): got a complex number, expected a real one.");
    }
    return v.tag == TN_FLOAT ? static_cast<T>(v.f) : static_cast<T>(v.i);
  }
  // To be called after writing through data() into a tensor that others may hold.
  void mark_written() const { detail::check(table().mark_written(handle())); }

  bool requires_grad() const { return detail::tables().autograd.requires_grad(handle()); }
  Tensor& requires_grad_(bool on = true) {
    detail::check(detail::tables().autograd.set_requires_grad(handle(), on));
    return *this;
  }
  Tensor grad() const { return make(detail::tables().autograd.grad); }
  void set_grad(const Tensor& g) const {
    detail::check(detail::tables().autograd.set_grad(handle(), g.get()));
  }
  void backward(const Tensor& grad = {}, bool retain_graph = false,
                bool create_graph = false) const {
    detail::check(
        detail::tables().autograd.backward(handle(), grad.get(), retain_graph, create_graph));
  }

 private:
  explicit Tensor(tn_tensor* t) noexcept : t_(t) {}
  static const tn_host_tensor& table() noexcept { return detail::tables().tensor; }
  tn_tensor* handle() const {
    check_value(t_ != nullptr, "this Tensor is empty (None).");
    return t_;
  }
  Tensor make(tn_status* (*f)(tn_tensor*, tn_tensor**)) const {
    tn_tensor* out = nullptr;
    detail::check(f(handle(), &out));
    return adopt(out);
  }

  tn_tensor* t_ = nullptr;
};

// A contiguous tensor with undefined contents.
inline Tensor empty(IntSpan shape, DType dtype = float32, Device device = cpu) {
  tn_tensor* out;
  detail::check(detail::tables().tensor.empty(shape.data(), static_cast<uint32_t>(shape.size()),
                                              static_cast<uint32_t>(dtype), device, &out));
  return Tensor::adopt(out);
}
inline Tensor empty(std::initializer_list<int64_t> shape, DType dtype = float32,
                    Device device = cpu) {
  return empty(IntSpan{shape.begin(), shape.size()}, dtype, device);
}

// A tensor with a copy of the values.
template <class T>
Tensor from_values(std::span<const T> values, IntSpan shape) {
  Tensor t = empty(shape, dtype_of<T>);
  check_value(t.numel() == static_cast<int64_t>(values.size()), "from_values(): got ",
              values.size(), " values for the shape ", shape, ".");
  std::copy(values.begin(), values.end(), t.data<T>());
  return t;
}

// A tensor over memory of the caller's; `free(free_arg)` runs once nothing uses it any more. Not
// run on error.
inline Tensor from_data(void* data, IntSpan shape, DType dtype, void (*free)(void*),
                        void* free_arg) {
  tn_tensor* out;
  detail::check(detail::tables().tensor.from_data(
      data, shape.data(), nullptr, static_cast<uint32_t>(shape.size()),
      static_cast<uint32_t>(dtype), cpu, free, free_arg, &out));
  return Tensor::adopt(out);
}

// No call is recorded for gradients while one of these lives.
class NoGrad {
 public:
  NoGrad() : before_(detail::tables().autograd.set_grad_mode(0)) {}
  ~NoGrad() { detail::tables().autograd.set_grad_mode(before_); }
  NoGrad(const NoGrad&) = delete;
  NoGrad& operator=(const NoGrad&) = delete;

 private:
  uint32_t before_;
};

namespace detail {
template <class... Ts, class F>
void dispatch_list(DType t, std::string_view what, F&& f) {
  bool done = ((t == dtype_of<Ts> ? (f.template operator()<Ts>(), true) : false) || ...);
  if (done) return;
  std::string names;
  ((names += names.empty() ? "" : " or ", names += name(dtype_of<Ts>)), ...);
  fail("NotImplementedError", what, "(): got a tensor of ", name(t), ", expected ", names, ".");
}
}  // namespace detail

// Runs f.operator()<T>() for the C++ type of a dtype out of a list: dispatch<float, double>(t,
// "nms", [&]<class T>() { ... });
template <class... Ts, class F>
void dispatch(DType t, std::string_view op, F&& f) {
  detail::dispatch_list<Ts...>(t, op, f);
}

TN_NAMESPACE_END

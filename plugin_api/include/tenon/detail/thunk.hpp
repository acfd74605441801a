// Thunks: C++ functions with ordinary parameters as functions of the C calling convention.
#pragma once
#include "tenon/self.hpp"

TN_NAMESPACE_BEGIN
namespace detail {

// ---- arguments: the holder converts to the parameter and lives until the function returns ----

template <class P>
struct Unbox {
  static_assert(sizeof(P) == 0, "a kernel cannot have a parameter of this type");
};
struct BorrowedTensor {  // no counting: the caller keeps the argument alive
  Tensor t;
  explicit BorrowedTensor(const ValueRef& v) : t(v.is_none() ? Tensor() : Tensor::adopt(read(v))) {}
  BorrowedTensor(const BorrowedTensor&) = delete;
  ~BorrowedTensor() { t.release(); }
  operator const Tensor&() const noexcept { return t; }
  static tn_tensor* read(const ValueRef& v) {
    if (!v.is_tensor()) fail("TypeError", "got ", v.type_name(), ", expected Tensor.");
    return static_cast<tn_tensor*>(v.cell().p);
  }
};
template <auto Read>
struct Reader {
  ValueRef v;
  explicit Reader(const ValueRef& value) : v(value) {}
  template <class T>
  operator T() const {
    return static_cast<T>((v.*Read)());
  }
};
template <>
struct Unbox<Tensor> : BorrowedTensor {
  using BorrowedTensor::BorrowedTensor;
};
template <>
struct Unbox<bool> : Reader<&ValueRef::to_bool> {
  using Reader::Reader;
};
template <>
struct Unbox<int> : Reader<&ValueRef::to_int> {
  using Reader::Reader;
};
template <>
struct Unbox<int64_t> : Reader<&ValueRef::to_int> {
  using Reader::Reader;
};
template <>
struct Unbox<float> : Reader<&ValueRef::to_float> {
  using Reader::Reader;
};
template <>
struct Unbox<double> : Reader<&ValueRef::to_float> {
  using Reader::Reader;
};
template <>
struct Unbox<DType> : Reader<&ValueRef::dtype> {
  using Reader::Reader;
};
template <>
struct Unbox<Device> : Reader<&ValueRef::device> {
  using Reader::Reader;
};
template <>
struct Unbox<std::string_view> : Reader<&ValueRef::str> {
  using Reader::Reader;
};
template <>
struct Unbox<ValueRef> {
  ValueRef v;
  explicit Unbox(const ValueRef& value) : v(value) {}
  operator const ValueRef&() const { return v; }
};
template <>
struct Unbox<Self> {
  Self s;
  explicit Unbox(const ValueRef& v) : s(v) {}
  operator const Self&() const { return s; }
  operator Self&() { return s; }
};
template <>
struct Unbox<IntSpan> {
  std::vector<int64_t> copy;
  IntSpan s;
  explicit Unbox(const ValueRef& v) {
    if (v.tag() == TN_INTS) {
      s = {static_cast<const int64_t*>(v.cell().p), v.cell().aux};
    } else {
      copy = v.ints();
      s = copy;
    }
  }
  operator IntSpan() const { return s; }
};
template <>
struct Unbox<std::vector<int64_t>> : Reader<&ValueRef::ints> {
  using Reader::Reader;
};
template <>
struct Unbox<std::vector<double>> : Reader<&ValueRef::floats> {
  using Reader::Reader;
};
template <>
struct Unbox<std::vector<Tensor>> {
  std::vector<Tensor> v;
  explicit Unbox(const ValueRef& value) : v(value.tensors()) {}
  operator const std::vector<Tensor>&() const { return v; }
};
template <class T>
struct Unbox<std::optional<T>> {
  std::optional<T> o;
  explicit Unbox(const ValueRef& v) {
    if (v.is_none()) return;
    if constexpr (std::is_same_v<T, Tensor>)
      o = v.tensor();
    else
      o.emplace(static_cast<T>(Unbox<T>(v)));
  }
  operator const std::optional<T>&() const { return o; }
};

// ---- results ----

inline Value to_value(Value v) { return v; }
inline Value to_value(Self s) {
  tn_value v = s.cell();
  s.release();
  return Value::adopt(v);
}
inline Value to_value(const ValueRef& v) { return Value::share(v); }
template <class T>
Value to_value(T&& v) {
  return Value(std::forward<T>(v));
}

template <class R>
struct Box {
  static constexpr uint32_t kCount = 1;
  static void put(R r, tn_value* out) { *out = to_value(std::move(r)).release(); }
};
template <class... Rs>
struct Box<std::tuple<Rs...>> {
  static constexpr uint32_t kCount = sizeof...(Rs);
  static void put(std::tuple<Rs...> r, tn_value* out) {
    std::apply(
        [&](Rs&... v) {
          Value owned[] = {to_value(std::move(v))...};  // all are made before any is handed over
          for (Value& value : owned) *out++ = value.release();
        },
        r);
  }
};

// ---- functions ----

template <class P>
inline constexpr bool is_ctx = std::is_same_v<std::remove_cvref_t<P>, Ctx>;
template <class P>
inline constexpr bool is_args = std::is_same_v<std::remove_cvref_t<P>, Args>;

// Self& first and Ctx& next are optional; the rest are the arguments in order, or one Args.
template <auto F, class R, class... Ps>
struct Thunk {
  static tn_status* run(void*, tn_ctx* ctx, const tn_value* args, uint32_t nargs, tn_value* rets,
                        uint32_t nrets) {
    return guard([&] {
      Args a(args, nargs);
      Ctx c(ctx);
      finish(rets, nrets, [&]() -> R { return spread<0, Ps...>(c, a); });
    });
  }
  static tn_status* run_self(void* self, tn_ctx* ctx, const tn_value* args, uint32_t nargs,
                             tn_value* rets, uint32_t nrets) {
    return guard([&] {
      struct Borrowed {
        Self s;
        ~Borrowed() { s.release(); }
      } s{Self::adopt(static_cast<tn_self*>(self))};
      Args a(args, nargs);
      Ctx c(ctx);
      finish(rets, nrets, [&]() -> R { return spread_self<Ps...>(s.s, c, a); });
    });
  }

 private:
  template <class Body>
  static void finish(tn_value* rets, uint32_t nrets, Body&& body) {
    if constexpr (std::is_void_v<R>) {
      body();
      for (uint32_t i = 0; i < nrets; ++i) rets[i] = tn_value{};
    } else {
      constexpr uint32_t kCount = Box<R>::kCount;
      if (nrets == kCount) return Box<R>::put(body(), rets);
      if (nrets != 0)
        fail("TypeError", "the function returns ", kCount, " values, the schema declares ", nrets,
             ".");
      body();
    }
  }
  // Leading Ctx& and Args parameters, then the arguments.
  template <size_t, class First, class... Rest, class... Front>
  static R spread(Ctx& c, const Args& a, Front&... front) {
    if constexpr (is_ctx<First>)
      return arguments<Rest...>(a, std::index_sequence_for<Rest...>(), front..., c);
    else
      return arguments<First, Rest...>(a, std::index_sequence_for<First, Rest...>(), front...);
  }
  template <size_t, class... Front>
  static R spread(Ctx&, const Args&, Front&... front) {
    return F(front...);
  }
  template <class First, class... Rest>
  static R spread_self(Self& s, Ctx& c, const Args& a) {
    return spread<0, Rest...>(c, a, s);
  }
  template <class... As, size_t... I, class... Front>
  static R arguments(const Args& a, std::index_sequence<I...>, Front&... front) {
    if constexpr (sizeof...(As) == 1 && (is_args<As> && ...))
      return F(front..., a);
    else
      return F(front..., Unbox<std::remove_cvref_t<As>>(a[I])...);
  }
};

template <class T>
struct FunctionTraits;
template <class R, class... Ps>
struct FunctionTraits<R (*)(Ps...)> {
  template <auto F>
  using ThunkOf = Thunk<F, R, Ps...>;
  static constexpr bool kTakesSelf = [] {
    if constexpr (sizeof...(Ps) > 0)
      return std::is_same_v<std::remove_cvref_t<std::tuple_element_t<0, std::tuple<Ps...>>>, Self>;
    return false;
  }();
};
template <class R, class... Ps>
struct FunctionTraits<R (*)(Ps...) noexcept> : FunctionTraits<R (*)(Ps...)> {};

template <auto F>
consteval tn_fn thunk() {
  using Traits = FunctionTraits<decltype(F)>;
  if constexpr (Traits::kTakesSelf)
    return &Traits::template ThunkOf<F>::run_self;
  else
    return &Traits::template ThunkOf<F>::run;
}

}  // namespace detail
TN_NAMESPACE_END

// Calling ops by name: call("add", a, b); call<"add">(a, b) looks the op up once.
#pragma once
#include <concepts>
#include <tuple>

#include "tenon/value.hpp"

TN_NAMESPACE_BEGIN

using Ints = std::vector<int64_t>;  // for calls: call("reshape", x, Ints{2, 3})

// An argument given by name; such come last: call("sum", x, arg("keepdim", true)).
struct NamedArg {
  std::string_view name;
  Value value;
};
inline NamedArg arg(std::string_view name, Value value) { return {name, std::move(value)}; }

namespace detail {

// A borrowed cell over a C++ value that outlives the call.
inline tn_value pointer_cell(int32_t tag, const void* p, size_t n = 0) {
  tn_value v{tag, static_cast<uint32_t>(n), {}};
  v.p = const_cast<void*>(p);
  return v;
}
inline tn_value cell(const Tensor& t) { return t ? pointer_cell(TN_TENSOR, t.get()) : tn_value{}; }
// ValueRef, Value, Self.
template <class T>
requires requires(const T& t) {
  { t.cell() } -> std::convertible_to<tn_value>;
}
tn_value cell(const T& t) { return t.cell(); }
inline tn_value cell(const NamedArg& a) { return a.value.cell(); }
inline tn_value cell(std::nullptr_t) { return {}; }
inline tn_value cell(std::nullopt_t) { return {}; }
inline tn_value cell(std::string_view s) { return pointer_cell(TN_STR, s.data(), s.size()); }
inline tn_value cell(const std::string& s) { return cell(std::string_view(s)); }
inline tn_value cell(const char* s) { return cell(std::string_view(s)); }
inline tn_value cell(IntSpan s) { return pointer_cell(TN_INTS, s.data(), s.size()); }
inline tn_value cell(const std::vector<int64_t>& s) { return cell(IntSpan(s)); }
inline tn_value cell(std::span<const double> s) {
  return pointer_cell(TN_FLOATS, s.data(), s.size());
}
inline tn_value cell(const std::vector<double>& s) { return cell(std::span<const double>(s)); }
inline tn_value cell(std::span<const Tensor> s) {
  static_assert(sizeof(Tensor) == sizeof(tn_tensor*));
  return pointer_cell(TN_TENSORS, s.data(), s.size());
}
inline tn_value cell(const std::vector<Tensor>& s) { return cell(std::span<const Tensor>(s)); }
inline tn_value cell(DType t) { return Value(t).release(); }
inline tn_value cell(Device d) { return Value(d).release(); }
template <class T>
requires std::is_arithmetic_v<T> tn_value cell(T v) {
  if constexpr (std::is_floating_point_v<T>) return Value(static_cast<double>(v)).release();
  return Value(v).release();
}
template <class T>
tn_value cell(const std::optional<T>& o) {
  return o ? cell(*o) : tn_value{};
}

// What a call returns: Tensor, Value, a number, std::vector<Tensor>, a tuple of those, or nothing.
template <class R>
struct Result {
  static constexpr uint32_t kCount = 1;
  static R take(tn_value* v) {
    Value value = Value::adopt(*v);
    if constexpr (std::is_same_v<R, Value>)
      return value;
    else if constexpr (std::is_same_v<R, Tensor>)
      return value.tensor_or_none();
    else if constexpr (std::is_same_v<R, bool>)
      return value.to_bool();
    else if constexpr (std::is_integral_v<R>)
      return static_cast<R>(value.to_int());
    else if constexpr (std::is_floating_point_v<R>)
      return static_cast<R>(value.to_float());
    else if constexpr (std::is_same_v<R, std::string>)
      return std::string(value.str());
    else if constexpr (std::is_same_v<R, std::vector<Tensor>>)
      return value.tensors();
    else
      return R(value);
  }
};
template <>
struct Result<void> {
  static constexpr uint32_t kCount = 0;
  static void take(tn_value*) {}
};
template <class... Rs>
struct Result<std::tuple<Rs...>> {
  static constexpr uint32_t kCount = sizeof...(Rs);
  static std::tuple<Rs...> take(tn_value* v) {
    return [&]<size_t... I>(std::index_sequence<I...>) {
      return std::tuple<Rs...>{Result<Rs>::take(v + I)...};
    }
    (std::make_index_sequence<sizeof...(Rs)>());
  }
};

template <class T>
inline constexpr bool is_named = std::is_same_v<std::remove_cvref_t<T>, NamedArg>;

// Packs arguments on the stack and hands them to f(cells, count, names, name count).
template <class F, class... As>
decltype(auto) with_args(F&& f, const As&... as) {
  constexpr size_t kNamed = (size_t{0} + ... + (is_named<As> ? 1 : 0));
  const tn_value cells[sizeof...(As) + 1] = {cell(as)..., tn_value{}};
  tn_text names[kNamed + 1] = {};
  if constexpr (kNamed > 0) {
    size_t i = 0;
    auto name = [&](const auto& a) {
      if constexpr (is_named<decltype(a)>) names[i++] = text(a.name);
    };
    (name(as), ...);
  }
  return f(cells, static_cast<uint32_t>(sizeof...(As)), names, static_cast<uint32_t>(kNamed));
}

inline const tn_op* find(std::string_view name) {
  const tn_op* op;
  check(tables().op.find(text(name), &op));
  return op;
}

// The primitive under every call: generated headers use it with a handle of their own.
template <class R = Tensor, class... As>
R call(const tn_op* op, const As&... as) {
  tn_value rets[Result<R>::kCount + 1] = {};
  with_args(
      [&](const tn_value* args, uint32_t n, const tn_text* names, uint32_t nnames) {
        const auto& table = tables().op;
        check(nnames
                  ? table.call_named(op, nullptr, args, n, names, nnames, rets, Result<R>::kCount)
                  : table.call(op, nullptr, args, n, rets, Result<R>::kCount));
      },
      as...);
  return Result<R>::take(rets);
}

template <size_t N>
struct Literal {
  char text[N];
  consteval Literal(const char (&s)[N]) {
    for (size_t i = 0; i < N; ++i) text[i] = s[i];
  }
  constexpr std::string_view view() const { return {text, N - 1}; }
};

template <Literal Name>
const tn_op* handle() {
  static const tn_op* const op = find(Name.view());
  return op;
}

}  // namespace detail

// A handle to an op; looked up at construction, for ever valid.
class Op {
 public:
  explicit Op(std::string_view name) : op_(detail::find(name)) {}
  std::string_view name() const { return detail::view(detail::tables().op.name(op_)); }
  std::string_view schema() const { return detail::view(detail::tables().op.schema(op_)); }
  const tn_op* get() const noexcept { return op_; }
  template <class R = Tensor, class... As>
  R call(const As&... as) const {
    return detail::call<R>(op_, as...);
  }
  template <class... As>
  Tensor operator()(const As&... as) const {
    return call(as...);
  }

 private:
  const tn_op* op_;
};

// call("add", a, b) -> Tensor; call<std::tuple<Tensor, Tensor>>("topk", x, 3).
template <class R = Tensor, class... As>
R call(std::string_view name, const As&... as) {
  return detail::call<R>(detail::find(name), as...);
}
// call<"add">(a, b): the op is looked up once per place.
template <detail::Literal Name, class R = Tensor, class... As>
R call(const As&... as) {
  return detail::call<R>(detail::handle<Name>(), as...);
}

// Calls a callable: a function of the caller's, or an instance.
template <class R = Value, class... As>
R invoke(const ValueRef& callee, const As&... as) {
  tn_value rets[detail::Result<R>::kCount + 1] = {};
  detail::with_args(
      [&](const tn_value* args, uint32_t n, const tn_text*, uint32_t) {
        detail::check(detail::tables().core.invoke(nullptr, &callee.cell(), args, n, rets,
                                                   detail::Result<R>::kCount));
      },
      as...);
  return detail::Result<R>::take(rets);
}

TN_NAMESPACE_END

#include "tenon/operators.hpp"

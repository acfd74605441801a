// kernel<F>(): makes a Boxed of a typed C++ function. Which C++ type stands for which schema type
// is written here only.
#pragma once
#include <optional>
#include <tuple>

#include "core/registry/op.h"

namespace tenon {
namespace box {

template <class T>
struct Arg;  // static TypeSpec spec; static T get(const Value&)

#define TN_ARG(cpp, kind_, extra, expr)                            \
  template <>                                                      \
  struct Arg<cpp> {                                                \
    static constexpr TypeSpec spec{.kind = TypeKind::kind_ extra}; \
    static decltype(auto) get(const Value& v) { return expr; }     \
  };
#define TN_COMMA ,
TN_ARG(const Tensor&, Tensor, , (v.tensor()))
TN_ARG(TensorSpan, Tensor, TN_COMMA.list = true, v.to_tensors())
TN_ARG(const Operand&, TensorOrScalar, ,
       (v.is_number() ? Operand(v.to_scalar()) : Operand(v.tensor())))
TN_ARG(bool, Bool, , v.to_bool())
TN_ARG(int64_t, Int, , v.to_int())
TN_ARG(double, Float, , v.to_double())
TN_ARG(std::string_view, Str, , v.to_str())
TN_ARG(Scalar, Scalar, , v.to_scalar())
TN_ARG(DType, DType, , v.to_dtype())
TN_ARG(Device, Device, , v.to_device())
TN_ARG(IntSpan, Int, TN_COMMA.list = true, v.to_ints())
TN_ARG(std::span<const double>, Float, TN_COMMA.list = true, v.to_doubles())
TN_ARG(Generator*, Generator, , v.to_generator())
TN_ARG(const Value&, Any, , (v))
#undef TN_ARG
#undef TN_COMMA

template <class T>
struct Arg<std::optional<T>> {
  static constexpr TypeSpec spec = [] {
    TypeSpec s = Arg<T>::spec;
    s.optional = true;
    return s;
  }();
  static std::optional<T> get(const Value& v) {
    if (v.is_none()) return std::nullopt;
    return Arg<T>::get(v);
  }
};

template <class T>
struct Ret;
#define TN_RET(cpp, kind_, expr)                             \
  template <>                                                \
  struct Ret<cpp> {                                          \
    static constexpr TypeSpec spec{.kind = TypeKind::kind_}; \
    static Value put(cpp r) { return expr; }                 \
  };
TN_RET(bool, Bool, Value(r))
TN_RET(int64_t, Int, Value(r))
TN_RET(double, Float, Value(r))
TN_RET(DType, DType, Value(r))
TN_RET(Scalar, Scalar, Value(r).own())
TN_RET(std::string, Str, make_string(std::move(r)))
TN_RET(Value, Any, r)
#undef TN_RET
template <>
struct Ret<Tensor> {
  static constexpr TypeSpec spec{.kind = TypeKind::Tensor};
  static Value put(Tensor r) {
    return r.defined() ? Value::pointer(TN_TENSOR, r.release()) : Value();
  }
};
template <>
struct Ret<std::vector<Tensor>> {
  static constexpr TypeSpec spec{.kind = TypeKind::Tensor, .list = true};
  static Value put(std::vector<Tensor> r) { return make_list(std::move(r)); }
};

template <class R>
struct Rets {
  static constexpr TypeSpec specs[] = {Ret<R>::spec};
  static constexpr int count = 1;
  static void put(R r, Value* rets) { rets[0] = Ret<R>::put(std::move(r)); }
};
template <>
struct Rets<void> {
  static constexpr TypeSpec specs[] = {{}};
  static constexpr int count = 0;
};
template <class... R>
struct Rets<std::tuple<R...>> {
  static constexpr TypeSpec specs[] = {Ret<R>::spec...};
  static constexpr int count = sizeof...(R);
  static void put(std::tuple<R...> r, Value* rets) {
    std::apply(
        [&](auto&... x) {
          int i = 0;
          ((rets[i++] = Ret<R>::put(std::move(x))), ...);
        },
        r);
  }
};

// What a parameter's declared type is stored as: const references to small classes stay references.
template <class T>
using ArgOf = std::conditional_t<std::is_same_v<T, Tensor>, const Tensor&,
                                 std::conditional_t<std::is_same_v<T, Operand>, const Operand&, T>>;

template <auto F, class R, class... A>
struct Call {
  static constexpr TypeSpec params[] = {Arg<ArgOf<A>>::spec..., TypeSpec{}};

  template <size_t... I>
  static void run(const Value* args, Value* rets, std::index_sequence<I...>) {
    if constexpr (std::is_void_v<R>) {
      F(Arg<ArgOf<A>>::get(args[I])...);
    } else {
      Rets<R>::put(F(Arg<ArgOf<A>>::get(args[I])...), rets);
    }
  }
  static void boxed(const Op&, [[maybe_unused]] const Value* args, [[maybe_unused]] Value* rets) {
    run(args, rets, std::index_sequence_for<A...>());
  }
};

template <auto F, class R, class... A>
constexpr Boxed make(R (*)(A...)) {
  using C = Call<F, R, A...>;
  return {C::boxed, C::params, sizeof...(A), Rets<R>::specs, Rets<R>::count};
}

}  // namespace box

template <auto F>
constexpr Boxed kernel() {
  return box::make<F>(F);
}

}  // namespace tenon

// What a plugin includes: tables of ops and types, and its entry. See docs/plugins.md.
#pragma once
#include "tenon/detail/signature.hpp"
#include "tenon/note.h"

TN_NAMESPACE_BEGIN

// A C++ function as a tn_fn: for infer, setup, decompose, init, methods and properties.
template <auto F>
consteval tn_fn fn() {
  return detail::thunk<F>();
}

inline constexpr uint64_t kFloats =
    TN_MASK_FLOAT16 | TN_MASK_BFLOAT16 | TN_MASK_FLOAT32 | TN_MASK_FLOAT64;
inline constexpr uint64_t kIntegers =
    TN_MASK_UINT8 | TN_MASK_INT8 | TN_MASK_INT16 | TN_MASK_INT32 | TN_MASK_INT64;

// .kernels = {kernel<&nms_cpu>(), kernel<&nms_gpu>("cuda", kFloats)}. dtypes are those of the first
// tensor; 0: all.
struct Kernel : tn_kernel {
  detail::Signature signature;  // compared with the schema by TN_OPS
};
template <auto F>
consteval Kernel kernel(const char* device = "cpu", uint64_t dtypes = 0) {
  return {{device, dtypes, detail::thunk<F>()}, detail::SignatureOf<decltype(F)>::value};
}

// .vjp = vjp<&roi_align_vjp>(), with void roi_align_vjp(tenon::Vjp&).
template <auto F>
consteval tn_fn vjp() {
  return [](void*, tn_ctx* ctx, const tn_value* args, uint32_t nargs, tn_value* rets,
            uint32_t nrets) -> tn_status* {
    return detail::guard([&] {
      Vjp v(ctx, Args(args, nargs), nrets);
      F(v);
      for (Value& g : v.results()) *rets++ = g.release();
    });
  };
}
// .setup = setup<&f>(), with void f(tenon::Ctx&, tenon::Args inputs, tenon::Args outputs): it keeps
// values with ctx.save().
template <auto F>
consteval tn_fn setup() {
  return [](void*, tn_ctx* ctx, const tn_value* args, uint32_t nargs, tn_value* rets,
            uint32_t nrets) -> tn_status* {
    return detail::guard([&] {
      Ctx c(ctx);
      F(c, Args(args, nargs), Args(rets, nrets));
    });
  };
}

// One op. A row of a table: constexpr OpDef kOps[] = {{.schema = "...", ...}, ...}; TN_OPS(kOps)
struct OpDef {
  const char* schema;
  const char* shapes = nullptr;
  const char* paths = nullptr;
  Kernel kernels[4] = {};
  tn_fn infer = nullptr, setup = nullptr, vjp = nullptr, decompose = nullptr;
  const char* saves = nullptr;
  const char* nondiff = nullptr;
  uint64_t traits = 0;
  uint32_t version = 1;
  tn_fn upgrade = nullptr;
  const char* doc = nullptr;
};

// ---- types ----

consteval tn_field attr(const char* name, const char* doc = nullptr) {
  return {name, TN_FIELD_ATTR, 0, nullptr, doc};
}
consteval tn_field param(const char* name, const char* doc = nullptr) {
  return {name, TN_FIELD_PARAM, 0, nullptr, doc};
}
consteval tn_field optional_param(const char* name, const char* doc = nullptr) {
  return {name, TN_FIELD_PARAM, TN_FIELD_OPTIONAL, nullptr, doc};
}
consteval tn_field buffer(const char* name, const char* doc = nullptr) {
  return {name, TN_FIELD_BUFFER, 0, nullptr, doc};
}
consteval tn_field child(const char* name, const char* doc = nullptr) {
  return {name, TN_FIELD_CHILD, 0, nullptr, doc};
}
consteval tn_field optional_child(const char* name, const char* doc = nullptr) {
  return {name, TN_FIELD_CHILD, TN_FIELD_OPTIONAL, nullptr, doc};
}

namespace detail {
template <class T>
struct Native {
  static void* clone(void* p) {
    try {
      return new T(*static_cast<const T*>(p));
    } catch (...) {
      return nullptr;
    }
  }
  static void destroy(void* p) { delete static_cast<T*>(p); }
  static void save(void* p, void (*sink)(void*, const void*, uint64_t), void* arg) {
    try {
      std::string bytes = static_cast<const T*>(p)->save();
      sink(arg, bytes.data(), bytes.size());
    } catch (...) {  // the receiver sees no bytes, which no object is made of
    }
  }
  static void* load(const void* data, uint64_t size) {
    try {
      return T::load(std::string_view(static_cast<const char*>(data), size)).release();
    } catch (...) {
      return nullptr;
    }
  }
  static constexpr tn_native_vt kTable = {sizeof(tn_native_vt), 0, clone, destroy, save, load};
};
}  // namespace detail

// A field that holds a T, which is copyable and has `std::string save() const` and `static
// std::unique_ptr<T> load(std::string_view)`.
template <class T>
consteval tn_field native(const char* name, const char* doc = nullptr) {
  return {name, TN_FIELD_NATIVE, 0, &detail::Native<T>::kTable, doc};
}

// .methods = {method<&forward>("forward(Tensor input) -> Tensor")}, with Tensor
// forward(tenon::Self&, const Tensor&).
template <auto F>
consteval tn_method method(const char* schema, const char* doc = nullptr) {
  detail::compare(schema, detail::SignatureOf<decltype(F)>::value);
  constexpr bool kSelf = detail::FunctionTraits<decltype(F)>::kTakesSelf;
  return {schema, detail::thunk<F>(), doc, kSelf ? uint64_t{0} : uint64_t{TN_METHOD_STATIC}};
}
template <auto Get>
consteval tn_property property(const char* name, const char* doc = nullptr) {
  return {name, detail::thunk<Get>(), nullptr, doc};
}
consteval tn_class_attr constant(const char* name, int64_t value) {
  return {name, {TN_INT, 0, {.i = value}}};
}
consteval tn_class_attr constant(const char* name, bool value) {
  return {name, {TN_BOOL, 0, {.i = value}}};
}

// One type, or a factory (factory = true: init returns the instance). Field ids are the positions
// in `fields`.
struct TypeDef {
  const char* name;
  const char* base = nullptr;
  const char* paths = nullptr;
  const char* ctor = "()";
  bool factory = false;
  tn_field fields[32] = {};
  tn_method methods[32] = {};
  tn_property properties[16] = {};
  tn_class_attr attributes[16] = {};
  tn_fn init = nullptr;
  const char* repr = nullptr;
  uint64_t traits = 0;
  uint32_t version = 1;
  tn_fn upgrade = nullptr;
  const char* doc = nullptr;
};

TN_NAMESPACE_END

#include "tenon/detail/descriptors.hpp"

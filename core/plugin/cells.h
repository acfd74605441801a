// Small conversions between the C ABI's types and core's, for the bridges.
#pragma once
#include "core/base/str.h"
#include "core/registry/value.h"
#include "tenon/abi.h"

struct tn_tensor;

namespace tenon::plugin {

inline tn_text text(std::string_view s) { return {s.data(), s.size()}; }
inline std::string_view view(tn_text t) { return {t.data, static_cast<size_t>(t.size)}; }

// The names of arguments that are given by name; a call has few.
struct Names {
  std::string_view views[64];
  uint32_t n;
  Names(const tn_text* names, uint32_t count) : n(count) {
    check_value(count <= 64, "a call has at most 64 named arguments, got ", count, ".");
    for (uint32_t i = 0; i < count; ++i) views[i] = view(names[i]);
  }
  operator std::span<const std::string_view>() const { return {views, n}; }
};

// A tn_tensor* is a TensorImpl*; a tn_value is a Value.
inline const Tensor& borrow(tn_tensor* const& t) {
  static_assert(sizeof(Tensor) == sizeof(tn_tensor*));
  return reinterpret_cast<const Tensor&>(t);
}
inline tn_tensor* give(Tensor t) { return reinterpret_cast<tn_tensor*>(t.release()); }
inline const Value* cells(const tn_value* v) { return static_cast<const Value*>(v); }
inline Value* cells(tn_value* v) { return static_cast<Value*>(v); }
inline std::span<const Value> cells(const tn_value* v, uint32_t n) { return {cells(v), n}; }

inline Device device_from(tn_device d) {
  check_value(d.kind >= 0 && d.kind < kMaxDevices && d.index >= -1 && d.index < 128,
              "device: got kind ", d.kind, " and index ", d.index, ", which no device has.");
  return {static_cast<DeviceKind>(d.kind), static_cast<int8_t>(d.index)};
}
inline tn_device device_to(Device d) { return {static_cast<int32_t>(d.kind), d.index}; }

}  // namespace tenon::plugin

// How typed arguments become cells, for the generated definitions only.
#pragma once
#include "core/api/types.h"
#include "core/registry/call.h"
#include "core/registry/registry.h"

namespace tenon::api {

inline const Value& cell(const Value& v) { return v; }
inline Value cell(const Operand& o) { return o.is_number ? Value(o.scalar) : Value(o.tensor); }
template <class T>
  requires std::constructible_from<Value, const T&>
Value cell(const T& v) {
  return Value(v);
}
template <class T>
Value cell(const std::optional<T>& v) {
  return v ? cell(*v) : Value();
}

inline std::vector<Tensor> take_tensors(Value& v) {
  std::vector<Tensor> out;
  for (Value& x : v.list()->items) out.push_back(x.own().take_tensor());
  v.drop();
  return out;
}
inline std::string take_string(Value& v) {
  std::string out(v.to_str());
  v.drop();
  return out;
}

}  // namespace tenon::api

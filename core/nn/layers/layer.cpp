#include "core/nn/layers/layer.h"

#include "core/api/create.h"
#include "core/registry/bind.h"
#include "core/registry/call.h"
#include "core/registry/registry.h"

namespace tenon::nn {
namespace {

// Whether the cell can go into a kernel as it is; what cannot is converted by Bound.
bool ready(const Param& p, const Value& v) {
  const TypeSpec& t = p.type;
  if (v.is_none()) return t.optional || t.kind == TypeKind::Any;
  if (t.list) return v.tag == TN_INTS || v.tag == TN_FLOATS || v.tag == TN_TENSORS;
  switch (t.kind) {
    case TypeKind::Tensor:
      return v.is_tensor();
    case TypeKind::Int:
      return v.tag == TN_INT;
    case TypeKind::Float:
      return v.tag == TN_FLOAT;
    case TypeKind::Bool:
      return v.tag == TN_BOOL;
    case TypeKind::Str:
      return v.tag == TN_STR || v.tag == TN_STRING;
    case TypeKind::Any:
      return true;
    default:
      return false;
  }
}

// Runs the op between begin and end.
void guarded_call(const Op& op, const Value* args, Value* rets) {
  if (!call_guard.begin) return call(op, args, rets);
  struct Scope {
    void* token;
    ~Scope() {
      if (token) call_guard.end(token);
    }
  } scope{call_guard.begin(op, args)};
  call(op, args, rets);
}

}  // namespace

CallGuard call_guard;

const Op& OpRef::resolve() const {
  const Op& op = Registry::get().at(name_);
  std::string_view rest = params_ ? params_ : "";
  for (size_t i = 0; i < kMax; ++i) {
    if (!params_) {
      order_[i] = static_cast<uint8_t>(i);
      continue;
    }
    std::string_view name = rest.substr(0, rest.find(' '));
    if (name.empty()) break;
    rest.remove_prefix(std::min(name.size() + 1, rest.size()));
    int index = op.schema.index_of(name);
    if (index < 0) fail(ErrorKind::Assertion, "op ", name_, " has no parameter '", name, "'");
    order_[i] = static_cast<uint8_t>(index);
  }
  op_.store(&op, std::memory_order_release);
  return op;
}

Value OpRef::run(std::initializer_list<Value> given, bool all) const {
  const Op* found = op_.load(std::memory_order_acquire);
  const Op& op = found ? *found : resolve();
  const auto& params = op.schema.params;
  const size_t n = params.size();
  alignas(Value) unsigned char space[(kMax + 8) * sizeof(Value)];  // not cleared: most ops take few
  auto* args = reinterpret_cast<Value*>(space);
  Value* rets = args + kMax;
  uint32_t set = 0;
  bool fits = true;
  size_t i = 0;
  for (const Value& v : given) {
    const size_t at = order_[i++];
    args[at] = v;
    set |= 1u << at;
    fits = fits && ready(params[at], v);
  }
  if (set != (1u << n) - 1) {
    for (size_t at = 0; at < n; ++at) {
      if (!(set >> at & 1)) args[at] = params[at].default_value();
    }
  }
  if (fits) [[likely]] {
    guarded_call(op, args, rets);
  } else {
    std::string_view names[kMax];
    for (size_t at = 0; at < n; ++at) names[at] = params[at].name;
    Bound bound(op.schema, op.name, {args, n}, {names, n});
    guarded_call(op, bound.data(), rets);
  }
  const size_t results = op.schema.returns.size();
  if (all) return make_list(std::vector<Value>(rets, rets + results), TN_TUPLE);
  for (size_t r = 1; r < results; ++r) rets[r].drop();
  return results ? rets[0] : Value();
}

Tensor empty_tensor(IntSpan size, const Value& device, const Value& dtype) {
  auto d = device.is_none() ? std::nullopt : std::optional<Device>(device.to_device());
  auto t = dtype.is_none() ? std::nullopt : std::optional<DType>(dtype.to_dtype());
  return empty(size, t, std::nullopt, d);
}

std::string tuple_repr(IntSpan v) {
  std::string out = "(";
  for (size_t i = 0; i < v.size(); ++i) out += str(i ? ", " : "", v[i]);
  return out + (v.size() == 1 ? ",)" : ")");
}

#define TN_X(family) register_##family();
[[maybe_unused]] static const bool registered = [] {
  TN_FOR_EACH_LAYER_FAMILY(TN_X)
  return true;
}();
#undef TN_X

}  // namespace tenon::nn

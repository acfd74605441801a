#include "core/registry/self.h"

#include "core/registry/bind.h"
#include "core/registry/types.h"

namespace tenon {
namespace {

thread_local World* tls_world = nullptr;

// As Python's repr of an attribute would be: text in quotes, lists as tuples.
std::string python_repr(const Value& v) {
  bool list = v.tag == TN_LIST || v.tag == TN_TUPLE || v.tag == TN_INTS || v.tag == TN_FLOATS;
  if (!list) return repr(v);
  std::vector<Value> items = list_items(v);
  std::string out = "(";
  for (size_t i = 0; i < items.size(); ++i) out += (i ? ", " : "") + python_repr(items[i]);
  return out + (items.size() == 1 ? ",)" : ")");
}

}  // namespace

World* core_world = nullptr;

World& current_world() { return tls_world ? *tls_world : *core_world; }
WorldScope::WorldScope(World& w) : before_(tls_world) { tls_world = &w; }
WorldScope::~WorldScope() { tls_world = before_; }

Value make(const Type& type, Args args, std::span<const std::string_view> names) {
  return current_world().make(type, args, names);
}

Value Self::make(std::string_view type, Args args, std::span<const std::string_view> names) {
  return make(type_at(type), args, names);
}

Dims Self::to_dims(uint32_t field) {
  Value v = get(field);
  if (v.tag == TN_INTS) return Dims(v.to_ints());
  Dims out;
  for (const Value& x : list_items(v)) out.push_back(x.to_int());
  return out;
}

void run_method(const TypeMethod& m, Self* self, Args args, Value* rets, uint32_t nrets) {
  const Schema& s = m.schema;
  bool fits = args.size() == s.params.size();
  for (size_t i = 0; i < args.size() && fits; ++i) {
    const TypeSpec& t = s.params[i].type;
    fits =
        t.kind == TypeKind::Any || (t.kind == TypeKind::Tensor && !t.list && args[i].is_tensor());
  }
  Value own[16];
  const size_t n = s.returns.size();
  Value* out = n > nrets ? own : rets;
  if (fits) {
    m.fn(m, self, args.data(), out);
  } else {
    Bound bound(s, s.name, args);
    m.fn(m, self, bound.data(), out);
  }
  if (out == own) {
    for (size_t i = 0; i < n; ++i) i < nrets ? void(rets[i] = own[i]) : own[i].drop();
  }
}

void invoke(const Value& callee, Args args, Value* rets, uint32_t nrets) {
  if (callee.tag == TN_SELF) return to_self(callee).invoke(args, rets, nrets);
  check_type(callee.tag == TN_CALLABLE, "invoke(): got ", tag_name(callee.tag),
             ", expected something that can be called");
  auto* c = static_cast<Callable*>(static_cast<tn_object*>(callee.p));
  c->fn(c, args, rets, nrets);
}

std::string format_repr(Self& self) {
  std::string_view text = self.type().repr;
  std::string out;
  while (!text.empty()) {
    size_t open = text.find('{');
    out += text.substr(0, open);
    if (open == std::string_view::npos) break;
    size_t close = text.find('}', open);
    std::string_view key = text.substr(open + 1, close - open - 1);
    text.remove_prefix(std::min(close, text.size() - 1) + 1);
    if (key.starts_with('?')) {
      const size_t colon = key.find(':');
      if (self.get_named(key.substr(1, colon - 1)).to_bool()) out += key.substr(colon + 1);
      continue;
    }
    bool is_set = key.ends_with(":is");
    if (is_set) key.remove_suffix(3);
    Value v = self.get_named(key);
    append(out, is_set ? std::string(v.is_none() ? "False" : "True") : python_repr(v));
  }
  return out;
}

}  // namespace tenon

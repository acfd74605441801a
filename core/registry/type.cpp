#include "core/registry/type.h"

#include <algorithm>

#include "core/registry/self.h"

namespace tenon {
namespace {

constexpr std::string_view kFieldKinds[] = {"attr", "param", "buffer", "child", "native"};

// "attr a b, param? c, buffer- d" -> fields. `?`: may be None; `-`: not in the state_dict.
std::vector<Field> parse_fields(std::string_view text) {
  std::vector<Field> out;
  while (!text.empty()) {
    size_t end = std::min(text.find(','), text.size());
    std::string_view group = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    auto word = [&group]() -> std::string_view {
      group.remove_prefix(std::min(group.find_first_not_of(" \n"), group.size()));
      std::string_view w = group.substr(0, group.find_first_of(" \n"));
      group.remove_prefix(w.size());
      return w;
    };
    std::string_view kind = word();
    Field f;
    while (kind.ends_with('?') || kind.ends_with('-')) {
      (kind.back() == '?' ? f.optional : f.persistent) = kind.back() == '?';
      kind.remove_suffix(1);
    }
    const auto* found = std::find(std::begin(kFieldKinds), std::end(kFieldKinds), kind);
    check_value(found != std::end(kFieldKinds), "fields: unknown kind '", kind,
                "', expected attr, param, buffer or child");
    f.kind = static_cast<FieldKind>(found - std::begin(kFieldKinds));
    size_t before = out.size();
    for (std::string_view name; !(name = word()).empty();) {
      f.name = name;
      out.push_back(f);
    }
    check_value(out.size() > before, "fields: no name after '", kind, "'");
  }
  return out;
}

// Runs a function of core's tables, whose one result is its only one or a tuple of all.
void run_type_fn(const TypeMethod& m, Self* self, const Value* args, Value* rets) {
  Value out = reinterpret_cast<TypeFn>(m.data)(*self, Args(args, m.schema.params.size()));
  const size_t n = m.schema.returns.size();
  if (n == 1) {
    rets[0] = out;
    return;
  }
  if (n > 1) {
    for (size_t i = 0; i < n; ++i) rets[i] = out.list()->items[i].own();
  }
  out.drop();
}

TypeMethod parse_method(const MethodDef& d) {
  TypeMethod m;
  m.schema = parse_signature(d.schema);
  check_value(!m.schema.name.empty(), "method '", d.schema, "' has no name");
  m.fn = run_type_fn;
  m.data = reinterpret_cast<void*>(d.fn);
  m.doc = d.doc;
  return m;
}

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> out;
  for (size_t at = 0; (at = text.find_first_not_of(" \n", at)) != std::string_view::npos;) {
    size_t end = std::min(text.find_first_of(" \n", at), text.size());
    out.emplace_back(text.substr(at, end - at));
    at = end;
  }
  return out;
}

}  // namespace

std::string_view kind_name(FieldKind kind) noexcept { return kFieldKinds[static_cast<int>(kind)]; }

int Type::field_id(std::string_view field) const noexcept {
  for (size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].name == field) return static_cast<int>(i);
  }
  return -1;
}

const TypeMethod* Type::find_method(std::string_view method) const noexcept {
  for (const TypeMethod& m : methods) {
    if (m.schema.name == method) return &m;
  }
  return nullptr;
}

bool Type::is_a(const Type& other) const noexcept {
  for (const Type* t = this; t; t = t->base) {
    if (t == &other) return true;
  }
  return false;
}

Type parse_type(const TypeDef& def) {
  try {
    Type t;
    t.name = def.name;
    t.base_name = def.base;
    t.version = def.version;
    t.init.schema = parse_signature(def.ctor);
    if (def.init) {
      t.init.fn = run_type_fn;
      t.init.data = reinterpret_cast<void*>(def.init);
    }
    t.fields = parse_fields(def.fields);
    for (const MethodDef& m : def.methods) {
      if (m.schema) t.methods.push_back(parse_method(m));
    }
    for (const MethodDef& p : def.properties) {
      if (!p.schema) continue;
      Property property;
      property.get = parse_method(p);
      property.name = property.get.name();
      t.properties.push_back(std::move(property));
    }
    for (const ConstantDef& c : def.constants) {
      if (!c.name) continue;
      Schema s = parse_signature(str("(any ", c.name, "=", c.value, ")"));
      t.constants.emplace_back(c.name, s.params[0].fallback);
    }
    t.repr = def.repr;
    t.doc = def.doc;
    t.source = str(def.file, ':', def.line);
    t.paths = def.paths ? words(def.paths) : std::vector<std::string>{"tenon." + t.name};
    return t;
  } catch (const Error& e) {
    fail(ErrorKind::Value, "type '", def.name, "' (", def.file, ":", def.line, "): ", e.message());
  }
}

}  // namespace tenon

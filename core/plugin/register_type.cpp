// Type descriptors of plugins become types of the registry.
#include "core/plugin/boundary.h"
#include "core/plugin/call_ctx.h"
#include "core/plugin/cells.h"
#include "core/plugin/register.h"
#include "core/registry/self.h"

namespace tenon::plugin {
namespace {

// Every function of a plugin's type: a constructor, a method, a property.
void method_thunk(const TypeMethod& m, Self* self, const Value* args, Value* rets) {
  tn_ctx ctx;
  Value results[16];
  const size_t n = m.type->kind == Type::Kind::Factory ? 1 : m.schema.returns.size();
  throw_if(reinterpret_cast<tn_fn>(m.data)(static_cast<tn_self*>(self), &ctx, args,
                                           static_cast<uint32_t>(m.schema.params.size()), results,
                                           static_cast<uint32_t>(n)));
  check_results(m.schema, m.schema.name.empty() ? m.type->name : m.schema.name, m.type->owner,
                results);
  for (size_t i = 0; i < n; ++i) rets[i] = results[i];
}

TypeMethod make_method(std::string_view schema, tn_fn fn, const char* doc) {
  TypeMethod m;
  m.schema = parse_signature(schema);
  check_value(m.schema.returns.size() <= 16, "method '", m.schema.name, "': more than 16 results.");
  if (fn) m.fn = method_thunk;
  m.data = reinterpret_cast<void*>(fn);
  m.doc = doc ? doc : "";
  return m;
}

Field make_field(const tn_field& f) {
  check_value(f.name && *f.name, "a field has no name.");
  check_value(f.kind <= TN_FIELD_NATIVE, "field '", f.name, "': got kind ", f.kind,
              ", expected a tn_field_kind.");
  check_value((f.kind == TN_FIELD_NATIVE) == (f.native != nullptr), "field '", f.name,
              "': a native field, and no other, has a table.");
  if (f.native) {
    check_value(f.native->struct_size >= sizeof(tn_native_vt) && f.native->clone &&
                    f.native->destroy && f.native->save && f.native->load,
                "field '", f.name, "': its table of functions is incomplete.");
  }
  Field out;
  out.name = f.name;
  out.kind = static_cast<FieldKind>(f.kind);
  out.optional = f.flags & TN_FIELD_OPTIONAL;
  out.persistent = !(f.flags & TN_FIELD_NOT_PERSISTENT);
  out.native = f.native;
  out.doc = f.doc ? f.doc : "";
  return out;
}

Property make_property(const tn_property& p) {
  check_value(p.name && p.get, "a property has no name or no getter.");
  Property out;
  out.name = p.name;
  out.get = make_method(str(p.name, "() -> any"), p.get, p.doc);
  if (p.set) out.set = make_method(str(p.name, "(any value)"), p.set, p.doc);
  return out;
}

void read_members(Type& t, const tn_type_desc& d) {
  for (uint32_t i = 0; i < d.field_count; ++i)
    t.fields.push_back(make_field(copy_element(d.fields, i, d.field_stride)));
  for (uint32_t i = 0; i < d.method_count; ++i) {
    const auto m = copy_element(d.methods, i, d.method_stride);
    check_value(m.schema && m.fn, "method ", i, " has no schema or no function.");
    t.methods.push_back(make_method(m.schema, m.fn, m.doc));
    t.methods.back().is_static = m.flags & TN_METHOD_STATIC;
    check_value(!t.methods.back().schema.name.empty(), "method '", m.schema, "' has no name.");
  }
  for (uint32_t i = 0; i < d.property_count; ++i) {
    t.properties.push_back(make_property(copy_element(d.properties, i, d.property_stride)));
  }
  for (uint32_t i = 0; i < d.attribute_count; ++i) {
    const auto a = copy_element(d.attributes, i, d.attribute_stride);
    check_value(a.name != nullptr, "class attribute ", i, " has no name.");
    t.constants.emplace_back(a.name, Owned::copy(*cells(&a.value)));
  }
}

}  // namespace

std::unique_ptr<Type> make_type(const tn_type_desc& d, const Manifest& m) {
  check_value(d.name && std::string_view(d.name).starts_with(str(m.short_name(), '.')), "type '",
              d.name ? d.name : "", "': expected a name that starts with '", m.short_name(),
              ".', which belongs to the plugin.");
  check_value(d.kind == TN_KIND_TYPE || (d.kind == TN_KIND_FACTORY && d.init), "type '", d.name,
              "': a factory needs an init.");
  try {
    auto t = std::make_unique<Type>();
    t->name = d.name;
    t->kind = static_cast<Type::Kind>(d.kind);
    t->base_name = d.base ? d.base : "";
    t->version = d.version;
    // "-> vision.models.ResNet" is for readers: a factory's result is not a schema type.
    std::string_view ctor = d.ctor ? d.ctor : "()";
    ctor = ctor.substr(0, d.kind == TN_KIND_FACTORY ? ctor.rfind("->") : ctor.npos);
    t->init = make_method(ctor, d.init, d.doc);
    if (d.upgrade) t->upgrade = make_method("upgrade(any fields) -> any", d.upgrade, nullptr);
    read_members(*t, d);
    t->repr = d.repr ? d.repr : "";
    t->doc = d.doc ? d.doc : "";
    t->owner = m.id;
    t->source = str("plugin ", m.id, ' ', m.version);
    for (std::string_view path : words(d.paths)) t->paths.push_back(full_path(path));
    if (t->paths.empty()) t->paths.push_back(full_path(t->name));
    return t;
  } catch (const Error& e) {
    fail(e.kind(), "type '", d.name, "': ", e.message());
  }
}

}  // namespace tenon::plugin

// tenon.type/1 and tenon.self/1: types by name, and the view of instances.
#include <mutex>
#include <unordered_map>

#include "core/plugin/boundary.h"
#include "core/plugin/cells.h"
#include "core/plugin/host.h"
#include "core/plugin/loaded.h"
#include "core/registry/self.h"
#include "core/registry/types.h"

namespace tenon::plugin {
namespace {

constexpr uint32_t kMaxResults = 16;

const Type& type_of(const tn_type* t) { return *reinterpret_cast<const Type*>(t); }
const tn_type* handle(const Type& t) { return reinterpret_cast<const tn_type*>(&t); }
Self& self_of(tn_self* s) { return *static_cast<Self*>(s); }

// The type of a name. The first use of a plugin's name loads the plugin.
const Type& find_or_load(std::string_view name) {
  if (const Type* t = find_type(name)) return *t;
  std::string_view space = name;
  if (space.starts_with("tenon.")) space.remove_prefix(6);
  space = space.substr(0, space.find('.'));
  if (space.size() < name.size() && exists(space)) load(space);
  return type_at(name);
}

uint32_t field_of(tn_self* s, uint32_t field) {
  const Type& t = self_of(s).type();
  check_index(field < t.fields.size(), t.name, ": got field ", field, ", the type has ",
              t.fields.size(), " fields.");
  return field;
}

// Runs f(results), and hands the results over only if it succeeds.
template <class F>
tn_status* with_results(tn_value* rets, uint32_t nrets, F&& f) {
  return guarded([&] {
    check_value(nrets <= kMaxResults, "at most ", kMaxResults, " results, ", nrets,
                " are asked for.");
    Value out[kMaxResults];
    f(static_cast<Value*>(out));
    for (uint32_t i = 0; i < nrets; ++i) rets[i] = out[i];
  });
}

// ---- tenon.type/1 ----

tn_status* make_instance(tn_ctx*, const tn_type* type, const tn_value* args, uint32_t nargs,
                         const tn_text* names, uint32_t nnames, tn_value* out) {
  return guarded([&] { *out = make(type_of(type), cells(args, nargs), Names(names, nnames)); });
}

// Types live for ever, and so does the text that is handed out.
tn_text ctor_text(const tn_type* type) {
  static std::mutex mutex;
  static auto* texts = new std::unordered_map<const tn_type*, std::string>;
  std::lock_guard lock(mutex);
  auto [it, fresh] = texts->try_emplace(type);
  if (fresh) it->second = to_string(type_of(type).init.schema);
  return text(it->second);
}

tn_status* field_id(const tn_type* type, tn_text name, uint32_t* out) {
  return guarded([&] {
    const int id = type_of(type).field_id(view(name));
    if (id < 0) fail(ErrorKind::Attribute, type_of(type).name, " has no field '", view(name), "'.");
    *out = static_cast<uint32_t>(id);
  });
}

tn_status* method_id(const tn_type* type, tn_text name, uint32_t* out) {
  return guarded([&] {
    const TypeMethod* m = type_of(type).find_method(view(name));
    if (!m) fail(ErrorKind::Attribute, type_of(type).name, " has no method '", view(name), "'.");
    *out = m->index;
  });
}

const tn_type* next_type(uint64_t* pos) {
  const auto all = list_types();
  return *pos < all.size() ? handle(*all[(*pos)++]) : nullptr;
}

// ---- tenon.self/1 ----

tn_status* set_named(tn_self* s, tn_ctx*, uint32_t kind, tn_text name, const tn_value* v) {
  return guarded([&] {
    check_value(kind < TN_FIELD_NATIVE, "set_named(): got kind ", kind,
                ", expected an attr, a param, a buffer or a child.");
    self_of(s).set_named(static_cast<FieldKind>(kind), view(name), *cells(v));
  });
}

tn_status* call_child(tn_self* s, tn_ctx*, uint32_t field, const tn_value* args, uint32_t n,
                      tn_value* rets, uint32_t nrets) {
  return with_results(rets, nrets, [&](Value* out) {
    self_of(s).call(field_of(s, field), cells(args, n), out, nrets);
  });
}

tn_status* call_method(tn_self* s, tn_ctx*, uint32_t method, const tn_value* args, uint32_t n,
                       tn_value* rets, uint32_t nrets) {
  return with_results(rets, nrets, [&](Value* out) {
    const Type& t = self_of(s).type();
    check_index(method < t.methods.size(), t.name, ": got method ", method, ", the type has ",
                t.methods.size(), " methods.");
    self_of(s).method(method, cells(args, n), out, nrets);
  });
}

tn_status* call_method_named(tn_self* s, tn_ctx*, tn_text name, const tn_value* args, uint32_t n,
                             tn_value* rets, uint32_t nrets) {
  return with_results(rets, nrets, [&](Value* out) {
    self_of(s).method_named(view(name), cells(args, n), out, nrets);
  });
}

tn_status* next_child(tn_self* s, tn_ctx*, uint64_t* pos, tn_text* name, tn_value* out) {
  return guarded([&] {
    std::string_view n;
    Value child;
    do {
      if (!self_of(s).next_child(*pos, n, child)) {
        *out = Value();
        return;
      }
    } while (child.is_none());  // none ends the walk, so children that are None are passed over
    *name = text(n);
    *out = child;
  });
}

tn_status* make_in_world(tn_self* s, tn_ctx*, tn_text type, const tn_value* args, uint32_t nargs,
                         const tn_text* names, uint32_t nnames, tn_value* out) {
  return guarded([&] {
    *out = self_of(s).make(find_or_load(view(type)), cells(args, nargs), Names(names, nnames));
  });
}

uint32_t training(tn_self* s) {
  uint32_t on = 0;
  // The slot has no way to say that a Python attribute failed; a broken `training` counts as
  // evaluation mode.
  throw_away(guarded([&] { on = self_of(s).training(); }));
  return on;
}

}  // namespace

void fill_type(tn_host_type& t) {
  t.find = [](tn_text name, const tn_type** out) {
    return guarded([&] { *out = handle(find_or_load(view(name))); });
  };
  t.make = make_instance;
  t.name = [](const tn_type* p) { return text(type_of(p).name); };
  t.ctor = ctor_text;
  t.doc = [](const tn_type* p) { return text(type_of(p).doc); };
  t.field_id = field_id;
  t.method_id = method_id;
  t.next = next_type;
}

void fill_self(tn_host_self& t) {
  t.type = [](tn_self* s) { return handle(self_of(s).type()); };
  t.retain = [](tn_self* s) { retain_object(s); };
  t.release = [](tn_self* s) {
    if (s) release_object(s);
  };
  t.get = [](tn_self* s, tn_ctx*, uint32_t field, tn_value* out) {
    return guarded([&] { *out = self_of(s).get(field_of(s, field)); });
  };
  t.set = [](tn_self* s, tn_ctx*, uint32_t field, const tn_value* v) {
    return guarded([&] { self_of(s).set(field_of(s, field), *cells(v)); });
  };
  t.get_named = [](tn_self* s, tn_ctx*, tn_text name, tn_value* out) {
    return guarded([&] { *out = self_of(s).get_named(view(name)); });
  };
  t.set_named = set_named;
  t.call = call_child;
  t.method = call_method;
  t.method_named = call_method_named;
  t.next_child = next_child;
  t.make = make_in_world;
  t.training = training;
  t.native = [](tn_self* s, tn_ctx*, uint32_t field, void** out) {
    return guarded([&] { *out = self_of(s).native(field_of(s, field)); });
  };
  t.set_native = [](tn_self* s, tn_ctx*, uint32_t field, void* object) {
    return guarded([&] { self_of(s).set_native(field_of(s, field), object); });
  };
}

}  // namespace tenon::plugin

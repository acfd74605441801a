// tenon.core/1: counted values and callables.
#include "core/plugin/boundary.h"
#include "core/plugin/call_ctx.h"
#include "core/plugin/cells.h"
#include "core/plugin/loaded.h"
#include "core/registry/self.h"

namespace tenon::plugin {
namespace {

tn_status* value_retain(const tn_value* v, tn_value* out) {
  return guarded([&] { *out = cells(v)->own(); });
}

void value_release(const tn_value* v) {
  Value copy = *cells(v);
  copy.drop();
}

tn_status* string_make(tn_text s, tn_value* out) {
  return guarded([&] { *out = make_string(std::string(view(s))); });
}

tn_text string_read(const tn_string* s) { return text(reinterpret_cast<const String*>(s)->text); }

// Owned copies of n cells; none are left over if one fails.
std::vector<Value> own_all(const tn_value* items, uint64_t n) {
  std::vector<Owned> owned;
  owned.reserve(n);
  for (uint64_t i = 0; i < n; ++i) owned.push_back(Owned::copy(cells(items)[i]));
  std::vector<Value> out;
  out.reserve(n);
  for (Owned& o : owned) out.push_back(o.release());
  return out;
}

tn_status* list_make(uint32_t tag, const tn_value* items, uint64_t n, tn_value* out) {
  return guarded([&] {
    check_value(tag == TN_LIST || tag == TN_TUPLE, "list_make(): tag: got ", tag,
                ", expected TN_LIST or TN_TUPLE.");
    *out = make_list(own_all(items, n), static_cast<tn_tag>(tag));
  });
}

tn_status* dict_make(const tn_value* items, uint64_t pairs, tn_value* out) {
  return guarded([&] { *out = make_list(own_all(items, 2 * pairs), TN_DICT); });
}

const tn_value* list_read(const tn_list* list, uint64_t* n) {
  const auto& items = reinterpret_cast<const List*>(list)->items;
  *n = items.size();
  return items.data();
}

const tn_value* dict_read(const tn_dict* dict, uint64_t* pairs) {
  const auto& items = reinterpret_cast<const List*>(dict)->items;
  *pairs = items.size() / 2;
  return items.data();
}

// A function of a plugin's as an object that core and Python can call.
struct PluginCallable : Callable {
  std::atomic<uint32_t> refs{1};
  tn_fn f;
  void* self;
  void (*destroy)(void*);

  PluginCallable(tn_fn f, void* self, void (*destroy)(void*))
      : Callable{{retain_it, release_it}, call_it}, f(f), self(self), destroy(destroy) {}
  static PluginCallable* of(tn_object* o) {
    return static_cast<PluginCallable*>(static_cast<Callable*>(o));
  }
  static void retain_it(tn_object* o) { of(o)->refs.fetch_add(1, std::memory_order_relaxed); }
  static void release_it(tn_object* o) {
    PluginCallable* c = of(o);
    if (c->refs.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
    if (c->destroy) c->destroy(c->self);
    delete c;
  }
  static void call_it(Callable* o, Args args, Value* rets, uint32_t nrets) {
    PluginCallable* c = of(o);
    tn_ctx ctx;
    throw_if(c->f(c->self, &ctx, args.data(), static_cast<uint32_t>(args.size()), rets, nrets));
  }
};

tn_status* callable_make(tn_fn fn, void* self, void (*destroy)(void*), tn_value* out) {
  return guarded([&] {
    *out =
        Value::pointer(TN_CALLABLE, static_cast<tn_object*>(new PluginCallable(fn, self, destroy)));
  });
}

tn_status* invoke_it(tn_ctx*, const tn_value* callee, const tn_value* args, uint32_t nargs,
                     tn_value* rets, uint32_t nrets) {
  return guarded([&] {
    check_value(nrets <= 16, "invoke(): at most 16 results, ", nrets, " are asked for.");
    Value out[16];
    invoke(*cells(callee), cells(args, nargs), out, nrets);
    for (uint32_t i = 0; i < nrets; ++i) rets[i] = out[i];
  });
}

}  // namespace

void fill_core(tn_host_core& t) {
  t.value_retain = value_retain;
  t.value_release = value_release;
  t.string_make = string_make;
  t.string_read = string_read;
  t.list_make = list_make;
  t.list_read = list_read;
  t.dict_make = dict_make;
  t.dict_read = dict_read;
  t.callable_make = callable_make;
  t.invoke = invoke_it;
}

}  // namespace tenon::plugin

// tenon.core/1: counted values and callables.
#include "core/plugin/boundary.h"
#include "core/plugin/cells.h"
#include "core/plugin/loaded.h"

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
    check_value(tag == TN_LIST || tag == TN_TUPLE, "list_make(): tag: got ", tag, ", expected TN_LIST or TN_TUPLE.");
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
}

}  // namespace tenon::plugin

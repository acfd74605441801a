#include "core/registry/types.h"

#include <algorithm>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>

namespace tenon {
namespace {

constexpr std::string_view kBases[] = {"Module",    "Dataset", "Sampler",      "Transform",
                                       "Tokenizer", "Metric",  "Distribution", "Codec"};

struct Hash {
  using is_transparent = void;
  size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
};

// Types are never removed, so what find() gave stays valid.
struct Table {
  std::shared_mutex mutex;
  std::vector<const Type*> all;
  std::unordered_map<std::string, const Type*, Hash, std::equal_to<>>
      by_name;  // names and public paths

  static Table& get() {
    static auto* t = new Table;  // never destroyed: instances outlive static destructors
    return *t;
  }
  const Type* find(std::string_view name) const {
    auto it = by_name.find(name);
    return it == by_name.end() ? nullptr : it->second;
  }
};

std::string owner_of(const Type& t) { return t.owner.empty() ? "tenon" : t.owner; }

void check_free(const Table& table, const Type& t, std::string_view name) {
  const Type* taken = table.find(name);
  check_value(!taken, "type '", t.name, "' of ", owner_of(t), ": the name '", name,
              "' is taken by type '", taken ? taken->name : "", "' of ",
              taken ? owner_of(*taken) : "");
}

template <class T, class Key>
void check_distinct(const Type& t, const std::vector<T>& items, std::string_view what, Key key) {
  for (size_t i = 0; i < items.size(); ++i) {
    for (size_t j = 0; j < i; ++j) {
      check_value(key(items[i]) != key(items[j]), "type '", t.name, "': two ", what,
                  " are called '", key(items[i]), "'");
    }
  }
}

// Puts what a type inherits before its own.
void inherit(Type& t, const Type& base) {
  t.base = &base;
  t.root = base.root;
  t.fields.insert(t.fields.begin(), base.fields.begin(), base.fields.end());
  std::vector<TypeMethod> methods = base.methods;
  for (TypeMethod& m : t.methods) {
    auto it = std::find_if(methods.begin(), methods.end(),
                           [&](const TypeMethod& b) { return b.name() == m.name(); });
    if (it == methods.end()) {
      methods.push_back(std::move(m));
    } else {
      *it = std::move(m);
    }
  }
  t.methods = std::move(methods);
  if (!t.init.fn && t.init.schema.params.empty()) t.init = base.init;
  if (t.repr.empty()) t.repr = base.repr;
}

void finish(Type& t, const Type* base) {
  auto own = [&t](TypeMethod& m) { m.type = &t; };
  for (TypeMethod& m : t.methods) own(m);
  own(t.init);
  own(t.upgrade);
  for (Property& p : t.properties) own(p.get), own(p.set);
  if (base) {
    inherit(t, *base);
  } else {
    t.root = t.base_name;
  }
  check_distinct(t, t.fields, "fields",
                 [](const Field& f) -> const std::string& { return f.name; });
  check_distinct(t, t.methods, "methods",
                 [](const TypeMethod& m) -> const std::string& { return m.name(); });
  for (size_t i = 0; i < t.methods.size(); ++i) {
    t.methods[i].index = static_cast<uint32_t>(i);
    if (t.methods[i].name() == "forward") t.forward = static_cast<int>(i);
  }
}

}  // namespace

bool is_known_base(std::string_view name) noexcept {
  return std::find(std::begin(kBases), std::end(kBases), name) != std::end(kBases);
}

void add_types(std::vector<std::unique_ptr<Type>> types) {
  Table& table = Table::get();
  std::unique_lock lock(table.mutex);
  for (size_t i = 0; i < types.size(); ++i) {
    Type& t = *types[i];
    check_free(table, t, t.name);
    for (const std::string& path : t.paths) check_free(table, t, path);
    const Type* base = nullptr;
    if (!t.base_name.empty() && !is_known_base(t.base_name)) {
      base = table.find(t.base_name);
      for (size_t j = 0; j < i && !base; ++j) {
        if (types[j]->name == t.base_name) base = types[j].get();
      }
      check_value(base != nullptr, "type '", t.name, "' of ", owner_of(t), ": unknown base '",
                  t.base_name,
                  "'. Hint: a base must be registered before, or be one of Module, Dataset, "
                  "Transform, ...");
    }
    for (size_t j = 0; j < i; ++j) {
      check_value(types[j]->name != t.name, "type '", t.name, "' of ", owner_of(t),
                  " is defined twice");
    }
    finish(t, base);
  }
  for (auto& owned : types) {
    const Type* t = owned.release();  // lives for ever
    table.all.push_back(t);
    table.by_name.emplace(t->name, t);
    for (const std::string& path : t->paths) table.by_name.emplace(path, t);
  }
}

void define_types(std::span<const TypeDef> table) {
  std::vector<std::unique_ptr<Type>> types;
  for (const TypeDef& def : table) types.push_back(std::make_unique<Type>(parse_type(def)));
  try {
    add_types(std::move(types));
  } catch (const Error& e) {
    fail(ErrorKind::Assertion, table[0].file, ":", table[0].line, ": ", e.message());
  }
}

const Type* find_type(std::string_view name) noexcept {
  Table& table = Table::get();
  std::shared_lock lock(table.mutex);
  return table.find(name);
}

const Type& type_at(std::string_view name) {
  if (const Type* t = find_type(name)) return *t;
  std::string similar;
  std::string_view last = name.substr(name.find_last_of('.') + 1);
  for (const Type* t : list_types()) {
    std::string_view other = std::string_view(t->name).substr(t->name.find_last_of('.') + 1);
    bool close =
        other.find(last) != std::string_view::npos || last.find(other) != std::string_view::npos;
    if (close && similar.size() < 100) similar += (similar.empty() ? "" : ", ") + t->name;
  }
  fail(ErrorKind::Key, "there is no type '", name, "'",
       similar.empty() ? "" : ". Similar: ", similar,
       ". Hint: a type of a plugin needs its plugin loaded");
}

std::vector<const Type*> list_types() {
  Table& table = Table::get();
  std::shared_lock lock(table.mutex);
  return table.all;
}

}  // namespace tenon

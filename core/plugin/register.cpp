// All or nothing: every descriptor is read and checked before the first is registered.
#include "core/plugin/register.h"

#include <unordered_set>

#include "core/plugin/loaded.h"
#include "core/registry/registry.h"
#include "core/registry/types.h"

namespace tenon::plugin {
namespace {

bool fits(const TypeSpec& type, const Value& v) {
  if (v.is_none()) return type.optional || type.kind == TypeKind::Any;
  if (type.list) return v.tag == TN_LIST || v.tag == TN_TUPLE;
  switch (type.kind) {
    case TypeKind::Tensor:
      return v.is_tensor();
    case TypeKind::TensorOrScalar:
      return v.is_tensor() || v.is_number();
    case TypeKind::Int:
      return v.tag == TN_INT;
    case TypeKind::Float:
      return v.tag == TN_FLOAT;
    case TypeKind::Bool:
      return v.tag == TN_BOOL;
    case TypeKind::Str:
      return v.tag == TN_STRING;
    case TypeKind::Scalar:
      return v.is_number();
    default:
      return true;
  }
}

template <class Desc, class F>
void each(const Desc* const* list, uint32_t n, std::string_view what, F&& f) {
  for (uint32_t i = 0; i < n; ++i) {
    check(list[i] != nullptr, "register: ", what, ' ', i, " has no descriptor.");
    try {
      f(copy_sized(list[i]));
    } catch (const Error& e) {
      fail(e.kind(), "register: ", what, ' ', i, ": ", e.message());
    }
  }
}

// Registry::add tells the same of the owners, but types are registered before ops, so it would be
// too late.
void check_free(const std::vector<std::unique_ptr<Op>>& ops) {
  std::unordered_set<std::string_view> names;
  for (const auto& op : ops) {
    check_value(names.insert(op->name).second, "register: op '", op->name, "' is described twice.");
    const Op* taken = Registry::get().find(op->name);
    check_value(!taken, "register: op '", op->name, "' exists already: it belongs to ",
                taken && !taken->owner.empty() ? taken->owner : "core", ".");
  }
}

}  // namespace

std::string full_path(std::string_view path) {
  return path.starts_with("tenon.") || path.starts_with("Tensor.") ? std::string(path)
                                                                   : str("tenon.", path);
}

void check_results(const Schema& schema, std::string_view name, std::string_view owner,
                   Value* rets) {
  const auto& declared = schema.returns;
  for (size_t i = 0; i < declared.size(); ++i) {
    if (fits(declared[i].type, rets[i])) continue;
    const std::string got(tag_name(rets[i].tag));
    for (size_t k = 0; k < declared.size(); ++k) rets[k].drop();
    fail(ErrorKind::Type, name, "(): result ", i + 1, " of plugin ", owner, " is ", got,
         ", its schema says ", declared[i].type, ".");
  }
}

void register_descriptors(const tn_plug_root& theirs, const Manifest& m) {
  const tn_plug_root root = copy_sized(&theirs);
  std::vector<std::unique_ptr<Op>> made;
  each(root.ops, root.op_count, "op", [&](const tn_op_desc& d) {
    made.push_back(make_op(d, m));
    if (made.back()->has(InPlace)) made.emplace_back(derive_inplace(*made.back()));
  });
  std::vector<std::unique_ptr<Type>> types;
  each(root.types, root.type_count, "type",
       [&](const tn_type_desc& d) { types.push_back(make_type(d, m)); });
  check_free(made);
  add_types(std::move(types));
  std::vector<Op*> ops;
  for (auto& op : made) ops.push_back(op.release());
  Registry::get().add(std::move(ops));
}

}  // namespace tenon::plugin

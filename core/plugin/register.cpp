// All or nothing: every descriptor is read and checked before the first is registered.
#include "core/plugin/register.h"

#include "core/plugin/loaded.h"
#include "core/registry/registry.h"

namespace tenon::plugin {

void register_descriptors(const tn_plug_root& theirs, const Manifest& m) {
  const tn_plug_root root = copy_sized(&theirs);
  std::vector<std::unique_ptr<Op>> made;
  for (uint32_t i = 0; i < root.op_count; ++i) {
    check(root.ops[i] && root.ops[i]->schema, "register: op ", i, " has no descriptor.");
    try {
      made.push_back(make_op(copy_sized(root.ops[i]), m));
      if (made.back()->has(InPlace)) made.emplace_back(derive_inplace(*made.back()));
    } catch (const Error& e) {
      fail(e.kind(), "register: ", e.message());
    }
  }
  std::vector<Op*> ops;
  for (auto& op : made) ops.push_back(op.release());
  Registry::get().add(std::move(ops));
}

}  // namespace tenon::plugin

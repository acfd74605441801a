#include "core/nn/node_methods.h"

#include <unordered_set>

namespace tenon::nn {
namespace {

using Seen = std::unordered_set<const void*>;

// Calls f on a node and all below it, each once.
template <class F>
void each_node(Self& self, Seen& seen, F&& f) {
  if (!seen.insert(&self).second) return;
  f(static_cast<Node&>(self));
  uint64_t pos = 0;
  std::string_view name;
  Value child;
  while (self.next_child(pos, name, child)) {
    if (!child.is_none()) each_node(to_self(child), seen, f);
  }
}

void set_mode(Self& self, bool training) {
  Seen seen;
  each_node(self, seen, [&](Node& node) { node.set_training(training); });
}
void train(const TypeMethod&, Self* self, const Value* args, Value*) {
  set_mode(*self, args[0].to_bool());
}
void eval(const TypeMethod&, Self* self, const Value*, Value*) { set_mode(*self, false); }

void parameters(const TypeMethod&, Self* self, const Value*, Value* rets) {
  Seen nodes, tensors;
  std::vector<Value> found;
  each_node(*self, nodes, [&](Node& node) {
    for (const Node::Slot& slot : node.slots()) {
      const Value v = slot.value.get();
      if (slot.kind != FieldKind::Param || !slot.present || v.is_none()) continue;
      if (tensors.insert(v.tensor().impl()).second) found.push_back(v.own());
    }
  });
  rets[0] = make_list(std::move(found));
}

TypeMethod method(const char* signature, MethodFn fn) {
  TypeMethod m;
  m.schema = parse_signature(signature);
  m.fn = fn;
  return m;
}

}  // namespace

const TypeMethod* common_method(std::string_view name) {
  static const auto* methods =
      new std::vector<TypeMethod>{method("train(bool mode=True)", train), method("eval()", eval),
                                  method("parameters() -> Tensor[]", parameters)};
  for (const TypeMethod& m : *methods) {
    if (m.name() == name) return &m;
  }
  return nullptr;
}

}  // namespace tenon::nn

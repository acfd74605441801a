#include "core/nn/node_methods.h"

#include <deque>
#include <mutex>
#include <unordered_set>

#include "core/nn/node_state.h"

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

void state_dict(const TypeMethod&, Self* self, const Value*, Value* rets) {
  std::vector<Value> cells;
  for (auto& [name, tensor] : state_of(static_cast<Node&>(*self))) {
    cells.push_back(make_string(name));
    cells.push_back(Value(tensor).own());
  }
  rets[0] = make_list(std::move(cells), TN_DICT);
}

void load_state_dict(const TypeMethod&, Self* self, const Value* args, Value*) {
  check_type(args[0].tag == TN_DICT, "load_state_dict(): state_dict: got ", tag_name(args[0].tag),
             ", expected dict");
  const std::vector<Value>& cells = args[0].list()->items;
  StateDict state;
  for (size_t i = 0; i < cells.size(); i += 2) {
    check_type(cells[i].tag == TN_STRING && cells[i + 1].is_tensor(),
               "load_state_dict(): state_dict: got a ", tag_name(cells[i].tag), " and a ",
               tag_name(cells[i + 1].tag), ", expected names and tensors");
    state.emplace_back(cells[i].to_str(), cells[i + 1].tensor());
  }
  load_state(static_cast<Node&>(*self), state, args[1].to_bool());
}

TypeMethod method(const char* signature, MethodFn fn) {
  TypeMethod m;
  m.schema = parse_signature(signature);
  m.fn = fn;
  return m;
}

// A deque: what was handed out stays where it is.
struct Methods {
  std::mutex mutex;
  std::deque<TypeMethod> all;
};
Methods& methods() {
  static auto* m = new Methods{
      {},
      {method("train(bool mode=True)", train), method("eval()", eval),
       method("parameters() -> Tensor[]", parameters), method("state_dict() -> any", state_dict),
       method("load_state_dict(any state_dict, bool strict=True)", load_state_dict)}};
  return *m;
}

}  // namespace

const TypeMethod* common_method(std::string_view name) {
  Methods& common = methods();
  std::lock_guard lock(common.mutex);
  for (const TypeMethod& m : common.all) {
    if (m.name() == name) return &m;
  }
  return nullptr;
}

void add_common_method(const char* signature, MethodFn fn) {
  Methods& common = methods();
  std::lock_guard lock(common.mutex);
  common.all.push_back(method(signature, fn));
}

}  // namespace tenon::nn

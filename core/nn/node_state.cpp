#include "core/nn/node_state.h"

#include <map>
#include <set>

#include "core/api/copy.h"
#include "core/api/view.h"
#include "core/registry/mode.h"

namespace tenon::nn {
namespace {

constexpr int kMaxDepth = 900;  // a node that holds itself ends here, as in Python

void collect(Node& node, const std::string& prefix, int depth, StateDict& out) {
  if (depth > kMaxDepth)
    fail(ErrorKind::Recursion, "maximum depth of nested modules exceeded: ", kMaxDepth);
  for (FieldKind kind : {FieldKind::Param, FieldKind::Buffer}) {
    for (const Node::Slot& slot : node.slots()) {
      const Value v = slot.value.get();
      if (slot.kind != kind || !slot.present || !slot.persistent || !v.is_tensor()) continue;
      out.emplace_back(prefix + slot.name, detach(v.tensor()));
    }
  }
  uint64_t pos = 0;
  std::string_view name;
  Value child;
  while (node.next_child(pos, name, child)) {
    if (!child.is_none()) collect(to_node(child), str(prefix, name, "."), depth + 1, out);
  }
}

std::string keys_line(std::string_view what, const std::vector<std::string>& keys) {
  std::string out;
  for (const std::string& key : keys) out += str(out.empty() ? "" : ", ", "\"", key, "\"");
  return str("\n\t", what, " key(s) in state_dict: ", out, ". ");
}

std::string size_line(std::string_view name, const Tensor& from, const Tensor& to) {
  return str("\n\tsize mismatch for ", name, ": copying a param with shape torch.Size(",
             from.sizes(), ") from checkpoint, the shape in current model is torch.Size(",
             to.sizes(), ").");
}

}  // namespace

StateDict state_of(Node& root) {
  StateDict out;
  collect(root, "", 0, out);
  return out;
}

void load_state(Node& root, const StateDict& state, bool strict) {
  const std::map<std::string_view, Tensor> given(state.begin(), state.end());
  std::set<std::string_view> known;
  std::vector<std::string> missing, unexpected;
  std::vector<std::pair<Tensor, Tensor>> copies;
  std::string errors;
  const StateDict own = state_of(root);
  for (const auto& [name, to] : own) {
    known.insert(name);
    const auto found = given.find(name);
    if (found == given.end()) {
      missing.push_back(name);
      continue;
    }
    Tensor from = found->second;
    // Checkpoints of old versions have a list of one for a number.
    if (to.dim() == 0 && from.dim() == 1 && from.numel() == 1) from = reshape(from, Dims{});
    if (from.sizes() != to.sizes()) errors += size_line(name, from, to);
    copies.emplace_back(to, from);
  }
  for (const auto& [name, tensor] : state) {
    if (!known.count(name)) unexpected.push_back(name);
  }
  if (strict && !unexpected.empty()) errors = keys_line("Unexpected", unexpected) + errors;
  if (strict && !missing.empty()) errors = keys_line("Missing", missing) + errors;
  check(errors.empty(), "Error(s) in loading state_dict for ", root.type().name, ":", errors);
  GradMode no_grad(false);
  for (const auto& [to, from] : copies) copy_(to, from);
}

}  // namespace tenon::nn

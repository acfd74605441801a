// Runs an op and records it: what registry/call hands over when an argument requires grad.
#include "core/autograd/engine.h"
#include "core/autograd/meta.h"
#include "core/memory/freelist.h"
#include "core/registry/call.h"

namespace tenon {
namespace {

// Stands for an op that has no gradient: fails when a gradient arrives, not before.
class NotDifferentiable final : public Node {
 public:
  explicit NotDifferentiable(const Op& op) : op_(op) { sequence = next_sequence(); }
  void apply(std::vector<Tensor>&, std::vector<Tensor>&) override {
    fail(ErrorKind::Runtime, "derivative for ", op_.name, " is not implemented");
  }
  std::string name() const override { return "NotImplemented"; }

 private:
  const Op& op_;
};

void run(const Op& op, const Value* args, Value* rets) {
  GradMode off(false);
  run_kernel(op, args, rets);
  if (op.mutated_param >= 0 && !op.functional) args[op.mutated_param].tensor().bump_version();
}

void attach(const RefPtr<Node>& node, const Op& op, Value* rets) {
  auto one = [&](const Value& v) {
    const Tensor& t = v.tensor();
    node->results.push_back({Dims(t.sizes()), t.dtype(), t.device()});
    if (is_floating(t.dtype()) || is_complex(t.dtype())) {
      set_history(t, node, static_cast<uint32_t>(node->results.size() - 1));
    }
  };
  for (size_t r = 0; r < op.schema.returns.size(); ++r) {
    if (rets[r].is_tensor()) {
      one(rets[r]);
    } else if (rets[r].tag == TN_LIST) {
      for (const Value& v : rets[r].list()->items) one(v);
    } else {
      node->results.push_back({{}, DType::None, {}});
    }
  }
}

void save(OpNode& node, const Value* args, Value* rets) {
  const Op& op = node.op();
  try {
    if (op.saves_rets) node.save_results(rets);
    if (op.setup) node.save_extra(args, rets);
  } catch (...) {  // a saved_tensors_hook failed
    for (size_t r = 0; r < op.schema.returns.size(); ++r) rets[r].drop();
    throw;
  }
}

void record(const Op& op, const Value* args, Value* rets) {
  bool writes = op.mutated_param >= 0;
  if (!op.vjp && (!op.no_grad_reason.empty() || op.schema.returns.empty())) {
    if (writes) check_inplace(args[op.mutated_param].tensor(), true);
    return run(op, args, rets);
  }
  if (writes) check_inplace(args[op.mutated_param].tensor(), true);
  RefPtr<Node> node;
  OpNode* op_node = nullptr;
  if (op.vjp) {
    op_node = FreeList<OpNode>::make();
    node = RefPtr<Node>::adopt(op_node);
    op_node->init(op, args);
    node->sequence = next_sequence();
  } else {
    node = RefPtr<Node>::adopt(new NotDifferentiable(op));
  }
  if (anomaly_mode()) [[unlikely]]
    node->extras().where = anomaly_place();
  run(op, args, rets);
  if (op_node && (op.saves_rets || op.setup)) save(*op_node, args, rets);
  if (writes) {
    const Tensor& self = args[op.mutated_param].tensor();
    node->results.push_back({Dims(self.sizes()), self.dtype(), self.device()});
    rebase_history(self, node, op_node ? op_node->edge_of(op.mutated_param) : 0);
  } else {
    attach(node, op, rets);
  }
}

[[maybe_unused]] const bool installed = (record_call = record, true);

}  // namespace
}  // namespace tenon

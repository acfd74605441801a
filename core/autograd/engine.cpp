#include "core/autograd/engine.h"

#include <algorithm>
#include <atomic>
#include <queue>
#include <unordered_map>
#include <unordered_set>

#include "core/api/binary.h"
#include "core/api/complex.h"
#include "core/api/copy.h"
#include "core/api/create.h"
#include "core/api/reduce.h"
#include "core/api/view.h"
#include "core/autograd/meta.h"
#include "core/base/warn.h"
#include "core/iter/pointwise.h"
#include "core/iter/reduce.h"
#include "core/registry/mode.h"
#include "core/registry/profile.h"
#include "core/tensor/layout.h"

namespace tenon {
namespace {

std::atomic<bool> g_anomaly{false}, g_check_nan{true};
std::atomic<std::string (*)()> g_where{nullptr};

using Grads = std::vector<Tensor>;

// Gradients that wait for their node; popped newest node first, so all of a node's users have run
// before it.
class Pending {
 public:
  Grads& at(const RefPtr<Node>& node) {
    auto [it, fresh] = by_node_.try_emplace(node.get());
    if (fresh) {
      it->second.resize(node->results.size());
      queue_.push({node->sequence, node});
    }
    return it->second;
  }
  bool pop(RefPtr<Node>& node, Grads& grads) {
    if (queue_.empty()) return false;
    node = queue_.top().node;
    queue_.pop();
    auto it = by_node_.find(node.get());
    grads = std::move(it->second);
    by_node_.erase(it);
    return true;
  }

 private:
  struct Item {
    uint64_t sequence;
    RefPtr<Node> node;
    bool operator<(const Item& o) const { return sequence < o.sequence; }
  };
  std::priority_queue<Item> queue_;
  std::unordered_map<Node*, Grads> by_node_;
};

// A gradient is made to have the shape and type of the forward result it belongs to.
Tensor fit(Tensor g, const ResultMeta& meta, const Node& from, size_t nr) {
  if (!same(g.sizes(), meta.sizes)) {
    bool fits = g.sizes().size() >= meta.sizes.size();
    for (size_t i = 0; fits && i < meta.sizes.size(); ++i) {
      int64_t want = meta.sizes[meta.sizes.size() - 1 - i],
              have = g.sizes()[g.sizes().size() - 1 - i];
      fits = want == have || want == 1;
    }
    check(fits, "Function ", from.name(), " returned an invalid gradient at index ", nr, " - got ",
          g.sizes(), " but expected shape compatible with ", meta.sizes);
    g = sum_to_size(g, meta.sizes);
  }
  if (g.dtype() != meta.dtype && meta.dtype != DType::None) {
    bool drops = is_complex(g.dtype()) && !is_complex(meta.dtype);  // rightly, without a warning
    g = to_copy(drops ? real(g) : g, meta.dtype);
  }
  check(g.device().kind == meta.device.kind, "Function ", from.name(),
        " returned an invalid gradient at index ", nr, " - expected device ", meta.device,
        " but got ", g.device());
  return g;
}

void add_into(Tensor& slot, Tensor g) {
  if (!slot.defined()) {
    slot = std::move(g);
  } else if (!mode().grad && slot.impl()->use_count() == 1 && !slot.impl()->view_base &&
             slot.is_contiguous() && slot.impl()->storage->use_count() == 1 &&
             slot.dtype() == g.dtype()) {
    add_(slot, g);  // nobody else sees this sum
  } else {
    slot = add(slot, g);
  }
}

void run_tensor_hooks(const Node& node, Grads& grads) {
  const Node::Extras* extras = node.extras_if_any();
  if (!extras) return;
  auto hooks = extras->tensor_hooks;  // a hook may remove itself
  for (const auto& h : hooks) {
    if (h.nr >= grads.size() || !grads[h.nr].defined()) continue;
    Tensor replaced = h.hook->call(grads[h.nr]);
    if (replaced.defined()) grads[h.nr] = fit(replaced, node.results[h.nr], node, h.nr);
  }
  for (const auto& [nr, cell] : extras->retained) {
    if (!grads[nr].defined()) continue;
    Tensor target;
    {
      std::lock_guard lock(cell->mutex);
      if (cell->tensor && cell->tensor->try_retain()) target = Tensor::adopt(cell->tensor);
    }
    if (!target.defined()) continue;
    Tensor& grad = autograd_meta(target).grad;
    grad = grad.defined() ? add(grad, grads[nr]) : mode().grad ? grads[nr] : clone(grads[nr]);
  }
}

void check_finite(const Node& node, const Grads& grads) {
  GradMode off(false);
  for (size_t i = 0; i < grads.size(); ++i) {
    if (!grads[i].defined() || !is_floating(grads[i].dtype()) || grads[i].is_meta()) continue;
    Tensor nan = reduce(unary_bool(grads[i], kernels::isnan), DimSet(std::nullopt, grads[i].dim()),
                        false, kernels::any_true, DType::Bool);
    check(grads[i].numel() == 0 || !*nan.data<bool>(), "Function '", node.name(),
          "' returned nan values in its ", i, "th output.");
  }
}

class Run;
thread_local Run* current_run = nullptr;

class Run {
 public:
  Run(const std::vector<Edge>& inputs, const BackwardOptions& options) : options_(options) {
    for (size_t i = 0; i < inputs.size(); ++i) {
      const Edge& e = inputs[i];
      check(static_cast<bool>(e.node), "One of the differentiated Tensors does not require grad");
      captures_[e.node.get()].emplace_back(e.nr, i);
      holding_.push_back(e.node);
    }
    captured_.resize(inputs.size());
    current_run = this;
  }
  ~Run() { current_run = before_; }
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  void seed(const Edge& e, Tensor grad) {
    if (!captures_.empty()) mark_needed(e.node.get());
    roots_.push_back(e.node);
    add_into(pending_.at(e.node)[e.nr], std::move(grad));
  }

  uint64_t id() const { return id_; }
  bool partial() const { return !captures_.empty(); }
  bool runs(const Node& node) {
    if (!captures_.empty()) return needed_.count(&node) != 0;
    for (; marked_ < roots_.size(); ++marked_) mark_needed(roots_[marked_].get());
    return seen_.count(&node) != 0;
  }

  std::vector<Tensor> go() {
    GradMode guard(options_.create_graph);
    RefPtr<Node> node;
    Grads grads, out;
    while (pending_.pop(node, grads)) step(node, grads, out);
    return std::move(captured_);
  }

 private:
  // With `inputs`, only nodes on a path to one of them run. Iterative depth-first search over the
  // graph.
  void mark_needed(const Node* root) {
    struct Frame {
      const Node* node;
      size_t next = 0;
    };
    std::vector<Frame> stack;
    if (seen_.insert(root).second) stack.push_back({root});
    while (!stack.empty()) {
      Frame& f = stack.back();
      if (f.next < f.node->edges.size()) {
        const Node* child = f.node->edges[f.next++].node.get();
        if (child && seen_.insert(child).second) stack.push_back({child});
        continue;
      }
      bool needed = captures_.count(f.node) != 0;
      for (const Edge& e : f.node->edges) needed |= e.node && needed_.count(e.node.get());
      if (needed) needed_.insert(f.node);
      stack.pop_back();
    }
  }

  bool wanted(const Node* node) const { return captures_.empty() || needed_.count(node); }

  void capture(const RefPtr<Node>& node, const Grads& grads) {
    auto it = captures_.find(node.get());
    if (it == captures_.end()) return;
    for (auto [nr, i] : it->second) captured_[i] = grads[nr];
  }

  void step(const RefPtr<Node>& node, Grads& grads, Grads& out) {
    run_tensor_hooks(*node, grads);
    if (const Node::Extras* extras = node->extras_if_any()) {
      auto hooks = extras->pre_hooks;
      Grads none;
      for (auto& h : hooks) h.second->call(none, grads);
    }
    bool accumulator = node->edges.empty() && dynamic_cast<AccumulateGrad*>(node.get());
    capture(node, grads);
    if (!captures_.empty()) {
      if (accumulator && !(options_.accumulate && captures_.count(node.get()))) return;
      bool deeper = accumulator;
      for (const Edge& e : node->edges) deeper |= e.node && needed_.count(e.node.get());
      if (!deeper) return;
    }
    bool any = std::any_of(grads.begin(), grads.end(), [](const Tensor& t) { return t.defined(); });
    out.assign(node->edges.size(), Tensor());
    if (any) {
      if (!node->takes_undefined()) fill_zeros(*node, grads);
      apply(*node, grads, out);
    }
    if (const Node::Extras* extras = node->extras_if_any()) {
      auto hooks = extras->post_hooks;
      for (auto& h : hooks) h.second->call(out, grads);
    }
    if (!options_.retain_graph) node->release_saved();
    grads.clear();
    for (size_t i = 0; i < out.size() && i < node->edges.size(); ++i) {
      const Edge& e = node->edges[i];
      if (!e.node || !wanted(e.node.get())) continue;
      Grads& slots = pending_.at(e.node);
      if (out[i].defined())
        add_into(slots[e.nr], fit(std::move(out[i]), e.node->results[e.nr], *node, i));
    }
    out.clear();
  }

  void apply(Node& node, Grads& grads, Grads& out) {
    if (profiling()) [[unlikely]] {
      ProfileRange range(ProfileEvent::kBackward, node.name());
      return apply_checked(node, grads, out);
    }
    apply_checked(node, grads, out);
  }

  void apply_checked(Node& node, Grads& grads, Grads& out) {
    try {
      node.apply(grads, out);
      if (g_anomaly && g_check_nan) check_finite(node, out);
    } catch (const Error&) {
      const Node::Extras* extras = node.extras_if_any();
      if (extras && !extras->where.empty()) {
        warn(str("Error detected in ", node.name(),
                 ". Traceback of forward call that caused the error:\n", extras->where));
      }
      throw;
    }
  }

  static void fill_zeros(const Node& node, Grads& grads) {
    for (size_t i = 0; i < grads.size(); ++i) {
      const ResultMeta& m = node.results[i];
      if (!grads[i].defined() && m.dtype != DType::None)
        grads[i] = zeros(m.sizes, m.dtype, std::nullopt, m.device);
    }
  }

  const BackwardOptions& options_;
  Pending pending_;
  std::unordered_map<const Node*, std::vector<std::pair<uint32_t, size_t>>> captures_;
  std::vector<RefPtr<Node>> holding_, roots_;
  size_t marked_ = 0;  // roots whose nodes are in seen_, when that was asked for
  std::unordered_set<const Node*> seen_, needed_;
  std::vector<Tensor> captured_;
  const uint64_t id_ = next_sequence();
  Run* const before_ = current_run;
};

// A gradient made to fit the result that it is given for.
Tensor seed_gradient(const Edge& e, const Tensor& grad, size_t i) {
  const ResultMeta& out = e.node->results[e.nr];
  if (!grad.defined()) {
    check(checked_numel(out.sizes) == 1, "grad can be implicitly created only for scalar outputs");
    check(!is_complex(out.dtype),
          "grad can be implicitly created only for real scalar outputs but got torch.",
          dtype_name(out.dtype));
    return ones(out.sizes, out.dtype, std::nullopt, out.device);
  }
  check(same(grad.sizes(), out.sizes), "Mismatch in shape: grad_output[", i, "] has a shape of ",
        grad.sizes(), " and output[", i, "] has a shape of ", IntSpan(out.sizes), ".");
  check(grad.device().kind == out.device.kind, "grad_output[", i, "] is on ", grad.device(),
        ", expected the device of output[", i, "], ", out.device);
  return grad.dtype() == out.dtype ? grad : to_copy(grad, out.dtype);
}

std::vector<Edge> edges_of(const std::vector<Tensor>& tensors) {
  std::vector<Edge> edges;
  for (const Tensor& t : tensors) edges.push_back(gradient_edge(t));
  return edges;
}

}  // namespace

int64_t current_backward_id() { return current_run ? static_cast<int64_t>(current_run->id()) : -1; }
bool backward_is_partial() { return current_run && current_run->partial(); }
bool backward_runs(const Node& node) {
  check(current_run != nullptr, "backward_runs(): no backward pass is running in this thread");
  return current_run->runs(node);
}

void set_anomaly_mode(bool on, bool check_nan, std::string (*where)()) {
  g_anomaly = on;
  g_check_nan = check_nan;
  g_where = where;
}
bool anomaly_mode() { return g_anomaly; }
bool anomaly_checks_nan() { return g_check_nan; }
std::string anomaly_place() {
  auto* where = g_where.load();
  return g_anomaly && where ? where() : std::string();
}

void AccumulateGrad::apply(std::vector<Tensor>& grads, std::vector<Tensor>&) {
  Tensor leaf = variable();
  if (!leaf.defined()) return;
  Tensor g = std::move(grads[0]);
  grads[0] = Tensor();
  std::unique_lock lock(adding_);
  Tensor& grad = autograd_meta(leaf).grad;
  if (!grad.defined()) {
    bool ours = !mode().grad && g.impl()->use_count() == 1 && !g.impl()->view_base &&
                g.impl()->storage->use_count() == 1 && same(g.strides(), leaf.strides());
    grad = ours ? std::move(g) : mode().grad ? clone(g) : copy_(empty_like(leaf), g);
    if (!mode().grad && grad.requires_grad()) grad = detach(grad);
  } else if (mode().grad) {
    grad = add(grad, g);
  } else {
    add_(grad, g);
  }
  lock.unlock();
  std::vector<Tensor> one{leaf};
  for (auto& h : post_accumulate) h.second->call(one, one);
}

std::vector<Tensor> run_backward(std::vector<Edge> outputs, std::vector<Tensor> grads,
                                 const std::vector<Edge>& inputs, const BackwardOptions& options) {
  Run run(inputs, options);
  grads.resize(outputs.size());
  for (size_t i = 0; i < outputs.size(); ++i) {
    check(static_cast<bool>(outputs[i].node), "element ", i,
          " of tensors does not require grad and does not have a grad_fn");
    run.seed(outputs[i], seed_gradient(outputs[i], grads[i], i));
  }
  outputs.clear();
  grads.clear();
  std::vector<Tensor> result = run.go();
  if (!options.accumulate && !options.allow_unused) {
    for (size_t i = 0; i < result.size(); ++i) {
      check(result[i].defined(), "The differentiated Tensor at index ", i,
            " appears to not have been used in the graph. Set allow_unused=True if this is the "
            "desired behavior.");
    }
  }
  return result;
}

std::vector<Tensor> run_backward(std::vector<Tensor> outputs, std::vector<Tensor> grads,
                                 std::vector<Tensor> inputs, const BackwardOptions& options) {
  std::vector<Edge> from = edges_of(outputs);
  outputs.clear();  // the graph alone keeps what it needs
  std::vector<Edge> to = edges_of(inputs);
  for (size_t i = 0; options.accumulate && i < inputs.size(); ++i) {
    if (to[i].node) retain_grad(inputs[i]);
  }
  return run_backward(std::move(from), std::move(grads), to, options);
}

}  // namespace tenon

#include "core/autograd/node.h"

#include <algorithm>
#include <atomic>

#include "core/api/copy.h"
#include "core/autograd/meta.h"
#include "core/memory/freelist.h"
#include "core/registry/mode.h"

namespace tenon {

void intrusive_release(Node* p) noexcept {
  if (!p->release_ref()) return;
  // Long chains must not recurse: nodes that die here are queued and destroyed one by one.
  thread_local std::vector<Node*> queue;
  thread_local bool running = false;
  queue.push_back(p);
  if (running) return;
  running = true;
  while (!queue.empty()) {
    Node* n = queue.back();
    queue.pop_back();
    n->destroy();
  }
  running = false;
}

uint64_t next_sequence() noexcept {
  static std::atomic<uint64_t> counter{1};
  return counter.fetch_add(1, std::memory_order_relaxed);
}

uint64_t next_hook_id() noexcept {
  static std::atomic<uint64_t> counter{1};
  return counter.fetch_add(1, std::memory_order_relaxed);
}

void OpNode::destroy() { FreeList<OpNode>::destroy(this); }

void OpNode::drop_args() noexcept {
  Value* cells = arg_cells();
  for (int i = 0; i < nargs_; ++i) cells[i].drop();
  nargs_ = 0;
}

void OpNode::init(const Op& op, const Value* args) {
  op_ = &op;
  int n = static_cast<int>(op.schema.params.size());
  if (n > kInlineArgs) more_args_ = std::make_unique<Value[]>(static_cast<size_t>(n));
  nargs_ = n;
  if (op.mutated_param >= 0) self_arg_ = op.mutated_param;
  edges.reserve(op.tensor_params.size());
  for (int i = 0; i < n; ++i) save_arg(i, args);
}

static bool wants_grad(const Value& v) {
  if (v.is_tensor()) return v.tensor().requires_grad();
  if (v.tag != TN_TENSORS) return false;
  for (const Tensor& t : v.to_tensors()) {
    if (t.defined() && t.requires_grad()) return true;
  }
  return false;
}

// What an in-place call is about to overwrite.
static Tensor copy_before(const Tensor& t) {
  GradMode off(false);
  return clone(t);
}

void OpNode::save_plain(Value& cell, const Value& v) {
  uint32_t words = v.tag == TN_COMPLEX ? 2 : v.aux;
  if (v.tag != TN_INTS && v.tag != TN_FLOATS && v.tag != TN_COMPLEX) {
    cell = v.own();
    return;
  }
  cell.tag = v.tag;
  cell.aux = v.aux;
  cell.i = static_cast<int64_t>(arrays_.size());
  const auto* from = static_cast<const int64_t*>(v.p);
  arrays_.insert(arrays_.end(), from, from + words);
}

void OpNode::save_arg(int i, const Value* args) {
  const Value& v = args[i];
  bool wanted =
      (op_->saves_args >> i & 1) && (op_->saved_for[i] < 0 || wants_grad(args[op_->saved_for[i]]));
  Value& cell = arg_cells()[i];
  TypeKind kind = op_->schema.params[i].type.kind;
  if (kind != TypeKind::Tensor && kind != TypeKind::TensorOrScalar) {
    if (kind != TypeKind::Generator) save_plain(cell, v);
    return;
  }
  auto edge = [&](const Tensor& t) {
    edges.push_back(t.defined() ? gradient_edge(t) : Edge());
    versions_.push_back(t.defined() ? t.version() : 0);
  };
  if (v.tag == TN_TENSORS) {
    for (const Tensor& t : v.to_tensors()) edge(t);
    // The count is needed even when the tensors are not.
    std::vector<Tensor> saved(v.aux);
    for (size_t k = 0; wanted && k < saved.size(); ++k) {
      const Tensor& t = v.to_tensors()[k];
      if (!t.defined() || !pack(kArg, i, static_cast<int>(k), t)) saved[k] = t;
    }
    cell = make_list(std::move(saved));
  } else if (v.is_tensor()) {
    edge(v.tensor());
    if (!wanted) return;
    Tensor t = i == self_arg_ ? copy_before(v.tensor()) : v.tensor();
    if (!pack(kArg, i, 0, t)) cell = Value::pointer(TN_TENSOR, t.release());
  } else {
    edge(Tensor());
    save_plain(cell, v);  // a number in a Tensor|Scalar place
  }
}

void OpNode::save_results(const Value* rets) {
  for (size_t r = 0; r < op_->schema.returns.size(); ++r) {
    if (!(op_->saves_rets >> r & 1) || !rets[r].is_tensor()) continue;
    // An alias, so that the node does not keep the tensor that keeps the node.
    Tensor alias = make_alias(rets[r].tensor());
    if (pack(kResult, static_cast<int>(r), 0, alias)) continue;
    results_saved_.push_back({static_cast<int>(r), std::move(alias), rets[r].tensor().version()});
  }
}

void OpNode::save_extra(const Value* args, const Value* rets) {
  std::vector<Owned> saved;
  op_->setup(*op_, args, rets, saved);
  for (Owned& o : saved) {
    const Value& v = o.get();
    uint32_t version = 0;
    if (v.is_tensor()) {
      version = v.tensor().version();
      for (size_t r = 0; r < op_->schema.returns.size(); ++r) {
        // A result goes in as an alias, for the reason given in save_results().
        if (rets[r].is_tensor() && rets[r].tensor().is_same(v.tensor())) {
          o = Owned(Value::pointer(TN_TENSOR, make_alias(v.tensor()).release()));
          break;
        }
      }
    }
    if (o.get().is_tensor() && pack(kExtra, static_cast<int>(extra_.size()), 0, o.get().tensor()))
      o = Owned();
    extra_.push_back({std::move(o), version});
  }
}

void Node::freed() {
  fail(ErrorKind::Runtime,
       "Trying to backward through the graph a second time (or directly access saved tensors after "
       "they have already "
       "been freed). Saved intermediate values of the graph are freed when you call .backward() or "
       "autograd.grad(). "
       "Specify retain_graph=True if you need to backward through the graph a second time or if "
       "you need to access "
       "saved tensors after calling backward.");
}

[[noreturn]] static void modified(const Op& op, const Tensor& t, uint32_t version) {
  fail(ErrorKind::Runtime,
       "one of the variables needed for gradient computation has been modified by an inplace "
       "operation: [",
       t.dtype(), " ", t.sizes(), "], saved by ", op.name, ", is at version ", t.version(),
       "; expected version ", version,
       " instead. Hint: enable anomaly detection to find the operation that failed to compute its "
       "gradient, with "
       "tenon.autograd.set_detect_anomaly(True).");
}

int OpNode::items(int arg) const {
  const Value& v = arg_cells()[arg];
  const TypeSpec& t = op_->schema.params[arg].type;
  return t.list ? v.tag == TN_LIST ? static_cast<int>(v.list()->items.size()) : 1 : 1;
}

int OpNode::edge_of(int arg) const {
  int at = 0;
  for (uint8_t p : op_->tensor_params) {
    if (p == arg) return at;
    at += items(p);
  }
  fail(ErrorKind::Assertion, op_->name, ": argument ", arg, " of its vjp is no tensor");
}

// A tensor that stands where `alias` stood in the graph; positions and counts stand nowhere.
static Tensor with_history(const Tensor& alias, const Edge& edge) {
  if (!edge.node || !(is_floating(alias.dtype()) || is_complex(alias.dtype()))) return alias;
  Tensor t = make_alias(alias);
  set_history(t, edge.node, edge.nr);
  return t;
}

bool OpNode::pack(SavedKind kind, int nr, int item, const Tensor& t) {
  if (!tls_saved_hooks) [[likely]]
    return false;
  auto packed = pack_saved(t);
  if (!packed_) packed_ = std::make_unique<std::vector<Packed>>();
  packed_->push_back({kind, nr, item, std::move(packed)});
  return true;
}

std::shared_ptr<const PackedTensor> OpNode::find_packed(SavedKind kind, int nr, int item) const {
  if (packed_) {
    for (const Packed& p : *packed_) {
      if (p.kind == kind && p.nr == nr && p.item == item) return p.tensor;
    }
  }
  return nullptr;
}

// A hook is asked once in a pass. What it gave takes its place in the graph while that is recorded.
Tensor OpNode::from_hooks(const PackedTensor& packed, VjpCtx::Unpacked key, const Edge& edge,
                          Unpacked& seen) {
  for (const auto& s : seen) {
    if (s.kind == key.kind && s.nr == key.nr && s.item == key.item) return s.tensor;
  }
  Tensor t = packed.unpack();
  key.tensor = mode().grad ? with_history(t, edge) : t;
  seen.push_back(key);
  return key.tensor;
}

Tensor OpNode::unpack_arg(int arg, int item, Unpacked& seen) const {
  std::unique_lock lock(lock_);
  if (freed_) freed();
  const Value& v = arg_cells()[arg];
  Tensor t = v.tag == TN_LIST ? v.list()->items[static_cast<size_t>(item)].tensor() : v.tensor();
  auto packed = t.defined() ? nullptr : find_packed(kArg, arg, item);
  lock.unlock();
  int at = edge_of(arg) + item;
  if (packed) return from_hooks(*packed, {kArg, arg, item, {}}, edges[at], seen);
  if (!t.defined()) return t;
  if (arg == self_arg_) return with_history(t, edges[at]);
  if (t.version() != versions_[at]) modified(*op_, t, versions_[at]);
  return t;
}

Tensor OpNode::unpack_result(int r, Unpacked& seen) const {
  std::unique_lock lock(lock_);
  if (freed_) freed();
  Edge here{RefPtr<Node>::share(const_cast<OpNode*>(this)), static_cast<uint32_t>(r)};
  for (const SavedResult& s : results_saved_) {
    if (s.nr != r) continue;
    if (s.alias.version() != s.version) modified(*op_, s.alias, s.version);
    return with_history(s.alias, here);
  }
  auto packed = find_packed(kResult, r, 0);
  lock.unlock();
  if (packed) return from_hooks(*packed, {kResult, r, 0, {}}, here, seen);
  fail(ErrorKind::Assertion, op_->name, ": its vjp asks for result ", r,
       ", which `saves` does not name");
}

void OpNode::apply(std::vector<Tensor>& grads, std::vector<Tensor>& out) {
  {
    std::lock_guard lock(lock_);
    if (freed_) freed();
  }
  out.assign(edges.size(), Tensor());
  VjpCtx c(*this, grads, out);
  op_->vjp(c);
}

Value OpNode::unpack_extra(size_t i, Unpacked& seen) const {
  std::unique_lock lock(lock_);
  if (freed_) freed();
  check(i < extra_.size(), op_->name, ": its vjp asks for saved value ", i, ", its setup saved ",
        extra_.size());
  const Value& v = extra_[i].value.get();
  auto packed = v.is_none() ? find_packed(kExtra, static_cast<int>(i), 0) : nullptr;
  if (packed) {
    lock.unlock();
    return Value(from_hooks(*packed, {kExtra, static_cast<int>(i), 0, {}}, {}, seen));
  }
  if (!v.is_tensor()) return v;
  if (v.tensor().version() != extra_[i].version) modified(*op_, v.tensor(), extra_[i].version);
  seen.push_back({kExtra, static_cast<int>(i), 0, v.tensor()});
  return v;
}

void OpNode::release_saved() {
  auto saves = [&](uint8_t p) { return (op_->saves_args >> p & 1) != 0; };
  {
    std::lock_guard lock(lock_);
    if (freed_) return;
    freed_ = !results_saved_.empty() || !extra_.empty() || packed_ ||
             std::any_of(op_->tensor_params.begin(), op_->tensor_params.end(), saves);
    if (!freed_) return;
  }
  // From here on nobody else looks at what was saved, so it may die without the lock.
  for (uint8_t p : op_->tensor_params) {
    if (!saves(p)) continue;
    Value& cell = arg_cells()[p];
    if (cell.tag == TN_LIST) {
      for (Value& v : cell.list()->items) v.drop();
    } else if (cell.is_tensor()) {
      cell.drop();
    }
  }
  results_saved_.clear();
  extra_.clear();
  packed_.reset();
}

namespace {

// Ops that PyTorch calls otherwise.
std::string_view pytorch_name(std::string_view op) {
  constexpr std::pair<std::string_view, std::string_view> kNames[] = {
      {"as_strided_view", "as_strided"},
      {"constant_pad", "constant_pad_nd"},
      {"nll_loss_nd", "nll_loss"},
      {"vector_norm", "linalg_vector_norm"}};
  for (const auto& [own, name] : kNames)
    if (op == own) return name;
  return op;
}

}  // namespace

std::string OpNode::name() const {
  std::string_view base = op_->functional ? op_->functional->schema.name : op_->schema.name;
  std::string out;
  bool upper = true;
  for (char c : pytorch_name(base)) {
    if (c == '_') {
      upper = true;
    } else {
      out += upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
      upper = c >= '0' && c <= '9';  // MaxPool2D
    }
  }
  return out + "Backward0";
}

AccumulateGrad::AccumulateGrad(TensorImpl* leaf) : leaf_(leaf) {
  sequence = next_sequence();
  results.push_back({leaf->sizes, leaf->dtype, leaf->device});
}

Tensor AccumulateGrad::variable() const {
  std::lock_guard lock(mutex_);
  return leaf_ && leaf_->try_retain() ? Tensor::adopt(leaf_) : Tensor();
}

void AccumulateGrad::leaf_died() noexcept {
  std::lock_guard lock(mutex_);
  leaf_ = nullptr;
}

// VjpCtx: a view of an OpNode.
bool VjpCtx::needs(int arg) const {
  int at = node_.edge_of(arg);
  for (int i = 0; i < node_.items(arg); ++i) {
    if (node_.edges[at + i].node) return true;
  }
  return false;
}
bool VjpCtx::needs(int arg, int item) const {
  return static_cast<bool>(node_.edges[node_.edge_of(arg) + item].node);
}
Tensor VjpCtx::in(int arg) const { return node_.unpack_arg(arg, 0, unpacked_); }
Tensor VjpCtx::in(int arg, int item) const { return node_.unpack_arg(arg, item, unpacked_); }
Operand VjpCtx::operand(int arg) const {
  {
    std::lock_guard lock(node_.lock_);
    if (node_.freed_) node_.freed();
    Value v = this->arg(arg);
    if (v.is_number()) return v.to_scalar();
  }
  return in(arg);
}
Tensor VjpCtx::out(int i) const { return node_.unpack_result(i, unpacked_); }

Value VjpCtx::arg(int i) const {
  Value v = node_.arg_cells()[i];
  if (v.tag == TN_INTS || v.tag == TN_FLOATS || v.tag == TN_COMPLEX)
    v.p = node_.arrays_.data() + v.i;
  return v;
}
Value VjpCtx::extra(size_t i) const { return node_.unpack_extra(i, unpacked_); }
const Op& VjpCtx::op() const { return node_.op(); }
int VjpCtx::count(int arg) const { return node_.items(arg); }

static const ResultMeta& meta_of(const Edge& e, const Op& op) {
  check(static_cast<bool>(e.node), op.name,
        ": its vjp asks for the shape of an argument that needs no gradient");
  return e.node->results[e.nr];
}
IntSpan VjpCtx::in_sizes(int arg) const { return in_sizes(arg, 0); }
IntSpan VjpCtx::in_sizes(int arg, int item) const {
  return meta_of(node_.edges[node_.edge_of(arg) + item], node_.op()).sizes;
}
DType VjpCtx::in_dtype(int arg) const {
  return meta_of(node_.edges[node_.edge_of(arg)], node_.op()).dtype;
}
void VjpCtx::grad_in(int arg, Tensor g) { out_[node_.edge_of(arg)] = std::move(g); }
void VjpCtx::grad_in(int arg, int item, Tensor g) {
  out_[node_.edge_of(arg) + item] = std::move(g);
}
bool VjpCtx::recording() const { return mode().grad; }

}  // namespace tenon

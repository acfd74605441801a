// The recorded graph. A Node stands for a call; its edges lead to the nodes that made the call's
// inputs.
#pragma once
#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "core/autograd/saved.h"
#include "core/ops/vjp.h"

namespace tenon {

class Node;
void intrusive_release(Node* p) noexcept;

struct Edge {
  RefPtr<Node> node;  // null: no gradient is wanted there
  uint32_t nr = 0;    // which result of that node
};

// Shape and type of a forward result: incoming gradients are made to fit it.
struct ResultMeta {
  Dims sizes;
  DType dtype;
  Device device;
};

// A user's function on a gradient; returns a replacement, or an undefined tensor to leave it.
struct GradHook {
  virtual ~GradHook() = default;
  virtual Tensor call(const Tensor& grad) = 0;
};
// A user's function on all gradients of a node: before it runs (on its inputs), or after.
struct NodeHook {
  virtual ~NodeHook() = default;
  // Changes `grads_in` (gradients of the node's arguments; empty for a pre-hook) or `grads_out` in
  // place.
  virtual void call(std::vector<Tensor>& grads_in, std::vector<Tensor>& grads_out) = 0;
};

// Lets a node write a result's .grad without keeping the result alive.
struct RetainedGrad {
  std::mutex mutex;
  TensorImpl* tensor;  // null once the tensor has died
};

// For the few instructions in which a node's saved values are taken out or dropped.
class SpinLock {
 public:
  void lock() noexcept {
    while (busy_.test_and_set(std::memory_order_acquire)) std::this_thread::yield();
  }
  void unlock() noexcept { busy_.clear(std::memory_order_release); }

 private:
  std::atomic_flag busy_;
};

class Node : public RefCounted {
 public:
  virtual ~Node() = default;
  // Gradients of the results in; of the arguments, one per edge, out. `keep`: the graph is needed
  // again.
  virtual void apply(std::vector<Tensor>& grads, std::vector<Tensor>& out) = 0;
  virtual std::string name() const = 0;  // "MulBackward0"
  virtual void release_saved() {}        // frees what was saved; apply() then raises, with freed()
  [[noreturn]] static void freed();
  virtual void destroy() { delete this; }
  // False: apply() wants zeros instead of undefined gradients.
  virtual bool takes_undefined() const { return true; }

  uint64_t sequence = 0;
  std::vector<Edge> edges;
  std::vector<ResultMeta> results;
  void* py_object = nullptr;  // Python's object for it while there is one, not owned

  // Rare parts, made when first used. Ids are given out by next_hook_id().
  struct Extras {
    struct TensorHook {
      uint64_t id;
      uint32_t nr;
      std::shared_ptr<GradHook> hook;
    };
    std::vector<TensorHook> tensor_hooks;
    std::vector<std::pair<uint64_t, std::shared_ptr<NodeHook>>> pre_hooks, post_hooks;
    std::vector<std::pair<uint32_t, std::shared_ptr<RetainedGrad>>> retained;
    std::shared_ptr<void> metadata;  // grad_fn.metadata of the Python side
    std::string where;               // anomaly mode: the forward call's place
  };
  Extras& extras() {
    if (!extras_) extras_ = std::make_unique<Extras>();
    return *extras_;
  }
  const Extras* extras_if_any() const { return extras_.get(); }

 private:
  std::unique_ptr<Extras> extras_;
};
uint64_t next_sequence() noexcept;
uint64_t next_hook_id() noexcept;

// The node of an op call: owned copies of the plain arguments, and the tensors named in `saves`.
class OpNode final : public Node {
 public:
  static constexpr int kInlineArgs = 12;
  OpNode() = default;
  ~OpNode() override { drop_args(); }
  void init(const Op& op, const Value* args);
  void save_results(const Value* rets);
  void save_extra(const Value* args, const Value* rets);  // what the op's setup asks for
  void apply(std::vector<Tensor>& grads, std::vector<Tensor>& out) override;
  std::string name() const override;
  void release_saved() override;
  void destroy() override;

  const Op& op() const { return *op_; }
  int edge_of(int arg) const;  // index in `edges` of a tensor argument (its first item)
  int items(int arg) const;    // edges of that argument: 1, or the length of its list

 private:
  friend class VjpCtx;
  // Several threads may run a node at once, and one of them may release it.
  using Unpacked = std::vector<VjpCtx::Unpacked>;
  Tensor unpack_arg(int arg, int item, Unpacked& seen) const;
  Tensor unpack_result(int r, Unpacked& seen) const;
  Value unpack_extra(size_t i, Unpacked& seen) const;
  void save_arg(int i, const Value* args);
  void save_plain(Value& cell, const Value& v);  // what is no tensor
  void drop_args() noexcept;

  // What saved_tensors_hooks made of a saved tensor; it is missing where it stood then.
  enum SavedKind : uint8_t { kArg, kResult, kExtra };
  struct Packed {
    SavedKind kind;
    int nr, item;
    std::shared_ptr<const PackedTensor> tensor;
  };
  // True when there are hooks, and they have taken t.
  bool pack(SavedKind kind, int nr, int item, const Tensor& t);
  std::shared_ptr<const PackedTensor> find_packed(SavedKind kind, int nr, int item) const;
  static Tensor from_hooks(const PackedTensor& packed, VjpCtx::Unpacked key, const Edge& edge,
                           Unpacked& seen);

  const Op* op_ = nullptr;
  int nargs_ = 0;
  bool freed_ = false;
  int self_arg_ = -1;  // in-place call: this argument was saved as a copy from before
  Value args_[kInlineArgs];
  std::unique_ptr<Value[]> more_args_;
  Value* arg_cells() const { return more_args_ ? more_args_.get() : const_cast<Value*>(args_); }
  std::vector<int64_t>
      arrays_;  // contents of int[], float[] and complex arguments; their cells hold an offset
  std::vector<uint32_t> versions_;  // of saved argument tensors, in order of edges
  struct SavedResult {
    int nr;
    Tensor alias;
    uint32_t version;
  };
  std::vector<SavedResult> results_saved_;
  struct Extra {
    Owned value;
    uint32_t version;
  };
  std::vector<Extra> extra_;
  std::unique_ptr<std::vector<Packed>> packed_;  // null when there were no hooks
  mutable SpinLock lock_;
};

// The end of every path: adds the gradient to a leaf's .grad. Owned by the leaf, so it points back
// without owning.
class AccumulateGrad final : public Node {
 public:
  explicit AccumulateGrad(TensorImpl* leaf);
  void apply(std::vector<Tensor>& grads, std::vector<Tensor>& out) override;
  std::string name() const override { return "AccumulateGrad"; }
  Tensor variable() const;  // undefined once the leaf has died
  void leaf_died() noexcept;
  std::vector<std::pair<uint64_t, std::shared_ptr<NodeHook>>> post_accumulate;

 private:
  mutable std::mutex mutex_;  // of leaf_
  std::mutex adding_;         // of the leaf's .grad
  TensorImpl* leaf_;
};

}  // namespace tenon

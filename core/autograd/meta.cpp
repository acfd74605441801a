#include "core/autograd/meta.h"

#include <atomic>

#include "core/autograd/copy_slices.h"
#include "core/autograd/strided_view.h"
#include "core/registry/mode.h"

namespace tenon {
namespace {

// Threads may record calls on one leaf or view at once: its parts are made by whoever comes first,
// and a view is brought up to date by one of them.
template <class T, class Make, class Drop>
T* get_or_make(T*& place, Make make, Drop drop) {
  std::atomic_ref<T*> slot(place);
  T* p = slot.load(std::memory_order_acquire);
  if (p) [[likely]]
    return p;
  T* fresh = make();
  if (slot.compare_exchange_strong(p, fresh, std::memory_order_acq_rel)) return fresh;
  drop(fresh);
  return p;
}
AutogradMeta* meta_if_any(TensorImpl* p) {
  return std::atomic_ref<AutogradMeta*>(p->autograd).load(std::memory_order_acquire);
}

std::recursive_mutex refreshing;

void delete_meta(AutogradMeta* m) noexcept {
  if (m->accumulator) static_cast<AccumulateGrad&>(*m->accumulator).leaf_died();
  if (m->retained) {
    std::lock_guard lock(m->retained->mutex);
    m->retained->tensor = nullptr;
  }
  delete m;
}
[[maybe_unused]] const bool installed = (delete_autograd_meta = delete_meta, true);

bool unrecorded_view(const TensorImpl* p) { return (p->flags & TensorImpl::kUnrecordedView) != 0; }

bool stale_view(TensorImpl* p) {
  if (!p->view_base || !(p->view_base->flags & TensorImpl::kRequiresGrad)) return false;
  AutogradMeta* m = meta_if_any(p);
  return !m || !m->grad_fn || m->view_version != Tensor::share(p).version();
}

// The base of this view was written to since: its place in the graph is a fresh as_strided of the
// base.
void refresh_view(const Tensor& t) {
  GradMode on(true);
  Tensor again =
      strided_view(Tensor(t.impl()->view_base), t.dtype(), t.sizes(), t.strides(), t.offset());
  const AutogradMeta& from = autograd_meta(again);
  // Not set_history(): other threads read t's flags, and the base's say that it requires grad.
  AutogradMeta& m = autograd_meta(t);
  m.grad_fn = from.grad_fn;
  m.nr = from.nr;
  m.view_version = t.version();
}

}  // namespace

AutogradMeta& autograd_meta(const Tensor& t) {
  return *get_or_make(
      t.impl()->autograd, [] { return new AutogradMeta; }, [](AutogradMeta* m) { delete m; });
}

RefPtr<Node> grad_fn(const Tensor& t) {
  TensorImpl* p = t.impl();
  AutogradMeta* m = meta_if_any(p);
  if (!p->view_base || unrecorded_view(p)) return m ? m->grad_fn : nullptr;
  // While nobody has written to the base, nobody refreshes either: so the version is asked first.
  if (t.version() == 0 && m && m->grad_fn) return m->grad_fn;
  std::lock_guard lock(refreshing);
  if (stale_view(p)) refresh_view(t);
  return p->autograd ? p->autograd->grad_fn : nullptr;
}

Edge gradient_edge(const Tensor& t) {
  if (!t.requires_grad()) return {};
  if (unrecorded_view(t.impl()) && !(t.impl()->flags & TensorImpl::kRequiresGrad)) return {};
  if (RefPtr<Node> fn = grad_fn(t)) return {std::move(fn), t.impl()->autograd->nr};
  AutogradMeta& m = autograd_meta(t);
  // A RefPtr is its pointer.
  Node* node = get_or_make(
      reinterpret_cast<Node*&>(m.accumulator),
      [&]() -> Node* { return new AccumulateGrad(t.impl()); },
      [](Node* n) { intrusive_release(n); });
  return {RefPtr<Node>::share(node), 0};
}

bool is_leaf(const Tensor& t) { return !t.requires_grad() || !grad_fn(t); }

void set_requires_grad(const Tensor& t, bool on) {
  check(!on || is_floating(t.dtype()) || is_complex(t.dtype()),
        "only Tensors of floating point and complex dtype can require gradients");
  check(on || is_leaf(t),
        "you can only change requires_grad flags of leaf variables. If you want to use a computed "
        "variable in a subgraph that doesn't require differentiation use var_no_grad = "
        "var.detach().");
  uint8_t& flags = t.impl()->flags;
  check(!on || !(flags & TensorImpl::kInference) || mode().inference,
        "Setting requires_grad=True on inference tensor outside InferenceMode is not allowed.");
  flags = static_cast<uint8_t>(on ? flags | TensorImpl::kRequiresGrad
                                  : flags & ~TensorImpl::kRequiresGrad);
}

Tensor grad_of(const Tensor& t) { return t.impl()->autograd ? t.impl()->autograd->grad : Tensor(); }

void set_grad(const Tensor& t, const Tensor& grad) {
  if (grad.defined()) {
    check(!grad.is_same(t), "can't assign Variable as its own grad");
    check(grad.dtype() == t.dtype(), "assigned grad has data of a different type: got ",
          grad.dtype(), ", expected ", t.dtype());
    check(grad.device().kind == t.device().kind,
          "assigned grad has data located on a different device: got ", grad.device(),
          ", expected ", t.device());
    check(same(grad.sizes(), t.sizes()), "assigned grad has data of a different size: got ",
          grad.sizes(), ", expected ", t.sizes());
  } else if (!t.impl()->autograd) {
    return;
  }
  autograd_meta(t).grad = grad;
}

void retain_grad(const Tensor& t) {
  check(t.requires_grad(), "can't retain_grad on Tensor that has requires_grad=False");
  RefPtr<Node> fn = grad_fn(t);
  if (!fn) return;  // leaves keep theirs anyway
  AutogradMeta& m = autograd_meta(t);
  if (m.retained) return;
  m.retained = std::make_shared<RetainedGrad>();
  m.retained->tensor = t.impl();
  fn->extras().retained.emplace_back(m.nr, m.retained);
}

uint64_t add_hook(const Tensor& t, std::shared_ptr<GradHook> hook) {
  check(t.requires_grad(), "cannot register a hook on a tensor that doesn't require gradient");
  Edge e = gradient_edge(t);
  uint64_t id = next_hook_id();
  e.node->extras().tensor_hooks.push_back({id, e.nr, std::move(hook)});
  return id;
}

void remove_hook(const Tensor& t, uint64_t id) {
  Edge e = gradient_edge(t);
  if (!e.node || !e.node->extras_if_any()) return;
  std::erase_if(e.node->extras().tensor_hooks, [&](const auto& h) { return h.id == id; });
}

void set_history(const Tensor& t, const RefPtr<Node>& node, uint32_t nr) {
  AutogradMeta& m = autograd_meta(t);
  m.grad_fn = node;
  m.nr = nr;
  m.view_version = t.version();
  uint8_t& flags = t.impl()->flags;
  flags = static_cast<uint8_t>((flags | TensorImpl::kRequiresGrad) & ~TensorImpl::kUnrecordedView);
}

void rebase_history(const Tensor& t, RefPtr<Node> node, int self_edge) {
  const RefPtr<TensorImpl>& base_impl = t.impl()->view_base;
  if (!base_impl) {
    set_history(t, node, 0);
    return;
  }
  Tensor base(base_impl);
  auto slices = RefPtr<Node>::adopt(new CopySlices(base, t, std::move(node), self_edge));
  set_history(base, slices, 0);
  refresh_view(t);
}

void check_inplace(const Tensor& t, bool will_record) {
  if (!will_record || !mode().grad) return;
  const RefPtr<TensorImpl>& base = t.impl()->view_base;
  check(!unrecorded_view(t.impl()),
        "A view was created in no_grad mode and is being modified inplace with grad mode enabled. "
        "Given that this use case is ambiguous and error-prone, it is forbidden. You can clarify "
        "your code by moving both the view and the inplace either both inside the no_grad block "
        "(if you don't want the inplace to be tracked) or both outside (if you want the inplace "
        "to be tracked).");
  if (t.requires_grad() && is_leaf(t)) {
    fail(ErrorKind::Runtime,
         "a leaf Variable that requires grad is being used in an in-place operation.");
  }
  if (base && (base->flags & TensorImpl::kRequiresGrad) && is_leaf(Tensor(base))) {
    fail(ErrorKind::Runtime,
         "a view of a leaf Variable that requires grad is being used in an in-place operation.");
  }
}

}  // namespace tenon

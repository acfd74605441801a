#include "core/autograd/autocast.h"

#include <unordered_map>

#include "core/api/copy.h"
#include "core/autograd/meta.h"
#include "core/registry/call.h"
#include "core/registry/registry.h"
#include "core/registry/trace.h"

namespace tenon {
namespace {

enum class Policy : uint8_t { Lower, Float, Widest, Pad };

constexpr const char* kLower[] = {"conv1d",
                                  "conv2d",
                                  "conv3d",
                                  "conv_transpose1d",
                                  "conv_transpose2d",
                                  "conv_transpose3d",
                                  "mm",
                                  "bmm",
                                  "matmul",
                                  "linear",
                                  "addmm",
                                  "baddbmm",
                                  "addbmm",
                                  "vecdot",
                                  "prelu",
                                  "lstm",
                                  "scaled_dot_product_attention"};
constexpr const char* kFloat[] = {
    "avg_pool3d", "max_pool3d", "adaptive_avg_pool3d", "adaptive_max_pool3d", "max_unpool2d",
    "max_unpool3d", "binary_cross_entropy", "binary_cross_entropy_with_logits", "grid_sample",
    "polar", "prod", "quantile", "nanquantile", "stft", "cdist", "trace", "view_as_complex",
    "mse_loss", "cosine_embedding_loss", "nll_loss", "hinge_embedding_loss", "poisson_nll_loss",
    "smooth_l1_loss", "cross_entropy", "l1_loss", "huber_loss", "margin_ranking_loss",
    "soft_margin_loss", "triplet_margin_loss", "multi_margin_loss", "multilabel_margin_loss",
    "ctc_loss", "kl_div",
    // linear algebra and transforms
    "cholesky", "cholesky_ex", "cholesky_inverse", "cholesky_solve", "inverse", "inv", "inv_ex",
    "pinverse", "pinv", "solve", "lstsq", "lu_solve", "qr", "svd", "svdvals", "eig", "eigvals",
    "eigh", "eigvalsh", "matrix_rank", "cond", "tensorinv", "tensorsolve", "householder_product",
    "ormqr", "geqrf", "triangular_solve", "fft", "ifft", "rfft", "irfft", "hfft", "ihfft", "fft2",
    "ifft2", "rfft2", "irfft2", "fftn", "ifftn", "rfftn", "irfftn"};
constexpr const char* kWidest[] = {"cat", "stack", "index_copy"};

using Policies = std::unordered_map<std::string_view, Policy>;
const Policies& policies() {
  static const Policies map = [] {
    Policies m{{"pad_copy", Policy::Pad}};
    for (const char* name : kLower) m.emplace(name, Policy::Lower);
    for (const char* name : kFloat) m.emplace(name, Policy::Float);
    for (const char* name : kWidest) m.emplace(name, Policy::Widest);
    return m;
  }();
  return map;
}

using Cache = std::unordered_map<TensorImpl*, std::pair<Tensor, Tensor>>;  // the leaf, and its cast
Cache& cache() {
  thread_local Cache c;
  return c;
}

bool eligible(const Tensor& t) {
  return t.defined() && t.device().kind == DeviceKind::CPU && is_floating(t.dtype()) &&
         t.dtype() != DType::F64;
}

Tensor cast(const Tensor& t, DType to) {
  if (!eligible(t) || t.dtype() == to) return t;
  bool keep = to == autocast().dtype && t.dtype() == DType::F32 && autocast().cache &&
              t.requires_grad() && is_leaf(t) && !t.impl()->view_base;
  if (!keep) return to_copy(t, to);
  auto& [leaf, made] = cache()[t.impl()];
  if (!made.defined()) {
    leaf = t;
    made = to_copy(t, to);
  }
  return made;
}

template <class F>
void each_tensor(const Op& op, const Value* args, F&& f) {
  for (uint8_t i : op.tensor_params) {
    if (args[i].is_tensor()) {
      f(args[i].tensor());
    } else if (args[i].tag == TN_TENSORS) {
      for (const Tensor& t : args[i].to_tensors()) f(t);
    }
  }
}

DType target(Policy policy, const Op& op, const Value* args) {
  if (policy == Policy::Lower) return autocast().dtype;
  if (policy == Policy::Pad) {  // reflection_pad1d and 2d, replication_pad1d, 2d and 3d
    std::string_view mode = args[2].to_str();
    size_t n = args[1].to_ints().size();
    return mode == "replicate" || (mode == "reflect" && n <= 4) ? DType::F32 : DType::None;
  }
  if (policy == Policy::Float) return DType::F32;
  bool wide = false;
  each_tensor(op, args, [&](const Tensor& t) { wide |= eligible(t) && t.dtype() == DType::F32; });
  return wide ? DType::F32 : autocast().dtype;
}

// True when the op is in a list: then it has run, with its arguments cast.
bool run_cast(const Op& op, const Value* args, Value* rets) {
  if (op.mutated_param >= 0) return false;
  auto it = policies().find(op.schema.name);
  if (it == policies().end()) return false;
  struct Off {  // for the op itself and the ops that it is made of
    uint32_t word = mode().word;
    Off() { mode().word &= ~uint32_t{Mode::kAutocast}; }
    ~Off() { mode().word = word; }
  } off;
  DType to = target(it->second, op, args);
  if (to == DType::None) {
    call_fast(op, args, rets);
    return true;
  }
  std::vector<Value> cells(args, args + op.schema.params.size());
  std::vector<Tensor> kept;
  std::vector<std::vector<Tensor>> lists;
  kept.reserve(op.tensor_params.size());
  lists.reserve(op.tensor_params.size());
  for (uint8_t i : op.tensor_params) {
    if (cells[i].is_tensor()) {
      kept.push_back(cast(cells[i].tensor(), to));
      cells[i] = Value(kept.back());
    } else if (cells[i].tag == TN_TENSORS) {
      auto& list = lists.emplace_back();
      for (const Tensor& t : cells[i].to_tensors()) list.push_back(cast(t, to));
      cells[i] = Value(TensorSpan(list));
    }
  }
  call_fast(op, cells.data(), rets);
  return true;
}
[[maybe_unused]] const bool installed = (autocast_call = run_cast, true);

}  // namespace

Autocast& autocast() {
  thread_local Autocast state;
  return state;
}
void set_autocast_enabled(bool on) {
  autocast().enabled = on;
  mode().word = on ? mode().word | Mode::kAutocast : mode().word & ~uint32_t{Mode::kAutocast};
}
void clear_autocast_cache() { cache().clear(); }

}  // namespace tenon

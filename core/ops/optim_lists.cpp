// Parameters are taken in batches of about a million elements: small ones share a run over the
// pool, and copies of those that are not flat arrays of the compute type stay few.
#include "core/ops/optim_lists.h"

#include <algorithm>

#include "core/api/copy.h"
#include "core/api/create.h"
#include "core/parallel/parallel_for.h"
#include "core/registry/mode.h"
#include "core/tensor/layout.h"

namespace tenon::ops {
namespace {

constexpr int64_t kGrain = 16384, kBatch = 1 << 20;

DType compute_type(const Tensor& t) { return t.dtype() == DType::F64 ? DType::F64 : DType::F32; }

// Arrays of one parameter.
struct Part {
  char* data[kernels::kOptimArrays] = {};
  int64_t end;  // its last element and one, counted over the batch
  DType type;
  const void* options;
};

class Batch {
 public:
  // `tensors` are parameter, gradient, states; undefined ones are left out.
  void add(std::span<const Tensor> tensors, const void* options) {
    const Tensor& param = tensors[0];
    Part part{.end = size_ + param.numel(), .type = compute_type(param), .options = options};
    const bool flat = lie_alike(tensors, part.type);
    for (size_t i = 0; i < tensors.size(); ++i) {
      const Tensor& t = tensors[i];
      if (!t) continue;
      part.data[i] = flat ? t.raw() : copied(t, part.type, i != 1);
      if (flat && i != 1) t.bump_version();
    }
    size_ = part.end;
    parts_.push_back(part);
  }
  int64_t size() const { return size_; }

  void run(const kernels::OptimLoops& loops) {
    parallel_for(0, size_, kGrain, [&](int64_t b, int64_t e) {
      auto part = std::ranges::upper_bound(parts_, b, {}, &Part::end);
      for (; b < e; b = (part++)->end) {
        const int64_t begin = part == parts_.begin() ? 0 : std::prev(part)->end,
                      end = std::min(e, part->end);
        run(loops, *part, b - begin, end - b);
      }
    });
    for (const auto& [target, flat] : copies_) copy_(target, flat);
    *this = {};
  }

 private:
  // Whether all are of the compute type and fill their memory in the same order.
  static bool lie_alike(std::span<const Tensor> tensors, DType type) {
    const Tensor& param = tensors[0];
    const bool dense =
        param.is_contiguous() || is_non_overlapping_and_dense(param.sizes(), param.strides());
    return dense && std::ranges::all_of(tensors, [&](const Tensor& t) {
             return !t || (t.dtype() == type && (same(t.strides(), param.strides()) ||
                                                 (t.is_contiguous() && param.is_contiguous())));
           });
  }
  char* copied(const Tensor& t, DType type, bool write) {
    Tensor flat = t.dtype() == type ? contiguous(t) : contiguous(to_copy(t, type));
    if (flat.is_same(t)) {
      if (write) t.bump_version();
    } else {
      (write ? copies_ : kept_).emplace_back(t, flat);
    }
    return flat.raw();
  }
  static void run(const kernels::OptimLoops& loops, const Part& part, int64_t at, int64_t n) {
    char* data[kernels::kOptimArrays];
    const int64_t skip = at * static_cast<int64_t>(dtype_size(part.type));
    for (int i = 0; i < kernels::kOptimArrays; ++i)
      data[i] = part.data[i] ? part.data[i] + skip : nullptr;
    loops.of[static_cast<int>(part.type)](data, n, part.options);
  }

  std::vector<Part> parts_;
  std::vector<std::pair<Tensor, Tensor>> copies_, kept_;  // target and its flat copy
  int64_t size_ = 0;
};

}  // namespace

StepLists::StepLists(const char* op, TensorSpan params, TensorSpan grads,
                     std::initializer_list<TensorSpan> states, size_t optional)
    : op_(op), params_(params), grads_(grads), states_(states) {
  check(!mode().grad, op, "(): gradients are being recorded. Hint: call it under no_grad");
  check_value(grads.size() == params.size(), op, "(): got ", grads.size(), " grads for ",
              params.size(), " params");
  for (size_t s = 0; s < states_.size(); ++s) {
    const size_t n = states_[s].size();
    check_value(n == params.size() || (n == 0 && s + optional >= states_.size()), op, "(): got ", n,
                " states for ", params.size(), " params");
  }
  for (size_t i = 0; i < params.size(); ++i) {
    check(is_floating(params[i].dtype()), op, "(): params[", i, "] is ", params[i].dtype(),
          ", expected a floating dtype");
    check(same(params[i].sizes(), grads[i].sizes()), op, "(): grads[", i, "] has shape ",
          grads[i].sizes(), ", expected ", params[i].sizes());
    for (TensorSpan s : states_) {
      if (s.empty()) continue;
      check(same(params[i].sizes(), s[i].sizes()), op, "(): the state of params[", i,
            "] has shape ", s[i].sizes(), ", expected ", params[i].sizes());
      check(is_floating(s[i].dtype()), op, "(): the state of params[", i, "] is ", s[i].dtype(),
            ", expected a floating dtype");
    }
  }
}

StepLists& StepLists::numbers(const char* name, TensorSpan numbers) {
  check_value(numbers.size() == params_.size(), op_, "(): got ", numbers.size(), " ", name, " for ",
              params_.size(), " params");
  for (size_t i = 0; i < numbers.size(); ++i) {
    check(numbers[i].numel() == 1, op_, "(): ", name, "[", i, "] has ", numbers[i].numel(),
          " elements, expected one");
  }
  return *this;
}

void StepLists::run(const kernels::OptimLoops& loops, const void* options,
                    size_t option_size) const {
  Batch batch;
  std::vector<Tensor> tensors;
  for (size_t k = 0; k < params_.size(); ++k) {
    if (params_[k].is_meta()) continue;
    tensors = {params_[k], grads_[k]};
    for (TensorSpan s : states_) tensors.push_back(s.empty() ? Tensor() : s[k]);
    batch.add(tensors, static_cast<const char*>(options) + k * option_size);
    if (batch.size() >= kBatch) batch.run(loops);
  }
  batch.run(loops);
}

double number(const Tensor& t) {
  if (t.dtype() == DType::F32) return *t.data<float>();
  if (t.dtype() == DType::F64) return *t.data<double>();
  return *to_copy(t, DType::F64).data<double>();
}

void set_number(const Tensor& t, double value) {
  if (t.dtype() == DType::F32) {
    *t.data<float>() = static_cast<float>(value);
  } else if (t.dtype() == DType::F64) {
    *t.data<double>() = value;
  } else {
    copy_(t, full_like(t, value));
    return;
  }
  t.bump_version();
}

double advance(const Tensor& step) {
  set_number(step, number(step) + 1);
  return number(step);
}

}  // namespace tenon::ops

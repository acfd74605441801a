// Hooks on the tensors that nodes save for their gradients (autograd.graph.saved_tensors_hooks).
#pragma once
#include <memory>
#include <optional>
#include <string>

#include "core/tensor/tensor.h"

namespace tenon {

// A saved tensor in the form that a pack function gave it.
class PackedTensor {
 public:
  virtual ~PackedTensor() = default;
  virtual Tensor unpack() const = 0;
};

class SavedHooks {
 public:
  virtual ~SavedHooks() = default;
  virtual std::shared_ptr<const PackedTensor> pack(const Tensor& t) = 0;
};

// The thread's innermost hooks; null when saved tensors are kept as they are.
extern thread_local constinit SavedHooks* tls_saved_hooks
    __attribute__((tls_model("initial-exec")));

// RuntimeError with the message of disable_saved_hooks() while they are disabled.
void push_saved_hooks(std::shared_ptr<SavedHooks> hooks);
void pop_saved_hooks();
// Until it is called with nullopt, the thread may push no hooks. RuntimeError when some are in use.
void disable_saved_hooks(std::optional<std::string> message);
const std::optional<std::string>& saved_hooks_disabled();

// What the innermost hooks make of t. RuntimeError when they wrote to it.
std::shared_ptr<const PackedTensor> pack_saved(const Tensor& t);

}  // namespace tenon

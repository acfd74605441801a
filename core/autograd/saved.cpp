#include "core/autograd/saved.h"

#include <vector>

#include "core/registry/mode.h"

namespace tenon {

thread_local constinit SavedHooks* tls_saved_hooks = nullptr;

namespace {

struct Stack {
  std::vector<std::shared_ptr<SavedHooks>> hooks;
  std::optional<std::string> disabled;
};
Stack& stack() {
  thread_local Stack s;
  return s;
}

void check_enabled() {
  if (stack().disabled) fail(ErrorKind::Runtime, *stack().disabled);
}

}  // namespace

void push_saved_hooks(std::shared_ptr<SavedHooks> hooks) {
  check_enabled();
  tls_saved_hooks = hooks.get();
  stack().hooks.push_back(std::move(hooks));
}

void pop_saved_hooks() {
  auto& hooks = stack().hooks;
  check(!hooks.empty(), "pop_saved_hooks(): there are none to take off");
  auto last = std::move(hooks.back());  // dies when the stack is in order again
  hooks.pop_back();
  tls_saved_hooks = hooks.empty() ? nullptr : hooks.back().get();
}

void disable_saved_hooks(std::optional<std::string> message) {
  stack().disabled = std::move(message);
  if (!stack().hooks.empty()) check_enabled();
}
const std::optional<std::string>& saved_hooks_disabled() { return stack().disabled; }

std::shared_ptr<const PackedTensor> pack_saved(const Tensor& t) {
  GradMode off(false);
  uint32_t version = t.version();
  auto packed = tls_saved_hooks->pack(t);
  check(t.version() == version,
        "A saved tensor pack hook is modifying its input in place. Tensors provided as input to "
        "pack hook cannot be modified by in-place operations as this can lead to unexpected "
        "side-effects. Please open an issue if you need to perform in-place operations on the "
        "input to a pack hook.");
  return packed;
}

}  // namespace tenon

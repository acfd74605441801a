// backward(): walks the graph from the newest node to the oldest.
#pragma once
#include <vector>

#include "core/autograd/node.h"

namespace tenon {

struct BackwardOptions {
  bool retain_graph = false;
  bool create_graph = false;
  bool allow_unused = false;
  bool accumulate =
      true;  // false: return the gradients of `inputs` instead of adding them to .grad
};

// Gradients of `outputs` (undefined entries stand for ones of 0-d or one-element outputs) with
// respect to `inputs`, or to all leaves when inputs is empty. Returns one tensor per input when not
// accumulating (undefined if unused and allowed).
std::vector<Tensor> run_backward(std::vector<Tensor> outputs, std::vector<Tensor> grads,
                                 std::vector<Tensor> inputs, const BackwardOptions& options);
// The same for places in the graph. An edge without a node is a tensor that does not require grad.
std::vector<Tensor> run_backward(std::vector<Edge> outputs, std::vector<Tensor> grads,
                                 const std::vector<Edge>& inputs, const BackwardOptions& options);

// For hooks: a number that the thread's innermost backward pass has alone; -1 outside of one.
int64_t current_backward_id();
// Whether that pass runs the node, or has run it. RuntimeError outside of one.
bool backward_runs(const Node& node);
bool backward_is_partial();  // it runs for the gradients of some inputs alone

// Anomaly mode: NaN gradients raise (with check_nan), and errors name the forward call. `where()`
// describes the caller's place.
void set_anomaly_mode(bool on, bool check_nan, std::string (*where)());
bool anomaly_mode();
bool anomaly_checks_nan();
std::string anomaly_place();  // what where() says now; empty when the mode is off

}  // namespace tenon

// backward(): walks the graph from the newest node to the oldest.
#pragma once
#include <vector>

#include "core/tensor/tensor.h"

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

// Anomaly mode: NaN gradients raise, and errors name the forward call. `where()` describes the
// caller's place.
void set_anomaly_mode(bool on, std::string (*where)());
bool anomaly_mode();
std::string anomaly_place();  // what where() says now; empty when the mode is off

}  // namespace tenon

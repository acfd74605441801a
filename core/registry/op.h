// OpDef: one row of an op table, as data. Op: what the registry makes of it.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "core/registry/schema.h"

namespace tenon {

struct Op;
class VjpCtx;  // core/ops/vjp.h

// Arguments are one cell per schema parameter, defaults filled in; results are owned by the caller.
// Failure is an Error; then rets are untouched.
using KernelFn = void (*)(const Op& op, const Value* args, Value* rets);
using VjpFn = void (*)(VjpCtx& c);
// After the kernel of a recorded call: adds what the vjp wants besides `saves`, as owned cells.
using SetupFn = void (*)(const Op& op, const Value* args, const Value* rets,
                         std::vector<Owned>& saved);

// A kernel with what its C++ signature says, to be compared with the schema at registration (box.h
// makes them).
struct Boxed {
  KernelFn fn = nullptr;
  const TypeSpec* params = nullptr;
  int nparams = 0;
  const TypeSpec* returns = nullptr;
  int nreturns = 0;
};

struct Vjp {
  VjpFn fn = nullptr;
  const char* no_grad_reason = nullptr;
  constexpr Vjp() = default;
  constexpr Vjp(VjpFn f) : fn(f) {}
};
constexpr Vjp no_grad(const char* reason) {
  Vjp v;
  v.no_grad_reason = reason;
  return v;
}

enum Trait : uint32_t {
  Pointwise = 1,       // elementwise with broadcasting
  Method = 2,          // also Tensor.NAME, when `paths` is not given
  InPlace = 4,         // NAME_ exists too, derived
  Out = 8,             // takes out=, derived
  View = 16,           // the result shares storage with the argument marked (a)
  Random = 32,         // draws from a generator
  DataDependent = 64,  // result shape depends on values: no meta
  VarInts = 128,       // view(2, 3): a last int[] parameter may be spread
  VarArgs = 256,       // einsum(eq, *operands): a last list parameter may be spread
  ToLike = 512,        // to(...): dtype, device or tensor in first place
  NoFunction = 1024,   // only a method (or only internal), when `paths` is not given
  Reduction = 2048,
  OnceDifferentiable = 4096,  // the vjp computes on raw data
};

struct OpDef {
  const char* schema;
  const char* shapes = nullptr;  // "boxes:[N,4], scores:[N] -> [M]"
  Boxed cpu = {};                // runs on cpu; also on meta, where it returns after allocating
  Boxed body = {};               // composite: calls other ops, works on every device, needs no vjp
  Boxed infer = {};              // replaces cpu on meta, where the kernel cannot be it
  Vjp vjp = {};
  // Tensors the vjp reads: "input, out"; "input:other" when it reads input only if other needs a
  // gradient.
  const char* saves = "";
  SetupFn setup = nullptr;  // saves what else it wants
  uint32_t traits = 0;
  const char* paths = nullptr;  // every public path: "tenon.expm1 tenon.special.expm1 Tensor.expm1"
  const char* doc = "";
  const char* file = __builtin_FILE();
  int line = __builtin_LINE();
};

struct Op {
  Schema schema;
  std::string name;  // qualified: ns::name.overload
  KernelFn kernel[kMaxDevices] = {};
  KernelFn body = nullptr;
  VjpFn vjp = nullptr;
  SetupFn setup = nullptr;
  std::string no_grad_reason;
  uint32_t traits = 0;
  std::vector<std::string> paths;
  std::string doc, shapes, source, owner;  // owner: id of the plugin, empty for core

  // Found once at registration.
  std::vector<uint8_t> tensor_params;       // parameters that may hold tensors (lists too)
  uint32_t saves_args = 0, saves_rets = 0;  // bits
  int8_t saved_for[32];                     // per parameter: the one whose gradient needs it, or -1
  int device_param = -1;
  int self_param = 0;                 // the one that methods bind
  int mutated_param = -1;             // the one marked (a!)
  const Op* functional = nullptr;     // for a derived NAME_: NAME
  const Op* inplace = nullptr;        // for NAME: its derived NAME_
  std::shared_ptr<void> plugin_data;  // for kernels that come through the C ABI
  bool returns_view = false;

  bool has(Trait t) const { return traits & t; }
};

}  // namespace tenon

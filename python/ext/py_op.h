// Ops as Python callables: a function type that does not bind and a method type that does, over the
// same code.
#pragma once
#include <string>
#include <vector>

#include "core/registry/op.h"
#include "python/ext/py.h"

namespace tenon::py {

// What a call by schema needs to know of an op, worked out once.
struct Plan {
  explicit Plan(const Op& op);

  const Op* op;
  std::vector<PyObject*> names;  // interned, one per parameter
  std::vector<Value> defaults;   // borrowed from the schema
  uint64_t required = 0;
  int positional = 0;         // parameters that may stand in place
  int spread = -1;            // the list parameter whose items may be spread (VarInts, VarArgs)
  bool makes_tensor = false;  // has dtype and device: takes requires_grad=
  int device = -1;            // the parameter for which the default device stands in
  int requires_grad = -1;     // its own parameter of that name, if it has one
};

// The ops behind one public name, tried in order.
struct OpSet {
  std::string path;       // "tenon.special.expm1"
  std::string_view name;  // "expm1", in `path`
  std::vector<const Op*> ops;
  std::vector<Plan> plans;  // made at the first call
  bool method = false;
  PyObject* object = nullptr;  // the one Python object for it, once made

  void prepare() {
    if (plans.empty()) [[unlikely]]
      make_plans();
  }

 private:
  void make_plans();
};

extern PyTypeObject *op_function_type, *op_method_type;

// Calls the first op of the set that the arguments fit. Throws.
PyObject* call_ops(OpSet& set, PyObject* const* args, size_t nargs, PyObject* kwnames);

// The set behind a public path ("tenon.add", "Tensor.add"); null when there is none. Lives for
// ever.
OpSet* find_ops(std::string_view path);
// Puts every op whose path is NAMESPACE.name into `dict`, unless the name is there.
void install_ops(std::string_view name_space, PyObject* dict);
Ref op_object(OpSet& set);

// Runs an op on finished cells and returns its results as Python does. Throws.
PyObject* run_op(const Op& op, const Value* cells);
// Whether the call is long enough to let other threads run meanwhile.
bool worth_releasing(const Op& op, const Value* cells);

// An op found by name when first used: `static OpRef kAdd{"add"}`.
struct OpRef {
  const char* name;
  const Op* op = nullptr;
  const Op& get() {
    if (!op) [[unlikely]]
      find();
    return *op;
  }

 private:
  void find();
};
// The only result of an op that returns a tensor. Missing cells at the end are defaults.
Tensor call_tensor(OpRef& op, std::initializer_list<Value> cells);

void init_op(PyObject* module);

}  // namespace tenon::py

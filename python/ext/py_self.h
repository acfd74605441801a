// The field view over a Python instance: how functions of types, in core and in plugins, see it.
#pragma once
#include "core/registry/self.h"
#include "python/ext/py_plan.h"

namespace tenon::py {

// Runs a method of a type over an instance on Python's arguments and returns Python's result.
// Throws.
PyObject* run_method_python(const MethodInfo& m, PyObject* self, PyObject* const* args,
                            size_t nargs, PyObject* kwnames);
// The same with a plan for the method's type.
PyObject* run_planned(const MethodInfo& m, PlanRef plan, PyObject* self, PyObject* const* args,
                      size_t nargs, PyObject* kwnames);
// The same for a static method and a factory: no instance.
PyObject* run_static_python(const MethodInfo& m, PyObject* const* args, size_t nargs,
                            PyObject* kwnames);
// __init__ of a registered class.
void run_init_python(const MethodInfo& m, PyObject* self, PyObject* const* args, size_t nargs,
                     PyObject* kwnames);
// The inside of an instance's repr, from the template of its type.
Ref extra_repr(PyObject* self);

// A cell for an object that can be called or belongs to a type: TN_SELF or TN_CALLABLE, owned. None
// for any other.
Value instance_value(PyObject* o);
// The object behind a TN_SELF or TN_CALLABLE of ours; null when it is not of Python's world.
// Borrowed.
PyObject* instance_object(const Value& v) noexcept;

// Attributes of Module, without the detour through its slots.
void module_setattr(PyObject* self, PyObject* name, PyObject* value);
// Fills the dicts of Module.__init__.
void module_init(PyObject* self);

}  // namespace tenon::py

// Where a thread's factories put tensors when they are given no device: Python's alone, as with
// PyTorch. What ops make for themselves lies where their inputs do.
#pragma once
#include "core/registry/value.h"
#include "python/ext/py.h"

namespace tenon::py {

// Puts the thread's default into a cell of a device that was not given, if there is a default.
void fill_device(Value& cell);

// Methods of tenon.device: `with tenon.device("meta"):` makes it the default inside.
PyObject* enter_device(PyObject* device, PyObject*);
PyObject* leave_device(PyObject* device, PyObject*);

// _default_device(): a device, or None. _set_default_device(device or None), outside of `with`.
PyObject* get_default_device(PyObject*, PyObject*);
PyObject* set_default_device(PyObject*, PyObject* device);

}  // namespace tenon::py

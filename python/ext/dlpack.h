// DLPack exchange: tensors as capsules, and back, over the same memory.
#pragma once
#include "core/tensor/tensor.h"
#include "python/ext/py.h"

namespace tenon::py {

PyObject* tensor_dlpack(PyObject* self, PyObject* args, PyObject* kwargs);  // Tensor.__dlpack__
PyObject* tensor_dlpack_device(PyObject* self, PyObject*);  // Tensor.__dlpack_device__
// from_dlpack(ext_tensor, *, device=None, copy=None): of a capsule or its maker.
PyObject* from_dlpack(PyObject* module, PyObject* args, PyObject* kwargs);

}  // namespace tenon::py

// Tensors from Python data: nested sequences, numbers, arrays.
#pragma once
#include <optional>

#include "core/registry/value.h"
#include "python/ext/py.h"

namespace tenon::py {

// A fresh tensor with the values of `data` (nested sequences of numbers or tensors, arrays, a
// number, a tensor). Without a dtype it follows from the data as in PyTorch. TypeError, ValueError.
Tensor tensor_from_data(PyObject* data, std::optional<DType> dtype, Device device = {});
Tensor scalar_tensor(const Scalar& s, DType dtype, Device device = {});
// Writes a number into one element; RuntimeError when it does not fit.
void store(char* at, DType dtype, const Scalar& s);

// numpy.cpp: whether `o` is an array that NumPy's buffer protocol describes; a tensor over its
// memory.
bool is_array(PyObject* o);
Tensor from_array(PyObject* o);
PyObject* to_numpy(const Tensor& t, bool force);  // a new reference

extern PyMethodDef make_tensor_functions[];  // tensor, as_tensor, asarray, from_numpy

}  // namespace tenon::py

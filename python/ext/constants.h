// The small value objects of Python's surface: dtype, layout, memory_format, device, Size,
// Generator.
#pragma once
#include "core/registry/generator.h"
#include "core/tensor/tensor.h"
#include "python/ext/py.h"

namespace tenon::py {

extern PyTypeObject *dtype_type, *layout_type, *memory_format_type, *device_type, *size_type,
    *generator_type;

// A named code: dtype, layout or memory_format. One object per code; `is` compares.
struct PyConstant {
  PyObject_HEAD int64_t code;
  const char* name;
};
struct PyDevice {
  PyObject_HEAD Device device;
};
struct PyGenerator {
  PyObject_HEAD Generator* generator;  // owned
};

void init_constants(PyObject* module);
void init_size(PyObject* module);
void init_generator(PyObject* module);

PyObject* dtype_object(DType t);               // borrowed
PyObject* layout_object(int64_t code);         // borrowed
PyObject* memory_format_object(int64_t code);  // borrowed
Ref device_object(Device d);
Ref size_object(IntSpan sizes);
Ref generator_object(Generator* g);

inline bool is_dtype(PyObject* o) { return Py_TYPE(o) == dtype_type; }
inline bool is_device(PyObject* o) { return Py_TYPE(o) == device_type; }
inline DType dtype_of(PyObject* o) {
  return static_cast<DType>(reinterpret_cast<PyConstant*>(o)->code);
}
inline Device device_of(PyObject* o) { return reinterpret_cast<PyDevice*>(o)->device; }

}  // namespace tenon::py

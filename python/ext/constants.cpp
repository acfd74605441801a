// dtype, layout, memory_format and device.
#include "python/ext/constants.h"

#include <string>

#include "python/ext/default_device.h"

namespace tenon::py {

PyTypeObject *dtype_type, *layout_type, *memory_format_type, *device_type;

namespace {

PyObject* dtypes[kDTypes];
PyObject* layouts[1];
PyObject* memory_formats[4];

PyConstant* constant(PyObject* o) { return reinterpret_cast<PyConstant*>(o); }

PyObject* constant_repr(PyObject* self) {
  return PyUnicode_FromFormat("tenon.%s", constant(self)->name);
}
// Pickles as a global of its module, so that it comes back as the same object.
PyObject* constant_reduce(PyObject* self, PyObject*) {
  return PyUnicode_FromString(constant(self)->name);
}
PyObject* constant_copy(PyObject* self, PyObject*) {
  Py_INCREF(self);
  return self;
}
void plain_dealloc(PyObject* self) {
  PyTypeObject* type = Py_TYPE(self);
  type->tp_free(self);
  Py_DECREF(type);
}

DType self_dtype(PyObject* o) { return static_cast<DType>(constant(o)->code); }
PyObject* dtype_floating(PyObject* o, void*) { return PyBool_FromLong(is_floating(self_dtype(o))); }
PyObject* dtype_complex(PyObject* o, void*) { return PyBool_FromLong(is_complex(self_dtype(o))); }
PyObject* dtype_signed(PyObject* o, void*) {
  return PyBool_FromLong(self_dtype(o) != DType::U8 && self_dtype(o) != DType::Bool);
}
PyObject* dtype_itemsize(PyObject* o, void*) {
  return PyLong_FromSize_t(dtype_size(self_dtype(o)));
}
PyObject* dtype_to_real(PyObject* o, PyObject*) {
  DType t = self_dtype(o);
  PyObject* r = dtype_object(t == DType::C64 ? DType::F32 : t == DType::C128 ? DType::F64 : t);
  Py_INCREF(r);
  return r;
}
PyObject* dtype_to_complex(PyObject* o, PyObject*) {
  DType t = self_dtype(o);
  PyObject* r = dtype_object(t == DType::F32 ? DType::C64 : t == DType::F64 ? DType::C128 : t);
  Py_INCREF(r);
  return r;
}

PyMethodDef constant_methods[] = {{"__reduce__", constant_reduce, METH_NOARGS, nullptr},
                                  {"__copy__", constant_copy, METH_NOARGS, nullptr},
                                  {"__deepcopy__", constant_copy, METH_O, nullptr},
                                  {}};
PyMethodDef dtype_methods[] = {
    {"__reduce__", constant_reduce, METH_NOARGS, nullptr},
    {"__copy__", constant_copy, METH_NOARGS, nullptr},
    {"__deepcopy__", constant_copy, METH_O, nullptr},
    {"to_real", dtype_to_real, METH_NOARGS, "The real dtype of a complex one."},
    {"to_complex", dtype_to_complex, METH_NOARGS, "The complex dtype of a real one."},
    {}};
PyGetSetDef dtype_getset[] = {{"is_floating_point", dtype_floating, nullptr, nullptr, nullptr},
                              {"is_complex", dtype_complex, nullptr, nullptr, nullptr},
                              {"is_signed", dtype_signed, nullptr, nullptr, nullptr},
                              {"itemsize", dtype_itemsize, nullptr, nullptr, nullptr},
                              {}};

PyTypeObject* constant_type(const char* name, PyMethodDef* methods, PyGetSetDef* getset) {
  static PyGetSetDef none[] = {{}};
  PyType_Slot slots[] = {{Py_tp_repr, reinterpret_cast<void*>(constant_repr)},
                         {Py_tp_dealloc, reinterpret_cast<void*>(plain_dealloc)},
                         {Py_tp_methods, methods},
                         {Py_tp_getset, getset ? getset : none},
                         {0, nullptr}};
  PyType_Spec spec = {name, sizeof(PyConstant), 0,
                      Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION, slots};
  return make_type(spec);
}

PyObject* make_constant(PyObject* module, PyTypeObject* type, int64_t code, const char* name) {
  Ref o = checked(type->tp_alloc(type, 0));
  constant(o.get())->code = code;
  constant(o.get())->name = name;
  checked(PyModule_AddObjectRef(module, name, o.get()));
  return o.release();
}

void init_dtypes(PyObject* module) {
  dtype_type = constant_type("tenon.dtype", dtype_methods, dtype_getset);
  for (int t = 0; t < kDTypes; ++t) {
    dtypes[t] = make_constant(module, dtype_type, t, dtype_name(static_cast<DType>(t)).data());
  }
  constexpr std::pair<const char*, DType> kAliases[] = {
      {"float", DType::F32},  {"double", DType::F64},  {"half", DType::F16},
      {"long", DType::I64},   {"int", DType::I32},     {"short", DType::I16},
      {"cfloat", DType::C64}, {"cdouble", DType::C128}};
  for (auto [name, t] : kAliases) checked(PyModule_AddObjectRef(module, name, dtype_object(t)));
}

// ---- device ----

PyObject* device_new(PyTypeObject*, PyObject* args, PyObject* kwargs) {
  return guarded([&] {
    static const char* names[] = {"type", "index", nullptr};
    PyObject *type = nullptr, *index = Py_None;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O|O:device", const_cast<char**>(names), &type,
                                     &index))
      throw_python_error();
    if (is_device(type)) return Ref::share(type).release();
    check_type(PyUnicode_Check(type), "device(): argument 'type' must be str, not ",
               type_name(type));
    Device d = parse_device(text_of(type));
    if (index != Py_None) {
      long i = PyLong_AsLong(index);
      if (PyErr_Occurred()) throw_python_error();
      check(d.index < 0,
            "type (string) must not include an index because index was passed explicitly: ",
            text_of(type));
      check(i >= 0 && i < 128, "Device index must be between 0 and 127, got ",
            static_cast<int64_t>(i));
      d.index = static_cast<int8_t>(i);
    }
    return device_object(d).release();
  });
}
PyObject* device_str(PyObject* self) {
  return guarded([&] { return to_unicode(device_name(device_of(self))).release(); });
}
std::string kind_text(Device d) { return device_name({d.kind, -1}); }
PyObject* device_repr(PyObject* self) {
  return guarded([&] {
    Device d = device_of(self);
    std::string text = str("device(type='", kind_text(d), "'");
    if (d.index >= 0) text += str(", index=", d.index);
    return to_unicode(text + ")").release();
  });
}
PyObject* device_kind(PyObject* self, void*) {
  return guarded([&] { return to_unicode(kind_text(device_of(self))).release(); });
}
PyObject* device_index(PyObject* self, void*) {
  if (device_of(self).index < 0) Py_RETURN_NONE;
  return PyLong_FromLong(device_of(self).index);
}
Py_hash_t device_hash(PyObject* self) {
  Device d = device_of(self);
  return static_cast<int>(d.kind) * 256 + d.index + 1;
}
PyObject* device_compare(PyObject* a, PyObject* b, int op) {
  if (!is_device(b) || (op != Py_EQ && op != Py_NE)) Py_RETURN_NOTIMPLEMENTED;
  return PyBool_FromLong((device_of(a) == device_of(b)) == (op == Py_EQ));
}
PyObject* device_reduce(PyObject* self, PyObject*) {
  return guarded([&] {
    Ref name = to_unicode(device_name(device_of(self)));
    return Py_BuildValue("O(O)", Py_TYPE(self), name.get());
  });
}

void init_device(PyObject* module) {
  static PyMethodDef methods[] = {{"__reduce__", device_reduce, METH_NOARGS, nullptr},
                                  {"__enter__", enter_device, METH_NOARGS, nullptr},
                                  {"__exit__", leave_device, METH_VARARGS, nullptr},
                                  {}};
  static PyGetSetDef getset[] = {
      {"type", device_kind, nullptr, "The name of the kind: 'cpu'.", nullptr},
      {"index", device_index, nullptr, "The number, or None.", nullptr},
      {}};
  PyType_Slot slots[] = {{Py_tp_new, reinterpret_cast<void*>(device_new)},
                         {Py_tp_dealloc, reinterpret_cast<void*>(plain_dealloc)},
                         {Py_tp_repr, reinterpret_cast<void*>(device_repr)},
                         {Py_tp_str, reinterpret_cast<void*>(device_str)},
                         {Py_tp_hash, reinterpret_cast<void*>(device_hash)},
                         {Py_tp_richcompare, reinterpret_cast<void*>(device_compare)},
                         {Py_tp_methods, methods},
                         {Py_tp_getset, getset},
                         {0, nullptr}};
  PyType_Spec spec = {"tenon.device", sizeof(PyDevice), 0, Py_TPFLAGS_DEFAULT, slots};
  device_type = make_type(spec);
  checked(PyModule_AddType(module, device_type));
}

}  // namespace

PyObject* dtype_object(DType t) { return t == DType::None ? Py_None : dtypes[static_cast<int>(t)]; }
PyObject* layout_object(int64_t code) {
  check_value(code == 0, "layout: unknown code ", code);
  return layouts[0];
}
PyObject* memory_format_object(int64_t code) {
  check_value(code >= 0 && code < 4, "memory_format: unknown code ", code);
  return memory_formats[code];
}
Ref device_object(Device d) {
  Ref o = checked(device_type->tp_alloc(device_type, 0));
  reinterpret_cast<PyDevice*>(o.get())->device = d;
  return o;
}

void init_constants(PyObject* module) {
  init_dtypes(module);
  checked(PyModule_AddType(module, dtype_type));
  layout_type = constant_type("tenon.layout", constant_methods, nullptr);
  checked(PyModule_AddType(module, layout_type));
  layouts[0] = make_constant(module, layout_type, 0, "strided");
  memory_format_type = constant_type("tenon.memory_format", constant_methods, nullptr);
  checked(PyModule_AddType(module, memory_format_type));
  constexpr const char* kFormats[] = {"contiguous_format", "preserve_format", "channels_last",
                                      "channels_last_3d"};
  for (int i = 0; i < 4; ++i)
    memory_formats[i] = make_constant(module, memory_format_type, i, kFormats[i]);
  init_device(module);
  init_size(module);
  init_generator(module);
}

}  // namespace tenon::py

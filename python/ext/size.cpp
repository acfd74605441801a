// Size: a tuple of ints that says what it is.
#include "python/ext/constants.h"

namespace tenon::py {

PyTypeObject* size_type;

namespace {

Ref to_size(Ref tuple) {
  Py_ssize_t n = PyTuple_GET_SIZE(tuple.get());
  Ref out = checked(size_type->tp_alloc(size_type, n));
  for (Py_ssize_t i = 0; i < n; ++i) {
    PyObject* item = PyTuple_GET_ITEM(tuple.get(), i);
    Py_INCREF(item);
    PyTuple_SET_ITEM(out.get(), i, item);
  }
  return out;
}

PyObject* size_new(PyTypeObject* type, PyObject* args, PyObject* kwargs) {
  return guarded([&] {
    Ref tuple = checked(PyTuple_Type.tp_new(type, args, kwargs));
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(tuple.get()); ++i) {
      PyObject* item = PyTuple_GET_ITEM(tuple.get(), i);
      if (PyLong_Check(item)) continue;
      PyObject* number = PyNumber_Index(item);
      if (!number) {
        PyErr_Clear();
        fail(ErrorKind::Type, "Size() takes an iterable of 'int' (item ", static_cast<int64_t>(i),
             " is '", type_name(item), "')");
      }
      PyTuple_SET_ITEM(tuple.get(), i, number);
      Py_DECREF(item);
    }
    return tuple.release();
  });
}

PyObject* size_repr(PyObject* self) {
  return guarded([&] {
    std::string text = "tenon.Size([";
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(self); ++i) {
      Ref item = checked(PyObject_Repr(PyTuple_GET_ITEM(self, i)));
      text += (i ? ", " : "") + std::string(text_of(item.get()));
    }
    return to_unicode(text + "])").release();
  });
}

PyObject* size_numel(PyObject* self, PyObject*) {
  int64_t n = 1;
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(self); ++i)
    n *= PyLong_AsLongLong(PyTuple_GET_ITEM(self, i));
  return PyErr_Occurred() ? nullptr : PyLong_FromLongLong(n);
}

PyObject* size_reduce(PyObject* self, PyObject*) {
  return Py_BuildValue("O(N)", Py_TYPE(self), PyTuple_GetSlice(self, 0, PyTuple_GET_SIZE(self)));
}

PyObject* size_concat(PyObject* a, PyObject* b) {
  return guarded([&]() -> PyObject* {
    if (!PyTuple_Check(a) || !PyTuple_Check(b)) {
      fail(ErrorKind::Type, "can only concatenate tuple (not ", type_name(PyTuple_Check(a) ? b : a),
           ") to tenon.Size");
    }
    return to_size(checked(PyTuple_Type.tp_as_sequence->sq_concat(a, b))).release();
  });
}
PyObject* size_add(PyObject* a, PyObject* b) {
  if (!PyTuple_Check(a) || !PyTuple_Check(b)) Py_RETURN_NOTIMPLEMENTED;
  return size_concat(a, b);
}
PyObject* size_repeat(PyObject* a, Py_ssize_t n) {
  return guarded(
      [&] { return to_size(checked(PyTuple_Type.tp_as_sequence->sq_repeat(a, n))).release(); });
}
PyObject* size_subscript(PyObject* self, PyObject* key) {
  return guarded([&] {
    Ref item = checked(PyTuple_Type.tp_as_mapping->mp_subscript(self, key));
    return PySlice_Check(key) ? to_size(std::move(item)).release() : item.release();
  });
}

}  // namespace

Ref size_object(IntSpan sizes) {
  Ref out = checked(size_type->tp_alloc(size_type, static_cast<Py_ssize_t>(sizes.size())));
  for (size_t i = 0; i < sizes.size(); ++i) {
    PyTuple_SET_ITEM(out.get(), static_cast<Py_ssize_t>(i),
                     checked(PyLong_FromLongLong(sizes[i])).release());
  }
  return out;
}

void init_size(PyObject* module) {
  static PyMethodDef methods[] = {{"numel", size_numel, METH_NOARGS, "The product of the sizes."},
                                  {"__reduce__", size_reduce, METH_NOARGS, nullptr},
                                  {}};
  PyType_Slot slots[] = {{Py_tp_new, reinterpret_cast<void*>(size_new)},
                         {Py_tp_repr, reinterpret_cast<void*>(size_repr)},
                         {Py_sq_concat, reinterpret_cast<void*>(size_concat)},
                         {Py_nb_add, reinterpret_cast<void*>(size_add)},
                         {Py_sq_repeat, reinterpret_cast<void*>(size_repeat)},
                         {Py_mp_subscript, reinterpret_cast<void*>(size_subscript)},
                         {Py_tp_methods, methods},
                         {0, nullptr}};
  PyType_Spec spec = {"tenon.Size", 0, 0, Py_TPFLAGS_DEFAULT, slots};
  size_type = make_type(spec, reinterpret_cast<PyObject*>(&PyTuple_Type));
  checked(PyModule_AddType(module, size_type));
}

}  // namespace tenon::py

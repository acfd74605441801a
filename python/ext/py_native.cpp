#include "python/ext/py_native.h"

#include "core/registry/types.h"

namespace tenon::py {
namespace {

struct PyNative {
  PyObject_HEAD const Type* type;
  uint32_t field;
  void* object;  // owned
};
PyTypeObject* native_type = nullptr;

PyNative* of(PyObject* o) { return reinterpret_cast<PyNative*>(o); }
const Field& field_of(PyNative* h) { return h->type->fields[h->field]; }

void dealloc(PyObject* o) {
  PyTypeObject* type = Py_TYPE(o);
  if (of(o)->object) field_of(of(o)).native->destroy(of(o)->object);
  type->tp_free(o);
  Py_DECREF(type);
}

std::string saved(PyNative* h) {
  std::string bytes;
  field_of(h).native->save(
      h->object,
      [](void* to, const void* data, uint64_t size) {
        static_cast<std::string*>(to)->append(static_cast<const char*>(data), size);
      },
      &bytes);
  return bytes;
}

PyObject* reduce(PyObject* o, PyObject*) {
  return guarded([&] {
    PyNative* h = of(o);
    std::string bytes = saved(h);
    Ref load = import_attr("tenon._C", "_load_native");
    return checked(Py_BuildValue("(O(sIy#))", load.get(), h->type->name.c_str(), h->field,
                                 bytes.data(), static_cast<Py_ssize_t>(bytes.size())))
        .release();
  });
}

PyObject* deepcopy(PyObject* o, PyObject*) {
  return guarded([&] {
    PyNative* h = of(o);
    void* copy = field_of(h).native->clone(h->object);
    if (!copy)
      fail(ErrorKind::OutOfMemory, "deepcopy(): no memory for the copy of '", field_of(h).name,
           "'");
    return make_native(*h->type, h->field, copy).release();
  });
}

PyObject* repr(PyObject* o) {
  PyNative* h = of(o);
  return PyUnicode_FromFormat("<native %s of %s>", field_of(h).name.c_str(), h->type->name.c_str());
}

// _load_native(type, field, bytes): what pickle calls.
PyObject* load(PyObject*, PyObject* args) {
  return guarded([&] {
    const char *name, *data;
    unsigned field;
    Py_ssize_t size;
    if (!PyArg_ParseTuple(args, "sIy#", &name, &field, &data, &size)) throw_python_error();
    const Type& type = type_at(name);
    check_value(field < type.fields.size() && type.fields[field].native, "type '", name,
                "' has no native field ", field);
    void* object = type.fields[field].native->load(data, static_cast<uint64_t>(size));
    check_value(object != nullptr, "type '", name, "': the saved bytes of field '",
                type.fields[field].name, "' are damaged");
    return make_native(type, field, object).release();
  });
}

PyMethodDef methods[] = {{"__reduce__", reduce, METH_NOARGS, nullptr},
                         {"__deepcopy__", deepcopy, METH_O, nullptr},
                         {nullptr, nullptr, 0, nullptr}};
PyType_Slot slots[] = {{Py_tp_dealloc, reinterpret_cast<void*>(dealloc)},
                       {Py_tp_repr, reinterpret_cast<void*>(repr)},
                       {Py_tp_methods, methods},
                       {0, nullptr}};
PyType_Spec spec = {"tenon._C.Native", sizeof(PyNative), 0,
                    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION, slots};
PyMethodDef load_def = {"_load_native", load, METH_VARARGS,
                        "Makes the object of a native field from its saved bytes."};

}  // namespace

Ref make_native(const Type& type, uint32_t field, void* object) {
  check_type(type.fields[field].native != nullptr, "field '", type.fields[field].name, "' of '",
             type.name, "' is not native");
  Ref holder = checked(native_type->tp_alloc(native_type, 0));
  of(holder.get())->type = &type;
  of(holder.get())->field = field;
  of(holder.get())->object = object;
  return holder;
}

void* native_object(PyObject* o) {
  check_type(Py_TYPE(o) == native_type, "expected a native object, got ", type_name(o));
  return of(o)->object;
}

void init_native(PyObject* module) {
  native_type = make_type(spec);
  Ref f = checked(
      PyCFunction_NewEx(&load_def, nullptr, checked(PyUnicode_FromString("tenon._C")).get()));
  checked(PyModule_AddObjectRef(module, "_load_native", f.get()));
}

}  // namespace tenon::py

#include "python/ext/py_storage.h"

#include <unordered_map>

#include "python/ext/constants.h"

namespace tenon::py {
namespace {

PyTypeObject* storage_type;

struct PyStorage {
  PyObject_HEAD RefPtr<Storage> storage;
};
RefPtr<Storage>& self_of(PyObject* o) { return reinterpret_cast<PyStorage*>(o)->storage; }

std::unordered_map<Storage*, PyObject*>& known() {  // guarded by the GIL; never destroyed
  static auto* map = new std::unordered_map<Storage*, PyObject*>;
  return *map;
}

void dealloc(PyObject* self) {
  PyTypeObject* type = Py_TYPE(self);
  known().erase(self_of(self).get());
  std::destroy_at(&self_of(self));
  type->tp_free(self);
  Py_DECREF(type);
}

int get_buffer(PyObject* self, Py_buffer* view, int flags) {
  static char empty;
  const Storage& s = *self_of(self);
  return PyBuffer_FillInfo(view, self, s.data ? s.data : &empty,
                           static_cast<Py_ssize_t>(s.data ? s.nbytes : 0), 0, flags);
}

PyObject* nbytes(PyObject* self, PyObject*) { return PyLong_FromSize_t(self_of(self)->nbytes); }
Py_ssize_t length(PyObject* self) { return static_cast<Py_ssize_t>(self_of(self)->nbytes); }
PyObject* data_ptr(PyObject* self, PyObject*) { return PyLong_FromVoidPtr(self_of(self)->data); }
PyObject* device(PyObject* self, void*) {
  return guarded([&] { return device_object(self_of(self)->device).release(); });
}

PyObject* from_bytes(PyObject* bytes) {
  Py_buffer view;
  checked(PyObject_GetBuffer(bytes, &view, PyBUF_SIMPLE));
  RefPtr<Storage> s = make_storage(static_cast<size_t>(view.len));
  if (view.len) memcpy(s->data, view.buf, static_cast<size_t>(view.len));
  PyBuffer_Release(&view);
  return storage_object(s).release();
}
PyObject* storage_new(PyTypeObject*, PyObject* args, PyObject*) {
  return guarded([&] {
    PyObject* bytes = nullptr;
    if (!PyArg_ParseTuple(args, "O:UntypedStorage", &bytes)) throw_python_error();
    return from_bytes(bytes);
  });
}
PyObject* clone(PyObject* self, PyObject*) {
  return guarded([&] { return from_bytes(self); });
}
PyObject* reduce(PyObject* self, PyObject*) {
  Ref bytes = Ref::steal(PyBytes_FromObject(self));
  return bytes ? Py_BuildValue("O(O)", Py_TYPE(self), bytes.get()) : nullptr;
}
// The memo keeps what was shared shared.
PyObject* deepcopy(PyObject* self, PyObject*) { return clone(self, nullptr); }

}  // namespace

Ref storage_object(const RefPtr<Storage>& storage) {
  auto it = known().find(storage.get());
  if (it != known().end()) return Ref::share(it->second);
  Ref o = checked(storage_type->tp_alloc(storage_type, 0));
  std::construct_at(&self_of(o.get()), storage);
  known().emplace(storage.get(), o.get());
  return o;
}

const RefPtr<Storage>& storage_of(PyObject* o) {
  check_type(Py_TYPE(o) == storage_type, "expected an UntypedStorage, got ", type_name(o));
  return self_of(o);
}

void init_storage(PyObject* module) {
  static PyMethodDef methods[] = {
      {"nbytes", nbytes, METH_NOARGS, "The number of bytes."},
      {"size", nbytes, METH_NOARGS, "The number of bytes."},
      {"data_ptr", data_ptr, METH_NOARGS, "The address of the first byte."},
      {"clone", clone, METH_NOARGS, "A copy."},
      {"__reduce__", reduce, METH_NOARGS, nullptr},
      {"__deepcopy__", deepcopy, METH_O, nullptr},
      {}};
  static PyGetSetDef getset[] = {{"device", device, nullptr, nullptr, nullptr}, {}};
  PyType_Slot slots[] = {{Py_tp_new, reinterpret_cast<void*>(storage_new)},
                         {Py_tp_dealloc, reinterpret_cast<void*>(dealloc)},
                         {Py_bf_getbuffer, reinterpret_cast<void*>(get_buffer)},
                         {Py_sq_length, reinterpret_cast<void*>(length)},
                         {Py_tp_methods, methods},
                         {Py_tp_getset, getset},
                         {Py_tp_doc, const_cast<char*>("The bytes that tensors share.")},
                         {0, nullptr}};
  PyType_Spec spec = {"tenon.UntypedStorage", sizeof(PyStorage), 0, Py_TPFLAGS_DEFAULT, slots};
  storage_type = make_type(spec);
  checked(PyModule_AddType(module, storage_type));
}

}  // namespace tenon::py

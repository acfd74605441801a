#include "python/ext/py_storage.h"

#include <unordered_map>

#include "core/io/file.h"
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

// UntypedStorage(size or bytes, *, device="cpu")
PyObject* storage_new(PyTypeObject*, PyObject* args, PyObject* kwargs) {
  return guarded([&]() -> PyObject* {
    static const char* names[] = {"", "device", nullptr};
    PyObject *source = nullptr, *where = nullptr;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "|O$O:UntypedStorage", const_cast<char**>(names),
                                     &source, &where))
      throw_python_error();
    Device device;
    if (where) device = is_device(where) ? device_of(where) : parse_device(text_of(where));
    if (source && !PyLong_Check(source)) return from_bytes(source);
    Py_ssize_t size = source ? PyLong_AsSsize_t(source) : 0;
    if (size == -1 && PyErr_Occurred()) throw_python_error();
    check(size >= 0, "UntypedStorage(): a negative size: got ", size, ", expected at least 0");
    return storage_object(make_storage(static_cast<size_t>(size), device)).release();
  });
}

void drop_storage(void* p) { intrusive_release(static_cast<Storage*>(p)); }

// A part that shares the memory of the whole.
PyObject* part(PyObject* self, PyObject* slice) {
  return guarded([&] {
    check_type(PySlice_Check(slice) != 0, "UntypedStorage: indices must be slices: got ",
               type_name(slice), ". Hint: tolist() gives the bytes as numbers.");
    Py_ssize_t start, stop, step;
    checked(PySlice_Unpack(slice, &start, &stop, &step));
    check(step == 1, "UntypedStorage: a slice must have step 1: got ", step);
    const RefPtr<Storage>& whole = self_of(self);
    Py_ssize_t n =
        PySlice_AdjustIndices(static_cast<Py_ssize_t>(whole->nbytes), &start, &stop, step);
    whole->retain();
    char* data = whole->data ? static_cast<char*>(whole->data) + start : nullptr;
    return storage_object(
               wrap_storage(data, static_cast<size_t>(n), whole->device, drop_storage, whole.get()))
        .release();
  });
}

PyObject* tolist(PyObject* self, PyObject*) {
  Ref bytes = Ref::steal(PyBytes_FromObject(self));
  return bytes ? PySequence_List(bytes.get()) : nullptr;
}

void drop_mapping(void* p) { intrusive_release(static_cast<io::MappedFile*>(p)); }

// from_file(filename, shared=False, nbytes=0)
PyObject* from_file(PyObject*, PyObject* args, PyObject* kwargs) {
  return guarded([&] {
    static const char* names[] = {"filename", "shared", "nbytes", nullptr};
    PyObject* path;
    int shared = 0;
    Py_ssize_t size = 0;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O&|pn:from_file", const_cast<char**>(names),
                                     PyUnicode_FSConverter, &path, &shared, &size))
      throw_python_error();
    Ref owned = Ref::steal(path);
    RefPtr<io::MappedFile> file =
        io::MappedFile::open(PyBytes_AS_STRING(path), "UntypedStorage.from_file()",
                             shared ? io::Sharing::Shared : io::Sharing::Private);
    check_value(size >= 0 && static_cast<size_t>(size) <= file->size(),
                "UntypedStorage.from_file(): the file is too small: got ", file->size(),
                " bytes, expected ", size);
    file->retain();
    return storage_object(wrap_storage(file->data(),
                                       size ? static_cast<size_t>(size) : file->size(), Device{},
                                       drop_mapping, file.get()))
        .release();
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
      {"tolist", tolist, METH_NOARGS, "The bytes as numbers."},
      {"from_file", reinterpret_cast<PyCFunction>(reinterpret_cast<void*>(from_file)),
       METH_VARARGS | METH_KEYWORDS | METH_STATIC,
       "from_file(filename, shared=False, nbytes=0)\n\nThe bytes of a file, mapped. Writing to "
       "them "
       "changes the file only if shared."},
      {"__reduce__", reduce, METH_NOARGS, nullptr},
      {"__deepcopy__", deepcopy, METH_O, nullptr},
      {}};
  static PyGetSetDef getset[] = {{"device", device, nullptr, nullptr, nullptr}, {}};
  PyType_Slot slots[] = {{Py_tp_new, reinterpret_cast<void*>(storage_new)},
                         {Py_tp_dealloc, reinterpret_cast<void*>(dealloc)},
                         {Py_bf_getbuffer, reinterpret_cast<void*>(get_buffer)},
                         {Py_sq_length, reinterpret_cast<void*>(length)},
                         {Py_mp_length, reinterpret_cast<void*>(length)},
                         {Py_mp_subscript, reinterpret_cast<void*>(part)},
                         {Py_tp_methods, methods},
                         {Py_tp_getset, getset},
                         {Py_tp_doc, const_cast<char*>("The bytes that tensors share.")},
                         {0, nullptr}};
  PyType_Spec spec = {"tenon.UntypedStorage", sizeof(PyStorage), 0, Py_TPFLAGS_DEFAULT, slots};
  storage_type = make_type(spec);
  checked(PyModule_AddType(module, storage_type));
}

}  // namespace tenon::py

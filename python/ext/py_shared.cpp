#include "python/ext/py_shared.h"

#include "core/memory/shared.h"
#include "python/ext/py_storage.h"
#include "python/ext/py_tensor.h"

namespace tenon::py {
namespace {

// _shared_new(nbytes): a storage in fresh shared memory.
PyObject* shared_new(PyObject*, PyObject* arg) {
  return guarded([&] {
    const Py_ssize_t n = PyLong_AsSsize_t(arg);
    if (n == -1 && PyErr_Occurred()) throw_python_error();
    check_value(n >= 0, "_shared_new(): a negative size: got ", n, ", expected at least 0");
    return storage_object(make_shared_storage(static_cast<size_t>(n))).release();
  });
}

// _shared_map(fd, nbytes, keep_open): the storage behind a file descriptor.
PyObject* shared_map(PyObject*, PyObject* args) {
  return guarded([&] {
    int fd = 0, keep_open = 0;
    Py_ssize_t n = 0;
    if (!PyArg_ParseTuple(args, "inp:_shared_map", &fd, &n, &keep_open)) throw_python_error();
    check_value(n >= 0, "_shared_map(): a negative size: got ", n, ", expected at least 0");
    return storage_object(map_shared_storage(fd, static_cast<size_t>(n), keep_open != 0)).release();
  });
}

PyObject* shared_fd_of(PyObject*, PyObject* storage) {
  return guarded([&] { return PyLong_FromLong(shared_fd(*storage_of(storage))); });
}
PyObject* storage_is_shared(PyObject*, PyObject* storage) {
  return guarded([&] { return PyBool_FromLong(is_shared(*storage_of(storage))); });
}

// _share(tensor, storage): moves the tensor's memory, of which `storage` is the object; false when
// others show it, whose addresses cannot be changed.
PyObject* share(PyObject*, PyObject* args) {
  return guarded([&]() -> PyObject* {
    PyObject *tensor, *object;
    if (!PyArg_ParseTuple(args, "OO:_share", &tensor, &object)) throw_python_error();
    const Tensor t = unwrap(tensor);
    const RefPtr<Storage>& s = storage_of(object);
    check(s->device.kind == DeviceKind::CPU, "share_memory_(): the tensor is on ", s->device,
          ", expected cpu");
    TensorImpl* base = t.impl()->view_base.get();
    if (base && !(base->storage == s)) base = nullptr;
    if (is_shared(*s)) Py_RETURN_TRUE;
    if (s->use_count() > (base ? 3u : 2u)) Py_RETURN_FALSE;  // the object is one of them
    share_storage(*s);
    t.impl()->refresh();
    if (base) base->refresh();
    Py_RETURN_TRUE;
  });
}

}  // namespace

void init_shared(PyObject* module) {
  static PyMethodDef functions[] = {{"_shared_new", shared_new, METH_O, nullptr},
                                    {"_shared_map", shared_map, METH_VARARGS, nullptr},
                                    {"_shared_fd", shared_fd_of, METH_O, nullptr},
                                    {"_is_shared", storage_is_shared, METH_O, nullptr},
                                    {"_share", share, METH_VARARGS, nullptr},
                                    {}};
  checked(PyModule_AddFunctions(module, functions));
}

}  // namespace tenon::py

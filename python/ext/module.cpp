// The module tenon._C: registers core's ops and puts the parts together.
#include "core/base/dtype.h"
#include "core/base/env.h"
#include "core/ops/tables.h"
#include "core/parallel/pool.h"
#include "core/registry/registry.h"
#include "core/registry/trace.h"
#include "python/ext/constants.h"
#include "python/ext/convert.h"
#include "python/ext/default_device.h"
#include "python/ext/dlpack.h"
#include "python/ext/files.h"
#include "python/ext/hub.h"
#include "python/ext/make_tensor.h"
#include "python/ext/named_results.h"
#include "python/ext/plugins.h"
#include "python/ext/py_autograd.h"
#include "python/ext/py_module.h"
#include "python/ext/py_native.h"
#include "python/ext/py_op.h"
#include "python/ext/py_override.h"
#include "python/ext/py_shared.h"
#include "python/ext/py_storage.h"
#include "python/ext/py_type.h"
#include "python/ext/registry_info.h"

namespace tenon::py {
namespace {

// _install(namespace, dict): every op whose public path is namespace.NAME, as dict[NAME].
PyObject* install(PyObject*, PyObject* args) {
  return guarded([&]() -> PyObject* {
    const char* name_space;
    PyObject* dict;
    if (!PyArg_ParseTuple(args, "sO!", &name_space, &PyDict_Type, &dict)) throw_python_error();
    install_ops(name_space, dict);
    Py_RETURN_NONE;
  });
}
// _find_op(path): the op of that public path, or None.
PyObject* find_op(PyObject*, PyObject* path) {
  return guarded([&]() -> PyObject* {
    OpSet* set = find_ops(text_of(path));
    return set ? op_object(*set).release() : Py_NewRef(Py_None);
  });
}
// _op_paths(): every public path.
PyObject* op_paths(PyObject*, PyObject*) {
  return guarded([&] {
    Ref out = checked(PyList_New(0));
    for (const Op* op : Registry::get().list()) {
      for (const std::string& path : op->paths)
        checked(PyList_Append(out.get(), to_unicode(path).get()));
    }
    return out.release();
  });
}

PyObject* is_tensor_(PyObject*, PyObject* o) { return PyBool_FromLong(is_tensor(o)); }

DType dtype_argument(PyObject* o, const char* function) {
  check_type(is_dtype(o), function, "(): expected a tenon.dtype, got ", type_name(o));
  return dtype_of(o);
}
PyObject* get_default_dtype(PyObject*, PyObject*) {
  return Py_NewRef(dtype_object(default_dtype()));
}
PyObject* set_default(PyObject*, PyObject* o) {
  return guarded([&]() -> PyObject* {
    DType t = dtype_argument(o, "set_default_dtype");
    check_type(is_floating(t), "only floating-point types are supported as the default type");
    set_default_dtype(t);
    Py_RETURN_NONE;
  });
}
PyObject* promote_types(PyObject*, PyObject* args) {
  return guarded([&] {
    PyObject *a, *b;
    if (!PyArg_ParseTuple(args, "OO:promote_types", &a, &b)) throw_python_error();
    return Py_NewRef(dtype_object(
        promote(dtype_argument(a, "promote_types"), dtype_argument(b, "promote_types"))));
  });
}
PyObject* can_cast_(PyObject*, PyObject* args) {
  return guarded([&] {
    PyObject *a, *b;
    if (!PyArg_ParseTuple(args, "OO:can_cast", &a, &b)) throw_python_error();
    return PyBool_FromLong(can_cast(dtype_argument(a, "can_cast"), dtype_argument(b, "can_cast")));
  });
}

PyObject* get_num_threads(PyObject*, PyObject*) { return PyLong_FromLong(num_threads()); }
PyObject* set_threads(PyObject*, PyObject* o) {
  return guarded([&]() -> PyObject* {
    int64_t n = 0;
    check_type(to_int(o, n), "set_num_threads expects an int, but got ", type_name(o));
    check(n > 0, "expected positive number of threads");
    set_num_threads(static_cast<int>(n));
    Py_RETURN_NONE;
  });
}

PyMethodDef functions[] = {
    {"_install", install, METH_VARARGS, nullptr},
    {"_find_op", find_op, METH_O, nullptr},
    {"_op_paths", op_paths, METH_NOARGS, nullptr},
    {"_op", op_by_name, METH_O, nullptr},
    {"_list_ops", list_ops, METH_NOARGS, nullptr},
    {"_return_type", return_type, METH_O, nullptr},
    {"_default_device", get_default_device, METH_NOARGS, nullptr},
    {"_set_default_device", set_default_device, METH_O, nullptr},
    {"is_tensor", is_tensor_, METH_O, "Whether the object is a Tensor."},
    {"get_default_dtype", get_default_dtype, METH_NOARGS,
     "The dtype of tensors made from Python floats."},
    {"set_default_dtype", set_default, METH_O,
     "Sets the dtype of tensors made from Python floats."},
    {"promote_types", promote_types, METH_VARARGS, "The dtype that an op on both gives."},
    {"can_cast", can_cast_, METH_VARARGS,
     "Whether a result of the first dtype may be stored in a tensor of the second."},
    {"get_num_threads", get_num_threads, METH_NOARGS, "Threads that an op may use."},
    {"set_num_threads", set_threads, METH_O, "Sets the number of threads that an op may use."},
    {"from_dlpack",
     reinterpret_cast<PyCFunction>(reinterpret_cast<void*>(
         static_cast<PyObject* (*)(PyObject*, PyObject*, PyObject*)>(from_dlpack))),
     METH_VARARGS | METH_KEYWORDS,
     "from_dlpack(ext_tensor, *, device=None, copy=None)\n\nA tensor over the memory of another "
     "library's."},
    {}};

void init(PyObject* module) {
  if (!env::get("TN_TRACE").empty()) trace_this_thread(true);
  register_core_ops();
  init_errors(module);
  init_constants(module);
  init_tensor(module);
  init_storage(module);
  init_shared(module);
  init_override(module);
  init_op(module);
  init_autograd(module);
  init_type(module);
  init_native(module);
  init_module_class(module);
  init_hub(module);
  checked(PyModule_AddFunctions(module, functions));
  checked(PyModule_AddFunctions(module, make_tensor_functions));
  checked(PyModule_AddFunctions(module, plugin_functions));
  checked(PyModule_AddFunctions(module, file_functions));
  checked(PyModule_AddStringConstant(module, "__version__", TN_VERSION));
}

}  // namespace
}  // namespace tenon::py

PyMODINIT_FUNC PyInit__C() {
  static PyModuleDef def = {
      PyModuleDef_HEAD_INIT, "tenon._C", nullptr, -1, nullptr, nullptr, nullptr, nullptr, nullptr};
  return tenon::py::guarded([&] {
    tenon::py::Ref module = tenon::py::checked(PyModule_Create(&def));
    tenon::py::init(module.get());
    return module.release();
  });
}

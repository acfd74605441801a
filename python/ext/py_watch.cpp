// What stands around ops: the profiler, and autocast.
#include "core/autograd/autocast.h"
#include "core/registry/profile.h"
#include "python/ext/constants.h"
#include "python/ext/convert.h"
#include "python/ext/py_autograd.h"

namespace tenon::py {
namespace {

// _start_profile(shapes, memory, stack)
PyObject* start(PyObject*, PyObject* args) {
  return guarded([&]() -> PyObject* {
    int shapes, memory, stack;
    if (!PyArg_ParseTuple(args, "ppp", &shapes, &memory, &stack)) throw_python_error();
    start_profile({shapes != 0, memory != 0, stack ? python_stack : nullptr});
    Py_RETURN_NONE;
  });
}

Ref shapes_of(const ProfileEvent& event) {
  Ref list = checked(PyList_New(0));
  for (const auto& shape : event.shapes) {
    Ref one = checked(PyList_New(0));
    for (int64_t n : shape)
      checked(PyList_Append(one.get(), checked(PyLong_FromLongLong(n)).get()));
    checked(PyList_Append(list.get(), one.get()));
  }
  return list;
}

// _stop_profile(): tuples of name, kind, start, end, thread, memory, shapes, stack.
PyObject* stop(PyObject*, PyObject*) {
  return guarded([] {
    Ref list = checked(PyList_New(0));
    for (const ProfileEvent& e : stop_profile()) {
      Ref name = to_unicode(e.name), stack = to_unicode(e.stack), shapes = shapes_of(e);
      Ref row = checked(Py_BuildValue(
          "(OiLLKLOO)", name.get(), static_cast<int>(e.kind), static_cast<long long>(e.start),
          static_cast<long long>(e.end), static_cast<unsigned long long>(e.thread),
          static_cast<long long>(e.memory), shapes.get(), stack.get()));
      checked(PyList_Append(list.get(), row.get()));
    }
    return list.release();
  });
}

constexpr const char* kRange = "tenon.ProfileRange";
void end_range(PyObject* capsule) {
  delete static_cast<ProfileRange*>(PyCapsule_GetPointer(capsule, kRange));
}
// _profile_range(name): recorded until the object dies; None while nothing is recorded.
PyObject* range(PyObject*, PyObject* name) {
  return guarded([&]() -> PyObject* {
    if (!profiling()) Py_RETURN_NONE;
    auto* r = new ProfileRange(ProfileEvent::kUser, std::string(text_of(name)));
    return checked(PyCapsule_New(r, kRange, end_range)).release();
  });
}
PyObject* is_profiling(PyObject*, PyObject*) { return PyBool_FromLong(profiling()); }

// _autocast(): enabled, dtype, cache of the thread.
PyObject* get_autocast(PyObject*, PyObject*) {
  return guarded([] {
    const Autocast& a = autocast();
    return checked(Py_BuildValue("(OOO)", a.enabled ? Py_True : Py_False, dtype_object(a.dtype),
                                 a.cache ? Py_True : Py_False))
        .release();
  });
}
// _set_autocast(enabled, dtype, cache)
PyObject* set_autocast(PyObject*, PyObject* args) {
  return guarded([&]() -> PyObject* {
    int enabled, cache;
    PyObject* dtype;
    if (!PyArg_ParseTuple(args, "pOp", &enabled, &dtype, &cache)) throw_python_error();
    check_type(is_dtype(dtype), "autocast: expected a tenon.dtype, got ", type_name(dtype));
    set_autocast_enabled(enabled != 0);
    autocast().dtype = dtype_of(dtype);
    autocast().cache = cache != 0;
    Py_RETURN_NONE;
  });
}
PyObject* nest(PyObject*, PyObject*) { return PyLong_FromLong(++autocast().depth); }
PyObject* unnest(PyObject*, PyObject*) { return PyLong_FromLong(--autocast().depth); }
PyObject* clear_cache(PyObject*, PyObject*) {
  clear_autocast_cache();
  Py_RETURN_NONE;
}

PyMethodDef functions[] = {{"_start_profile", start, METH_VARARGS, nullptr},
                           {"_stop_profile", stop, METH_NOARGS, nullptr},
                           {"_profile_range", range, METH_O, nullptr},
                           {"_profiling", is_profiling, METH_NOARGS, nullptr},
                           {"_autocast", get_autocast, METH_NOARGS, nullptr},
                           {"_set_autocast", set_autocast, METH_VARARGS, nullptr},
                           {"autocast_increment_nesting", nest, METH_NOARGS,
                            "Enters one more autocast context; returns how many there are."},
                           {"autocast_decrement_nesting", unnest, METH_NOARGS,
                            "Leaves an autocast context; returns how many there are."},
                           {"clear_autocast_cache", clear_cache, METH_NOARGS,
                            "Forgets the casts of parameters that autocast keeps."},
                           {}};

}  // namespace

void init_watch(PyObject* module) { checked(PyModule_AddFunctions(module, functions)); }

}  // namespace tenon::py

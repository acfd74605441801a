// What every file of the extension starts from: Python.h, owned references, errors in both
// directions.
#pragma once
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <structmember.h>

#include <string_view>
#include <utility>

#include "core/base/error.h"

namespace tenon::py {

// An owned reference.
class Ref {
 public:
  Ref() noexcept = default;
  static Ref steal(PyObject* p) noexcept {
    Ref r;
    r.p_ = p;
    return r;
  }
  static Ref share(PyObject* p) noexcept {
    Py_XINCREF(p);
    return steal(p);
  }
  Ref(const Ref& o) noexcept : p_(o.p_) { Py_XINCREF(p_); }
  Ref(Ref&& o) noexcept : p_(std::exchange(o.p_, nullptr)) {}
  Ref& operator=(Ref o) noexcept {
    std::swap(p_, o.p_);
    return *this;
  }
  ~Ref() { Py_XDECREF(p_); }

  PyObject* get() const noexcept { return p_; }
  PyObject* release() noexcept { return std::exchange(p_, nullptr); }
  explicit operator bool() const noexcept { return p_ != nullptr; }

 private:
  PyObject* p_ = nullptr;
};

// Throws the pending Python exception as an Error that keeps the exception object (Error::foreign).
[[noreturn]] void throw_python_error();
// Sets the C++ exception in flight as Python's: by kind, or the very object it came from. Call it
// in a catch block.
void set_python_error() noexcept;
// Adds the exceptions of the module's own.
void init_errors(PyObject* module);

// A new reference that a C API call returned, or its error thrown.
inline Ref checked(PyObject* p) {
  if (!p) [[unlikely]]
    throw_python_error();
  return Ref::steal(p);
}
inline void checked(int status) {
  if (status < 0) [[unlikely]]
    throw_python_error();
}

// Runs f and returns what it returns; on an exception sets Python's error and returns `failed`.
template <class F, class R>
inline R guarded(F&& f, R failed) noexcept {
  try {
    return f();
  } catch (...) {
    set_python_error();
    return failed;
  }
}
template <class F>
inline PyObject* guarded(F&& f) noexcept {
  return guarded(std::forward<F>(f), static_cast<PyObject*>(nullptr));
}

// Holds the GIL, from any thread.
class Gil {
 public:
  Gil() : state_(PyGILState_Ensure()) {}
  ~Gil() { PyGILState_Release(state_); }
  Gil(const Gil&) = delete;
  Gil& operator=(const Gil&) = delete;

 private:
  PyGILState_STATE state_;
};

// Lets other threads run Python for its life, when `release` says that it is worth it.
class NoGil {
 public:
  explicit NoGil(bool release = true) : state_(release ? PyEval_SaveThread() : nullptr) {}
  ~NoGil() {
    if (state_) PyEval_RestoreThread(state_);
  }
  NoGil(const NoGil&) = delete;
  NoGil& operator=(const NoGil&) = delete;

 private:
  PyThreadState* state_;
};

// A list or a tuple, without looking at its items through the sequence protocol.
inline bool is_list(PyObject* o) { return PyList_Check(o) || PyTuple_Check(o); }
inline Py_ssize_t list_size(PyObject* o) {
  return PyList_Check(o) ? PyList_GET_SIZE(o) : PyTuple_GET_SIZE(o);
}
inline PyObject* list_item(PyObject* o, Py_ssize_t i) {  // borrowed
  return PyList_Check(o) ? PyList_GET_ITEM(o, i) : PyTuple_GET_ITEM(o, i);
}

std::string_view text_of(PyObject* unicode);  // borrowed UTF-8; throws
const char* type_name(PyObject* o);           // "str"
Ref to_unicode(std::string_view text);
// A heap type made from a spec (and bases); its name must be "module.Name". Throws.
PyTypeObject* make_type(PyType_Spec& spec, PyObject* base = nullptr);
Ref import_attr(const char* module, const char* attr);

}  // namespace tenon::py

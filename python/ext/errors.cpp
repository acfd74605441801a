#include "core/base/warn.h"
#include "python/ext/py.h"

#include <cstring>
#include <new>

namespace tenon::py {
namespace {

PyObject* linalg_error;  // tenon.linalg.LinAlgError

PyObject* exception_type(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::Runtime:
      return PyExc_RuntimeError;
    case ErrorKind::Value:
      return PyExc_ValueError;
    case ErrorKind::Type:
      return PyExc_TypeError;
    case ErrorKind::Index:
      return PyExc_IndexError;
    case ErrorKind::Key:
      return PyExc_KeyError;
    case ErrorKind::Attribute:
      return PyExc_AttributeError;
    case ErrorKind::NotImplemented:
      return PyExc_NotImplementedError;
    case ErrorKind::OutOfMemory:
      return PyExc_RuntimeError;
    case ErrorKind::Import:
      return PyExc_ImportError;
    case ErrorKind::OS:
      return PyExc_OSError;
    case ErrorKind::Assertion:
      return PyExc_AssertionError;
    case ErrorKind::ZeroDivision:
      return PyExc_ZeroDivisionError;
    case ErrorKind::Overflow:
      return PyExc_OverflowError;
    case ErrorKind::StopIteration:
      return PyExc_StopIteration;
    case ErrorKind::Recursion:
      return PyExc_RecursionError;
    case ErrorKind::LinAlg:
      return linalg_error;
    case ErrorKind::Interrupted:
      return PyExc_KeyboardInterrupt;
  }
  return PyExc_RuntimeError;
}

ErrorKind kind_of(PyObject* exception) {
  for (int k = static_cast<int>(ErrorKind::Interrupted); k > 0; --k) {
    auto kind = static_cast<ErrorKind>(k);
    if (kind != ErrorKind::OutOfMemory &&
        PyErr_GivenExceptionMatches(exception, exception_type(kind)))
      return kind;
  }
  return ErrorKind::Runtime;
}

// May run in any thread, and after Python has gone.
void release_exception(void* p) {
  if (!Py_IsInitialized()) return;
  Gil gil;
  Py_DECREF(static_cast<PyObject*>(p));
}

// Text of a file may be no UTF-8; it must not hide the error that quotes it.
void set_error(PyObject* type, const char* message) {
  PyObject* text =
      PyUnicode_DecodeUTF8(message, static_cast<Py_ssize_t>(strlen(message)), "replace");
  if (!text) return;
  PyErr_SetObject(type, text);
  Py_DECREF(text);
}

void restore(PyObject* exception) {
  PyErr_SetObject(reinterpret_cast<PyObject*>(Py_TYPE(exception)), exception);
}

}  // namespace

void show_warning(const std::string& message) {
  Gil gil;
  if (PyErr_WarnEx(PyExc_UserWarning, message.c_str(), 1) != 0) throw_python_error();
}

void init_errors(PyObject* module) {
  set_warning_handler(show_warning);
  linalg_error = PyErr_NewExceptionWithDoc(
      "tenon._C._LinAlgError",
      "A matrix does not permit the operation: it is singular, or not positive-definite, or an "
      "algorithm did not converge.",
      PyExc_RuntimeError, nullptr);
  if (!linalg_error) throw_python_error();
  checked(PyModule_AddObjectRef(module, "_LinAlgError", linalg_error));
}

void throw_python_error() {
  PyObject *type = nullptr, *value = nullptr, *trace = nullptr;
  PyErr_Fetch(&type, &value, &trace);
  if (!type) fail(ErrorKind::Assertion, "throw_python_error(): no Python exception is pending");
  PyErr_NormalizeException(&type, &value, &trace);
  if (trace) PyException_SetTraceback(value, trace);
  Py_XDECREF(trace);
  Py_DECREF(type);
  Ref text = Ref::steal(PyObject_Str(value));
  std::string message = "unprintable exception";
  if (const char* utf8 = text ? PyUnicode_AsUTF8(text.get()) : nullptr) message = utf8;
  PyErr_Clear();
  Error e(kind_of(value), std::move(message));
  e.foreign = std::shared_ptr<void>(value, release_exception);
  throw e;
}

void set_python_error() noexcept {
  try {
    throw;
  } catch (const Error& e) {
    if (e.foreign) return restore(static_cast<PyObject*>(e.foreign.get()));
    set_error(exception_type(e.kind()), e.what());
  } catch (const std::bad_alloc&) {
    PyErr_NoMemory();
  } catch (const std::exception& e) {
    set_error(PyExc_RuntimeError, e.what());
  } catch (...) {
    PyErr_SetString(PyExc_SystemError, "unknown C++ exception");
  }
}

std::string_view text_of(PyObject* unicode) {
  Py_ssize_t n = 0;
  const char* text = PyUnicode_AsUTF8AndSize(unicode, &n);
  if (!text) throw_python_error();
  return {text, static_cast<size_t>(n)};
}

const char* type_name(PyObject* o) {
  const char* name = Py_TYPE(o)->tp_name;
  const char* dot = strrchr(name, '.');
  return dot ? dot + 1 : name;
}

Ref to_unicode(std::string_view text) {
  return checked(
      PyUnicode_DecodeUTF8(text.data(), static_cast<Py_ssize_t>(text.size()), "replace"));
}

PyTypeObject* make_type(PyType_Spec& spec, PyObject* base) {
  Ref type = checked(base ? PyType_FromSpecWithBases(&spec, base) : PyType_FromSpec(&spec));
  return reinterpret_cast<PyTypeObject*>(type.release());
}

Ref import_attr(const char* module, const char* attr) {
  Ref m = checked(PyImport_ImportModule(module));
  return checked(PyObject_GetAttrString(m.get(), attr));
}

}  // namespace tenon::py

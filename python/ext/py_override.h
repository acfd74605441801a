// __torch_function__: calls that are handed to the class of an argument, or to a TorchFunctionMode.
#pragma once
#include <initializer_list>

#include "core/registry/mode.h"
#include "core/registry/trace.h"
#include "python/ext/py_tensor.h"

namespace tenon::py {

// Whether the class has a __torch_function__ that is to be asked: any but the disabled one.
bool overrides_type(PyTypeObject* type);
// The same for a tensor's class, in two instructions for a plain Tensor.
inline bool overrides(PyObject* tensor) {
  return Py_TYPE(tensor) != tensor_type && overrides_type(Py_TYPE(tensor));
}
// TorchFunctionModes that are entered, in all threads. Guarded by the GIL.
extern int function_modes;

// Asks the thread's innermost mode, then the classes of the arguments (and of items of lists among
// them). Null, with no error set, when there is nobody to ask; TypeError when all of them decline.
PyObject* hand_over(PyObject* function, PyObject* const* args, size_t nargs, PyObject* kwnames);

// The same for Tensor.NAME, and for the getter of a property. Their first argument decides whether
// anybody is asked, so they are only called when overrides() or function_modes.
PyObject* hand_over_method(const char* name, std::initializer_list<PyObject*> args);
PyObject* hand_over_method(const char* name, PyObject* self, PyObject* args, PyObject* kwargs);
PyObject* hand_over_property(const char* name, PyObject* self);

inline bool asks_others(PyObject* self) { return function_modes != 0 || overrides(self); }

// For calls of ops that were handed over before, or need not be: core's own hand-over is off.
class Asked {
 public:
  Asked() : before_(mode().word) { mode().word &= ~kOverrideBit; }
  ~Asked() { mode().word |= before_ & kOverrideBit; }
  Asked(const Asked&) = delete;
  Asked& operator=(const Asked&) = delete;

 private:
  uint32_t before_;
};

// While it lives, ops that core calls are handed over like those that Python calls.
class HandOver {
 public:
  explicit HandOver(bool on) : on_(on && !(mode().word & kOverrideBit)) {
    if (on_) mode().word |= kOverrideBit;
  }
  ~HandOver() {
    if (on_) mode().word &= ~kOverrideBit;
  }
  HandOver(const HandOver&) = delete;
  HandOver& operator=(const HandOver&) = delete;

 private:
  bool on_;
};

void init_override(PyObject* module);

}  // namespace tenon::py

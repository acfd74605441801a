#include "python/ext/default_device.h"

#include <vector>

#include "python/ext/constants.h"

namespace tenon::py {
namespace {

// The innermost is at the back.
thread_local std::vector<Device> entered;
thread_local Value outermost;

Value current() { return entered.empty() ? outermost : Value(entered.back()); }

}  // namespace

void fill_device(Value& cell) {
  if (cell.is_none()) cell = current();
}

PyObject* enter_device(PyObject* device, PyObject*) {
  entered.push_back(device_of(device));
  return Py_NewRef(device);
}

PyObject* leave_device(PyObject*, PyObject*) {
  if (!entered.empty()) entered.pop_back();
  Py_RETURN_NONE;
}

PyObject* get_default_device(PyObject*, PyObject*) {
  return guarded([&] {
    Value now = current();
    return now.is_none() ? Py_NewRef(Py_None) : device_object(now.to_device()).release();
  });
}

PyObject* set_default_device(PyObject*, PyObject* device) {
  outermost = device == Py_None ? Value() : Value(device_of(device));
  Py_RETURN_NONE;
}

}  // namespace tenon::py

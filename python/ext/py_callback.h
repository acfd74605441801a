// Calls from core into Python: cells become objects, results become cells.
#pragma once
#include <vector>

#include "core/registry/self.h"
#include "python/ext/convert.h"

namespace tenon::py {

// Holds objects until its end; a few without allocating.
class Holder {
 public:
  Holder() = default;
  Holder(const Holder&) = delete;
  ~Holder() { clear(); }
  PyObject* hold(Ref o) {
    PyObject* p = o.release();
    if (n_ < kInline) {
      items_[n_++] = p;
    } else {
      more_.push_back(p);
    }
    return p;
  }
  void clear() noexcept {
    for (uint32_t i = 0; i < n_; ++i) Py_DECREF(items_[i]);
    n_ = 0;
    for (PyObject* p : more_) Py_DECREF(p);
    more_.clear();
  }

 private:
  static constexpr uint32_t kInline = 6;
  PyObject* items_[kInline];
  uint32_t n_ = 0;
  std::vector<PyObject*> more_;
};

// Calls f(self, args...), or f(args...) when self is null. Throws.
void call_python(PyObject* f, PyObject* self, Args args, Value* rets, uint32_t nrets);

// An object that can be called, as an owned TN_CALLABLE; and back: null for one of another world.
// Borrowed.
Value callable_value(PyObject* o);
PyObject* callable_object(const Value& v) noexcept;

}  // namespace tenon::py

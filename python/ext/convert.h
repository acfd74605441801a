// Between Python objects and Values, by schema.
#pragma once
#include <memory>
#include <vector>

#include "core/registry/schema.h"
#include "core/registry/value.h"
#include "python/ext/py.h"
#include "python/ext/py_tensor.h"

namespace tenon::py {

// Memory for what borrowed cells point to (lists, scalars), freed at the end of the call.
class Arena {
 public:
  Arena() = default;
  ~Arena() {
    if (rare_) [[unlikely]]
      free_rare();
  }
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  template <class T>
  T* take(size_t n) {
    static_assert(alignof(T) <= 8 && std::is_trivially_destructible_v<T>);
    size_t bytes = (n * sizeof(T) + 7) & ~size_t{7};
    if (used_ + bytes > sizeof(buffer_)) return static_cast<T*>(take_heap(bytes));
    void* p = buffer_ + used_;
    used_ += bytes;
    return static_cast<T*>(p);
  }
  // Keeps a cell or an object until the end of the call.
  Value keep(Value owned);
  PyObject* keep(Ref object);

  bool overridden = false;  // a tensor was converted whose class has a __torch_function__

 private:
  struct Rare;
  void* take_heap(size_t bytes);
  Rare& rare();
  void free_rare() noexcept;

  size_t used_ = 0;
  Rare* rare_ = nullptr;
  alignas(8) char buffer_[512];
};

// A Python object on its way through core (TN_OBJECT): a callable, a hook's context, whatever an
// `any` takes.
struct PyHandle : tn_object {
  std::atomic<uint32_t> refs;
  PyObject* object;  // owned
};
Value object_value(PyObject* o);               // an owned TN_OBJECT
PyObject* object_of(const Value& v) noexcept;  // borrowed; null when it is not one of ours

// Whether `o` fits the type; then `out` is its borrowed cell. Returns false with no exception set;
// throws what user code threw on the way (__index__) and what names the culprit better (an unknown
// device).
bool convert(PyObject* o, const TypeSpec& type, Arena& arena, Value& out);
// The same; TypeError "must be X, not Y" when it does not fit.
Value from_python(PyObject* o, const TypeSpec& type, Arena& arena);
// Any Python object: numbers, text, tensors, lists, dicts, dtypes and so on; others become
// TN_OBJECT.
Value from_python(PyObject* o, Arena& arena);

// What messages call the type: "Tensor", "tuple of ints", "Number".
std::string python_type_name(const TypeSpec& type);

// A new reference. Borrowed and owned cells alike; the cell stays the caller's.
Ref to_python(const Value& v);
// The same for an owned cell, which is dropped; an op's result: lists become tuples.
PyObject* result_to_python(Value owned, const TypeSpec& type);

// Numbers: Python's, NumPy's, and 0-d tensors without gradient.
bool to_scalar(PyObject* o, Scalar& out);
bool to_int(PyObject* o, int64_t& out);
Ref scalar_object(const Scalar& s);

}  // namespace tenon::py

#include "python/ext/py_callback.h"

#include <atomic>

namespace tenon::py {
namespace {

// Owned cells made of Python's result: one for nrets of 1, the items of a sequence for more.
void take_results(PyObject* o, Value* rets, uint32_t nrets) {
  Arena arena;
  if (nrets == 1) {
    rets[0] = from_python(o, arena).own();
    return;
  }
  if (nrets == 0) return;
  check_type(is_list(o) && list_size(o) == static_cast<Py_ssize_t>(nrets), "expected ", nrets,
             " results, got ", type_name(o));
  std::vector<Owned> owned;
  for (uint32_t i = 0; i < nrets; ++i) {
    owned.push_back(Owned::copy(from_python(list_item(o, static_cast<Py_ssize_t>(i)), arena)));
  }
  for (uint32_t i = 0; i < nrets; ++i) rets[i] = owned[i].release();
}

}  // namespace

void call_python(PyObject* f, PyObject* self, Args args, Value* rets, uint32_t nrets) {
  PyObject* stack[16];
  std::vector<PyObject*> heap;
  PyObject** a = stack;
  if (args.size() + 2 > std::size(stack)) {
    heap.resize(args.size() + 2);
    a = heap.data();
  }
  size_t n = 0;
  if (self) a[n++] = self;
  Holder holder;
  for (const Value& v : args) a[n++] = holder.hold(to_python(v));
  Ref out = checked(PyObject_Vectorcall(f, a, n, nullptr));
  take_results(out.get(), rets, nrets);
}

namespace {

// Objects that only can be called, for functions that take any.
struct PyCallable : Callable {
  std::atomic<uint32_t> refs{1};
  PyObject* object;
  explicit PyCallable(PyObject* o)
      : Callable{{[](tn_object* p) { ++static_cast<PyCallable*>(p)->refs; },
                  [](tn_object* p) {
                    auto* c = static_cast<PyCallable*>(p);
                    if (--c->refs) return;
                    if (Py_IsInitialized()) {
                      Gil gil;
                      Py_DECREF(c->object);
                    }
                    delete c;
                  }},
                 run},
        object(Py_NewRef(o)) {}
  static void run(Callable* c, Args args, Value* rets, uint32_t nrets) {
    Gil gil;
    call_python(static_cast<PyCallable*>(c)->object, nullptr, args, rets, nrets);
  }
};

}  // namespace

Value callable_value(PyObject* o) {
  return Value::pointer(TN_CALLABLE, static_cast<tn_object*>(new PyCallable(o)));
}

PyObject* callable_object(const Value& v) noexcept {
  auto* c = static_cast<Callable*>(static_cast<tn_object*>(v.p));
  return c->fn == PyCallable::run ? static_cast<PyCallable*>(c)->object : nullptr;
}

}  // namespace tenon::py

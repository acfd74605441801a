// saved_tensors_hooks: pack and unpack functions written in Python.
#include "core/autograd/saved.h"

#include "core/registry/mode.h"
#include "python/ext/convert.h"
#include "python/ext/py_autograd.h"
#include "python/ext/py_hooks.h"

namespace tenon::py {
namespace {

class PyPacked final : public PackedTensor {
 public:
  PyPacked(PyObject* packed, std::shared_ptr<Callable> unpack)
      : packed_(packed), unpack_(std::move(unpack)) {}
  Tensor unpack() const override {
    Gil gil;
    GradMode off(false);
    Ref result = checked(PyObject_CallOneArg(unpack_->get(), packed_.get()));
    check_type(is_tensor(result.get()),
               "Output of saved tensor unpack_hook expected to be a Tensor but got result of type ",
               type_name(result.get()));
    return unwrap(result.get());
  }

 private:
  Callable packed_;  // not called: it dies as one does
  std::shared_ptr<Callable> unpack_;
};

class PySavedHooks final : public SavedHooks {
 public:
  PySavedHooks(PyObject* pack, PyObject* unpack)
      : pack_(pack), unpack_(std::make_shared<Callable>(unpack)) {}
  std::shared_ptr<const PackedTensor> pack(const Tensor& t) override {
    Gil gil;
    Ref argument = Ref::steal(wrap(t));
    Ref packed = checked(PyObject_CallOneArg(pack_.get(), argument.get()));
    return std::make_shared<PyPacked>(packed.get(), unpack_);
  }

 private:
  Callable pack_;
  std::shared_ptr<Callable> unpack_;
};

// _push_saved_hooks(pack, unpack)
PyObject* push(PyObject*, PyObject* args) {
  return guarded([&]() -> PyObject* {
    PyObject *pack, *unpack;
    if (!PyArg_ParseTuple(args, "OO", &pack, &unpack)) throw_python_error();
    push_saved_hooks(std::make_shared<PySavedHooks>(pack, unpack));
    Py_RETURN_NONE;
  });
}
PyObject* pop(PyObject*, PyObject*) {
  return guarded([]() -> PyObject* {
    pop_saved_hooks();
    Py_RETURN_NONE;
  });
}
// _disable_saved_hooks(message or None)
PyObject* disable(PyObject*, PyObject* message) {
  return guarded([&]() -> PyObject* {
    disable_saved_hooks(message == Py_None ? std::nullopt
                                           : std::make_optional<std::string>(text_of(message)));
    Py_RETURN_NONE;
  });
}
PyObject* disabled(PyObject*, PyObject*) {
  return guarded([] {
    const auto& message = saved_hooks_disabled();
    return message ? to_unicode(*message).release() : Py_NewRef(Py_None);
  });
}

PyMethodDef functions[] = {{"_push_saved_hooks", push, METH_VARARGS, nullptr},
                           {"_pop_saved_hooks", pop, METH_NOARGS, nullptr},
                           {"_disable_saved_hooks", disable, METH_O, nullptr},
                           {"_saved_hooks_disabled", disabled, METH_NOARGS, nullptr},
                           {}};

}  // namespace

void init_saved(PyObject* module) { checked(PyModule_AddFunctions(module, functions)); }

}  // namespace tenon::py

// Hooks: core's hook interfaces over Python callables.
#pragma once
#include "core/autograd/node.h"
#include "python/ext/py.h"

namespace tenon::py {

// A callable that may outlive the GIL's holder and die in any thread.
class Callable {
 public:
  explicit Callable(PyObject* o) : o_(Py_NewRef(o)) {}
  ~Callable() {
    if (!Py_IsInitialized()) return;
    Gil gil;
    Py_DECREF(o_);
  }
  Callable(const Callable&) = delete;
  Callable& operator=(const Callable&) = delete;
  PyObject* get() const { return o_; }

 private:
  PyObject* o_;
};

class PyGradHook final : public GradHook {
 public:
  explicit PyGradHook(PyObject* f) : f_(f) {}
  Tensor call(const Tensor& grad) override;
  PyObject* function() const { return f_.get(); }

 private:
  Callable f_;
};

class PyNodeHook final : public NodeHook {
 public:
  PyNodeHook(PyObject* f, bool pre) : f_(f), pre_(pre) {}
  void call(std::vector<Tensor>& grads_in, std::vector<Tensor>& grads_out) override;

 private:
  Callable f_;
  bool pre_;
};

// After a leaf's .grad has been added to: f(tensor).
class PyAccumulateHook final : public NodeHook {
 public:
  explicit PyAccumulateHook(PyObject* f) : f_(f) {}
  void call(std::vector<Tensor>& leaf, std::vector<Tensor>&) override;
  PyObject* function() const { return f_.get(); }

 private:
  Callable f_;
};

// For the garbage collector: the Python functions that hang on a leaf's node.
int visit_hooks(AccumulateGrad& node, visitproc visit, void* arg);
void clear_hooks(AccumulateGrad& node);

// A tuple of tensors, None for undefined ones.
Ref tensor_tuple(const std::vector<Tensor>& tensors);

}  // namespace tenon::py

// autograd.Function: a node whose gradient is a Python function.
#include "core/autograd/engine.h"
#include "core/autograd/meta.h"
#include "core/registry/mode.h"
#include "python/ext/convert.h"
#include "python/ext/py_autograd.h"
#include "python/ext/py_hooks.h"

namespace tenon::py {
namespace {

class FunctionNode;
PyTypeObject* ctx_type;  // its objects are PyNodes that their nodes own

Ref attribute(PyObject* o, const char* name) { return checked(PyObject_GetAttrString(o, name)); }

class FunctionNode final : public Node {
 public:
  FunctionNode(PyObject* cls, PyObject* ctx) : cls_(cls), ctx_(Py_NewRef(ctx)) {
    reinterpret_cast<PyNode*>(ctx)->node = this;
    py_object = ctx;
  }
  ~FunctionNode() override {
    if (!Py_IsInitialized() || !ctx_) return;
    Gil gil;
    reinterpret_cast<PyNode*>(ctx_)->node = nullptr;
    Py_DECREF(ctx_);
  }

  // The graph has dropped the node. Where Python still holds its ctx, as a grad_fn, they exchange
  // roles: the ctx owns the node, until the graph takes it back by shared() or the ctx dies.
  void destroy() override {
    if (!Py_IsInitialized() || !ctx_) return delete this;
    Gil gil;
    if (Py_REFCNT(ctx_) == 1) return delete this;
    retain();
    kept_by_ctx_ = true;
    Py_DECREF(ctx_);
  }
  RefPtr<Node> shared() {
    if (!std::exchange(kept_by_ctx_, false)) {
      check(try_retain(), "The node of this ", type_name(ctx_), " is being freed");
      return RefPtr<Node>::adopt(this);
    }
    Py_INCREF(ctx_);
    return RefPtr<Node>::adopt(this);
  }
  void ctx_dies() {
    ctx_ = nullptr;
    py_object = nullptr;
    intrusive_release(this);
  }

  std::string name() const override {
    Gil gil;
    return str(reinterpret_cast<PyTypeObject*>(cls_.get())->tp_name, "Backward");
  }
  bool takes_undefined() const override { return !materialize; }
  void release_saved() override {
    Gil gil;
    freed_ = true;
    std::exchange(saved_, {}).clear();
  }

  void apply(std::vector<Tensor>& grads, std::vector<Tensor>& out) override {
    Gil gil;
    Ref args = checked(PyTuple_New(static_cast<Py_ssize_t>(grads.size()) + 1));
    PyTuple_SET_ITEM(args.get(), 0, Py_NewRef(ctx_));
    for (size_t i = 0; i < grads.size(); ++i)
      PyTuple_SET_ITEM(args.get(), static_cast<Py_ssize_t>(i) + 1, wrap(grads[i]));
    Ref result =
        checked(PyObject_Call(attribute(cls_.get(), "backward").get(), args.get(), nullptr));
    if (!PyTuple_Check(result.get())) result = checked(PyTuple_Pack(1, result.get()));
    take(result.get(), out);
  }

  // The tensors that save_for_backward() was given. Results are kept as aliases: they own this
  // node.
  void save(PyObject* tuple, const std::vector<Tensor>& results) {
    for (Py_ssize_t i = 0; i < list_size(tuple); ++i) {
      PyObject* o = list_item(tuple, i);
      check_type(o == Py_None || is_tensor(o),
                 "save_for_backward can only save variables, but argument ", i, " is of type ",
                 type_name(o));
      Tensor t = o == Py_None ? Tensor() : unwrap(o);
      Saved s{t, t.defined() ? t.version() : 0, -1};
      for (size_t r = 0; r < results.size() && t.defined(); ++r) {
        if (results[r].is_same(t)) s = {make_alias(t), t.version(), static_cast<int>(r)};
      }
      if (t.defined() && tls_saved_hooks) {
        if (s.result < 0) s.edge = gradient_edge(t);
        s.packed = pack_saved(s.tensor);
        s.tensor = Tensor();
      }
      saved_.push_back(std::move(s));
    }
  }
  Ref saved() {
    if (freed_) freed();
    std::vector<Tensor> out;
    for (const Saved& s : saved_) {
      if (s.tensor.defined()) {
        check(
            s.tensor.version() == s.version,
            "one of the variables needed for gradient computation has been modified by an inplace "
            "operation: [",
            s.tensor.dtype(), " ", s.tensor.sizes(), "] is at version ", s.tensor.version(),
            "; expected version ", s.version, " instead.");
      }
      Tensor t = s.packed ? s.packed->unpack() : s.tensor;
      Edge edge = s.edge;
      if (s.result >= 0) edge = {shared(), static_cast<uint32_t>(s.result)};
      if (edge.node) {
        t = make_alias(t);
        set_history(t, edge.node, edge.nr);
      }
      out.push_back(std::move(t));
    }
    return tensor_tuple(out);
  }

  std::vector<int> arguments;  // for each argument of forward: its edge, or -1
  bool materialize = true;

 private:
  void take(PyObject* result, std::vector<Tensor>& out) {
    auto n = static_cast<size_t>(PyTuple_GET_SIZE(result));
    for (; n > arguments.size() &&
           PyTuple_GET_ITEM(result, static_cast<Py_ssize_t>(n) - 1) == Py_None;
         --n) {
    }
    check(n == arguments.size(), "function ", name(),
          " returned an incorrect number of gradients (expected ", arguments.size(), ", got ", n,
          ")");
    for (size_t i = 0; i < n; ++i) {
      PyObject* o = PyTuple_GET_ITEM(result, static_cast<Py_ssize_t>(i));
      if (o == Py_None) continue;
      check(arguments[i] >= 0, "function ", name(),
            " returned a gradient different from None at position ", i + 1,
            ", but the corresponding forward input was not a Variable");
      check_type(is_tensor(o), "expected Variable or None (got ", type_name(o), ")");
      out[static_cast<size_t>(arguments[i])] = unwrap(o);
    }
  }

  struct Saved {
    Tensor tensor;
    uint32_t version;
    int result;                                            // which result it is, -1 for others
    std::shared_ptr<const PackedTensor> packed = nullptr;  // by saved_tensors_hooks
    Edge edge = {};                                        // of a packed argument
  };
  Callable cls_;
  PyObject* ctx_;  // owned, unless it owns the node
  bool kept_by_ctx_ = false;
  std::vector<Saved> saved_;
  bool freed_ = false;
};

bool holds(PyObject* tuple, PyObject* o) {
  if (!is_list(tuple)) return false;
  for (Py_ssize_t i = 0; i < list_size(tuple); ++i) {
    if (list_item(tuple, i) == o) return true;
  }
  return false;
}

class Apply {
 public:
  Apply(PyObject* cls, PyObject* ctx, PyObject* args) : cls_(cls), ctx_(ctx), args_(args) {}

  PyObject* run(bool setup, PyObject* kwargs) {
    bool record = look_at_arguments() && mode().grad;
    if (record) {
      node_ = RefPtr<FunctionNode>::adopt(new FunctionNode(cls_, ctx_));
      node_->arguments = edges_of_;
      for (const Tensor& t : tensors_) node_->edges.push_back(gradient_edge(t));
    }
    if (record && anomaly_mode()) node_->extras().where = anomaly_place();
    Ref output = forward(setup, kwargs);
    if (!record) return output.release();
    node_->sequence = next_sequence();
    node_->materialize = PyObject_IsTrue(attribute(ctx_, "materialize_grads").get()) == 1;
    return finish(std::move(output)).release();
  }

 private:
  bool look_at_arguments() {
    Py_ssize_t n = PyTuple_GET_SIZE(args_);
    Ref needs = checked(PyTuple_New(n));
    bool any = false;
    for (Py_ssize_t i = 0; i < n; ++i) {
      PyObject* o = PyTuple_GET_ITEM(args_, i);
      bool need = is_tensor(o) && unwrap(o).requires_grad();
      any |= need;
      edges_of_.push_back(is_tensor(o) ? static_cast<int>(tensors_.size()) : -1);
      if (is_tensor(o)) tensors_.push_back(unwrap(o));
      PyTuple_SET_ITEM(needs.get(), i, Py_NewRef(need ? Py_True : Py_False));
    }
    checked(PyObject_SetAttrString(ctx_, "needs_input_grad", needs.get()));
    return any;
  }

  Ref forward(bool setup, PyObject* kwargs) {
    GradMode off(false);
    Ref function = attribute(cls_, "forward");
    if (setup) {
      Ref output = checked(PyObject_Call(function.get(), args_, kwargs));
      checked(PyObject_CallMethod(cls_, "setup_context", "OOO", ctx_, args_, output.get()));
      return output;
    }
    Ref ctx = checked(PyTuple_Pack(1, ctx_));
    Ref all = checked(PySequence_Concat(ctx.get(), args_));
    return checked(PyObject_Call(function.get(), all.get(), kwargs));
  }

  int edge_of(const Tensor& t) const {
    for (size_t i = 0; i < tensors_.size(); ++i) {
      if (tensors_[i].is_same(t)) return static_cast<int>(i);
    }
    return -1;
  }

  Ref finish(Ref output) {
    bool single = !PyTuple_Check(output.get());
    Ref given = single ? checked(PyTuple_Pack(1, output.get())) : output;
    dirty_ = attribute(ctx_, "dirty_tensors");
    fixed_ = attribute(ctx_, "non_differentiable");
    Py_ssize_t n = PyTuple_GET_SIZE(given.get());
    Ref out = checked(PyTuple_New(n));
    for (Py_ssize_t i = 0; i < n; ++i) {
      PyObject* o = PyTuple_GET_ITEM(given.get(), i);
      results_.emplace_back();
      if (!is_tensor(o)) {
        node_->results.push_back({{}, DType::None, {}});
        PyTuple_SET_ITEM(out.get(), i, Py_NewRef(o));
        continue;
      }
      const Tensor& t = unwrap(o);
      node_->results.push_back({Dims(t.sizes()), t.dtype(), t.device()});
      PyTuple_SET_ITEM(out.get(), i, one_result(o, static_cast<uint32_t>(i)));
    }
    Ref to_save = attribute(ctx_, "to_save");
    if (is_list(to_save.get())) node_->save(to_save.get(), results_);
    checked(PyObject_SetAttrString(ctx_, "to_save", Py_None));
    return single ? Ref::share(PyTuple_GET_ITEM(out.get(), 0)) : out;
  }

  PyObject* one_result(PyObject* o, uint32_t nr) {
    Tensor t = unwrap(o);
    RefPtr<Node> node(RefPtr<Node>::share(node_.get()));
    int edge = edge_of(t);
    if (holds(dirty_.get(), o)) {
      check(edge >= 0,
            "Some elements marked as dirty during the forward method were not returned as output.");
      check_inplace(t, true);
      t.bump_version();
      if (nr == 0) {
        rebase_history(t, node, edge);
      } else {
        check_implemented(!t.impl()->view_base,
                          "mark_dirty(): a view can only be the first result of a function");
        set_history(t, node, nr);
      }
      results_.back() = t;
      return Py_NewRef(o);
    }
    bool differentiable =
        (is_floating(t.dtype()) || is_complex(t.dtype())) && !holds(fixed_.get(), o);
    if (!differentiable) return edge >= 0 && t.requires_grad() ? wrap(make_alias(t)) : Py_NewRef(o);
    // An input that is returned is another tensor from here on.
    if (edge >= 0) t = make_alias(t);
    set_history(t, node, nr);
    results_.back() = t;
    return wrap(t);
  }

  PyObject *cls_, *ctx_, *args_;
  Ref dirty_, fixed_;
  std::vector<Tensor> tensors_, results_;
  std::vector<int> edges_of_;
  RefPtr<FunctionNode> node_;
};

// _function_apply(cls, ctx, args, kwargs, has_setup_context)
PyObject* function_apply(PyObject*, PyObject* args) {
  return guarded([&] {
    PyObject *cls, *ctx, *given, *kwargs;
    int setup;
    if (!PyArg_ParseTuple(args, "OO!O!O!p", &cls, ctx_type, &ctx, &PyTuple_Type, &given,
                          &PyDict_Type, &kwargs, &setup))
      throw_python_error();
    return Apply(cls, ctx, given).run(setup, kwargs);
  });
}

PyObject* saved_tensors(PyObject* self, void*) {
  return guarded([&] {
    auto* node = static_cast<FunctionNode*>(reinterpret_cast<PyNode*>(self)->node);
    return node ? node->saved().release() : checked(PyTuple_New(0)).release();
  });
}

void ctx_dealloc(PyObject* self) {
  PyTypeObject* type = Py_TYPE(self);
  if (Node* node = reinterpret_cast<PyNode*>(self)->node)
    static_cast<FunctionNode*>(node)->ctx_dies();
  type->tp_free(self);
  Py_DECREF(type);
}

}  // namespace

bool is_function_ctx(PyObject* o) { return PyObject_TypeCheck(o, ctx_type); }
RefPtr<Node> node_of_ctx(PyObject* o) {
  auto* node = static_cast<FunctionNode*>(reinterpret_cast<PyNode*>(o)->node);
  return node ? node->shared() : RefPtr<Node>();
}

void init_function(PyObject* module) {
  static PyMethodDef functions[] = {{"_function_apply", function_apply, METH_VARARGS, nullptr}, {}};
  static std::vector<PyGetSetDef> getset;
  getset = {
      {"saved_tensors", saved_tensors, nullptr, "What save_for_backward() was given.", nullptr}};
  for (PyGetSetDef* g = node_getset;; ++g) {
    getset.push_back(*g);
    if (!g->name) break;
  }
  PyType_Slot slots[] = {{Py_tp_dealloc, reinterpret_cast<void*>(ctx_dealloc)},
                         {Py_tp_methods, node_methods},
                         {Py_tp_getset, getset.data()},
                         {0, nullptr}};
  PyType_Spec spec = {"tenon._C._FunctionBase", sizeof(PyNode), 0,
                      Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE, slots};
  ctx_type = make_type(spec);
  checked(PyModule_AddType(module, ctx_type));
  checked(PyModule_AddFunctions(module, functions));
}

}  // namespace tenon::py

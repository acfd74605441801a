#include "python/ext/py_self.h"

#include "core/autograd/meta.h"
#include "core/registry/types.h"
#include "python/ext/py_callback.h"
#include "python/ext/py_native.h"
#include "python/ext/py_override.h"

namespace tenon::py {
namespace {

class RecursionGuard {
 public:
  RecursionGuard() {
    if (Py_EnterRecursiveCall(" while calling a module")) throw_python_error();
  }
  ~RecursionGuard() { Py_LeaveRecursiveCall(); }
};

void invoke_object(PyObject* o, Args args, Value* rets, uint32_t nrets);

class PyWorld final : public World {
 public:
  Value make(const Type& type, Args args, std::span<const std::string_view> names) override {
    PyObject* cls = class_of(type);
    Holder holder;
    std::vector<PyObject*> a;
    for (const Value& v : args) a.push_back(holder.hold(to_python(v)));
    Ref kwnames;
    if (!names.empty()) {
      kwnames = checked(PyTuple_New(static_cast<Py_ssize_t>(names.size())));
      for (size_t i = 0; i < names.size(); ++i) {
        PyTuple_SET_ITEM(kwnames.get(), static_cast<Py_ssize_t>(i), to_unicode(names[i]).release());
      }
    }
    Ref out = checked(PyObject_Vectorcall(cls, a.data(), a.size() - names.size(), kwnames.get()));
    Value v = instance_value(out.get());
    if (!v.is_none()) return v;
    Arena arena;
    return from_python(out.get(), arena).own();
  }
};
PyWorld& world() {
  static PyWorld w;
  return w;
}

}  // namespace

// One object per running method or per view that was handed out; from a free list, since most live
// for one call.
class PySelf final : public Self {
 public:
  static PySelf* create(PyObject* o, const TypeInfo& info, PlanRef plan) {
    void* at = free_ ? pop() : ::operator new(sizeof(PySelf));
    return new (at) PySelf(o, info, std::move(plan));
  }

  PyObject* object() const { return object_; }

  Value get(uint32_t field) override { return cell(find(field)); }
  Value get_named(std::string_view name) override {
    return cell(holder_.hold(checked(PyObject_GetAttr(object_, to_unicode(name).get()))));
  }
  void set(uint32_t field, const Value& v) override {
    const Field& f = info_->type->fields[field];
    store(f.kind, info_->field_keys[field], v, f.persistent);
  }
  void set_named(FieldKind kind, std::string_view name, const Value& v, bool persistent) override {
    Ref key = to_unicode(name);
    PyObject* interned = key.release();
    PyUnicode_InternInPlace(&interned);
    Ref owner = Ref::steal(interned);
    store(kind, interned, v, persistent);
  }
  void* native(uint32_t field) override {
    PyObject* o = find(field, true);
    return o ? native_object(o) : nullptr;
  }
  void set_native(uint32_t field, void* object) override {
    Ref holder = make_native(*info_->type, field, object);
    checked(PyObject_SetAttr(object_, info_->field_keys[field], holder.get()));
  }

  void call(uint32_t child, Args args, Value* rets, uint32_t nrets) override {
    invoke_object(find(child), args, rets, nrets);
  }
  void method(uint32_t index, Args args, Value* rets, uint32_t nrets) override {
    call_method(info_->methods[index]->name, args, rets, nrets);
  }
  void method_named(std::string_view name, Args args, Value* rets, uint32_t nrets) override {
    call_method(to_unicode(name).get(), args, rets, nrets);
  }
  void invoke(Args args, Value* rets, uint32_t nrets) override {
    Gil gil;  // a view that was handed out may be called from any thread
    invoke_object(object_, args, rets, nrets);
  }
  bool next_child(uint64_t& pos, std::string_view& name, Value& child) override;
  Value make(const Type& type, Args args, std::span<const std::string_view> names) override {
    return world().make(type, args, names);
  }
  bool training() override {
    PyObject* dict = instance_dict(object_);
    PyObject* v = dict ? dict_get(dict, names().training) : nullptr;
    if (v == Py_True || v == Py_False) return v == Py_True;
    Ref attr = checked(PyObject_GetAttr(object_, names().training));
    return PyObject_IsTrue(attr.get()) == 1;
  }
  using Self::call;
  using Self::make;
  using Self::method_named;

  // Ends the running method: what it borrowed goes, and the view too unless somebody kept it.
  void leave() noexcept {
    for (PySelf* v : views_) v->drop();
    views_.clear();
    children_ = {};
    holder_.clear();
    drop();
  }

 private:
  PySelf(PyObject* o, const TypeInfo& info, PlanRef plan)
      : Self(*info.type, retain, release),
        object_(Py_NewRef(o)),
        info_(&info),
        plan_(std::move(plan)) {}
  ~PySelf() { Py_DECREF(object_); }

  static void retain(tn_object* o) { ++static_cast<PySelf*>(static_cast<tn_self*>(o))->refs_; }
  static void release(tn_object* o) {
    if (!Py_IsInitialized()) return;
    Gil gil;
    static_cast<PySelf*>(static_cast<tn_self*>(o))->drop();
  }
  void drop() noexcept {
    if (--refs_) return;
    for (PySelf* v : views_) v->drop();
    this->~PySelf();
    *reinterpret_cast<void**>(this) = free_;
    free_ = this;
  }
  static void* pop() {
    void* at = free_;
    free_ = *static_cast<void**>(at);
    return at;
  }

  // The value of a field, held until the method returns. Null only when allowed and absent.
  PyObject* find(uint32_t field, bool optional = false) {
    PyObject* key = info_->field_keys[field];
    const ClassPlan& plan = *plan_;
    if (!plan.shadowed(field)) {
      if (PyObject* dict = instance_dict(object_)) {
        if (PyObject* v = dict_get(dict, key)) return holder_.hold(Ref::share(v));
        if (plan.is_module) {
          const Names& n = names();
          for (PyObject* group : {n.parameters, n.buffers, n.modules}) {
            PyObject* items = dict_get(dict, group);
            PyObject* v = items && PyDict_Check(items) ? dict_get(items, key) : nullptr;
            if (v) return holder_.hold(Ref::share(v));
          }
        }
      }
    }
    PyObject* v = PyObject_GetAttr(object_, key);
    if (!v && optional && PyErr_ExceptionMatches(PyExc_AttributeError)) {
      PyErr_Clear();
      return nullptr;
    }
    return holder_.hold(checked(v));
  }

  // A borrowed cell for an object that is held.
  Value cell(PyObject* o) {
    if (is_tensor(o)) [[likely]]
      return Value(unwrap(o));
    if (o == Py_None) return Value();
    Value v = instance_value(o);
    if (!v.is_none()) {
      if (v.tag == TN_SELF) {
        views_.push_back(static_cast<PySelf*>(&to_self(v)));
        return v;
      }
      return arena_.keep(v);
    }
    return from_python(o, arena_);
  }

  void call_method(PyObject* name, Args args, Value* rets, uint32_t nrets) {
    if (plan_->own_lookup) {
      PyObject* dict = instance_dict(object_);
      const MethodInfo* m = method_of(_PyType_Lookup(Py_TYPE(object_), name));
      if (m && !(dict && dict_get(dict, name))) return run(*m, args, rets, nrets);
    }
    Ref bound = checked(PyObject_GetAttr(object_, name));
    call_python(bound.get(), nullptr, args, rets, nrets);
  }
  void run(const MethodInfo& m, Args args, Value* rets, uint32_t nrets);
  void store(FieldKind kind, PyObject* key, const Value& v, bool persistent);
  void store_param(PyObject* key, const Value& v);
  void store_buffer(PyObject* key, const Value& v, bool persistent);
  void setattr(PyObject* key, PyObject* value) {
    if (plan_->is_module && plan_->own_setattr) {
      module_setattr(object_, key, value);
    } else {
      checked(PyObject_SetAttr(object_, key, value));
    }
  }

  static inline void* free_ = nullptr;  // under the GIL
  PyObject* object_;                    // owned
  const TypeInfo* info_;
  PlanRef plan_;
  uint32_t refs_ = 1;
  Holder holder_;
  Arena arena_;
  std::vector<PySelf*> views_;  // of children that were handed out
  Ref children_;                // the snapshot that next_child walks
};

namespace {

// A running method.
class Running {
 public:
  Running(PyObject* o, const TypeInfo& info, PlanRef plan)
      : self_(PySelf::create(o, info, std::move(plan))) {}
  Running(const Running&) = delete;
  ~Running() { self_->leave(); }
  PySelf& self() { return *self_; }

 private:
  PySelf* self_;
};

void invoke_object(PyObject* o, Args args, Value* rets, uint32_t nrets) {
  PlanRef plan = plan_of(Py_TYPE(o));
  if (plan->direct()) {
    PyObject* dict = instance_dict(o);
    if (dict && clean(dict)) {
      RecursionGuard guard;
      const MethodInfo& m = *plan->forward_method;
      Running running(o, *m.owner, plan_of(Py_TYPE(o), *m.owner));
      return run_method(*m.method, &running.self(), args, rets, nrets);
    }
  }
  call_python(o, nullptr, args, rets, nrets);
}

}  // namespace

void PySelf::run(const MethodInfo& m, Args args, Value* rets, uint32_t nrets) {
  RecursionGuard guard;
  Running running(object_, *m.owner, plan_of(Py_TYPE(object_), *m.owner));
  run_method(*m.method, &running.self(), args, rets, nrets);
}

bool PySelf::next_child(uint64_t& pos, std::string_view& name, Value& child) {
  if (pos == 0) {
    PyObject* dict = instance_dict(object_);
    PyObject* modules = dict ? dict_get(dict, names().modules) : nullptr;
    children_ = modules ? checked(PyDict_Items(modules)) : Ref();
  }
  if (!children_ || static_cast<Py_ssize_t>(pos) >= PyList_GET_SIZE(children_.get())) return false;
  PyObject* item = PyList_GET_ITEM(children_.get(), static_cast<Py_ssize_t>(pos++));
  name = text_of(PyTuple_GET_ITEM(item, 0));
  child = cell(PyTuple_GET_ITEM(item, 1));
  return true;
}

void PySelf::store_param(PyObject* key, const Value& v) {
  const ModuleParts& parts = module_parts();
  Ref object = Ref::share(Py_None);
  if (v.is_tensor()) {
    const Tensor& t = v.tensor();
    object = t.impl()->py_object ? Ref::steal(wrap(t)) : Ref::steal(wrap_as(parts.parameter, t));
    check_type(PyType_IsSubtype(Py_TYPE(object.get()), parts.parameter), "cannot assign '",
               type_name(object.get()), "' as parameter '", text_of(key),
               "' (tenon.nn.Parameter or None expected)");
    bool floats = is_floating(t.dtype()) || is_complex(t.dtype());
    if (floats && is_leaf(t) && !t.requires_grad()) set_requires_grad(t, true);
  }
  if (plan_->own_setattr && plan_->own_register && !has_registration_hooks()) {
    PyObject* dict = instance_dict(object_);
    PyObject* params = dict ? dict_get(dict, names().parameters) : nullptr;
    bool free = params && !_PyType_Lookup(Py_TYPE(object_), key) && !dict_get(dict, key);
    for (PyObject* group : {names().buffers, names().modules}) {
      PyObject* items = free ? dict_get(dict, group) : nullptr;
      free = free && items && !dict_get(items, key);
    }
    if (free && PyDict_CheckExact(params))
      return checked(PyDict_SetItem(params, key, object.get()));
  }
  if (object.get() != Py_None) return setattr(key, object.get());
  Ref r = checked(
      PyObject_CallMethodObjArgs(object_, names().register_parameter, key, object.get(), nullptr));
}

void PySelf::store_buffer(PyObject* key, const Value& v, bool persistent) {
  Ref object = to_python(v);
  PyObject* dict = instance_dict(object_);
  PyObject* buffers = dict ? dict_get(dict, names().buffers) : nullptr;
  if (buffers && dict_get(buffers, key)) return setattr(key, object.get());
  Ref r = checked(PyObject_CallMethodObjArgs(object_, names().register_buffer, key, object.get(),
                                             persistent ? Py_True : Py_False, nullptr));
}

// Attributes keep lists as tuples, as layers do (kernel_size=(3, 3)).
static Ref attribute_object(const Value& v) {
  Ref o = to_python(v);
  if (PyList_CheckExact(o.get()) && v.tag != TN_LIST) return checked(PyList_AsTuple(o.get()));
  return o;
}

void PySelf::store(FieldKind kind, PyObject* key, const Value& v, bool persistent) {
  if (plan_->is_module) {
    if (kind == FieldKind::Param) return store_param(key, v);
    if (kind == FieldKind::Buffer) return store_buffer(key, v, persistent);
    if (kind == FieldKind::Child && v.is_none()) {
      PyObject* dict = instance_dict(object_);
      PyObject* modules = dict ? dict_get(dict, names().modules) : nullptr;
      check_value(modules != nullptr, "cannot assign module before Module.__init__() call");
      return checked(PyDict_SetItem(modules, key, Py_None));
    }
  }
  setattr(key, attribute_object(v).get());
}

PyObject* run_planned(const MethodInfo& m, PlanRef plan, PyObject* self, PyObject* const* args,
                      size_t nargs, PyObject* kwnames) {
  Arena arena;
  alignas(Value) unsigned char
      space[(kMaxCells + kMaxResults) * sizeof(Value)];  // not cleared: most are few
  auto* cells = reinterpret_cast<Value*>(space);
  bind(m.signature, m.method->name(), args, nargs, kwnames, arena, cells);
  const auto& returns = m.method->schema.returns;
  Value* rets = cells + kMaxCells;
  {
    RecursionGuard guard;
    Running running(self, *m.owner, std::move(plan));
    HandOver hand_over(arena.overridden || function_modes);
    m.method->fn(*m.method, &running.self(), cells, rets);
  }
  if (returns.size() == 1) [[likely]] {
    if (rets[0].tag == TN_TENSOR) return wrap(rets[0].take_tensor());
    Owned owned(rets[0]);
    return to_python(owned.get()).release();
  }
  if (returns.empty()) Py_RETURN_NONE;
  std::vector<Owned> owned;
  for (size_t i = 0; i < returns.size(); ++i) owned.emplace_back(rets[i]);
  Ref out = checked(PyTuple_New(static_cast<Py_ssize_t>(returns.size())));
  for (size_t i = 0; i < returns.size(); ++i) {
    PyTuple_SET_ITEM(out.get(), static_cast<Py_ssize_t>(i), to_python(owned[i].get()).release());
  }
  return out.release();
}

PyObject* run_method_python(const MethodInfo& m, PyObject* self, PyObject* const* args,
                            size_t nargs, PyObject* kwnames) {
  return run_planned(m, plan_of(Py_TYPE(self), *m.owner), self, args, nargs, kwnames);
}

PyObject* run_static_python(const MethodInfo& m, PyObject* const* args, size_t nargs,
                            PyObject* kwnames) {
  Arena arena;
  Value cells[kMaxCells];
  bind(m.signature, m.owner->short_name, args, nargs, kwnames, arena, cells);
  WorldScope scope(world());
  Value rets[16];
  m.method->fn(*m.method, nullptr, cells, rets);
  Owned owned(rets[0]);
  return to_python(owned.get()).release();
}

void run_init_python(const MethodInfo& m, PyObject* self, PyObject* const* args, size_t nargs,
                     PyObject* kwnames) {
  Arena arena;
  Value cells[kMaxCells];
  bind(m.signature, m.owner->short_name, args, nargs, kwnames, arena, cells);
  PlanRef plan = plan_of(Py_TYPE(self), *m.owner);
  // super().__init__(), whatever it means in this MRO.
  if (plan->next_init == module_parts().init && plan->next_init) {
    module_init(self);
  } else if (plan->next_init) {
    Ref next = Ref::share(plan->next_init);
    Ref r = checked(PyObject_CallOneArg(next.get(), self));
  }
  if (!m.method->fn) return;
  RecursionGuard guard;
  WorldScope scope(world());
  Running running(self, *m.owner, plan);
  m.method->fn(*m.method, &running.self(), cells, nullptr);
}

Ref extra_repr(PyObject* self) {
  PlanRef plan = plan_of(Py_TYPE(self));
  if (!plan->info) return to_unicode("");
  Running running(self, *plan->info, plan);
  return to_unicode(format_repr(running.self()));
}

Value instance_value(PyObject* o) {
  PyTypeObject* cls = Py_TYPE(o);
  const bool callable = PyCallable_Check(o);
  if (PyType_HasFeature(cls, Py_TPFLAGS_HEAPTYPE) && !PyType_Check(o)) {
    PlanRef plan = plan_of(cls);
    if (plan->info) return self_value(*PySelf::create(o, *plan->info, plan));
  }
  if (!callable) return {};
  return callable_value(o);
}

PyObject* instance_object(const Value& v) noexcept {
  if (v.tag == TN_CALLABLE) return callable_object(v);
  if (v.tag != TN_SELF) return nullptr;
  auto* self = dynamic_cast<PySelf*>(&to_self(v));
  return self ? self->object() : nullptr;
}

}  // namespace tenon::py

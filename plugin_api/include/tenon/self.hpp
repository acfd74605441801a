// Self: the view of an instance (a module, a transform, a dataset), wherever its state lives.
#pragma once
#include "tenon/call.hpp"
#include "tenon/ctx.hpp"

TN_NAMESPACE_BEGIN

enum class FieldKind : uint32_t {
  Attr = TN_FIELD_ATTR,
  Param = TN_FIELD_PARAM,
  Buffer = TN_FIELD_BUFFER,
  Child = TN_FIELD_CHILD,
  Native = TN_FIELD_NATIVE
};

// A counted handle. Fields and methods are named by their index in the type's table, or by name.
class Self {
 public:
  using StateDict = std::vector<std::pair<std::string, Tensor>>;

  Self() noexcept {}
  explicit Self(const ValueRef& v) : Self(share(pointer(v))) {}
  static Self adopt(tn_self* s) noexcept { return Self(s); }
  static Self share(tn_self* s) noexcept {
    if (s) table().retain(s);
    return Self(s);
  }
  Self(const Self& o) noexcept : Self(share(o.s_)) {}
  Self(Self&& o) noexcept : s_(std::exchange(o.s_, nullptr)) {}
  Self& operator=(Self o) noexcept {
    std::swap(s_, o.s_);
    return *this;
  }
  ~Self() {
    if (s_) table().release(s_);
  }
  explicit operator bool() const noexcept { return s_ != nullptr; }
  tn_self* get() const noexcept { return s_; }
  tn_self* release() noexcept { return std::exchange(s_, nullptr); }
  std::string_view type_name() const {
    return detail::view(detail::tables().type.name(table().type(handle())));
  }
  bool training() const { return table().training(handle()); }

  // Fields. What is read is borrowed until the running method returns.
  ValueRef operator[](uint32_t field) const {
    tn_value v{};
    detail::check(table().get(handle(), nullptr, field, &v));
    return v;
  }
  ValueRef attr(std::string_view name) const {
    tn_value v{};
    detail::check(table().get_named(handle(), nullptr, detail::text(name), &v));
    return v;
  }
  Tensor tensor(uint32_t field) const { return (*this)[field].tensor_or_none(); }
  Self child(uint32_t field) const { return Self((*this)[field]); }
  void set(uint32_t field, const ValueRef& v) const {
    detail::check(table().set(handle(), nullptr, field, &v.cell()));
  }
  void set(uint32_t field, const Value& v) const { set(field, static_cast<const ValueRef&>(v)); }
  void set(uint32_t field, const Self& child) const { set(field, child.cell()); }
  // A field that the table does not list, such as a Sequential's "0".
  void set(FieldKind kind, std::string_view name, const ValueRef& v) const {
    detail::check(table().set_named(handle(), nullptr, static_cast<uint32_t>(kind),
                                    detail::text(name), &v.cell()));
  }
  void set(FieldKind kind, std::string_view name, const Self& child) const {
    set(kind, name, child.cell());
  }

  // Native fields: T as in native<T>("name") of the type's table.
  template <class T>
  T& native(uint32_t field) const {
    void* p = nullptr;
    detail::check(table().native(handle(), nullptr, field, &p));
    if (!p)
      fail("RuntimeError", "the instance is not initialised. Hint: call super().__init__() first.");
    return *static_cast<T*>(p);
  }
  template <class T>
  void set_native(uint32_t field, std::unique_ptr<T> object) const {
    detail::check(table().set_native(handle(), nullptr, field, object.get()));
    object.release();
  }

  // Calls the child in a field: x = self.call(kConv1, x).
  template <class R = Tensor, class... As>
  R call(uint32_t field, const As&... as) const {
    return run<R>([&](auto... a) { return table().call(handle(), nullptr, field, a...); }, as...);
  }
  // Calls a method of this instance; a subclass's wins.
  template <class R = Value, class... As>
  R method(std::string_view name, const As&... as) const {
    return run<R>(
        [&](auto... a) {
          return table().method_named(handle(), nullptr, detail::text(name), a...);
        },
        as...);
  }
  // Of modules in C++ programs: training mode here and below; the parameters here and below, each
  // once.
  void train(bool on = true) const { method<void>("train", on); }
  void eval() const { train(false); }
  std::vector<Tensor> parameters() const { return method<std::vector<Tensor>>("parameters"); }
  // Parameters and persistent buffers by dotted name, over the module's memory, as in Python.
  StateDict state_dict() const;
  // Copies values in. RuntimeError, and nothing is changed, where a shape differs or, with
  // `strict`, where the names are not those of state_dict().
  void load_state_dict(const StateDict& state, bool strict = true) const;
  // The same from and to a safetensors file, which Python's load() and safetensors' readers take.
  void save_state(std::string_view path) const { method<void>("save_state", path); }
  void load_state(std::string_view path, bool strict = true) const {
    method<void>("load_state", path, strict);
  }
  // The whole module as a folder of model.json and model.safetensors: load_model(folder) here,
  // hub.load(folder) in Python, `tenon run folder`.
  void save(std::string_view folder) const { method<void>("save", folder); }

  // Calls the instance itself, as its users do.
  template <class R = Tensor, class... As>
  R operator()(const As&... as) const {
    return invoke<R>(cell(), as...);
  }

  // A new instance in the same world: self.make("nn.Linear", 10, 5, arg("bias", false)).
  template <class... As>
  Self make(std::string_view type, const As&... as) const {
    tn_value out{};
    detail::with_args(
        [&](const tn_value* args, uint32_t n, const tn_text* names, uint32_t nnames) {
          detail::check(
              table().make(handle(), nullptr, detail::text(type), args, n, names, nnames, &out));
        },
        as...);
    return Self(Value::adopt(out));
  }

  // f(name, child) for every child.
  template <class F>
  void each_child(F&& f) const {
    tn_text name{};
    tn_value v{};
    for (uint64_t pos = 0;;) {
      detail::check(table().next_child(handle(), nullptr, &pos, &name, &v));
      if (v.tag == TN_NONE) return;
      f(detail::view(name), ValueRef(v));
    }
  }

  tn_value cell() const noexcept { return detail::pointer_cell(s_ ? TN_SELF : TN_NONE, s_); }

 private:
  explicit Self(tn_self* s) noexcept : s_(s) {}
  static const tn_host_self& table() noexcept { return detail::tables().self; }
  static tn_self* pointer(const ValueRef& v) {
    if (!v.is_self()) fail("TypeError", "got ", v.type_name(), ", expected an instance of a type.");
    return static_cast<tn_self*>(v.cell().p);
  }
  tn_self* handle() const {
    check_value(s_ != nullptr, "this instance is empty (None).");
    return s_;
  }
  template <class R, class F, class... As>
  static R run(F&& f, const As&... as) {
    tn_value rets[detail::Result<R>::kCount + 1] = {};
    detail::with_args(
        [&](const tn_value* args, uint32_t n, const tn_text*, uint32_t) {
          detail::check(f(args, n, static_cast<tn_value*>(rets), detail::Result<R>::kCount));
        },
        as...);
    return detail::Result<R>::take(rets);
  }

  tn_self* s_ = nullptr;
};

inline Self::StateDict Self::state_dict() const {
  const Value dict = method("state_dict");
  StateDict out;
  for (size_t i = 0; i < dict.size(); ++i) {
    const auto [name, tensor] = dict.pair(i);
    out.emplace_back(name.str(), tensor.tensor());
  }
  return out;
}

inline void Self::load_state_dict(const StateDict& state, bool strict) const {
  std::vector<Value> cells;
  for (const auto& [name, tensor] : state) {
    cells.emplace_back(name);
    cells.emplace_back(tensor);
  }
  tn_value dict{};
  detail::check(detail::tables().core.dict_make(reinterpret_cast<const tn_value*>(cells.data()),
                                                state.size(), &dict));
  method<void>("load_state_dict", Value::adopt(dict), strict);
}

// A new instance that lives in core: make("nn.Linear", 10, 5). For programs; inside methods use
// Self::make.
template <class... As>
Self make(std::string_view type, const As&... as) {
  const tn_type* t;
  detail::check(detail::tables().type.find(detail::text(type), &t));
  tn_value out{};
  detail::with_args(
      [&](const tn_value* args, uint32_t n, const tn_text* names, uint32_t nnames) {
        detail::check(detail::tables().type.make(nullptr, t, args, n, names, nnames, &out));
      },
      as...);
  return Self(Value::adopt(out));
}

TN_NAMESPACE_END

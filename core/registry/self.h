// Self: the view through which functions of types reach the fields of an instance, wherever its
// state lives. There are two implementations: nodes of core's own tree (core/nn/node.h) and Python
// instances (python/ext/py_self.cpp).
#pragma once
#include "core/registry/object.h"
#include "core/registry/type.h"

struct tn_self : tn_object {};

namespace tenon {

class Self : public tn_self {
 public:
  const Type& type() const { return *type_; }

  // Fields, by index in the type's table or by name. What is read stays valid until the running
  // method returns.
  virtual Value get(uint32_t field) = 0;               // AttributeError when it was never set
  virtual Value get_named(std::string_view name) = 0;  // likewise
  virtual void set(
      uint32_t field,
      const Value& v) = 0;  // of its declared kind: children and parameters are registered
  virtual void set_named(FieldKind kind, std::string_view name, const Value& v,
                         bool persistent = true) = 0;
  virtual void* native(uint32_t field) = 0;  // null when it was never set
  virtual void set_native(uint32_t field,
                          void* object) = 0;  // takes the object over, except on error

  // Calls the child in a field, a method of this instance (a subclass's wins), or the instance as
  // its users do: with hooks, overrides and replacements. rets are owned by the caller.
  virtual void call(uint32_t child, Args args, Value* rets, uint32_t nrets) = 0;
  virtual void method(uint32_t index, Args args, Value* rets, uint32_t nrets) = 0;
  virtual void method_named(std::string_view name, Args args, Value* rets, uint32_t nrets) = 0;
  virtual void invoke(Args args, Value* rets, uint32_t nrets) = 0;

  // The children, None ones included: start with pos 0; false at the end.
  virtual bool next_child(uint64_t& pos, std::string_view& name, Value& child) = 0;
  // A new instance in the same world, owned. The last names.size() of the args are given by name.
  virtual Value make(const Type& type, Args args, std::span<const std::string_view> names) = 0;
  virtual bool training() = 0;

  // ---- shorter spellings for the functions of core's types ----
  Tensor tensor(uint32_t field) { return get(field).tensor(); }
  int64_t to_int(uint32_t field) { return get(field).to_int(); }
  double to_double(uint32_t field) { return get(field).to_double(); }
  bool to_bool(uint32_t field) { return get(field).to_bool(); }
  std::string_view to_str(uint32_t field) { return get(field).to_str(); }
  Dims to_dims(uint32_t field);  // of a list of ints
  Value call(uint32_t child, const Value& arg) {
    Value ret;
    call(child, Args(&arg, 1), &ret, 1);
    return ret;
  }
  void method_named(std::string_view name) { method_named(name, {}, nullptr, 0); }
  Value make(std::string_view type, Args args = {}, std::span<const std::string_view> names = {});

 protected:
  Self(const Type& type, void (*retain)(tn_object*), void (*release)(tn_object*))
      : tn_self{{retain, release}}, type_(&type) {}
  ~Self() = default;
  const Type* type_;
};

inline Value self_value(Self& s) { return Value::pointer(TN_SELF, static_cast<tn_self*>(&s)); }
inline Self& to_self(const Value& v) { return *static_cast<Self*>(static_cast<tn_self*>(v.p)); }

// A tn_object behind TN_CALLABLE.
struct Callable : tn_object {
  using Fn = void (*)(Callable* self, Args args, Value* rets, uint32_t nrets);
  Fn fn;
};
// Runs a method over self: checks the arguments, fills in defaults, and gives at most nrets of its
// results.
void run_method(const TypeMethod& m, Self* self, Args args, Value* rets, uint32_t nrets);
// Calls a TN_CALLABLE or the instance in a TN_SELF. TypeError for anything else.
void invoke(const Value& callee, Args args, Value* rets, uint32_t nrets);

// Where instances live that nobody's view asked for: core's nodes, unless the caller's language set
// its own world.
class World {
 public:
  virtual Value make(const Type& type, Args args, std::span<const std::string_view> names) = 0;

 protected:
  ~World() = default;
};
World& current_world();
extern World* core_world;  // installed by core/nn
class WorldScope {         // the thread's world for the life of the guard
 public:
  explicit WorldScope(World& w);
  ~WorldScope();
  WorldScope(const WorldScope&) = delete;
  WorldScope& operator=(const WorldScope&) = delete;

 private:
  World* before_;
};
// An instance of a type, or what a factory returns, in the current world; owned.
Value make(const Type& type, Args args = {}, std::span<const std::string_view> names = {});

// repr's inside of an instance: the type's template filled in. `{x}` is a field as Python writes
// it, `{x:is}` whether it is set,
// `{?x:text}` a text that is there only when x is true.
std::string format_repr(Self& self);

}  // namespace tenon

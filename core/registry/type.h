// TypeDef: one row of a table of types, as data. Type: what the registry makes of it.
// A type is named fields and functions over a view of them (self.h); it never holds state.
#pragma once
#include <string>
#include <vector>

#include "core/registry/schema.h"

namespace tenon {

class Self;
struct Type;
using Args = std::span<const Value>;

enum class FieldKind : uint8_t {
  Attr = TN_FIELD_ATTR,      // number, text, list, dtype, tensor, ...
  Param = TN_FIELD_PARAM,    // a trainable tensor
  Buffer = TN_FIELD_BUFFER,  // a tensor that is state but not trained
  Child = TN_FIELD_CHILD,    // another instance
  Native = TN_FIELD_NATIVE   // an opaque object with clone, save, load
};
std::string_view kind_name(FieldKind kind) noexcept;  // "attr", "param", ...

// A function of a type in core: one cell per schema parameter, defaults filled in. Returns an owned
// cell: None, the result, or a TN_TUPLE when the schema has several results.
using TypeFn = Value (*)(Self& self, Args args);

struct MethodDef {
  const char* schema = nullptr;  // "forward(Tensor input) -> Tensor"
  TypeFn fn = nullptr;
  const char* doc = "";
};
struct ConstantDef {  // an attribute of the class
  const char* name = nullptr;
  const char* value = "";  // as a default in a schema: 1, True, 'mean'
};

struct TypeDef {
  const char* name;             // "nn.Linear"; its public path is tenon.nn.Linear
  const char* base = "Module";  // a base that core knows, or another registered type
  const char* ctor = "()";
  const char* fields =
      "";  // "attr in_features out_features, param weight, param? bias, buffer- scratch, child fc"
  TypeFn init = nullptr;  // fills the fields
  MethodDef methods[12] = {};
  MethodDef properties[4] = {};  // "name() -> int", read only
  ConstantDef constants[4] = {};
  const char* repr = "";  // "in_features={in_features}, bias={bias:is}", unless there is a method
                          // extra_repr() -> str
  uint32_t version = 1;
  const char* paths = nullptr;  // public paths when there are others than tenon.NAME
  const char* doc = "";
  const char* file = __builtin_FILE();
  int line = __builtin_LINE();
};

struct Field {
  std::string name;
  FieldKind kind = FieldKind::Attr;
  bool optional = false;   // may be None
  bool persistent = true;  // of a buffer: part of the state_dict
  const tn_native_vt* native = nullptr;
  std::string doc;
};

// rets: one cell per result of the schema, owned by the caller. self is null for a factory and for
// a static method.
struct TypeMethod;
using MethodFn = void (*)(const TypeMethod& m, Self* self, const Value* args, Value* rets);
struct TypeMethod {
  Schema schema;  // without self
  MethodFn fn = nullptr;
  void* data = nullptr;  // a TypeFn, or what the plugin host put here
  std::string doc;
  bool is_static = false;
  const Type* type = nullptr;  // the type that defines it
  uint32_t index = 0;          // in type->methods and in those of derived types

  const std::string& name() const { return schema.name; }
};

struct Property {
  std::string name;
  TypeMethod get;
  TypeMethod set;  // fn is null when it is read only
};

struct Type {
  enum class Kind : uint8_t { Type = TN_KIND_TYPE, Factory = TN_KIND_FACTORY };
  std::string name, base_name;
  Kind kind = Kind::Type;
  uint32_t version = 1;
  TypeMethod init;            // schema: the constructor; rets: none, or the instance for a factory
  std::vector<Field> fields;  // own ones when it is registered; then those of the base come first
  std::vector<TypeMethod> methods;  // likewise; an override takes the place of what it overrides
  std::vector<Property> properties;
  std::vector<std::pair<std::string, Owned>> constants;
  std::string repr, doc, source, owner;  // owner: id of the plugin, empty for core
  std::vector<std::string> paths;        // full public paths: "tenon.nn.Linear"
  TypeMethod upgrade;  // fields of version - 1 (a dict) to this version; fn may be null

  // Found at registration.
  const Type* base = nullptr;  // null when base_name is one of the bases that core knows
  std::string root;            // that base: "Module", "Transform", ...; empty for none
  int forward = -1;            // index of the method forward

  int field_id(std::string_view field) const noexcept;                    // -1 if there is none
  const TypeMethod* find_method(std::string_view method) const noexcept;  // null if there is none
  bool is_a(const Type& other) const noexcept;
};

// A finished, unregistered type from a row. ValueError naming the row's file:line when it is wrong.
Type parse_type(const TypeDef& def);

}  // namespace tenon

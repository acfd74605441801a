// Schemas: `[ns::]name[.overload](type name[=default], ..., *, type kw=default) -> rets`. Grammar:
// docs/schema.md.
#pragma once
#include <string>
#include <vector>

#include "core/registry/value.h"

namespace tenon {

enum class TypeKind : uint8_t {
  Tensor,
  TensorOrScalar,
  Int,
  Float,
  Bool,
  Str,
  Scalar,
  DType,
  Device,
  Layout,
  MemoryFormat,
  Generator,
  Any
};
std::string_view kind_name(TypeKind kind) noexcept;

struct TypeSpec {
  TypeKind kind = TypeKind::Any;
  bool optional = false;       // T?
  bool list = false;           // T[]
  bool optional_item = false;  // T?[]
  int length = 0;              // T[2]: a single T stands for two of them
  char alias = 0;              // Tensor(a)
  bool write = false;          // Tensor(a!)
  bool operator==(const TypeSpec&) const = default;
};
void append(std::string& out, const TypeSpec& t);

struct Param {
  std::string name;
  TypeSpec type;
  bool kw_only = false;
  bool required = true;
  Owned fallback;                      // the default, when not required
  std::vector<int64_t> fallback_ints;  // what list defaults point to
  std::vector<double> fallback_floats;

  // The default as a borrowed cell that a kernel takes (lists as TN_INTS or TN_FLOATS).
  Value default_value() const;
};

struct Schema {
  std::string ns, name, overload;
  std::vector<Param> params;
  std::vector<Param> returns;  // names may be empty

  std::string qualified_name() const;                   // ns::name.overload
  int index_of(std::string_view param) const noexcept;  // -1 if there is none
};
// ValueError naming the schema, the column and what was expected. Bounded: at most 64 parameters, 4
// KiB of text.
Schema parse_schema(std::string_view text);
// The same for a constructor or method: `(...)` and `name(...)` without returns are accepted too.
Schema parse_signature(std::string_view text);
std::string to_string(const Schema& s);

}  // namespace tenon

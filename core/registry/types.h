// The registry of types. Core's tables and plugins enter the same way; Python classes, stubs and
// model files read it.
#pragma once
#include <memory>
#include <span>

#include "core/registry/type.h"

namespace tenon {

// Registers a table. AssertionError naming type and file:line when a row is wrong or a name is
// taken.
void define_types(std::span<const TypeDef> table);
// Takes over finished types (plugins): all of them or none. ValueError naming both owners when a
// name or path is taken, or the base when it is unknown. Types of one call may be each other's
// base.
void add_types(std::vector<std::unique_ptr<Type>> types);

const Type* find_type(std::string_view name_or_path) noexcept;  // null when there is none
const Type& type_at(std::string_view name_or_path);             // KeyError naming similar types
std::vector<const Type*> list_types();                          // in order of registration

// The base classes that core knows: Module, Dataset, Transform, ...
bool is_known_base(std::string_view name) noexcept;

}  // namespace tenon

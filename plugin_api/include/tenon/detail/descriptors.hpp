// Tables to descriptors, all at compile time, and the entry that hands them to the host.
// Pointers to descriptors gather in two sections (not the descriptors: their stride in a section is
// the compiler's business).
#pragma once
#include <array>

#include "tenon/plugin.hpp"

TN_NAMESPACE_BEGIN
namespace detail {

// How many rows at the start of an array are used.
template <class T, size_t N, class F>
constexpr uint32_t filled(const T (&rows)[N], F is_used) {
  uint32_t n = 0;
  while (n < N && is_used(rows[n])) ++n;
  return n;
}

constexpr tn_op_desc describe(const OpDef& d) {
  for (const Kernel& k : d.kernels) {
    if (k.signature.known) compare(d.schema, k.signature);
  }
  tn_op_desc o{};
  o.struct_size = sizeof(tn_op_desc);
  o.version = d.version;
  o.kernel_count = filled(d.kernels, [](const Kernel& k) { return k.signature.known; });
  o.kernels = d.kernels;
  o.kernel_stride = sizeof(Kernel);
  o.traits = d.traits;
  o.schema = d.schema;
  o.shapes = d.shapes;
  o.paths = d.paths;
  o.doc = d.doc;
  o.saves = d.saves;
  o.nondiff = d.nondiff;
  o.infer = d.infer;
  o.setup = d.setup;
  o.vjp = d.vjp;
  o.decompose = d.decompose;
  o.upgrade = d.upgrade;
  return o;
}

constexpr tn_type_desc describe(const TypeDef& d) {
  tn_type_desc t{};
  t.struct_size = sizeof(tn_type_desc);
  t.kind = d.factory ? TN_KIND_FACTORY : TN_KIND_TYPE;
  t.version = d.version;
  t.name = d.name;
  t.base = d.base;
  t.paths = d.paths;
  t.ctor = d.ctor;
  t.repr = d.repr;
  t.doc = d.doc;
  t.traits = d.traits;
  t.fields = d.fields;
  t.methods = d.methods;
  t.properties = d.properties;
  t.attributes = d.attributes;
  t.field_count = filled(d.fields, [](const tn_field& r) { return r.name != nullptr; });
  t.field_stride = sizeof(tn_field);
  t.method_count = filled(d.methods, [](const tn_method& r) { return r.schema != nullptr; });
  t.method_stride = sizeof(tn_method);
  t.property_count = filled(d.properties, [](const tn_property& r) { return r.name != nullptr; });
  t.property_stride = sizeof(tn_property);
  t.attribute_count =
      filled(d.attributes, [](const tn_class_attr& r) { return r.name != nullptr; });
  t.attribute_stride = sizeof(tn_class_attr);
  t.init = d.init;
  t.upgrade = d.upgrade;
  return t;
}

template <class Desc, auto& Defs>
inline constexpr auto descriptors = [] {
  std::array<Desc, std::size(Defs)> out{};
  for (size_t i = 0; i < out.size(); ++i) out[i] = describe(Defs[i]);
  return out;
}();

template <class Desc, auto& Defs>
consteval auto pointers() {
  std::array<const Desc*, std::size(Defs)> out{};
  for (size_t i = 0; i < out.size(); ++i) out[i] = &descriptors<Desc, Defs>[i];
  return out;
}

inline uint32_t enter(const tn_host_root* host, tn_status** err, tn_plug_root& root,
                      const tn_plug_root** out) {
#if !defined(TN_PROGRAM)
  if (uint32_t code = tn_tables_load(&g_tables, host); code != TN_OK) return code;
#else
  (void)host;
#endif
  (void)err;
  *out = &root;
  return TN_OK;
}

}  // namespace detail
TN_NAMESPACE_END

extern "C" {  // NOLINTBEGIN(bugprone-reserved-identifier): the linker makes these names
extern const tn_op_desc* const __start_tn_ops[] __attribute__((weak, visibility("hidden")));
extern const tn_op_desc* const __stop_tn_ops[] __attribute__((weak, visibility("hidden")));
extern const tn_type_desc* const __start_tn_types[] __attribute__((weak, visibility("hidden")));
extern const tn_type_desc* const __stop_tn_types[] __attribute__((weak, visibility("hidden")));
}  // NOLINTEND(bugprone-reserved-identifier)

#define TN_JOIN_(a, b) a##b
#define TN_JOIN(a, b) TN_JOIN_(a, b)
#define TN_GATHER(section_name, desc, table)                                                     \
  [[maybe_unused]] __attribute__((TN_KEEP, section(section_name),                                \
                                  aligned(8))) static constinit const auto TN_JOIN(tn_gathered_, \
                                                                                   __LINE__) =   \
      ::tenon::detail::pointers<desc, table>();

// Registers a table: TN_OPS(kOps) and TN_TYPES(kTypes), in any file of the plugin, at namespace
// scope.
#define TN_OPS(table) TN_GATHER("tn_ops", tn_op_desc, table)
#define TN_TYPES(table) TN_GATHER("tn_types", tn_type_desc, table)

// Once per plugin, outside of namespaces: TN_PLUGIN("tenon.vision", "0.1.0")
#define TN_PLUGIN(plugin_id, plugin_version)                                                    \
  TN_MANIFEST_NOTE                                                                              \
  extern "C" TN_EXPORT uint32_t tn_plugin_entry_v1(const tn_host_root* host,                    \
                                                   const tn_plug_root** out, tn_status** err) { \
    static tn_plug_root root = {sizeof(tn_plug_root),                                           \
                                0,                                                              \
                                TN_ABI_MAJOR,                                                   \
                                TN_ABI_MINOR,                                                   \
                                plugin_id,                                                      \
                                plugin_version,                                                 \
                                __start_tn_ops,                                                 \
                                __start_tn_types,                                               \
                                static_cast<uint32_t>(__stop_tn_ops - __start_tn_ops),          \
                                static_cast<uint32_t>(__stop_tn_types - __start_tn_types),      \
                                nullptr};                                                       \
    return ::tenon::detail::enter(host, err, root, out);                                        \
  }

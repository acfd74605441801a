// The host's side of the negotiation: one set of tables, filled once, asked for by id and size.
#include "core/plugin/boundary.h"
#include "core/plugin/loaded.h"
#include "core/plugin/node_files.h"

namespace tenon::plugin {
namespace {

struct Entry {
  std::string_view id;
  const void* table;
};

const tn_tables& tables() {
  static const tn_tables t = [] {
    tn_tables t{};
    auto open = [](auto& table) { table.struct_size = sizeof(table); };
    open(t.core), open(t.tensor), open(t.op), open(t.autograd), open(t.ctx), open(t.type),
        open(t.self), open(t.random), open(t.parallel), open(t.log), open(t.plugin);
    fill_status(t.core);
    fill_core(t.core);
    fill_tensor(t.tensor);
    fill_op(t.op);
    fill_autograd(t.autograd);
    fill_ctx(t.ctx);
    fill_type(t.type);
    fill_self(t.self);
    fill_services(t);
    add_file_methods();
    tn_tables_fill(&t);
    return t;
  }();
  return t;
}

uint32_t query(const tn_host_root*, const char* id, uint32_t min_size, const void** out) {
  const void* table = host_table(id, min_size);
  if (!table) return host_table(id, 0) ? TN_UNIMPLEMENTED : TN_NOT_FOUND;
  *out = table;
  return TN_OK;
}

}  // namespace

const void* host_table(std::string_view id, uint32_t min_size) {
  const tn_tables& t = tables();
  const Entry entries[] = {
      {TN_ID_CORE, &t.core},         {TN_ID_TENSOR, &t.tensor},    {TN_ID_OP, &t.op},
      {TN_ID_AUTOGRAD, &t.autograd}, {TN_ID_CTX, &t.ctx},          {TN_ID_TYPE, &t.type},
      {TN_ID_SELF, &t.self},         {TN_ID_RANDOM, &t.random},    {TN_ID_LOG, &t.log},
      {TN_ID_PLUGIN, &t.plugin},     {TN_ID_PARALLEL, &t.parallel}};
  for (const Entry& e : entries) {
    if (e.id == id) return *static_cast<const uint32_t*>(e.table) >= min_size ? e.table : nullptr;
  }
  return nullptr;
}

const tn_host_root* host_root() {
  static constexpr tn_host_root root = {sizeof(tn_host_root), 0,          TN_ABI_MAJOR,
                                        TN_ABI_MINOR,         TN_VERSION, query};
  return &root;
}

void check_needs(const Manifest& m) {
  for (const Manifest::Table& need : m.needs) {
    if (host_table(need.id, need.size)) continue;
    const void* have = host_table(need.id, 0);
    fail(ErrorKind::Import, "tables: need ", need.id, " with ", need.size, " bytes, have ",
         have ? str(*static_cast<const uint32_t*>(have), " bytes") : "no such table",
         ". Fix: update tenon-ml, or install an older version of the plugin.");
  }
}

}  // namespace tenon::plugin

extern "C" {
const tn_host_root* tn_host(void) { return tenon::plugin::host_root(); }

void tn_abi_version(uint32_t* major, uint32_t* minor, uint32_t* patch) {
  *major = TN_ABI_MAJOR;
  *minor = TN_ABI_MINOR;
  *patch = 0;
}
}

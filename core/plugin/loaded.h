// Between the files of this room: what is loaded, the host's tables, and the way of descriptors
// into the registry.
#pragma once
#include <string_view>

#include "core/plugin/manifest.h"
#include "tenon/negotiate.h"

namespace tenon::plugin {

bool is_loaded(std::string_view path);

// What plugins and programs see of this core.
const tn_host_root* host_root();
// A table of this core by id with at least `min_size` bytes; null if there is none.
const void* host_table(std::string_view id, uint32_t min_size);
// ImportError naming the table where the manifest needs one that this core lacks.
void check_needs(const Manifest& manifest);

// Fills one table each; the rest is stubs. bridge_*.cpp
void fill_status(tn_host_core& t);  // the errors of the core table
void fill_core(tn_host_core& t);
void fill_tensor(tn_host_tensor& t);
void fill_autograd(tn_host_autograd& t);
void fill_op(tn_host_op& t);
void fill_ctx(tn_host_ctx& t);
void fill_type(tn_host_type& t);
void fill_self(tn_host_self& t);
void fill_services(tn_tables& t);  // random, parallel, log, plugin

// Checks all descriptors and registers them, or throws and registers none.
void register_descriptors(const tn_plug_root& root, const Manifest& manifest);

}  // namespace tenon::plugin

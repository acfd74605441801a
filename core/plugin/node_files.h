// Files of modules that C++ programs hold.
#pragma once

namespace tenon::plugin {

// Gives every node save_state(), load_state(), save() and load(). Once: the tables of the
// host do so.
void add_file_methods();

}  // namespace tenon::plugin

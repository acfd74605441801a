// The plugin host: finds plugins, reads what they say of themselves, loads them, and reports on all
// of that as data.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/plugin/manifest.h"

namespace tenon::plugin {

struct Found {
  std::string path;
  std::string source;  // "path", "TN_PLUGIN_PATH", "package" or "entry point"
  bool loaded = false;
  Manifest manifest;    // empty where `problem` is not
  std::string problem;  // why the file cannot be a plugin, one sentence
};

// Another folder to look in: a Python package that has `_plugin/` (entry points `tenon.plugins`).
// Twice is fine.
void add_search_folder(std::string_view folder);

// Every plugin file that can be seen, in the order of the search. Runs no code of theirs.
std::vector<Found> list();

// The file that `load` would take for an id ("tenon.vision"), a short name ("vision") or a path.
// ImportError when there is none, or when two different builds of it are found: it names both.
Found find(std::string_view name_or_path);
// The same for an id or short name, without an error: false when there is none.
bool exists(std::string_view name);

// Loads a plugin and registers what it has, all or nothing. Loaded plugins stay for the life of the
// process; loading one again does nothing. ImportError names plugin, step, need, have and fix.
void load(std::string_view name_or_path);
// The loaded plugins, in order of loading.
std::vector<Found> loaded();

// One step of a report. `detail` says what is, `fix` what to do where it is wrong.
struct Step {
  // "manifest", "platform", "abi", "tables", "exports", "libraries", "load"
  std::string name;
  bool ok = true;
  std::string detail, fix;
};
// Replays the steps of loading a file without registering anything; stops at the first that fails.
// With `run`, the file is also opened by the dynamic linker, which may run its constructors.
std::vector<Step> check_file(const std::string& path, bool run = false);

// The folder of the package (`tenon/`) that this library lies in: beside it are the packages of
// plugins.
std::string package_folder();

}  // namespace tenon::plugin

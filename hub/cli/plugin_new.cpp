// tenon plugin new, tenon plugin sdk: what starts a plugin outside of the tree.
#include <algorithm>
#include <filesystem>

#include "core/io/file.h"
#include "core/plugin/host.h"
#include "hub/cli/commands.h"
#include "hub/cli/output.h"

namespace tenon::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMark = "@name@";  // in the template's files and their names
constexpr size_t kMaxFile = size_t{1} << 20;

std::string filled(std::string text, const std::string& name) {
  for (size_t at = 0; (at = text.find(kMark, at)) != text.npos; at += name.size()) {
    text.replace(at, kMark.size(), name);
  }
  return text;
}

// What may be a namespace of ops, a Python module and a CMake target at once.
bool is_plugin_name(std::string_view s) {
  return s.size() >= 2 && s.size() <= 40 && s[0] >= 'a' && s[0] <= 'z' &&
         std::all_of(s.begin(), s.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
         });
}

std::string template_folder() {
  std::string folder = plugin::package_folder() + "/sdk/template";
  if (fs::is_directory(folder)) return folder;
  throw hub::HubError(hub::code::kStore,
                      str("the package has no template: there is no folder ", folder),
                      "install tenon-ml again");
}

}  // namespace

int plugin_new(const Common&, const std::string& name) {
  if (!is_plugin_name(name)) {
    throw hub::HubError(hub::code::kUsage, str("not a plugin's name: got `", name,
                                               "`, expected 2 to 40 of a-z 0-9 _, a letter first"));
  }
  if (plugin::exists(name)) {
    throw hub::HubError(hub::code::kUsage,
                        str("there is a plugin `", name, "` already: ", plugin::find(name).path));
  }
  if (fs::exists(name))
    throw hub::HubError(hub::code::kUsage, str("the folder ", name, " exists already"));
  std::string from = template_folder();
  for (const auto& entry : fs::recursive_directory_iterator(from)) {
    if (!entry.is_regular_file()) continue;
    fs::path to = fs::path(name) / filled(fs::relative(entry.path(), from).string(), name);
    fs::create_directories(to.parent_path());
    io::write_file(to.string(),
                   filled(io::read_file(entry.path().string(), "plugin new", kMaxFile), name),
                   "plugin new");
    print(to.string());
  }
  print(
      str("\ncd ", name,
          " && cmake -B build -DCMAKE_PREFIX_PATH=\"$(tenon plugin sdk)\" && cmake --build build"));
  return 0;
}

int plugin_sdk(const Common&) {
  print(plugin::package_folder());
  return 0;
}

}  // namespace tenon::cli

// Where plugins are looked for: TN_PLUGIN_PATH, then `tenon_*/_plugin/` beside the package, then
// folders named by Python.
#include <dlfcn.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <mutex>

#include "core/base/env.h"
#include "core/base/error.h"
#include "core/plugin/host.h"
#include "core/plugin/loaded.h"

namespace fs = std::filesystem;

namespace tenon::plugin {
namespace {

std::mutex g_mutex;
std::vector<std::string>& extra_folders() {
  static auto* folders = new std::vector<std::string>;
  return *folders;
}

std::vector<fs::path> sorted_entries(const fs::path& folder) {
  std::vector<fs::path> out;
  std::error_code ec;
  for (fs::directory_iterator it(folder, ec), end; !ec && it != end; it.increment(ec))
    out.push_back(it->path());
  std::sort(out.begin(), out.end());
  return out;
}

void add_file(std::vector<Found>& out, const fs::path& file, std::string_view source) {
  std::error_code ec;
  const std::string path = fs::weakly_canonical(file, ec).string();
  for (const Found& f : out) {
    if (f.path == path) return;
  }
  Found found{.path = path, .source = std::string(source)};
  try {
    found.manifest = read_manifest(path);
    found.loaded = is_loaded(path);
  } catch (const Error& e) {
    found.problem = e.message();
  }
  out.push_back(std::move(found));
}

void add_libraries(std::vector<Found>& out, const fs::path& folder, std::string_view source) {
  for (const fs::path& file : sorted_entries(folder)) {
    if (file.extension() == ".so") add_file(out, file, source);
  }
}

void add_plugin_path(std::vector<Found>& out) {
  std::string_view rest = env::get("TN_PLUGIN_PATH");
  while (!rest.empty()) {
    const size_t colon = rest.find(':');
    const fs::path entry(rest.substr(0, colon));
    rest = colon == std::string_view::npos ? std::string_view() : rest.substr(colon + 1);
    std::error_code ec;
    if (entry.empty()) continue;
    if (fs::is_directory(entry, ec)) {
      add_libraries(out, entry, "TN_PLUGIN_PATH");
      add_libraries(out, entry / "_plugin", "TN_PLUGIN_PATH");
    } else {
      add_file(out, entry, "TN_PLUGIN_PATH");
    }
  }
}

void add_packages(std::vector<Found>& out) {
  for (const fs::path& folder : sorted_entries(fs::path(package_folder()).parent_path())) {
    if (folder.filename().string().starts_with("tenon_"))
      add_libraries(out, folder / "_plugin", "package");
  }
  std::vector<std::string> extra;
  {
    std::lock_guard lock(g_mutex);
    extra = extra_folders();
  }
  for (const std::string& folder : extra)
    add_libraries(out, fs::path(folder) / "_plugin", "entry point");
}

bool has_name(const Found& f, std::string_view name) {
  return f.problem.empty() && (f.manifest.id == name || f.manifest.short_name() == name);
}

bool same_bytes(const std::string& a, const std::string& b) {
  std::error_code ec;
  if (fs::file_size(a, ec) != fs::file_size(b, ec) || ec) return false;
  std::ifstream x(a, std::ios::binary), y(b, std::ios::binary);
  char p[1 << 14], q[1 << 14];
  while (x && y) {
    x.read(p, sizeof(p));
    y.read(q, sizeof(q));
    if (x.gcount() != y.gcount() || std::memcmp(p, q, static_cast<size_t>(x.gcount())) != 0)
      return false;
  }
  return true;
}

// What the user names wins over what happens to be installed; among equals two builds are a
// mistake.
const Found* choose(const std::vector<Found>& all, std::string_view name) {
  const Found* first = nullptr;
  for (const Found& f : all) {
    if (!has_name(f, name)) continue;
    if (!first) {
      first = &f;
      continue;
    }
    if (first->source == "TN_PLUGIN_PATH" && f.source != "TN_PLUGIN_PATH") return first;
    if (f.manifest.id == first->manifest.id && same_bytes(f.path, first->path)) continue;
    fail(ErrorKind::Import, "plugin '", name,
         "': two different builds are found: ", first->manifest.id, ' ', first->manifest.version,
         " at '", first->path, "' and ", f.manifest.id, ' ', f.manifest.version, " at '", f.path,
         "'. Fix: remove one, or name one in TN_PLUGIN_PATH.");
  }
  return first;
}

// A damaged file where the user points to is an error, not a reason to take what is installed.
void refuse_damaged(const std::vector<Found>& all, std::string_view name) {
  for (const Found& f : all) {
    const std::string file = fs::path(f.path).filename().string();
    if (f.source == "TN_PLUGIN_PATH" && !f.problem.empty() &&
        file.find(name.substr(name.rfind('.') + 1)) != std::string::npos)
      fail(ErrorKind::Import, f.problem);
  }
}

[[noreturn]] void not_found(const std::vector<Found>& all, std::string_view name) {
  std::string have, damaged;
  for (const Found& f : all) {
    if (f.problem.empty()) {
      have += (have.empty() ? "" : ", ") + f.manifest.id;
    } else if (f.path.find(name) != std::string::npos) {
      damaged += " One file that may be it is unusable: " + f.problem;
    }
  }
  fail(ErrorKind::Import, "plugin '", name, "' is not found: have ", have.empty() ? "none" : have,
       ".", damaged, " Fix: pip install tenon-", name.substr(name.rfind('.') + 1),
       ", or name its file in TN_PLUGIN_PATH.");
}

}  // namespace

std::string package_folder() {
  Dl_info info;
  if (!::dladdr(reinterpret_cast<void*>(&package_folder), &info) || !info.dli_fname) return {};
  std::error_code ec;
  return fs::weakly_canonical(info.dli_fname, ec)
      .parent_path()
      .parent_path()
      .string();  // tenon/lib/libtenon.so
}

void add_search_folder(std::string_view folder) {
  std::lock_guard lock(g_mutex);
  auto& folders = extra_folders();
  if (std::find(folders.begin(), folders.end(), folder) == folders.end())
    folders.emplace_back(folder);
}

std::vector<Found> list() {
  std::vector<Found> out;
  add_plugin_path(out);
  add_packages(out);
  return out;
}

Found find(std::string_view name) {
  if (name.find('/') != std::string_view::npos || name.ends_with(".so")) {
    std::error_code ec;
    Found f{.path = fs::weakly_canonical(fs::path(name), ec).string(), .source = "path"};
    f.manifest = read_manifest(f.path);
    f.loaded = is_loaded(f.path);
    return f;
  }
  const std::vector<Found> all = list();
  const Found* f = choose(all, name);
  if (!f) not_found(all, name);
  if (f->source != "TN_PLUGIN_PATH") refuse_damaged(all, name);
  return *f;
}

bool exists(std::string_view name) {
  const std::vector<Found> all = list();
  return std::any_of(all.begin(), all.end(), [&](const Found& f) { return has_name(f, name); });
}

}  // namespace tenon::plugin

// Loading: every step that can fail does so before the next one runs, and says what is needed, what
// is there, what to do.
#define BOOST_DLL_USE_STD_FS
#include <boost/dll/shared_library.hpp>
#include <mutex>

#include "core/base/env.h"
#include "core/base/error.h"
#include "core/plugin/boundary.h"
#include "core/plugin/host.h"
#include "core/plugin/inspect.h"
#include "core/plugin/loaded.h"

namespace tenon::plugin {
namespace {

using Library = boost::dll::shared_library;
using Entry = uint32_t(const tn_host_root*, const tn_plug_root**, tn_status**);

// One lock for loading: registration is a transaction, and two threads may ask for one plugin.
std::recursive_mutex g_mutex;
std::vector<Found>& all_loaded() {
  static auto* plugins = new std::vector<Found>;
  return *plugins;
}

#if defined(__x86_64__)
constexpr std::string_view kArch = "x86_64";
#elif defined(__aarch64__)
constexpr std::string_view kArch = "aarch64";
#endif

void check_platform(const Manifest& m) {
  if (m.os == "linux" && m.arch == kArch) return;
  fail(ErrorKind::Import, "platform: need ", m.os, ' ', m.arch, ", have linux ", kArch,
       ". Fix: install the build for this machine.");
}

void check_abi(int64_t major) {
  if (major == TN_ABI_MAJOR) return;
  fail(ErrorKind::Import, "abi: need major ", major, ", have ", TN_ABI_MAJOR, ". Fix: ",
       major > TN_ABI_MAJOR ? "update tenon-ml." : "install a newer build of the plugin.");
}

Library open(const std::string& path) {
  try {
    return Library(path, boost::dll::load_mode::rtld_now | boost::dll::load_mode::rtld_local);
  } catch (const std::exception& e) {
    fail(ErrorKind::Import, "load: the dynamic linker refused it: ", e.what(),
         ". Fix: install what it names.");
  }
}

const tn_plug_root& enter(Library& library, const Manifest& m) {
  if (!library.has(TN_ENTRY_NAME)) {
    fail(ErrorKind::Import,
         "entry: need the symbol " TN_ENTRY_NAME ", have none. Fix: build it with tn_add_plugin.");
  }
  const tn_plug_root* root = nullptr;
  tn_status* status = nullptr;
  const uint32_t code = library.get<Entry>(TN_ENTRY_NAME)(host_root(), &root, &status);
  throw_if(status);
  if (code != TN_OK || !root) fail(ErrorKind::Import, "entry: it answered with code ", code, ".");
  check_abi(root->abi_major);
  if (m.id != root->id || m.version != root->version) {
    fail(ErrorKind::Import, "entry: the manifest says ", m.id, ' ', m.version, ", the code says ",
         root->id, ' ', root->version,
         ". Fix: build it again; the manifest is sealed after the link.");
  }
  return *root;
}

void load_found(const Found& f) {
  const Manifest& m = f.manifest;
  for (const Found& other : all_loaded()) {
    if (other.path == f.path) return;
    if (other.manifest.id == m.id) {
      fail(ErrorKind::Import, "another build is loaded already: ", other.manifest.version,
           " from '", other.path, "'. Fix: start a new process, or use one of the two.");
    }
  }
  check_platform(m);
  check_abi(m.abi_major);
  check_needs(m);
  // Never closed, not even at exit: types, ops and live objects point into it.
  static auto* libraries = new std::vector<Library>;
  libraries->push_back(open(f.path));
  register_descriptors(enter(libraries->back(), m), m);
  all_loaded().push_back(f);
  all_loaded().back().loaded = true;
}

}  // namespace

bool is_loaded(std::string_view path) {
  std::lock_guard lock(g_mutex);
  for (const Found& f : all_loaded()) {
    if (f.path == path) return true;
  }
  return false;
}

std::vector<Found> loaded() {
  std::lock_guard lock(g_mutex);
  return all_loaded();
}

void load(std::string_view name) {
  std::lock_guard lock(g_mutex);
  for (const Found& f : all_loaded()) {
    if (f.manifest.id == name || f.manifest.short_name() == name) return;
  }
  const Found f = find(name);
  try {
    load_found(f);
  } catch (const Error& e) {
    Error out(ErrorKind::Import, str("plugin ", f.manifest.id, ' ', f.manifest.version, " ('",
                                     f.path, "'): ", e.message()));
    out.foreign = e.foreign;
    throw out;
  }
}

std::vector<Step> check_file(const std::string& path, bool run) {
  std::vector<Step> steps;
  // Runs one step and notes its outcome; false ends the report.
  auto step = [&](const char* name, auto&& body) {
    Step& s = steps.emplace_back(Step{.name = name});
    try {
      s.detail = body();
    } catch (const std::exception& e) {
      s.ok = false;
      s.detail = e.what();
      if (size_t at = s.detail.find(" Fix: "); at != std::string::npos) {
        s.fix = s.detail.substr(at + 6);
        s.detail.resize(at);
      }
    }
    return s.ok;
  };
  Manifest m;
  bool ok = step("manifest", [&] {
    m = read_manifest(path);
    return str(m.id, ' ', m.version, ": ", m.ops.size(), " ops, ", m.types.size(), " types");
  });
  ok = ok &&
       step("platform", [&] { return check_platform(m), str(m.os, ' ', m.arch, ' ', m.libc); });
  ok = ok && step("abi", [&] {
         return check_abi(m.abi_major),
                str("major ", m.abi_major, ", built with minor ", m.abi_built_with);
       });
  ok = ok &&
       step("tables", [&] { return check_needs(m), str(m.needs.size(), " needed, all here"); });
  Dynamic dynamic;
  ok = ok && step("exports", [&] {
         dynamic = read_dynamic(FileBytes(path));
         return check_exports(dynamic);
       });
  ok = ok && step("libraries", [&] { return check_libraries(dynamic); });
  if (ok && run) {
    step("load", [&] {
      Library library = open(path);
      if (!library.has(TN_ENTRY_NAME))
        fail(ErrorKind::Import, "it has no " TN_ENTRY_NAME ". Fix: build it with tn_add_plugin.");
      return std::string("the dynamic linker takes it");
    });
  }
  return steps;
}

}  // namespace tenon::plugin

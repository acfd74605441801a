#include "hub/model.h"

#include <sys/stat.h>

#include "core/io/file.h"
#include "core/plugin/host.h"
#include "hub/error.h"

namespace tenon::hub {

namespace {

constexpr size_t kMaxStructure = size_t{64} << 20;

bool is_folder(const std::string& path) {
  struct stat s;
  return ::stat(path.c_str(), &s) == 0 && S_ISDIR(s.st_mode);
}

// A name of the hub has one slash at least and never starts like a path.
bool looks_like_path(std::string_view s) {
  return s.starts_with('/') || s.starts_with('.') || s.ends_with('/') || s.find('/') == s.npos;
}

// Plugins of others come in packages of any name.
std::string how_to_get(std::string_view plugin, const char* option) {
  constexpr std::string_view kOurs = "tenon.";
  if (plugin.starts_with(kOurs))
    return str("pip install ", option, "tenon-ml[", plugin.substr(kOurs.size()), "]");
  return "install the package that brings it, or let TN_PLUGIN_PATH name its folder";
}

}  // namespace

ModelFiles find_model(const Hub& hub, const std::string& name_or_folder, bool offline,
                      Progress& progress) {
  if (is_folder(name_or_folder)) {
    return {.structure = str(name_or_folder, "/", io::kModelFile),
            .weights = str(name_or_folder, "/", io::kWeightsFile)};
  }
  if (looks_like_path(name_or_folder)) {
    throw HubError(code::kNoModel, str("there is no folder `", name_or_folder, "`"),
                   "a model is a folder with model.json and model.safetensors, or a name such as "
                   "vision/lenet");
  }
  Ref ref = parse_ref(name_or_folder);
  Pulled pulled = offline ? hub.open(ref) : hub.pull(ref, progress);
  std::string structure = pulled.file(io::kModelFile), weights = pulled.file(io::kWeightsFile);
  return {structure, weights, std::move(pulled)};
}

io::ModelDocument read_structure(const ModelFiles& files) {
  std::string text = io::read_file(files.structure, "load", kMaxStructure);
  try {
    return io::parse_model(text, io::kModelFile);
  } catch (const Error& e) {
    throw HubError(code::kBadContent, e.message());
  }
}

void load_plugins(const std::vector<io::Requirement>& requirements) {
  for (const auto& [name, range] : requirements) {
    if (!plugin::exists(name)) {
      throw HubError(
          code::kNoFit,
          str("the model needs the plugin ", name, " ", range, ", which is not installed"),
          how_to_get(name, ""));
    }
    std::string have = plugin::find(name).manifest.version;
    auto version = Version::parse(have);
    auto wanted = VersionRange::parse(range);
    if (!version || !wanted || !wanted->contains(*version)) {
      throw HubError(
          code::kNoFit,
          str("the model needs the plugin ", name, " ", range, ", and ", have, " is installed"),
          how_to_get(name, "-U "));
    }
    plugin::load(name);
  }
}

LoadedModel load_model(const ModelFiles& files) {
  LoadedModel out{.document = read_structure(files)};
  load_plugins(out.document.requirements);
  try {
    out.tree = io::build_tree(out.document, io::load_safetensors(files.weights));
  } catch (const Error& e) {
    if (e.kind() != ErrorKind::Value) throw;
    throw HubError(code::kBadContent, e.message());
  }
  io::set_eval(out.tree.root.get());
  return out;
}

}  // namespace tenon::hub

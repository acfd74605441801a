// Methods of nodes, not a table of the ABI: a program reaches them through the slots that it has.
#include "core/plugin/node_files.h"

#include <filesystem>

#include "core/base/semver.h"
#include "core/io/file.h"
#include "core/io/tree.h"
#include "core/nn/node_methods.h"
#include "core/nn/node_state.h"
#include "core/plugin/host.h"

namespace tenon::plugin {
namespace {

constexpr size_t kMaxStructure = size_t{64} << 20;
const io::Metadata kMetadata{{"format", "tenon"}};

void save_state(const TypeMethod&, Self* self, const Value* args, Value*) {
  io::TensorMap tensors;
  for (auto& [name, t] : nn::state_of(static_cast<nn::Node&>(*self))) tensors.emplace(name, t);
  io::save_safetensors(std::string(args[0].to_str()), tensors, kMetadata);
}

void load_state(const TypeMethod&, Self* self, const Value* args, Value*) {
  const io::TensorMap tensors = io::load_safetensors(std::string(args[0].to_str()));
  nn::load_state(static_cast<nn::Node&>(*self), {tensors.begin(), tensors.end()},
                 args[1].to_bool());
}

// A plugin that is loaded, from wherever, or else one that can be found. ImportError.
Found loaded_or_found(const std::string& id) {
  for (const Found& plugin : loaded()) {
    if (plugin.manifest.id == id) return plugin;
  }
  return find(id);
}

// What a model of these plugins asks for: versions that are compatible with those at hand.
std::vector<io::Requirement> requirements_of(const Value& root) {
  std::vector<io::Requirement> out;
  for (const std::string& id : io::plugins_of(root)) {
    const std::string version = loaded_or_found(id).manifest.version;
    const size_t second_dot = version.find('.', version.find('.') + 1);
    out.push_back({id, "^" + version.substr(0, second_dot)});
  }
  return out;
}

void load_required(const std::vector<io::Requirement>& requirements) {
  for (const auto& [name, range] : requirements) {
    const Found plugin = loaded_or_found(name);
    const std::string& have = plugin.manifest.version;
    const auto version = Version::parse(have);
    const auto wanted = VersionRange::parse(range);
    if (!version || !wanted || !wanted->contains(*version)) {
      fail(ErrorKind::Import, "load(): the model needs the plugin ", name, " ", range, ", and ",
           have, " is installed.");
    }
    if (!plugin.loaded) load(plugin.path);
  }
}

// The structure is written last: a folder without it is no model.
void save(const TypeMethod&, Self* self, const Value* args, Value*) {
  const std::string folder(args[0].to_str());
  const Value root = self_value(*self);
  io::TensorMap tensors;
  io::ModelDocument document = io::describe_tree(root, Value(), tensors);
  document.requirements = requirements_of(root);
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) fail(ErrorKind::OS, "save(): cannot make the folder ", folder, ": ", error.message());
  io::save_safetensors(str(folder, "/", io::kWeightsFile), tensors, kMetadata);
  io::write_file(str(folder, "/", io::kModelFile), io::format_model(document), "save()");
}

// Static: the node that it is called on has no part in it.
void load_model(const TypeMethod&, Self*, const Value* args, Value* rets) {
  const std::string folder(args[0].to_str());
  const std::string path = str(folder, "/", io::kModelFile);
  const io::ModelDocument document =
      io::parse_model(io::read_file(path, "load()", kMaxStructure), path);
  load_required(document.requirements);
  io::Tree tree =
      io::build_tree(document, io::load_safetensors(str(folder, "/", io::kWeightsFile)));
  io::set_eval(tree.root.get());
  rets[0] = tree.root.release();
}

}  // namespace

void add_file_methods() {
  nn::add_common_method("save_state(str path)", save_state);
  nn::add_common_method("load_state(str path, bool strict=True)", load_state);
  nn::add_common_method("save(str folder)", save);
  nn::add_common_method("load(str folder) -> any", load_model);
}

}  // namespace tenon::plugin

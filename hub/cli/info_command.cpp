// tenon info: what a saved model consists of. Reads the files only; no plugin is loaded.
#include "hub/cli/commands.h"
#include "hub/cli/output.h"
#include "hub/model.h"
#include "hub/text.h"

namespace tenon::cli {

namespace {

using io::Json;

void print_node(const io::ModelNode& node, const std::string& name, size_t level) {
  std::string line(2 * level, ' ');
  if (!name.empty()) line += "(" + name + "): ";
  line += node.shared.empty() ? node.type : "the same as " + node.shared;
  std::string fields;
  for (const auto& [field, value] : node.fields)
    fields += (fields.empty() ? "" : ", ") + field + "=" + value.dump();
  print(fields.empty() ? line : str(line, "(", fields, ")"));
  for (const auto& [child_name, child] : node.children) print_node(child, child_name, level + 1);
}

}  // namespace

int model_info(const Common& common, const std::string& model) {
  hub::Hub hub({.registry = common.registry});
  auto progress =
      make_progress(common.json && common.progress == "auto" ? "none" : common.progress);
  hub::ModelFiles files = hub::find_model(hub, model, false, *progress);
  io::ModelDocument document = hub::read_structure(files);
  int64_t values = 0;
  uint64_t bytes = 0;
  Json tensors = Json::object();
  for (const auto& [name, tensor] : io::load_safetensors(files.weights)) {
    values += tensor.numel();
    bytes += tensor.nbytes();
    tensors.set(name, Json::string(str(tensor.dtype(), " ", tensor.sizes())));
  }
  if (common.json) {
    Json labels = Json::array();
    for (const auto& l : document.labels) labels.push(Json::string(l));
    print_json(Json::object()
                   .set("root", io::node_json(document.root))
                   .set("labels", std::move(labels))
                   .set("tensors", std::move(tensors)));
    return 0;
  }
  print_node(document.root, "", 0);
  if (document.has_input) print_node(document.input, "input", 0);
  for (const auto& r : document.requirements) print(str("requires ", r.plugin, " ", r.range));
  print(str(values, " values, ", hub::human_size(bytes), ", ", document.labels.size(), " labels"));
  return 0;
}

}  // namespace tenon::cli

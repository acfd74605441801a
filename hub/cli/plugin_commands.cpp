// tenon plugin list, info, check, doctor: what the plugin host knows, printed.
#include "core/plugin/host.h"
#include "hub/cli/commands.h"
#include "hub/cli/output.h"

namespace tenon::cli {

namespace {

using io::Json;

Json items_json(const std::vector<plugin::Manifest::Item>& items) {
  Json out = Json::array();
  for (const auto& item : items) out.push(Json::string(item.name));
  return out;
}

Json found_json(const plugin::Found& f) {
  const auto& m = f.manifest;
  return std::move(Json::object()
                       .set("id", Json::string(m.id))
                       .set("version", Json::string(m.version))
                       .set("path", Json::string(f.path))
                       .set("source", Json::string(f.source))
                       .set("licence", Json::string(m.licence))
                       .set("ops", items_json(m.ops))
                       .set("types", items_json(m.types))
                       .set("problem", f.problem.empty() ? Json() : Json::string(f.problem)));
}

void print_items(std::string_view heading, const std::vector<plugin::Manifest::Item>& items) {
  for (const auto& item : items) {
    std::string paths;
    for (const auto& p : item.paths) paths += " " + p;
    print(str(heading, item.name, " (", item.kind, ")", paths));
  }
}

// Prints the steps; true when all are well.
bool print_steps(const Common& common, const std::string& path, bool run) {
  bool good = true;
  Json out = Json::array();
  for (const auto& step : plugin::check_file(path, run)) {
    good &= step.ok;
    out.push(Json::object()
                 .set("step", Json::string(step.name))
                 .set("ok", Json::boolean(step.ok))
                 .set("detail", Json::string(step.detail))
                 .set("fix", Json::string(step.fix)));
    if (common.json) continue;
    print(str(step.ok ? "ok    " : "WRONG ", step.name, ": ", step.detail));
    if (!step.ok && !step.fix.empty()) print(str("      fix: ", step.fix));
  }
  if (common.json) print_json(out);
  return good;
}

}  // namespace

int plugin_list(const Common& common) {
  auto all = plugin::list();
  if (common.json) {
    Json out = Json::array();
    for (const auto& f : all) out.push(found_json(f));
    print_json(out);
    return 0;
  }
  std::vector<std::vector<std::string>> rows{{"ID", "VERSION", "OPS", "TYPES", "SOURCE", "PATH"}};
  for (const auto& f : all) {
    const auto& m = f.manifest;
    rows.push_back({f.problem.empty() ? m.id : "(unusable)", m.version, str(m.ops.size()),
                    str(m.types.size()), f.source, f.path});
  }
  print_table(rows);
  return 0;
}

int plugin_info(const Common& common, const std::string& name) {
  plugin::Found f = plugin::find(name);
  const auto& m = f.manifest;
  if (common.json) {
    print_json(found_json(f));
    return 0;
  }
  print(str(m.id, " ", m.version));
  print(str("path       ", f.path, " (", f.source, ")"));
  print(str("licence    ", m.licence));
  print(str("platform   ", m.os, " ", m.arch, " ", m.libc));
  print(str("abi        ", m.abi_major, ", built with ", m.abi_major, ".", m.abi_built_with));
  print_items("op         ", m.ops);
  print_items("type       ", m.types);
  return 0;
}

int plugin_check(const Common& common, const std::string& file) {
  if (print_steps(common, file, true)) return 0;
  throw hub::HubError(hub::code::kNoFit,
                      str(file, " is no plugin that this build of Tenon can load"));
}

int plugin_doctor(const Common& common, const std::string& name) {
  std::vector<std::string> paths;
  if (name.find('/') != std::string::npos) {
    paths.push_back(name);
  } else if (!name.empty()) {
    paths.push_back(plugin::find(name).path);
  } else {
    for (const auto& f : plugin::list()) paths.push_back(f.path);
  }
  bool good = true;
  for (const auto& path : paths) {
    if (!common.json) print(path);
    good &= print_steps(common, path, false);
  }
  if (paths.empty())
    print("no plugins are found. Hint: pip install tenon-ml[vision], or TN_PLUGIN_PATH=FOLDER.");
  if (!good)
    throw hub::HubError(hub::code::kNoFit,
                        "a plugin cannot be loaded; its step and the fix are above");
  return 0;
}

}  // namespace tenon::cli

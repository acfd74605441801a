#include "core/io/model.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/base/semver.h"

namespace tenon::io {

namespace {

constexpr size_t kMaxBytes = size_t{64} << 20;
constexpr size_t kMaxName = 200;

// Values of a field that JSON cannot say are objects with exactly one of these members.
constexpr std::string_view kMarks[] = {"tuple", "dtype",  "float", "tensor",
                                       "node",  "native", "param", "buffer"};

bool is_name(std::string_view s, std::string_view also) {
  if (s.empty() || s.size() > kMaxName) return false;
  return std::all_of(s.begin(), s.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           also.find(c) != also.npos;
  });
}

void check_members(const Json& v, std::initializer_list<std::string_view> known,
                   const std::string& where) {
  for (const auto& [name, value] : v.as_object(where)) {
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      fail(ErrorKind::Value, where, ": unknown member: got \"", name.substr(0, kMaxName), "\"");
    }
  }
}

void check_field(const Json& v, const std::string& where);

void check_marked(const Json& v, const std::string& where) {
  const auto& members = v.as_object(where);
  check_value(
      members.size() == 1 &&
          std::find(std::begin(kMarks), std::end(kMarks), members[0].first) != std::end(kMarks),
      where,
      ": an object in a field must have one member, of tuple, dtype, float, tensor, node, native, "
      "param or buffer");
  const auto& [mark, value] = members[0];
  if (mark == "tuple") {
    for (const Json& item : value.as_array(where)) check_field(item, where);
  } else if (mark == "node") {
    parse_node(value, where);
  } else if (mark == "float") {
    const std::string& text = value.as_string(where);
    check_value(text == "inf" || text == "-inf" || text == "nan", where,
                ": a float in words must be inf, -inf or nan: got ", text.substr(0, 20));
  } else if (!value.is_null() || (mark != "param" && mark != "buffer")) {
    value.as_string(where);
  }
}

void check_field(const Json& v, const std::string& where) {
  if (v.is_array()) {
    for (const Json& item : v.as_array(where)) check_field(item, where);
  } else if (v.is_object()) {
    check_marked(v, where);
  }
}

std::vector<Requirement> parse_requirements(const Json& v, const std::string& where) {
  std::vector<Requirement> out;
  for (const auto& [plugin, range] : v.as_object(where)) {
    check_value(is_name(plugin, "-."), where, ": not a plugin's name: got \"", plugin.substr(0, 80),
                "\"");
    const std::string& text = range.as_string(where);
    check_value(VersionRange::parse(text).has_value(), where, ": not a range of versions: got \"",
                text.substr(0, 80), "\" for ", plugin);
    out.push_back({plugin, text});
  }
  return out;
}

}  // namespace

ModelNode parse_node(const Json& v, const std::string& where) {
  ModelNode node;
  check_members(v, {"type", "shared", "fields", "children"}, where);
  if (const Json* shared = v.find("shared")) {
    check_value(v.as_object(where).size() == 1, where, ": a shared node has no other members");
    node.shared = shared->as_string(where);
    check_value(is_name(node.shared, "."), where, ": not a path: got \"", node.shared.substr(0, 80),
                "\"");
    return node;
  }
  node.type = v.at("type", where).as_string(where);
  check_value(is_name(node.type, "."), where, ": not a type's name: got \"",
              node.type.substr(0, 80), "\"");
  if (const Json* fields = v.find("fields")) {
    for (const auto& [name, value] : fields->as_object(where)) {
      check_value(is_name(name, ""), where, ": not a field's name: got \"", name.substr(0, 80),
                  "\"");
      check_field(value, str(where, ".", name));
      node.fields.emplace_back(name, value);
    }
  }
  if (const Json* children = v.find("children")) {
    for (const auto& [name, value] : children->as_object(where)) {
      check_value(is_name(name, "-"), where, ": not a child's name: got \"", name.substr(0, 80),
                  "\"");
      node.children.push_back({name, parse_node(value, str(where, ".", name))});
    }
  }
  return node;
}

Json node_json(const ModelNode& node) {
  Json v = Json::object();
  if (!node.shared.empty()) return std::move(v.set("shared", Json::string(node.shared)));
  v.set("type", Json::string(node.type));
  if (!node.fields.empty()) {
    Json fields = Json::object();
    for (const auto& [name, value] : node.fields) fields.set(name, value);
    v.set("fields", std::move(fields));
  }
  if (!node.children.empty()) {
    Json children = Json::object();
    for (const auto& [name, child] : node.children) children.set(name, node_json(child));
    v.set("children", std::move(children));
  }
  return v;
}

ModelDocument parse_model(std::string_view text, std::string_view what) {
  std::string where(what);
  Json v = parse_json(text, what, {.bytes = kMaxBytes, .depth = 128, .values = 4'000'000});
  int64_t format = v.at("format", where).as_int(where);
  check_value(format == kModelFormat, where, ": unknown format: got ", format, ", expected ",
              kModelFormat, ". Hint: a newer Tenon may read it.");
  check_members(v, {"format", "requires", "root", "input", "labels"}, where);
  ModelDocument model;
  if (const Json* r = v.find("requires"))
    model.requirements = parse_requirements(*r, where + ": requires");
  model.root = parse_node(v.at("root", where), where + ": root");
  if (const Json* input = v.find("input")) {
    model.has_input = true;
    model.input = parse_node(*input, where + ": input");
  }
  if (const Json* labels = v.find("labels")) {
    for (const Json& label : labels->as_array(where + ": labels")) {
      model.labels.push_back(label.as_string(where + ": labels"));
    }
  }
  return model;
}

std::string format_model(const ModelDocument& model) {
  Json v = Json::object();
  v.set("format", Json::integer(kModelFormat));
  Json requirements = Json::object();
  for (const auto& r : model.requirements) requirements.set(r.plugin, Json::string(r.range));
  v.set("requires", std::move(requirements));
  v.set("root", node_json(model.root));
  if (model.has_input) v.set("input", node_json(model.input));
  if (!model.labels.empty()) {
    Json labels = Json::array();
    for (const auto& label : model.labels) labels.push(Json::string(label));
    v.set("labels", std::move(labels));
  }
  return v.dump(true);
}

}  // namespace tenon::io

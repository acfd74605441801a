// From a document and tensors to nodes.
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "core/io/tree.h"
#include "core/nn/node.h"
#include "core/registry/types.h"

namespace tenon::io {

namespace {

using nn::Node;

class Builder {
 public:
  explicit Builder(const TensorMap& tensors) : tensors_(tensors) {}

  // `path` is "" for the root, whose children's tensors have no prefix.
  Owned node(const ModelNode& n, const std::string& path, const std::string& where) {
    if (!n.shared.empty()) {
      auto made = made_.find(n.shared);
      check_value(made != made_.end(), where, ": there is no earlier node to share: got \"",
                  n.shared, "\"");
      return made->second;
    }
    const Type* type = find_type(n.type);
    check_value(type && type->kind == Type::Kind::Type, where, ": unknown type: got ", n.type,
                ". Hint: load the plugin that has it, or add it to `requires`.");
    auto made = RefPtr<Node>::adopt(Node::create(*type));
    Owned out = Owned::copy(self_value(*made));
    made_[path] = out;
    for (const auto& [name, value] : n.fields) set_field(*made, name, value, path, where);
    for (const auto& [name, child] : n.children) {
      Owned made_child = node(child, join(path, name), where + "." + name);
      made->set_named(FieldKind::Child, name, made_child.get());
    }
    set_tensors(*made, path, where);
    return out;
  }

  void check_all_used(std::string_view what) const {
    for (const auto& [name, tensor] : tensors_) {
      check_value(used_.count(name), what, ": no node wants the tensor \"", name, "\"");
    }
  }

 private:
  static std::string join(const std::string& path, std::string_view name) {
    return path.empty() ? std::string(name) : str(path, ".", name);
  }

  const Tensor& tensor(const std::string& key, const std::string& where) {
    auto found = tensors_.find(key);
    check_value(found != tensors_.end(), where, ": the weights lack the tensor \"", key, "\"");
    used_.insert(key);
    return found->second;
  }

  void set_field(Node& node, const std::string& name, const Json& value, const std::string& path,
                 const std::string& where) {
    std::string here = where + "." + name;
    int id = node.type().field_id(name);
    if (id < 0) {  // set by name, as containers and users do
      set_undeclared(node, name, value, path, here);
      return;
    }
    const Field& field = node.type().fields[static_cast<size_t>(id)];
    if (field.kind == FieldKind::Native) {
      set_native(node, static_cast<uint32_t>(id), value, here);
      return;
    }
    bool tensor_field = field.kind == FieldKind::Param || field.kind == FieldKind::Buffer;
    check_value(!tensor_field || value.is_null() || value.find("tensor"), here,
                ": a parameter or buffer must be null or {\"tensor\": ...} here");
    Owned v = convert(value, join(path, name), here);
    node.set(static_cast<uint32_t>(id), v.get());
  }

  // {"param": tensor}, {"buffer": tensor}: registered on the instance; anything else is an
  // attribute.
  void set_undeclared(Node& node, const std::string& name, const Json& value,
                      const std::string& path, const std::string& here) {
    for (FieldKind kind : {FieldKind::Param, FieldKind::Buffer}) {
      if (const Json* key = value.find(kind_name(kind))) {
        Value v = key->is_null() ? Value() : Value(tensor(key->as_string(here), here));
        node.set_named(kind, name, v);
        return;
      }
    }
    Owned v = convert(value, join(path, name), here);
    node.set_named(FieldKind::Attr, name, v.get());
  }

  void set_native(Node& node, uint32_t id, const Json& value, const std::string& here) {
    if (value.is_null()) return;
    const Tensor& t = tensor(value.at("native", here).as_string(here), here);
    check_value(t.dtype() == DType::U8 && t.is_contiguous(), here,
                ": a native field is kept as uint8: got ", t.dtype());
    void* object = node.type().fields[id].native->load(t.raw(), t.nbytes());
    check_value(object != nullptr, here, ": its bytes are damaged");
    node.set_native(id, object);
  }

  // Declared parameters and buffers that no field mentioned: the weights have them under their
  // path.
  void set_tensors(Node& node, const std::string& path, const std::string& where) {
    for (size_t i = 0; i < node.type().fields.size(); ++i) {
      const Field& field = node.type().fields[i];
      bool tensor_field = field.kind == FieldKind::Param || field.kind == FieldKind::Buffer;
      if (!tensor_field || node.slots()[i].present) continue;
      node.set(static_cast<uint32_t>(i),
               Value(tensor(join(path, field.name), where + "." + field.name)));
    }
  }

  Owned sequence(const std::vector<Json>& items, tn_tag tag, const std::string& path,
                 const std::string& here) {
    std::vector<Owned>
        owned;  // released one by one, so that an error in between frees what is there
    for (size_t i = 0; i < items.size(); ++i)
      owned.push_back(convert(items[i], join(path, str(i)), here));
    std::vector<Value> cells;
    for (auto& o : owned) cells.push_back(o.release());
    return Owned(make_list(std::move(cells), tag));
  }

  Owned convert(const Json& v, const std::string& path, const std::string& here) {
    switch (v.kind()) {
      case Json::Kind::Null:
        return Owned();
      case Json::Kind::Bool:
        return Owned(Value(v.as_bool(here)));
      case Json::Kind::Int:
        return Owned(Value(v.as_int(here)));
      case Json::Kind::Float:
        return Owned(Value(v.as_float(here)));
      case Json::Kind::String:
        return Owned(make_string(v.as_string(here)));
      case Json::Kind::Array:
        return sequence(v.as_array(here), TN_LIST, path, here);
      case Json::Kind::Object:
        return convert_marked(v.as_object(here).at(0), path, here);
    }
    return Owned();
  }

  // model.h has checked that there is one member, of a known name.
  Owned convert_marked(const Json::Member& member, const std::string& path,
                       const std::string& here) {
    const auto& [mark, v] = member;
    if (mark == "tuple") return sequence(v.as_array(here), TN_TUPLE, path, here);
    if (mark == "node") return node(parse_node(v, here), path, here);
    if (mark == "tensor") return Owned::copy(Value(tensor(v.as_string(here), here)));
    if (mark == "float") {
      constexpr double kInf = std::numeric_limits<double>::infinity();
      const std::string& text = v.as_string(here);
      return Owned(Value(text == "inf" ? kInf : text == "-inf" ? -kInf : std::nan("")));
    }
    if (mark == "dtype") {
      DType t = dtype_from_name(v.as_string(here));
      check_value(t != DType::None, here, ": unknown dtype: got ", v.as_string(here));
      return Owned(Value(t));
    }
    fail(ErrorKind::Value, here, ": a value of this kind has no place here: got \"", mark, "\"");
  }

  const TensorMap& tensors_;
  std::map<std::string, Owned> made_;  // by path, for shared nodes
  std::set<std::string> used_;
};

}  // namespace

Tree build_tree(const ModelDocument& document, const TensorMap& tensors) {
  Tree tree;
  Builder builder(tensors);
  tree.root = builder.node(document.root, "", "model.json: root");
  builder.check_all_used("model.json: root");
  if (document.has_input) tree.input = Builder({}).node(document.input, "", "model.json: input");
  return tree;
}

void set_eval(const Value& root) {
  if (root.tag != TN_SELF) return;
  Node& node = nn::to_node(root);
  node.set_training(false);
  uint64_t pos = 0;
  std::string_view name;
  Value child;
  while (node.next_child(pos, name, child)) set_eval(child);
}

}  // namespace tenon::io

// From nodes to a document and tensors.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>
#include <set>

#include "core/api/view.h"
#include "core/io/tree.h"
#include "core/nn/node.h"

namespace tenon::io {

namespace {

using nn::Node;

std::string join(const std::string& path, std::string_view name) {
  return path.empty() ? std::string(name) : str(path, ".", name);
}

Json marked(std::string_view mark, Json v) {
  return std::move(Json::object().set(mark, std::move(v)));
}

class Describer {
 public:
  explicit Describer(TensorMap* tensors) : tensors_(tensors) {}

  ModelNode node(Node& n, const std::string& path, const std::string& where) {
    ModelNode out;
    if (auto seen = nodes_.find(&n); seen != nodes_.end()) {
      check_value(!seen->second.empty(), where, ": a node holds itself");
      out.shared = seen->second;
      return out;
    }
    nodes_[&n] = path;
    out.type = n.type().name;
    for (const Node::Slot& slot : n.slots()) {
      if (slot.present) describe_slot(n, slot, path, where + "." + slot.name, out);
    }
    return out;
  }

 private:
  void describe_slot(Node& n, const Node::Slot& slot, const std::string& path,
                     const std::string& here, ModelNode& out) {
    const Value& v = slot.value.get();
    std::string key = join(path, slot.name);
    bool declared = n.type().field_id(slot.name) >= 0;
    if (slot.kind == FieldKind::Child && v.tag == TN_SELF) {
      out.children.push_back({slot.name, node(nn::to_node(v), key, here)});
    } else if (slot.kind == FieldKind::Native) {
      out.fields.emplace_back(slot.name, native(n, slot, key));
    } else if (slot.kind == FieldKind::Param || slot.kind == FieldKind::Buffer) {
      std::string stored = v.is_tensor() ? tensor(v.tensor(), key, here) : "";
      // The usual case, a tensor under its own path, needs no word.
      if (declared && stored == key) return;
      Json name = stored.empty() ? Json() : Json::string(stored);
      if (!declared) {
        out.fields.emplace_back(slot.name, marked(kind_name(slot.kind), std::move(name)));
      } else {
        out.fields.emplace_back(slot.name,
                                stored.empty() ? Json() : marked("tensor", std::move(name)));
      }
    } else {
      out.fields.emplace_back(slot.name, value(v, key, here));
    }
  }

  // Stores a tensor once, however many fields hold it, and tells under which key.
  std::string tensor(const Tensor& t, const std::string& key, const std::string& here) {
    check_type(tensors_ != nullptr, here, ": a transform of an input cannot hold tensors");
    auto [at, fresh] = keys_.emplace(t.impl(), key);
    if (fresh) tensors_->emplace(key, detach(t));
    return at->second;
  }

  Json native(Node& n, const Node::Slot& slot, const std::string& key) {
    auto id = static_cast<uint32_t>(n.type().field_id(slot.name));
    void* object = n.native(id);
    if (!object) return Json();
    std::string bytes;
    n.type().fields[id].native->save(
        object,
        [](void* out, const void* data, uint64_t size) {
          static_cast<std::string*>(out)->append(static_cast<const char*>(data), size);
        },
        &bytes);
    Tensor t = new_tensor(Dims{static_cast<int64_t>(bytes.size())}, DType::U8);
    if (!bytes.empty()) std::memcpy(t.raw(), bytes.data(), bytes.size());
    return marked("native", Json::string(tensor(t, key, key)));
  }

  Json value(const Value& v, const std::string& key, const std::string& here) {
    switch (v.tag) {
      case TN_NONE:
        return Json();
      case TN_BOOL:
        return Json::boolean(v.to_bool());
      case TN_INT:
        return Json::integer(v.to_int());
      case TN_FLOAT:
        return number(v.to_double());
      case TN_STR:
      case TN_STRING:
        return Json::string(v.to_str());
      case TN_DTYPE:
        return marked("dtype", Json::string(dtype_name(v.to_dtype())));
      case TN_TENSOR:
        return marked("tensor", Json::string(tensor(v.tensor(), key, here)));
      case TN_SELF:
        return marked("node", node_json(node(nn::to_node(v), key, here)));
      case TN_FLOATS: {
        Json out = Json::array();
        for (double d : v.to_doubles()) out.push(number(d));
        return out;
      }
      case TN_INTS:
      case TN_TENSORS:
      case TN_VALUES:
      case TN_LIST:
      case TN_TUPLE: {
        Json out = Json::array();
        auto items = list_items(v);
        for (size_t i = 0; i < items.size(); ++i)
          out.push(value(items[i], join(key, str(i)), here));
        return v.tag == TN_TUPLE ? marked("tuple", std::move(out)) : out;
      }
      default:
        fail(ErrorKind::Type, here, ": a value of this kind has no place in a model's file: got ",
             tag_name(v.tag));
    }
  }

  static Json number(double v) {
    if (std::isfinite(v)) return Json::number(v);
    return marked("float", Json::string(std::isnan(v) ? "nan" : v > 0 ? "inf" : "-inf"));
  }

  TensorMap* tensors_;
  std::map<const Node*, std::string> nodes_;
  std::map<const TensorImpl*, std::string> keys_;
};

void collect_plugins(const Value& v, std::set<std::string>& out) {
  if (v.tag == TN_LIST || v.tag == TN_TUPLE) {
    for (const Value& item : list_items(v)) collect_plugins(item, out);
  }
  if (v.tag != TN_SELF) return;
  Node& node = nn::to_node(v);
  if (!node.type().owner.empty()) out.insert(node.type().owner);
  for (const auto& slot : node.slots()) {
    if (slot.present) collect_plugins(slot.value.get(), out);
  }
}

}  // namespace

std::vector<std::string> plugins_of(const Value& root) {
  std::set<std::string> out;
  collect_plugins(root, out);
  return {out.begin(), out.end()};
}

ModelDocument describe_tree(const Value& root, const Value& input, TensorMap& tensors) {
  check_type(root.tag == TN_SELF, "describe_tree(): got ", tag_name(root.tag),
             ", expected an instance of a type");
  ModelDocument document;
  document.root = Describer(&tensors).node(nn::to_node(root), "", "model");
  if (input.tag == TN_SELF) {
    document.has_input = true;
    document.input = Describer(nullptr).node(nn::to_node(input), "", "input");
  }
  return document;
}

}  // namespace tenon::io

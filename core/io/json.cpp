#include "core/io/json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/base/error.h"

namespace tenon::json {
namespace {

// nlohmann's SAX interface checks the grammar and the UTF-8; its document type would keep duplicate keys silently,
// turn large integers into floats and nest without bound.
class Builder : public nlohmann::json_sax<nlohmann::json> {
 public:
  Builder(Node& root, std::string_view what, const Limits& limits) : root_(root), what_(what), limits_(limits) {}

  bool null() override {
    add(Node::Kind::Null);
    return true;
  }
  bool boolean(bool v) override {
    Node* n = add(Node::Kind::Bool);
    n->boolean = v;
    return true;
  }
  bool number_integer(int64_t v) override {
    Node* n = add(Node::Kind::Int);
    n->integer = v;
    n->number = static_cast<double>(v);
    return true;
  }
  bool number_unsigned(uint64_t v) override {
    check_value(v <= INT64_MAX, what_, ": the number ", v, " is too large.");
    return number_integer(static_cast<int64_t>(v));
  }
  bool number_float(double v, const std::string& text) override {
    // An integer that does not fit arrives here as well, rounded.
    check_value(text.find_first_of(".eE") != std::string::npos, what_, ": the number ", text, " is too large.");
    Node* n = add(Node::Kind::Float);
    n->number = v;
    return true;
  }
  bool string(std::string& v) override {
    add(Node::Kind::String)->string = std::move(v);
    return true;
  }
  bool binary(nlohmann::json::binary_t&) override { return false; }
  bool start_object(size_t) override { return open(Node::Kind::Object); }
  bool end_object() override {
    check_keys(*stack_.back());
    return close();
  }
  bool start_array(size_t) override { return open(Node::Kind::Array); }
  bool end_array() override { return close(); }
  bool key(std::string& v) override {
    key_ = std::move(v);
    return true;
  }
  bool parse_error(size_t at, const std::string&, const nlohmann::json::exception&) override {
    fail(ErrorKind::Value, what_, " is not valid JSON: the error is at byte ", at, ".");
  }

 private:
  Node* add(Node::Kind kind) {
    check_value(++count_ <= limits_.values, what_, ": more than ", limits_.values, " values.");
    Node* node = &root_;
    if (!stack_.empty()) {
      Node& parent = *stack_.back();
      if (parent.kind == Node::Kind::Array) {
        node = &parent.items.emplace_back();
      } else {
        node = &parent.members.emplace_back(std::move(key_), Node()).second;
      }
    }
    node->kind = kind;
    return node;
  }
  void check_keys(const Node& object) const {
    std::vector<std::string_view> keys;
    for (const auto& [k, v] : object.members) keys.push_back(k);
    std::sort(keys.begin(), keys.end());
    auto twice = std::adjacent_find(keys.begin(), keys.end());
    if (twice == keys.end()) return;
    fail(ErrorKind::Value, what_, ": the key ", quote(*twice), " stands twice in one object.");
  }
  bool open(Node::Kind kind) {
    check_value(static_cast<int>(stack_.size()) < limits_.depth, what_, ": nested deeper than ", limits_.depth, " levels.");
    stack_.push_back(add(kind));
    return true;
  }
  bool close() {
    stack_.pop_back();
    return true;
  }

  Node& root_;
  std::string_view what_;
  Limits limits_;
  std::vector<Node*> stack_;  // open containers: their last child is the only one that moves
  std::string key_;
  size_t count_ = 0;
};

[[noreturn]] void wrong(std::string_view key, std::string_view expected) {
  fail(ErrorKind::Value, "'", key, "': expected ", expected, ".");
}

}  // namespace

const Node* Node::find(std::string_view key) const noexcept {
  for (const auto& [k, v] : members) {
    if (k == key) return &v;
  }
  return nullptr;
}

const Node& Node::at(std::string_view key) const {
  const Node* n = find(key);
  if (!n) fail(ErrorKind::Value, "'", key, "' is missing.");
  return *n;
}

const std::string& Node::text(std::string_view key) const {
  const Node& n = at(key);
  if (n.kind != Kind::String) wrong(key, "a string");
  return n.string;
}

std::string Node::text_or(std::string_view key, std::string_view otherwise) const {
  return find(key) ? text(key) : std::string(otherwise);
}

int64_t Node::integer_at(std::string_view key) const {
  const Node& n = at(key);
  if (n.kind != Kind::Int) wrong(key, "an integer");
  return n.integer;
}

const std::vector<Node>& Node::array(std::string_view key) const {
  const Node& n = at(key);
  if (n.kind != Kind::Array) wrong(key, "a list");
  return n.items;
}

Node parse(std::string_view text, std::string_view what, const Limits& limits) {
  check_value(text.size() <= limits.bytes, what, " has ", text.size(), " bytes, more than the limit of ", limits.bytes, ".");
  Node root;
  Builder builder(root, what, limits);
  nlohmann::json::sax_parse(text.begin(), text.end(), &builder);
  return root;
}

std::string quote(std::string_view text) {
  return nlohmann::json(text).dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
}

}  // namespace tenon::json

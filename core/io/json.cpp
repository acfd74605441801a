#include "core/io/json.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/base/error.h"

namespace tenon::io {

namespace {

std::string_view kind_text(Json::Kind kind) {
  constexpr std::string_view kText[] = {"null",     "true or false", "an integer", "a number",
                                        "a string", "an array",      "an object"};
  return kText[static_cast<int>(kind)];
}

void check_kind(const Json& v, Json::Kind want, std::string_view where) {
  check_value(v.kind() == want, where, ": wrong kind of value: got ", kind_text(v.kind()),
              ", expected ", kind_text(want));
}

}  // namespace

Json Json::boolean(bool v) {
  Json j;
  j.kind_ = Kind::Bool;
  j.bool_ = v;
  return j;
}

Json Json::integer(int64_t v) {
  Json j;
  j.kind_ = Kind::Int;
  j.int_ = v;
  return j;
}

Json Json::number(double v) {
  check_value(std::isfinite(v), "json: a number must be finite: got ", v);
  Json j;
  j.kind_ = Kind::Float;
  j.float_ = v;
  return j;
}

Json Json::string(std::string_view v) {
  Json j;
  j.kind_ = Kind::String;
  j.string_ = v;
  return j;
}

Json Json::array() {
  Json j;
  j.kind_ = Kind::Array;
  return j;
}

Json Json::object() {
  Json j;
  j.kind_ = Kind::Object;
  return j;
}

bool Json::as_bool(std::string_view where) const {
  check_kind(*this, Kind::Bool, where);
  return bool_;
}

int64_t Json::as_int(std::string_view where) const {
  check_kind(*this, Kind::Int, where);
  return int_;
}

double Json::as_float(std::string_view where) const {
  if (kind_ == Kind::Int) return static_cast<double>(int_);
  check_kind(*this, Kind::Float, where);
  return float_;
}

const std::string& Json::as_string(std::string_view where) const {
  check_kind(*this, Kind::String, where);
  return string_;
}

const std::vector<Json>& Json::as_array(std::string_view where) const {
  check_kind(*this, Kind::Array, where);
  return items_;
}

const std::vector<Json::Member>& Json::as_object(std::string_view where) const {
  check_kind(*this, Kind::Object, where);
  return members_;
}

const Json* Json::find(std::string_view name) const noexcept {
  for (const auto& [key, value] : members_) {
    if (key == name) return &value;
  }
  return nullptr;
}

const Json& Json::at(std::string_view name, std::string_view where) const {
  check_kind(*this, Kind::Object, where);
  const Json* found = find(name);
  check_value(found, where, ": a member is missing: expected \"", name, "\"");
  return *found;
}

Json& Json::push(Json v) {
  items_.push_back(std::move(v));
  return *this;
}

Json& Json::set(std::string_view name, Json v) {
  members_.emplace_back(name, std::move(v));
  return *this;
}

// Receives the events of nlohmann's parser and enforces what it does not: limits, distinct names,
// exact integers.
class JsonBuilder : public nlohmann::json_sax<nlohmann::json> {
 public:
  JsonBuilder(std::string_view what, const JsonLimits& limits) : what_(what), limits_(limits) {}

  bool null() override { return add(Json()); }
  bool boolean(bool v) override { return add(Json::boolean(v)); }
  bool number_integer(int64_t v) override { return add(Json::integer(v)); }
  bool number_unsigned(uint64_t v) override {
    check_value(v <= INT64_MAX, what_, ": an integer does not fit 64 bits: got ", v);
    return add(Json::integer(static_cast<int64_t>(v)));
  }
  // Integers beyond 64 bits arrive here as well; their text tells them apart.
  bool number_float(double v, const std::string& text) override {
    check_value(text.find_first_of(".eE") != std::string::npos, what_,
                ": an integer does not fit 64 bits: got ", text.substr(0, 40));
    return add(Json::number(v));
  }
  bool string(std::string& v) override { return add(Json::string(v)); }
  bool binary(nlohmann::json::binary_t&) override { return false; }
  bool start_object(size_t) override { return open(Json::object()); }
  bool start_array(size_t) override { return open(Json::array()); }
  bool key(std::string& v) override {
    stack_.back()->members_.emplace_back(std::move(v), Json());
    return true;
  }
  bool end_object() override {
    check_names(*stack_.back());
    stack_.pop_back();
    return true;
  }
  bool end_array() override {
    stack_.pop_back();
    return true;
  }
  bool parse_error(size_t position, const std::string&,
                   const nlohmann::json::exception& e) override {
    // nlohmann's text starts with "[json.exception...] parse error at line l, column c: ".
    std::string_view reason = e.what();
    size_t colon = reason.find(": ");
    if (colon != reason.npos) reason.remove_prefix(colon + 2);
    fail(ErrorKind::Value, what_, ": not valid JSON at byte ", position, ": ",
         reason.substr(0, 200));
  }

  Json root;

 private:
  Json* place(Json v) {
    check_value(++values_ <= limits_.values, what_, ": too many values: expected at most ",
                limits_.values);
    if (stack_.empty()) {
      root = std::move(v);
      return &root;
    }
    Json& top = *stack_.back();
    if (top.kind() == Json::Kind::Array) {
      top.items_.push_back(std::move(v));
      return &top.items_.back();
    }
    top.members_.back().second = std::move(v);
    return &top.members_.back().second;
  }
  bool add(Json v) {
    place(std::move(v));
    return true;
  }
  // Pointers on the stack stay valid: only the innermost container grows.
  bool open(Json v) {
    check_value(stack_.size() < limits_.depth, what_, ": nested too deeply: expected at most ",
                limits_.depth, " levels");
    stack_.push_back(place(std::move(v)));
    return true;
  }
  void check_names(const Json& object) const {
    std::vector<std::string_view> names;
    names.reserve(object.members_.size());
    for (const auto& member : object.members_) names.push_back(member.first);
    std::sort(names.begin(), names.end());
    auto twice = std::adjacent_find(names.begin(), names.end());
    if (twice != names.end()) {
      fail(ErrorKind::Value, what_, ": a name occurs twice in one object: got \"",
           twice->substr(0, 100), "\"");
    }
  }

  std::string_view what_;
  const JsonLimits& limits_;
  size_t values_ = 0;
  std::vector<Json*> stack_;
};

Json parse_json(std::string_view text, std::string_view what, const JsonLimits& limits) {
  check_value(text.size() <= limits.bytes, what, ": too large: got ", text.size(),
              " bytes, expected at most ", limits.bytes);
  JsonBuilder builder(what, limits);
  nlohmann::json::sax_parse(text.begin(), text.end(), &builder);
  return std::move(builder.root);
}

namespace {

void dump_string(std::string& out, std::string_view text) {
  constexpr char kHex[] = "0123456789abcdef";
  out += '"';
  for (char c : text) {
    auto u = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (u < 0x20 || u == 0x7f) {
      out += "\\u00";
      out += kHex[u >> 4];
      out += kHex[u & 15];
    } else {
      out += c;
    }
  }
  out += '"';
}

void dump_number(std::string& out, double v) {
  size_t from = out.size();
  append(out, v);
  if (out.find_first_of(".eE", from) == std::string::npos)
    out += ".0";  // stays a float when read back
}

// A container on lines of its own unless it holds only scalars and is an array.
void dump_value(std::string& out, const Json& v, bool pretty, int level);

void dump_array(std::string& out, const std::vector<Json>& items, bool pretty, int level) {
  bool lines = pretty && std::any_of(items.begin(), items.end(),
                                     [](const Json& v) { return v.is_object() || v.is_array(); });
  out += '[';
  for (size_t i = 0; i < items.size(); ++i) {
    if (i) out += pretty && !lines ? ", " : ",";
    if (lines) out.append(1, '\n').append(2 * (level + 1), ' ');
    dump_value(out, items[i], pretty, level + 1);
  }
  if (lines) out.append(1, '\n').append(2 * level, ' ');
  out += ']';
}

void dump_object(std::string& out, const std::vector<Json::Member>& members, bool pretty,
                 int level) {
  out += '{';
  for (size_t i = 0; i < members.size(); ++i) {
    if (i) out += ',';
    if (pretty) out.append(1, '\n').append(2 * (level + 1), ' ');
    dump_string(out, members[i].first);
    out += pretty ? ": " : ":";
    dump_value(out, members[i].second, pretty, level + 1);
  }
  if (pretty && !members.empty()) out.append(1, '\n').append(2 * level, ' ');
  out += '}';
}

void dump_value(std::string& out, const Json& v, bool pretty, int level) {
  switch (v.kind()) {
    case Json::Kind::Null:
      out += "null";
      return;
    case Json::Kind::Bool:
      out += v.as_bool("") ? "true" : "false";
      return;
    case Json::Kind::Int:
      append(out, v.as_int(""));
      return;
    case Json::Kind::Float:
      dump_number(out, v.as_float(""));
      return;
    case Json::Kind::String:
      dump_string(out, v.as_string(""));
      return;
    case Json::Kind::Array:
      dump_array(out, v.as_array(""), pretty, level);
      return;
    case Json::Kind::Object:
      dump_object(out, v.as_object(""), pretty, level);
      return;
  }
}

}  // namespace

std::string Json::dump(bool pretty) const {
  std::string out;
  dump_value(out, *this, pretty, 0);
  if (pretty) out += '\n';
  return out;
}

}  // namespace tenon::io

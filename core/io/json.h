// JSON of unknown origin: a bounded, strict parser into a plain tree, and a writer.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tenon::io {

// What a document may cost. Everything beyond is a ValueError.
struct JsonLimits {
  size_t bytes = size_t{4} << 20;
  size_t depth = 64;
  size_t values = 500000;
};

// One JSON value. Members of an object keep their order and have distinct names.
class Json {
 public:
  enum class Kind : uint8_t { Null, Bool, Int, Float, String, Array, Object };
  using Member = std::pair<std::string, Json>;

  Json() noexcept = default;
  static Json boolean(bool v);
  static Json integer(int64_t v);
  static Json number(double v);  // finite
  static Json string(std::string_view v);
  static Json array();
  static Json object();

  Kind kind() const noexcept { return kind_; }
  bool is_null() const noexcept { return kind_ == Kind::Null; }
  bool is_int() const noexcept { return kind_ == Kind::Int; }
  bool is_string() const noexcept { return kind_ == Kind::String; }
  bool is_array() const noexcept { return kind_ == Kind::Array; }
  bool is_object() const noexcept { return kind_ == Kind::Object; }

  // Each is a ValueError that starts with `where` when the value is of another kind.
  bool as_bool(std::string_view where) const;
  int64_t as_int(std::string_view where) const;
  double as_float(std::string_view where) const;  // accepts an integer too
  const std::string& as_string(std::string_view where) const;
  const std::vector<Json>& as_array(std::string_view where) const;
  const std::vector<Member>& as_object(std::string_view where) const;

  // The member of that name; null when absent or when this is no object.
  const Json* find(std::string_view name) const noexcept;
  // The member of that name; ValueError starting with `where` when absent.
  const Json& at(std::string_view name, std::string_view where) const;

  Json& push(Json v);                        // appends to an array; returns this
  Json& set(std::string_view name, Json v);  // appends a member that must not exist; returns this

  // One line without spaces, or lines indented by two when `pretty`.
  std::string dump(bool pretty = false) const;

 private:
  friend class JsonBuilder;

  Kind kind_ = Kind::Null;
  union {
    bool bool_;
    int64_t int_ = 0;
    double float_;
  };
  std::string string_;
  std::vector<Json> items_;
  std::vector<Member> members_;
};

// Parses one document in UTF-8. ValueError `<what>: ...` for a syntax error, a repeated member
// name, an integer that does not fit 64 bits, or a document beyond the limits.
Json parse_json(std::string_view text, std::string_view what, const JsonLimits& limits = {});

}  // namespace tenon::io

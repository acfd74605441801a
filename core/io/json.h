// JSON from files that nobody vouches for: bounded size, depth and number of values; duplicate keys are refused.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tenon::json {

struct Limits {
  size_t bytes = size_t{1} << 24;
  size_t values = 1'000'000;
  int depth = 32;
};

// One value. The readers raise ValueError `what: path: got X, expected Y` where it holds something else.
class Node {
 public:
  enum class Kind : uint8_t { Null, Bool, Int, Float, String, Array, Object };
  Kind kind = Kind::Null;
  bool boolean = false;
  int64_t integer = 0;
  double number = 0;  // of Int and Float
  std::string string;
  std::vector<Node> items;                             // of Array
  std::vector<std::pair<std::string, Node>> members;   // of Object, in the file's order

  const Node* find(std::string_view key) const noexcept;  // null if it is not an object or lacks the key
  const Node& at(std::string_view key) const;
  const std::string& text(std::string_view key) const;
  std::string text_or(std::string_view key, std::string_view otherwise) const;
  int64_t integer_at(std::string_view key) const;
  const std::vector<Node>& array(std::string_view key) const;
};

// ValueError starting with `what` ("the manifest") where the text is not JSON within the limits.
Node parse(std::string_view text, std::string_view what, const Limits& limits = {});
// The text as a JSON string, with its quotes.
std::string quote(std::string_view text);

}  // namespace tenon::json

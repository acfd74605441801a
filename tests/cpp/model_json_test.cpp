#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/io/model.h"

namespace tenon::io {
namespace {

constexpr std::string_view kGood = R"({
  "format": 1,
  "requires": {"vision": "^0.1"},
  "root": {"type": "nn.Sequential", "children": {
    "0": {"type": "nn.Linear", "fields": {"in_features": 4, "scale": {"float": "inf"}, "pad": {"tuple": [1, 2]}}},
    "1": {"shared": "0"}}},
  "input": {"type": "vision.Compose", "fields": {"transforms": [{"node": {"type": "vision.ToTensor"}}]}},
  "labels": ["a", "b"]
})";

std::string error_of(const std::string& text) {
  try {
    parse_model(text, "model.json");
  } catch (const Error& e) {
    return e.message();
  }
  return "";
}

std::string with_root(const std::string& root) { return R"({"format":1,"root":)" + root + "}"; }

TEST(ModelJson, RoundTrip) {
  ModelDocument m = parse_model(kGood, "model.json");
  ASSERT_EQ(m.root.children.size(), 2u);
  EXPECT_EQ(m.root.children[0].node.fields[0].first, "in_features");
  EXPECT_EQ(m.root.children[1].node.shared, "0");
  EXPECT_EQ(m.requirements[0].range, "^0.1");
  EXPECT_TRUE(m.has_input);
  EXPECT_EQ(m.labels, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(format_model(parse_model(format_model(m), "model.json")), format_model(m));
}

TEST(ModelJson, RefusesOtherFormats) {
  EXPECT_EQ(error_of(R"({"format":2,"root":{"type":"a"}})"),
            "model.json: unknown format: got 2, expected 1. Hint: a newer Tenon may read it.");
  EXPECT_NE(error_of(R"({"root":{"type":"a"}})").find("\"format\""), std::string::npos);
  EXPECT_NE(error_of(R"({"format":1})").find("\"root\""), std::string::npos);
  EXPECT_NE(error_of(R"({"format":1,"root":{"type":"a"},"exec":"x"})").find("\"exec\""),
            std::string::npos);
}

TEST(ModelJson, ErrorsNameThePath) {
  EXPECT_EQ(error_of(with_root(
                R"({"type":"a","children":{"fc":{"type":"b","children":{"x":{"type":"../y"}}}}})")),
            "model.json: root.fc.x: not a type's name: got \"../y\"");
  EXPECT_EQ(
      error_of(
          with_root(R"({"type":"a","children":{"fc":{"type":"b","fields":{"x":{"code":1}}}}})"))
          .find("model.json: root.fc.x: an object in a field"),
      0u);
  EXPECT_NE(
      error_of(with_root(R"({"type":"a","children":{"a.b":{"type":"b"}}})")).find("child's name"),
      std::string::npos);
  EXPECT_NE(error_of(with_root(R"({"shared":"a","type":"b"})")).find("shared node"),
            std::string::npos);
}

TEST(ModelJson, RefusesBadRequirements) {
  EXPECT_NE(
      error_of(R"({"format":1,"root":{"type":"a"},"requires":{"vision":"newest"}})").find("range"),
      std::string::npos);
}

}  // namespace
}  // namespace tenon::io

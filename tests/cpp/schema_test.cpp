// The schema parser: what it reads, what it refuses, and what hostile text does to it.
#include "core/registry/schema.h"

#include <gtest/gtest.h>

#include <random>

#include "core/registry/registry.h"

namespace tenon {
namespace {

std::string refusal(std::string_view text) {
  try {
    parse_schema(text);
  } catch (const Error& e) {
    EXPECT_EQ(e.kind(), ErrorKind::Value);
    return e.message();
  }
  return "accepted";
}

TEST(Schema, ReadsEveryPart) {
  Schema s = parse_schema(
      "vision::roi.align(Tensor(a!) x, Tensor?[] more, int[2] size=1, *, float scale=0.5, "
      "str mode='mean', dtype? dtype=None, bool on=True) -> (Tensor(a!) out, int)");
  EXPECT_EQ(s.qualified_name(), "vision::roi.align");
  ASSERT_EQ(s.params.size(), 7u);
  EXPECT_TRUE(s.params[0].type.write);
  EXPECT_TRUE(s.params[1].type.optional_item);
  EXPECT_TRUE(same(s.params[2].default_value().to_ints(), Dims{1, 1}));
  EXPECT_TRUE(s.params[3].kw_only);
  EXPECT_EQ(s.params[4].default_value().to_str(), "mean");
  EXPECT_TRUE(s.params[5].default_value().is_none());
  EXPECT_EQ(s.returns[0].name, "out");
}

TEST(Schema, EveryOpReadsBackEqual) {
  for (const Op* op : Registry::get().list()) {
    std::string text = to_string(op->schema);
    EXPECT_EQ(to_string(parse_schema(text)), text);
  }
}

TEST(Schema, RefusalsNameColumnAndExpectation) {
  EXPECT_NE(
      refusal("f(Tensr x) -> Tensor").find("at column 3: got 'Tensr x) -> ', expected a type"),
      std::string::npos)
      << refusal("f(Tensr x) -> Tensor");
  EXPECT_NE(refusal("f(int a=1, int b) -> int").find("expected a default"), std::string::npos);
  EXPECT_NE(refusal("f(int a, int a) -> int").find("names that differ"), std::string::npos);
  EXPECT_NE(refusal("f(int a)").find("expected '->'"), std::string::npos);
  EXPECT_NE(refusal("f(int a=99999999999999999999) -> int").find("column"), std::string::npos);
  EXPECT_NE(refusal("f(int[1e30] a) -> int").find("a length"), std::string::npos);
  EXPECT_NE(refusal("f(int[2] a=1e30) -> int").find("an integer"), std::string::npos);
  EXPECT_NE(refusal(std::string(5000, 'x')).find("4096"), std::string::npos);
}

// Any change of a few bytes is either read or refused in a sentence; nothing else happens (the
// sanitizers look on).
TEST(Schema, SurvivesMutations) {
  const std::string seed =
      "ns::name.overload(Tensor(a!) x, int[2]? size=None, *, str mode='a', float[] w=[1.0, 2]) -> "
      "(Tensor, int)";
  const std::string_view alphabet = "abT([])?,*=-> '.0123456789|!\0\xff:";
  std::mt19937 random(1);
  int read = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string text = seed;
    for (uint32_t changes = random() % 4 + 1; changes > 0; --changes) {
      size_t at = random() % text.size();
      switch (random() % 3) {
        case 0:
          text[at] = alphabet[random() % alphabet.size()];
          break;
        case 1:
          text.erase(at, random() % 5 + 1);
          break;
        default:
          text.insert(at, 1, alphabet[random() % alphabet.size()]);
      }
      if (text.empty()) text = "x";
    }
    read += refusal(text) == "accepted";
  }
  EXPECT_GT(read, 0);
}

}  // namespace
}  // namespace tenon

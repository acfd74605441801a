#include "core/io/json.h"

#include <gtest/gtest.h>

#include "core/base/error.h"

namespace tenon::io {
namespace {

std::string error_of(std::string_view text, const JsonLimits& limits = {}) {
  try {
    parse_json(text, "doc", limits);
  } catch (const Error& e) {
    EXPECT_EQ(e.kind(), ErrorKind::Value);
    return e.message();
  }
  return "";
}

TEST(Json, RoundTrip) {
  std::string text =
      R"({"a":[1,-2,2.5,true,null],"b":{"c":"x\"\\\n\u0001"},"big":9223372036854775807})";
  EXPECT_EQ(parse_json(text, "doc").dump(), text);
  EXPECT_EQ(parse_json(parse_json(text, "doc").dump(true), "doc").dump(), text);
}

TEST(Json, FloatsStayFloats) { EXPECT_EQ(Json::number(3).dump(), "3.0"); }

TEST(Json, RefusesWhatIsNotStrict) {
  for (std::string_view bad : {"", "{", "[1,]", "{\"a\":1,}", "nul", "{\"a\" 1}", "[1] 2",
                               "\"\xff\"", "1e999", "NaN", "'a'", "[1 /* c */]"}) {
    EXPECT_NE(error_of(bad).find("doc: "), std::string::npos) << bad;
  }
}

TEST(Json, RefusesRepeatedNames) {
  EXPECT_EQ(error_of(R"({"a":1,"b":2,"a":3})"),
            "doc: a name occurs twice in one object: got \"a\"");
}

TEST(Json, RefusesIntegersBeyond64Bits) {
  EXPECT_NE(error_of("18446744073709551616").find("does not fit 64 bits"), std::string::npos);
  EXPECT_NE(error_of("18446744073709551615").find("does not fit 64 bits"), std::string::npos);
  EXPECT_EQ(error_of("-9223372036854775808"), "");
}

TEST(Json, EnforcesLimits) {
  EXPECT_NE(error_of(std::string(2000000, '[')).find("nested too deeply"), std::string::npos);
  EXPECT_NE(error_of("[1,2,3]", {.values = 3}).find("too many values"), std::string::npos);
  EXPECT_NE(error_of("[1,2,3]", {.bytes = 3}).find("too large"), std::string::npos);
}

TEST(Json, GettersNameTheDocument) {
  Json v = parse_json(R"({"a":"x"})", "doc");
  EXPECT_EQ(v.at("a", "doc").as_string("doc"), "x");
  EXPECT_THROW(v.at("b", "doc"), Error);
  try {
    v.at("a", "doc").as_int("doc.a");
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.message(), "doc.a: wrong kind of value: got a string, expected an integer");
  }
}

}  // namespace
}  // namespace tenon::io

#include "core/base/semver.h"

#include <gtest/gtest.h>

namespace tenon {
namespace {

TEST(Version, Grammar) {
  for (const char* good :
       {"0.0.0", "1.2.3", "1.0.0-alpha.1", "1.0.0-0a.b+001.x-y", "10.20.30+build"}) {
    auto v = Version::parse(good);
    ASSERT_TRUE(v) << good;
    EXPECT_EQ(v->text(), good);
  }
  for (const char* bad :
       {"", "1", "1.2", "1.2.3.4", "01.2.3", "1.2.x", "v1.2.3", "1.2.3-", "1.2.3-01", "1.2.3+",
        "1.2.3-a..b", "1.2.3 ", "-1.2.3", "1.2.99999999999999999999", "*", "1..2"}) {
    EXPECT_FALSE(Version::parse(bad)) << bad;
  }
}

// The example of the specification, section 11.
TEST(Version, Precedence) {
  const char* sorted[] = {"1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta",
                          "1.0.0-beta",  "1.0.0-beta.2",  "1.0.0-beta.11",
                          "1.0.0-rc.1",  "1.0.0",         "1.0.1",
                          "1.1.0",       "2.0.0"};
  for (size_t i = 0; i < std::size(sorted); ++i) {
    for (size_t j = 0; j < std::size(sorted); ++j) {
      EXPECT_EQ(*Version::parse(sorted[i]) < *Version::parse(sorted[j]), i < j)
          << sorted[i] << " " << sorted[j];
    }
  }
  EXPECT_EQ(*Version::parse("1.0.0+a"), *Version::parse("1.0.0+b"));
}

bool in(const char* range, const char* version) {
  return VersionRange::parse(range).value().contains(*Version::parse(version));
}

TEST(VersionRange, Contains) {
  struct Case {
    const char *range, *yes, *no;
  };
  for (auto [range, yes, no] :
       std::initializer_list<Case>{{"^1.2", "1.9.0", "2.0.0"},
                                   {"^1.2", "1.2.0", "1.1.9"},
                                   {"^0.1", "0.1.7", "0.2.0"},
                                   {"^0.0.3", "0.0.3", "0.0.4"},
                                   {"^0", "0.9.0", "1.0.0"},
                                   {"~1.2.3", "1.2.9", "1.3.0"},
                                   {"~1", "1.1.0", "2.0.0"},
                                   {"1.2", "1.2.5", "1.3.0"},
                                   {"1.2.*", "1.2.5", "1.3.0"},
                                   {"1.2.3", "1.2.3", "1.2.4"},
                                   {">=1.0 <2", "1.9.9", "2.0.0"},
                                   {">= 1.0, < 2", "1.0.0", "0.9.0"},
                                   {">1.2", "1.3.0", "1.2.9"},
                                   {"<=1.2", "1.2.9", "1.3.0"},
                                   {"*", "7.0.0", "7.0.0-rc.1"},
                                   {"^1.2.3-rc.1", "1.2.3-rc.2", "1.2.4-rc.1"},
                                   {"=1.0.0", "1.0.0", "1.0.1"}}) {
    EXPECT_TRUE(in(range, yes)) << range << " " << yes;
    EXPECT_FALSE(in(range, no)) << range << " " << no;
  }
}

TEST(VersionRange, Grammar) {
  for (const char* bad :
       {"", " ", "^", "latest", "1.2.3.4", "=>1.0", "^^1", ">*", "1.2 ||", "^1.2-rc", "01"}) {
    EXPECT_FALSE(VersionRange::parse(bad)) << bad;
  }
}

}  // namespace
}  // namespace tenon

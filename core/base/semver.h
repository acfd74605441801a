// Semantic versions (semver.org 2.0.0) and ranges of them: `^1.2`, `~1.2.3`, `>=1.0 <2`, `1.2`,
// `*`.
#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tenon {

struct Version {
  uint64_t major = 0, minor = 0, patch = 0;
  std::string pre, build;  // without the leading - and +

  // Nothing unless the text is a complete version in the strict grammar.
  static std::optional<Version> parse(std::string_view text);
  std::string text() const;
};

// Precedence: a pre-release comes before its release, and the build part does not count.
std::strong_ordering operator<=>(const Version& a, const Version& b);
inline bool operator==(const Version& a, const Version& b) { return (a <=> b) == 0; }

// A conjunction of comparisons, separated by spaces or commas. Missing parts of a version are
// wildcards: `^1.2` is
// >=1.2.0 <2.0.0, `^0.1` is >=0.1.0 <0.2.0, `~1.2` and `1.2` are >=1.2.0 <1.3.0, `1.2.3` is that
// version alone.
class VersionRange {
 public:
  // Nothing when the text is no range.
  static std::optional<VersionRange> parse(std::string_view text);
  // Pre-releases match only a range that names one of the same major.minor.patch.
  bool contains(const Version& v) const;

 private:
  enum class Op : uint8_t { Eq, Lt, Le, Gt, Ge };
  struct Comparison {
    Op op;
    Version version;
  };
  bool parse_term(std::string_view term);

  std::vector<Comparison> all_;
};

}  // namespace tenon

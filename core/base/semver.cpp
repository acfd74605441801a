#include "core/base/semver.h"

#include <algorithm>
#include <charconv>

#include "core/base/str.h"

namespace tenon {

namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_identifier(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
}

bool all_digits(std::string_view s) { return std::all_of(s.begin(), s.end(), is_digit); }

bool parse_number(std::string_view s, uint64_t& out) {
  if (s.empty() || !all_digits(s) || (s.size() > 1 && s[0] == '0')) return false;
  auto [end, status] = std::from_chars(s.data(), s.data() + s.size(), out);
  return status == std::errc() && end == s.data() + s.size();
}

// Cuts `s` before the first `separator`, which is dropped, and returns the part before it.
std::string_view cut(std::string_view& s, char separator) {
  size_t at = s.find(separator);
  std::string_view head = s.substr(0, at);
  s = at == s.npos ? std::string_view() : s.substr(at + 1);
  return head;
}

// Dot-separated identifiers; numbers of a pre-release have no leading zeros.
bool valid_identifiers(std::string_view s, bool pre) {
  if (s.empty() || s.back() == '.') return false;
  while (!s.empty()) {
    std::string_view id = cut(s, '.');
    if (id.empty() || !std::all_of(id.begin(), id.end(), is_identifier)) return false;
    if (pre && id.size() > 1 && id[0] == '0' && all_digits(id)) return false;
  }
  return true;
}

// A version whose minor and patch may be missing; `parts` tells how many numbers there are (0 for
// `*`).
struct Partial {
  Version version;
  int parts = 0;
};

bool parse_partial(std::string_view text, Partial& out) {
  if (text == "*" || text == "x") return true;
  std::string_view rest = text;
  size_t plus = rest.find('+');
  if (plus != rest.npos) {
    out.version.build = rest.substr(plus + 1);
    rest = rest.substr(0, plus);
    if (!valid_identifiers(out.version.build, false)) return false;
  }
  size_t dash = rest.find('-');
  if (dash != rest.npos) {
    out.version.pre = rest.substr(dash + 1);
    rest = rest.substr(0, dash);
    if (!valid_identifiers(out.version.pre, true)) return false;
  }
  uint64_t* numbers[] = {&out.version.major, &out.version.minor, &out.version.patch};
  if (rest.empty() || rest.back() == '.') return false;
  while (!rest.empty()) {
    std::string_view number = cut(rest, '.');
    if (number == "*" || number == "x") return out.parts > 0 && rest.empty() && plus == text.npos;
    if (out.parts == 3 || !parse_number(number, *numbers[out.parts++])) return false;
  }
  return out.parts == 3 || (dash == text.npos && plus == text.npos);
}

std::strong_ordering compare_identifier(std::string_view a, std::string_view b) {
  bool na = all_digits(a), nb = all_digits(b);
  if (na != nb) return na ? std::strong_ordering::less : std::strong_ordering::greater;
  // Numbers have no leading zeros, so the longer one is the larger.
  if (na && a.size() != b.size()) return a.size() <=> b.size();
  return a.compare(b) <=> 0;
}

std::strong_ordering compare_pre(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return a.empty() <=> b.empty();
  while (!a.empty() && !b.empty()) {
    auto order = compare_identifier(cut(a, '.'), cut(b, '.'));
    if (order != 0) return order;
  }
  return b.empty() <=> a.empty();
}

// The first version after all that begin with the first `parts` numbers of `v`.
Version next_after(const Version& v, int parts) {
  Version n;
  n.major = v.major;
  if (parts == 1) {
    ++n.major;
  } else if (parts == 2) {
    n.minor = v.minor + 1;
  } else {
    n.minor = v.minor;
    n.patch = v.patch + 1;
  }
  return n;
}

}  // namespace

std::optional<Version> Version::parse(std::string_view text) {
  Partial p;
  if (!parse_partial(text, p) || p.parts != 3) return std::nullopt;
  return p.version;
}

std::string Version::text() const {
  std::string out = str(major, '.', minor, '.', patch);
  if (!pre.empty()) append(out, "-"), append(out, pre);
  if (!build.empty()) append(out, "+"), append(out, build);
  return out;
}

std::strong_ordering operator<=>(const Version& a, const Version& b) {
  if (auto order = a.major <=> b.major; order != 0) return order;
  if (auto order = a.minor <=> b.minor; order != 0) return order;
  if (auto order = a.patch <=> b.patch; order != 0) return order;
  return compare_pre(a.pre, b.pre);
}

bool VersionRange::parse_term(std::string_view term) {
  size_t n = term.find_first_not_of("^~<>=");
  std::string_view op = term.substr(0, n);
  Partial p;
  if (n == term.npos || !parse_partial(term.substr(n), p)) return false;
  const Version& v = p.version;
  if (op == "^" || op == "~" || ((op.empty() || op == "=") && p.parts < 3)) {
    if (p.parts == 0) return op.empty() || op == "=";
    int kept = op == "^" ? 1 : std::min(p.parts, 2);  // numbers that must stay
    // Below 1.0 the first number that is not zero is the one that must stay.
    if (op == "^" && v.major == 0 && p.parts > 1) kept = v.minor != 0 || p.parts == 2 ? 2 : 3;
    all_.push_back({Op::Ge, v});
    all_.push_back({Op::Lt, next_after(v, kept)});
    return true;
  }
  if (op.empty() || op == "=") {
    all_.push_back({Op::Eq, v});
  } else if (op == ">=" || op == "<") {
    all_.push_back({op == "<" ? Op::Lt : Op::Ge, v});
  } else if (op == ">") {  // >1.2 leaves out all of 1.2.x
    all_.push_back(p.parts < 3 ? Comparison{Op::Ge, next_after(v, p.parts)}
                               : Comparison{Op::Gt, v});
  } else if (op == "<=") {
    all_.push_back(p.parts < 3 ? Comparison{Op::Lt, next_after(v, p.parts)}
                               : Comparison{Op::Le, v});
  } else {
    return false;
  }
  return p.parts > 0;
}

std::optional<VersionRange> VersionRange::parse(std::string_view text) {
  VersionRange range;
  bool any = false;
  while (!text.empty()) {
    size_t from = text.find_first_not_of(" ,");
    if (from == text.npos) break;
    text.remove_prefix(from);
    // An operator may stand apart from its version.
    size_t version = text.find_first_not_of("^~<>= ");
    size_t end = version == text.npos ? text.npos : text.find_first_of(" ,", version);
    std::string term(text.substr(0, end));
    term.erase(std::remove(term.begin(), term.end(), ' '), term.end());
    if (!range.parse_term(term)) return std::nullopt;
    any = true;
    text = end == text.npos ? std::string_view() : text.substr(end);
  }
  if (!any) return std::nullopt;
  return range;
}

bool VersionRange::contains(const Version& v) const {
  bool pre_named = v.pre.empty();
  for (const auto& c : all_) {
    auto order = v <=> c.version;
    bool ok = c.op == Op::Eq   ? order == 0
              : c.op == Op::Lt ? order < 0
              : c.op == Op::Le ? order <= 0
              : c.op == Op::Gt ? order > 0
                               : order >= 0;
    if (!ok) return false;
    pre_named |= !c.version.pre.empty() && c.version.major == v.major &&
                 c.version.minor == v.minor && c.version.patch == v.patch;
  }
  return pre_named;
}

}  // namespace tenon

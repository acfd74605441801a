#include "core/registry/schema.h"

#include <algorithm>
#include <charconv>

namespace tenon {
namespace {

constexpr std::string_view kKinds[] = {
    "Tensor", "Tensor|Scalar", "int",    "float",         "bool",      "str", "Scalar",
    "dtype",  "device",        "layout", "memory_format", "Generator", "any"};
constexpr size_t kMaxText = 4096, kMaxParams = 64;

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {
    if (text.size() > kMaxText) wrong("at most 4096 characters");
  }

  Schema parse(bool signature_only) {
    Schema s;
    if (!(signature_only && peek() == '(')) {
      s.name = identifier();
      if (accept("::")) {
        s.ns = std::move(s.name);
        s.name = identifier();
      }
      if (accept(".")) s.overload = identifier();
    }
    expect("(");
    bool kw_only = false;
    while (!accept(")")) {
      if (accept("*")) {
        if (kw_only) wrong("one '*'");
        kw_only = true;
      } else {
        s.params.push_back(param(kw_only));
        if (s.params.size() > kMaxParams) wrong("at most 64 parameters");
        if (s.index_of(s.params.back().name) + 1 != static_cast<int>(s.params.size())) {
          wrong("parameter names that differ");
        }
        size_t n = s.params.size();
        if (n > 1 && !kw_only && s.params[n - 1].required && !s.params[n - 2].required) {
          wrong("a default, as the parameter before has one");
        }
      }
      if (peek() != ')') expect(",");
    }
    if (accept("->")) {
      returns(s);
    } else if (!signature_only) {
      wrong("'->'");
    }
    skip();
    if (at_ != text_.size()) wrong("the end");
    return s;
  }

 private:
  [[noreturn]] void wrong(std::string_view expected) const {
    fail(ErrorKind::Value, "parse_schema(): wrong schema '", text_.substr(0, 200), "' at column ",
         at_ + 1, ": got '", text_.substr(std::min(at_, text_.size()), 12), "', expected ",
         expected);
  }
  void skip() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n')) ++at_;
  }
  char peek() {
    skip();
    return at_ < text_.size() ? text_[at_] : '\0';
  }
  bool accept(std::string_view token) {
    skip();
    if (!text_.substr(at_).starts_with(token)) return false;
    at_ += token.size();
    return true;
  }
  void expect(std::string_view token) {
    if (!accept(token)) wrong(str("'", token, "'"));
  }
  static bool word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }
  std::string identifier() {
    skip();
    size_t start = at_;
    while (at_ < text_.size() && word(text_[at_])) ++at_;
    if (at_ == start || (text_[start] >= '0' && text_[start] <= '9')) wrong("a name");
    return std::string(text_.substr(start, at_ - start));
  }

  TypeSpec type() {
    TypeSpec t;
    std::string name = identifier();
    if (name == "Tensor" && accept("|")) name += "|" + identifier();
    const auto* found = std::find(std::begin(kKinds), std::end(kKinds), name);
    if (found == std::end(kKinds)) {
      at_ -= name.size();
      wrong("a type");
    }
    t.kind = static_cast<TypeKind>(found - std::begin(kKinds));
    if (accept("(")) {
      t.alias = identifier()[0];
      t.write = accept("!");
      expect(")");
    }
    bool optional = accept("?");
    if (accept("[")) {
      t.list = true;
      t.optional_item = optional;
      optional = false;
      if (!accept("]")) {
        Value length = number();
        if (length.tag != TN_INT || length.i < 1 || length.i > 16) wrong("a length from 1 to 16");
        t.length = static_cast<int>(length.i);
        expect("]");
      }
      optional = accept("?");
    }
    t.optional = optional;
    return t;
  }

  Param param(bool kw_only) {
    Param p;
    p.type = type();
    p.name = identifier();
    p.kw_only = kw_only;
    if (accept("=")) {
      p.required = false;
      p.fallback = default_value(p.type);
      if (p.type.list) spread_default(p);
    }
    return p;
  }

  // List defaults become arrays; a single number stands for `length` of them.
  void spread_default(Param& p) {
    const Value& v = p.fallback.get();
    if (v.is_none()) return;
    std::vector<Value> items;
    if (v.tag == TN_LIST) {
      items = list_items(v);
    } else if (p.type.length) {
      items.assign(static_cast<size_t>(p.type.length), v);
    } else {
      wrong("a list as default");
    }
    for (const Value& x : items) {
      if (p.type.kind == TypeKind::Int && x.tag != TN_INT) wrong("integers as default");
      p.fallback_ints.push_back(x.tag == TN_INT ? x.i : 0);
      p.fallback_floats.push_back(x.to_double());
    }
  }

  Value number() {
    skip();
    size_t end = at_;
    while (end < text_.size() &&
           (word(text_[end]) || text_[end] == '.' || text_[end] == '-' || text_[end] == '+'))
      ++end;
    std::string_view token = text_.substr(at_, end - at_);
    Value v;
    int64_t i = 0;
    double f = 0;
    auto whole = [&](auto r) {
      return r.ec == std::errc() && r.ptr == token.data() + token.size();
    };
    if (whole(std::from_chars(token.data(), token.data() + token.size(), i))) {
      v = Value(i);
    } else if (whole(std::from_chars(token.data(), token.data() + token.size(), f))) {
      v = Value(f);
    } else {
      wrong("a number");
    }
    at_ = end;
    return v;
  }

  Owned default_value(const TypeSpec& t) {
    if (accept("None")) return Owned();
    if (accept("True")) return Owned(Value(true));
    if (accept("False")) return Owned(Value(false));
    if (accept("[")) {
      std::vector<Value> items;
      while (!accept("]")) {
        items.push_back(number());
        if (peek() != ']') expect(",");
      }
      return Owned(make_list(std::move(items)));
    }
    if (accept("'")) {
      size_t end = text_.find('\'', at_);
      if (end == std::string_view::npos) wrong("a closing quote");
      std::string s(text_.substr(at_, end - at_));
      at_ = end + 1;
      return Owned(make_string(std::move(s)));
    }
    if (t.kind == TypeKind::DType || t.kind == TypeKind::Layout) {
      std::string name = identifier();
      if (t.kind == TypeKind::DType && dtype_from_name(name) != DType::None) {
        return Owned(Value(dtype_from_name(name)));
      }
      wrong("a dtype");
    }
    Value v = number();
    if (t.kind == TypeKind::Int && v.tag != TN_INT) wrong("an integer as default");
    if (t.kind == TypeKind::Float && v.tag == TN_INT && !t.list)
      v = Value(static_cast<double>(v.i));
    return Owned(v);
  }

  void returns(Schema& s) {
    if (accept("(")) {
      while (!accept(")")) {
        s.returns.push_back(one_return());
        if (peek() != ')') expect(",");
      }
    } else {
      s.returns.push_back(one_return());
    }
    if (s.returns.size() > 16) wrong("at most 16 results");
  }
  Param one_return() {
    Param p;
    p.type = type();
    if (word(peek())) p.name = identifier();
    return p;
  }

  std::string_view text_;
  size_t at_ = 0;
};

}  // namespace

std::string_view kind_name(TypeKind kind) noexcept { return kKinds[static_cast<int>(kind)]; }

void append(std::string& out, const TypeSpec& t) {
  out += kind_name(t.kind);
  if (t.alias) out += str('(', t.alias, t.write ? "!" : "", ')');
  if (t.optional_item) out += '?';
  if (t.list) out += t.length ? str('[', t.length, ']') : "[]";
  if (t.optional) out += '?';
}

Value Param::default_value() const {
  const Value& v = fallback.get();
  if (!type.list || v.is_none()) return v;
  if (type.kind == TypeKind::Float) return Value(std::span<const double>(fallback_floats));
  if (type.kind == TypeKind::Tensor) return Value(TensorSpan());
  return Value(IntSpan(fallback_ints));
}

std::string Schema::qualified_name() const {
  return (ns.empty() ? "" : ns + "::") + name + (overload.empty() ? "" : "." + overload);
}

int Schema::index_of(std::string_view param) const noexcept {
  for (size_t i = 0; i < params.size(); ++i) {
    if (params[i].name == param) return static_cast<int>(i);
  }
  return -1;
}

Schema parse_schema(std::string_view text) { return Parser(text).parse(false); }
Schema parse_signature(std::string_view text) { return Parser(text).parse(true); }

std::string to_string(const Schema& s) {
  std::string out = s.name.empty() ? "(" : s.qualified_name() + "(";
  bool star = false;
  for (size_t i = 0; i < s.params.size(); ++i) {
    const Param& p = s.params[i];
    if (i) out += ", ";
    if (p.kw_only && !star) {
      out += "*, ";
      star = true;
    }
    out += str(p.type, ' ', p.name);
    if (!p.required) {
      const Value& v = p.fallback.get();
      out += "=" + (v.tag == TN_DTYPE ? std::string(dtype_name(v.to_dtype())) : repr(v));
    }
  }
  out += ") -> ";
  if (s.returns.size() != 1) out += '(';
  for (size_t i = 0; i < s.returns.size(); ++i) {
    out += str(i ? ", " : "", s.returns[i].type, s.returns[i].name.empty() ? "" : " ",
               s.returns[i].name);
  }
  if (s.returns.size() != 1) out += ')';
  return out;
}

}  // namespace tenon

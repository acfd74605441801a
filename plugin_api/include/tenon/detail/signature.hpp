// Compares the C++ parameters of a function with its schema, when the plugin is compiled.
#pragma once
#include "tenon/detail/thunk.hpp"

TN_NAMESPACE_BEGIN
namespace detail {

// What one parameter is, on either side. Kind is the first letter: T(ensor) i(nt) f(loat) b(ool)
// s(tr) d(type) v (device), or * for what can be anything.
struct ParamCode {
  char kind = '*';
  bool list = false;
  bool optional = false;
};

template <class P>
struct CodeOf {
  static constexpr ParamCode value = [] {
    using T = std::remove_cvref_t<P>;
    if constexpr (std::is_same_v<T, Tensor>)
      return ParamCode{'T'};
    else if constexpr (std::is_same_v<T, bool>)
      return ParamCode{'b'};
    else if constexpr (std::is_integral_v<T>)
      return ParamCode{'i'};
    else if constexpr (std::is_floating_point_v<T>)
      return ParamCode{'f'};
    else if constexpr (std::is_same_v<T, std::string_view>)
      return ParamCode{'s'};
    else if constexpr (std::is_same_v<T, DType>)
      return ParamCode{'d'};
    else if constexpr (std::is_same_v<T, Device>)
      return ParamCode{'v'};
    else if constexpr (std::is_same_v<T, IntSpan>)
      return ParamCode{'i', true};
    else
      return ParamCode{};
  }();
};
template <class T>
struct CodeOf<std::vector<T>> {
  static constexpr ParamCode value{CodeOf<T>::value.kind, true};
};
template <class T>
struct CodeOf<std::optional<T>> {
  static constexpr ParamCode value{CodeOf<T>::value.kind, CodeOf<T>::value.list, true};
};

// The parameters and the number of results of a function. count is -1 where it takes Args: those
// are not compared.
struct Signature {
  // Set by kernel<>(): gcc with -fsanitize=undefined cannot compare a function with null here.
  bool known = false;
  const ParamCode* params = nullptr;
  int count = -1;
  int results = -1;
};

template <class T>
struct SignatureOf;
template <class R, class... Ps>
struct SignatureOf<R (*)(Ps...)> {
  static constexpr bool kArgs = (is_args<Ps> || ...);
  static constexpr size_t kSkip = [] {  // Self& and Ctx& come first and are no arguments
    constexpr bool kFirst[] = {(is_ctx<Ps> || std::is_same_v<Ps, Self&>)..., false};
    size_t n = 0;
    while (n < 2 && n < sizeof...(Ps) && kFirst[n]) ++n;  // NOLINT(misc-redundant-expression)
    return n;
  }();
  static constexpr ParamCode kParams[sizeof...(Ps) + 1] = {
      CodeOf<std::remove_cvref_t<Ps>>::value..., ParamCode{}};
  static constexpr int kResults = [] {
    if constexpr (std::is_void_v<R>)
      return 0;
    else
      return static_cast<int>(Box<R>::kCount);
  }();
  static constexpr Signature value{true, kParams + kSkip,
                                   kArgs ? -1 : static_cast<int>(sizeof...(Ps) - kSkip), kResults};
};
template <class R, class... Ps>
struct SignatureOf<R (*)(Ps...) noexcept> : SignatureOf<R (*)(Ps...)> {};

// ---- the schema's side ----

// The declared type at the start of a parameter: "Tensor(a!)[] x" -> T, list.
constexpr ParamCode schema_code(std::string_view type) {
  ParamCode c;
  size_t n = 0;
  while (n < type.size() &&
         ((type[n] >= 'a' && type[n] <= 'z') || (type[n] >= 'A' && type[n] <= 'Z')))
    ++n;
  const std::string_view word = type.substr(0, n), rest = type.substr(n);
  constexpr std::pair<std::string_view, char> kKinds[] = {
      {"Tensor", 'T'}, {"int", 'i'},   {"float", 'f'},  {"bool", 'b'},
      {"str", 's'},    {"dtype", 'd'}, {"device", 'v'}, {"layout", 'i'}};
  for (auto [name, kind] : kKinds) {
    if (word == name) c.kind = kind;
  }
  if (!rest.empty() && rest[0] == '|') c.kind = '*';  // Tensor|Scalar
  c.list = rest.find('[') != rest.npos;
  c.optional = rest.ends_with('?');
  return c;
}

constexpr bool matches(ParamCode cpp, ParamCode schema) {
  if (cpp.kind == '*' || schema.kind == '*') return cpp.kind == '*' || cpp.list == schema.list;
  // An empty Tensor, and an empty list, stand for None as well.
  const bool none_fits = cpp.optional || cpp.kind == 'T' || cpp.list;
  return cpp.kind == schema.kind && cpp.list == schema.list && (!schema.optional || none_fits);
}

// Calls f(text) for every item between the outermost commas of a bracketed list. `text` starts
// behind the bracket; returns how long the list is, without its closing bracket.
template <class F>
constexpr size_t each_item(std::string_view text, F&& f) {
  int depth = 0;
  bool quoted = false;
  size_t start = 0, i = 0;
  auto item = [&] {
    std::string_view s = text.substr(start, i - start);
    while (!s.empty() && (s.front() == ' ' || s.front() == '\n')) s.remove_prefix(1);
    if (!s.empty()) f(s);
    start = i + 1;
  };
  for (; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\'') quoted = !quoted;
    if (quoted) continue;
    if (c == ')' && depth == 0) break;
    depth += (c == '(' || c == '[') - (c == ')' || c == ']');
    if (c == ',' && depth == 0) item();
  }
  item();
  return i;
}

// Not constexpr on purpose: where a compiler names one of these, the schema and the C++ function
// differ in that way.
inline void the_number_of_parameters_differs_from_the_schema() {}
inline void a_parameter_type_differs_from_the_schema() {}
inline void the_number_of_results_differs_from_the_schema() {}

constexpr void compare(const char* schema, const Signature& s) {
  const std::string_view text(schema);
  const std::string_view inside = text.substr(text.find('(') + 1);
  int n = 0;
  const size_t end = each_item(inside, [&](std::string_view item) {
    if (item == "*") return;
    const std::string_view type = item.substr(0, item.find(' '));
    if (s.count >= 0 && n < s.count && !matches(s.params[n], schema_code(type)))
      a_parameter_type_differs_from_the_schema();
    ++n;
  });
  if (s.count >= 0 && n != s.count) the_number_of_parameters_differs_from_the_schema();
  std::string_view rest = inside.substr(std::min(end + 1, inside.size()));
  const size_t arrow = rest.find("->");
  int results = 0;
  if (arrow != rest.npos) {
    rest.remove_prefix(arrow + 2);
    while (rest.starts_with(' ')) rest.remove_prefix(1);
    if (rest.starts_with('('))
      each_item(rest.substr(1), [&](std::string_view) { ++results; });
    else
      results = 1;
  }
  if (s.results >= 0 && results != s.results && s.results != 0)
    the_number_of_results_differs_from_the_schema();
}

}  // namespace detail
TN_NAMESPACE_END

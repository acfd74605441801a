#include "python/ext/py_bind.h"

#include <bit>
#include <cstring>

#include "python/ext/default_device.h"

namespace tenon::py {
namespace {

int find_name(const Signature& s, PyObject* name) {
  for (size_t i = 0; i < s.names.size(); ++i) {
    if (s.names[i] == name) return static_cast<int>(i);
  }
  return s.schema->index_of(text_of(name));
}

[[noreturn, gnu::cold]] void wrong_type(const Signature& s, std::string_view what, size_t i,
                                        PyObject* o) {
  fail(ErrorKind::Type, what, "(): argument '", s.schema->params[i].name, "' (position ", i + 1,
       ") must be ", python_type_name(s.schema->params[i].type), ", not ", type_name(o));
}

[[noreturn, gnu::cold]] void missing(const Signature& s, std::string_view what, uint64_t mask) {
  std::string names;
  for (uint64_t m = mask; m; m &= m - 1) {
    names += str(names.empty() ? "'" : ", '",
                 s.schema->params[static_cast<size_t>(std::countr_zero(m))].name, "'");
  }
  const int n = std::popcount(mask);
  fail(ErrorKind::Type, what, "() missing ", n, " required argument", n == 1 ? "" : "s", ": ",
       names);
}

void put(const Signature& s, std::string_view what, size_t i, PyObject* o, Arena& arena,
         Value* cells) {
  const TypeSpec& type = s.schema->params[i].type;
  if (type.kind == TypeKind::Tensor && !type.list && Py_TYPE(o) == tensor_type) [[likely]] {
    cells[i] = Value(unwrap(o));
    return;
  }
  if (!convert(o, type, arena, cells[i])) wrong_type(s, what, i, o);
}

}  // namespace

Signature::Signature(const Schema& sc) : schema(&sc) {
  for (size_t i = 0; i < sc.params.size(); ++i) {
    const Param& p = sc.params[i];
    names.push_back(checked(PyUnicode_InternFromString(p.name.c_str())).release());
    defaults.push_back(p.required ? Value() : p.default_value());
    if (p.required) required |= uint64_t{1} << i;
    if (!p.kw_only) positional = i + 1;
    if (p.type.kind == TypeKind::Device) device = static_cast<int>(i);
  }
}

void bind(const Signature& s, std::string_view what, PyObject* const* args, size_t nargs,
          PyObject* kwnames, Arena& arena, Value* cells) {
  if (nargs > s.positional) [[unlikely]] {
    fail(ErrorKind::Type, what, "() takes ", s.positional, " positional argument",
         s.positional == 1 ? "" : "s", " but ", nargs, nargs == 1 ? " was" : " were", " given");
  }
  const size_t n = s.names.size();
  for (size_t i = 0; i < nargs; ++i) put(s, what, i, args[i], arena, cells);
  if (nargs < n) {
    std::memcpy(static_cast<void*>(cells + nargs), s.defaults.data() + nargs,
                (n - nargs) * sizeof(Value));
  }
  uint64_t filled = (uint64_t{1} << nargs) - 1;
  const size_t named = kwnames ? static_cast<size_t>(PyTuple_GET_SIZE(kwnames)) : 0;
  for (size_t k = 0; k < named; ++k) {
    PyObject* name = PyTuple_GET_ITEM(kwnames, static_cast<Py_ssize_t>(k));
    const int i = find_name(s, name);
    check_type(i >= 0, what, "() got an unexpected keyword argument '", text_of(name), "'");
    check_type(!(filled >> i & 1), what, "() got multiple values for argument '", text_of(name),
               "'");
    put(s, what, static_cast<size_t>(i), args[nargs + k], arena, cells);
    filled |= uint64_t{1} << i;
  }
  if (uint64_t lacking = s.required & ~filled) [[unlikely]]
    missing(s, what, lacking);
  if (s.device >= 0) fill_device(cells[s.device]);
}

namespace {

// A default as an expression of Python's.
std::string default_text(const Param& p) {
  const Value& v = p.fallback.get();
  if (p.type.list && v.tag != TN_NONE) {
    std::string out = "(";
    for (const Value& x : list_items(v)) out += repr(x) + ", ";
    return out + ")";
  }
  return v.tag == TN_DTYPE ? "None" : repr(v);
}

}  // namespace

std::string text_signature(const Schema& schema, std::string_view self) {
  std::string out = "(" + std::string(self);
  bool star = false;
  for (const Param& p : schema.params) {
    if (out.size() > 1) out += ", ";
    if (p.kw_only && !star) {
      out += "*, ";
      star = true;
    }
    out += p.name;
    if (!p.required) out += "=" + default_text(p);
  }
  return out + ")";
}

}  // namespace tenon::py

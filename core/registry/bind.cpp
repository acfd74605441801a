#include "core/registry/bind.h"

namespace tenon {
namespace {

bool is_text(const Value& v) { return v.tag == TN_STR || v.tag == TN_STRING; }

// Whether a single cell may stand for a parameter of this kind.
bool fits(TypeKind kind, const Value& v) {
  switch (kind) {
    case TypeKind::Tensor:
      return v.is_tensor();
    case TypeKind::TensorOrScalar:
      return v.is_tensor() || v.is_number();
    case TypeKind::Int:
      return v.tag == TN_INT || v.tag == TN_BOOL;
    case TypeKind::Float:
      return v.tag == TN_FLOAT || v.tag == TN_INT || v.tag == TN_BOOL;
    case TypeKind::Bool:
      return v.tag == TN_BOOL || v.tag == TN_INT;
    case TypeKind::Str:
      return is_text(v);
    case TypeKind::Scalar:
      return v.is_number();
    case TypeKind::DType:
      return v.tag == TN_DTYPE || is_text(v);
    case TypeKind::Device:
      return v.tag == TN_DEVICE || is_text(v);
    case TypeKind::Layout:
    case TypeKind::MemoryFormat:
      return v.tag == TN_INT;
    case TypeKind::Generator:
      return v.tag == TN_GENERATOR;
    case TypeKind::Any:
      return true;
  }
  return false;
}

bool is_list(const Value& v) {
  return v.tag == TN_LIST || v.tag == TN_TUPLE || (v.tag >= TN_INTS && v.tag <= TN_VALUES);
}

bool spreads(const Param& p, const Value& first) {
  return p.type.list && p.type.length == 0 && !is_list(first) && !first.is_none();
}

}  // namespace

void Bound::wrong(const Param& p, const Value& v) const {
  fail(ErrorKind::Type, what_, "(): argument '", p.name, "' (position ",
       &p - schema_.params.data() + 1, ") must be ", p.type, ", not ", tag_name(v.tag));
}

Bound::Lists& Bound::lists() {
  if (!lists_) lists_ = std::make_unique<Lists>();
  return *lists_;
}

Value Bound::fit_list(const Param& p, const Value& v) {
  const bool single = !is_list(v);
  if (single && (p.type.length == 0 || !fits(p.type.kind, v))) wrong(p, v);
  const auto length = static_cast<size_t>(p.type.length);
  switch (p.type.kind) {
    case TypeKind::Int: {
      if (v.tag == TN_INTS) return v;
      auto& out = lists().ints.emplace_back();
      if (single) return out.assign(length, v.to_int()), Value(IntSpan(out));
      for (const Value& x : list_items(v))
        fits(TypeKind::Int, x) ? out.push_back(x.to_int()) : wrong(p, x);
      return Value(IntSpan(out));
    }
    case TypeKind::Float: {
      if (v.tag == TN_FLOATS) return v;
      auto& out = lists().floats.emplace_back();
      if (single) return out.assign(length, v.to_double()), Value(std::span<const double>(out));
      for (const Value& x : list_items(v))
        fits(TypeKind::Float, x) ? out.push_back(x.to_double()) : wrong(p, x);
      return Value(std::span<const double>(out));
    }
    case TypeKind::Tensor: {
      if (v.tag == TN_TENSORS) return v;
      auto& out = lists().tensors.emplace_back();
      for (const Value& x : list_items(v)) {
        if (!x.is_tensor() && !(x.is_none() && p.type.optional_item)) wrong(p, x);
        out.push_back(x.is_none() ? Tensor() : x.tensor());
      }
      return Value(TensorSpan(out));
    }
    default: {
      auto& out = lists().values.emplace_back(list_items(v));
      for (const Value& x : out) {
        if (!fits(p.type.kind, x)) wrong(p, x);
      }
      return Value(std::span<const Value>(out));
    }
  }
}

// Devices and dtypes may be named, as they are in JSON.
Value Bound::fit_text(const Param& p, const Value& v) {
  if (p.type.kind == TypeKind::Device) return Value(parse_device(v.to_str()));
  std::string_view name = v.to_str();
  if (name.starts_with("tenon.")) name.remove_prefix(6);
  const DType t = dtype_from_name(name);
  check_type(t != DType::None, what_, "(): argument '", p.name, "': unknown dtype '", v.to_str(),
             "'");
  return Value(t);
}

Value Bound::fit(const Param& p, const Value& v) {
  if (v.is_none()) {
    if (!p.type.optional && p.type.kind != TypeKind::Any) wrong(p, v);
    return v;
  }
  if (p.type.list) return fit_list(p, v);
  if (!fits(p.type.kind, v)) wrong(p, v);
  if (is_text(v) && (p.type.kind == TypeKind::Device || p.type.kind == TypeKind::DType))
    return fit_text(p, v);
  if (p.type.kind == TypeKind::Float && v.tag != TN_FLOAT) return Value(static_cast<double>(v.i));
  if (p.type.kind == TypeKind::Bool && v.tag != TN_BOOL) return Value(v.i != 0);
  return v;
}

Bound::Bound(const Schema& schema, std::string_view what, std::span<const Value> args,
             std::span<const std::string_view> names)
    : what_(what), schema_(schema), n_(schema.params.size()) {
  auto* cells = reinterpret_cast<Value*>(raw_);
  size_t most = 0;
  while (most < n_ && !schema.params[most].kw_only) ++most;
  size_t positional = args.size() - std::min(names.size(), args.size());
  // The items of a list that comes last may stand one by one: Sequential(a, b).
  std::vector<Value> joined;
  if (most > 0 && positional >= most && spreads(schema.params[most - 1], args[most - 1])) {
    joined.assign(args.begin(), args.begin() + static_cast<ptrdiff_t>(most - 1));
    joined.emplace_back(args.subspan(most - 1, positional - most + 1));
    joined.insert(joined.end(), args.end() - static_cast<ptrdiff_t>(names.size()), args.end());
    args = joined;
    positional = most;
  }
  // A call that gives every parameter gives them in order, as typed C++ functions do.
  check_type(names.size() <= args.size() && (positional <= most || positional == n_), what,
             "(): takes at most ", most, " arguments by position, got ", positional);
  uint64_t given = 0;
  for (size_t i = 0; i < args.size(); ++i) {
    size_t at = i;
    if (i >= positional) {
      const std::string_view name = names[i - positional];
      const int index = schema.index_of(name);
      check_type(index >= 0, what, "(): got an unexpected argument '", name, "'");
      at = static_cast<size_t>(index);
      check_type(!(given >> at & 1), what, "(): got several values for argument '", name, "'");
    }
    cells[at] = fit(schema.params[at], args[i]);
    given |= uint64_t{1} << at;
  }
  for (size_t i = 0; i < n_; ++i) {
    if (given >> i & 1) continue;
    const Param& p = schema.params[i];
    check_type(!p.required, what, "(): missing argument '", p.name, "' (position ", i + 1, ")");
    cells[i] = p.default_value();
  }
}

}  // namespace tenon

#include "core/plugin/bind.h"

#include "core/plugin/cells.h"

namespace tenon::plugin {
namespace {

// Whether a single cell may stand for a parameter of this kind, as it is.
bool fits(TypeKind kind, const Value& v) {
  switch (kind) {
    case TypeKind::Tensor: return v.is_tensor();
    case TypeKind::TensorOrScalar: return v.is_tensor() || v.is_number();
    case TypeKind::Int: return v.tag == TN_INT || v.tag == TN_BOOL;
    case TypeKind::Float: return v.tag == TN_FLOAT || v.tag == TN_INT || v.tag == TN_BOOL;
    case TypeKind::Bool: return v.tag == TN_BOOL || v.tag == TN_INT;
    case TypeKind::Str: return v.tag == TN_STR || v.tag == TN_STRING;
    case TypeKind::Scalar: return v.is_number();
    case TypeKind::DType: return v.tag == TN_DTYPE;
    case TypeKind::Device: return v.tag == TN_DEVICE || v.tag == TN_STR || v.tag == TN_STRING;
    case TypeKind::Layout:
    case TypeKind::MemoryFormat: return v.tag == TN_INT;
    case TypeKind::Generator: return v.tag == TN_GENERATOR;
    case TypeKind::Any: return true;
  }
  return false;
}

bool is_list(const Value& v) {
  return v.tag == TN_LIST || v.tag == TN_TUPLE || (v.tag >= TN_INTS && v.tag <= TN_VALUES);
}

}  // namespace

void Bound::wrong(const Param& p, const Value& v) const {
  fail(ErrorKind::Type, what_, "(): argument '", p.name, "' (position ", &p - schema_.params.data() + 1, ") must be ", p.type,
       ", not ", tag_name(v.tag), ".");
}

Value Bound::fit_list(const Param& p, const Value& v) {
  const bool single = !is_list(v);
  if (single && (p.type.length == 0 || !fits(p.type.kind, v))) wrong(p, v);
  switch (p.type.kind) {
    case TypeKind::Int: {
      if (v.tag == TN_INTS) return v;
      auto& out = ints_.emplace_back();
      if (single) return out.assign(static_cast<size_t>(p.type.length), v.to_int()), Value(IntSpan(out));
      for (const Value& x : list_items(v)) fits(TypeKind::Int, x) ? out.push_back(x.to_int()) : wrong(p, x);
      return Value(IntSpan(out));
    }
    case TypeKind::Float: {
      if (v.tag == TN_FLOATS) return v;
      auto& out = floats_.emplace_back();
      if (single) return out.assign(static_cast<size_t>(p.type.length), v.to_double()), Value(std::span<const double>(out));
      for (const Value& x : list_items(v)) fits(TypeKind::Float, x) ? out.push_back(x.to_double()) : wrong(p, x);
      return Value(std::span<const double>(out));
    }
    case TypeKind::Tensor: {
      if (v.tag == TN_TENSORS) return v;
      auto& out = tensors_.emplace_back();
      for (const Value& x : list_items(v)) {
        if (!x.is_tensor() && !(x.is_none() && p.type.optional_item)) wrong(p, x);
        out.push_back(x.is_none() ? Tensor() : x.tensor());
      }
      return Value(TensorSpan(out));
    }
    default: {
      auto& out = values_.emplace_back(list_items(v));
      for (const Value& x : out) {
        if (!fits(p.type.kind, x)) wrong(p, x);
      }
      return Value(std::span<const Value>(out));
    }
  }
}

Value Bound::fit(const Param& p, const Value& v) {
  if (v.is_none()) {
    if (!p.type.optional && p.type.kind != TypeKind::Any) wrong(p, v);
    return v;
  }
  if (p.type.list) return fit_list(p, v);
  if (!fits(p.type.kind, v)) wrong(p, v);
  if (p.type.kind == TypeKind::Device && v.tag != TN_DEVICE) return Value(parse_device(v.to_str()));
  return v;
}

Bound::Bound(const Schema& schema, std::string_view what, const tn_value* args, uint32_t nargs, const tn_text* names, uint32_t nnames)
    : what_(what), schema_(schema), n_(schema.params.size()) {
  const uint32_t positional = nargs - nnames;
  check_type(nnames <= nargs && positional <= n_, what, "(): takes at most ", n_, " arguments, got ", positional, ".");
  bool given[kMax] = {};
  for (uint32_t i = 0; i < nargs; ++i) {
    size_t at = i;
    if (i >= positional) {
      const std::string_view name = view(names[i - positional]);
      const int index = schema.index_of(name);
      check_type(index >= 0, what, "(): got an unexpected argument '", name, "'.");
      at = static_cast<size_t>(index);
      check_type(!given[at], what, "(): got several values for argument '", name, "'.");
    }
    cells_[at] = fit(schema.params[at], cells(args)[i]);
    given[at] = true;
  }
  for (size_t i = 0; i < n_; ++i) {
    if (given[i]) continue;
    const Param& p = schema.params[i];
    check_type(!p.required, what, "(): missing argument '", p.name, "' (position ", i + 1, ").");
    cells_[i] = p.default_value();
  }
}

}  // namespace tenon::plugin

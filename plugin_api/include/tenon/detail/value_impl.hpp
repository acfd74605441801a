// Bodies of value.hpp: lists and dicts.
#pragma once
#include "tenon/value.hpp"

TN_NAMESPACE_BEGIN
namespace detail {

inline std::string_view tag_name(int32_t tag) noexcept {
  static constexpr std::string_view kNames[] = {
      "None",      "bool",        "int",         "float",         "complex",
      "dtype",     "device",      "str",         "bytes",         "Tensor",
      "list",      "dict",        "tuple",       "callable",      "stream",
      "Generator", "an instance", "list of int", "list of float", "list of Tensor",
      "list",      "object",      "str"};
  return tag >= 0 && tag < static_cast<int32_t>(std::size(kNames)) ? kNames[tag]
                                                                   : "an unknown value";
}

// The items of a counted list, or of a borrowed array of values.
inline std::span<const tn_value> items(const tn_value& v) {
  if (v.tag == TN_VALUES) return {static_cast<const tn_value*>(v.p), v.aux};
  uint64_t n = 0;
  const tn_value* first = tables().core.list_read(static_cast<const tn_list*>(v.p), &n);
  return {first, static_cast<size_t>(n)};
}

}  // namespace detail

inline size_t ValueRef::size() const {
  if (is_dict()) {
    uint64_t n = 0;
    detail::tables().core.dict_read(static_cast<const tn_dict*>(v_.p), &n);
    return static_cast<size_t>(n);
  }
  if (!is_list()) wrong("list");
  return v_.tag == TN_LIST || v_.tag == TN_TUPLE ? detail::items(v_).size() : v_.aux;
}

inline ValueRef ValueRef::operator[](size_t i) const {
  check_index(i < size(), "list index ", i, " is out of range: the list has ", size(), " items.");
  tn_value out{};
  switch (v_.tag) {
    case TN_INTS:
      out.tag = TN_INT;
      out.i = static_cast<const int64_t*>(v_.p)[i];
      return out;
    case TN_FLOATS:
      out.tag = TN_FLOAT;
      out.f = static_cast<const double*>(v_.p)[i];
      return out;
    case TN_TENSORS:
      out.p = static_cast<tn_tensor* const*>(v_.p)[i];
      out.tag = out.p ? TN_TENSOR : TN_NONE;
      return out;
    default:
      return detail::items(v_)[i];
  }
}

inline std::vector<int64_t> ValueRef::ints() const {
  std::vector<int64_t> out(size());
  for (size_t i = 0; i < out.size(); ++i) out[i] = (*this)[i].to_int();
  return out;
}
inline std::vector<double> ValueRef::floats() const {
  std::vector<double> out(size());
  for (size_t i = 0; i < out.size(); ++i) out[i] = (*this)[i].to_float();
  return out;
}
inline std::vector<Tensor> ValueRef::tensors() const {
  std::vector<Tensor> out(size());
  for (size_t i = 0; i < out.size(); ++i) out[i] = (*this)[i].tensor_or_none();
  return out;
}

inline std::pair<ValueRef, ValueRef> ValueRef::pair(size_t i) const {
  if (!is_dict()) wrong("dict");
  uint64_t n = 0;
  const tn_value* cells = detail::tables().core.dict_read(static_cast<const tn_dict*>(v_.p), &n);
  check_index(i < n, "pair ", i, " is out of range: the dict has ", n, " pairs.");
  return {cells[2 * i], cells[2 * i + 1]};
}

inline ValueRef ValueRef::find(std::string_view key) const {
  for (size_t i = 0, n = size(); i < n; ++i) {
    auto [k, v] = pair(i);
    if (k.is_str() && k.str() == key) return v;
  }
  return {};
}

TN_NAMESPACE_END

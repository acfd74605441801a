#include "core/base/dtype.h"

#include <atomic>

#include "core/base/error.h"

namespace tenon {
namespace {

struct Info {
  std::string_view name, alias;
  uint8_t size;
};
constexpr Info kInfo[kDTypes] = {
    {"uint8", "uint8", 1},         {"int8", "int8", 1},      {"int16", "short", 2},
    {"int32", "int", 4},           {"int64", "long", 8},     {"float16", "half", 2},
    {"float32", "float", 4},       {"float64", "double", 8}, {"complex64", "cfloat", 8},
    {"complex128", "cdouble", 16}, {"bool", "bool", 1},      {"bfloat16", "bfloat16", 2},
};
std::atomic<DType> g_default{DType::F32};

// 0 bool, 1 integer, 2 float, 3 complex
int category(DType t) { return t == DType::Bool ? 0 : is_integral(t) ? 1 : is_floating(t) ? 2 : 3; }

}  // namespace

size_t dtype_size(DType t) noexcept {
  return t == DType::None ? 0 : kInfo[static_cast<int>(t)].size;
}

std::string_view dtype_name(DType t) noexcept {
  return t == DType::None ? "none" : kInfo[static_cast<int>(t)].name;
}

DType dtype_from_name(std::string_view name) {
  for (std::string_view prefix : {"torch.", "tenon."}) {
    if (name.starts_with(prefix)) name.remove_prefix(prefix.size());
  }
  for (int i = 0; i < kDTypes; ++i) {
    if (name == kInfo[i].name || name == kInfo[i].alias) return static_cast<DType>(i);
  }
  return DType::None;
}

DType promote(DType a, DType b) noexcept {
  if (a == b) return a;
  int ca = category(a), cb = category(b);
  if (ca == 3 || cb == 3) {
    auto wide = [](DType t) { return t == DType::C128 || t == DType::F64; };
    return wide(a) || wide(b) ? DType::C128 : DType::C64;
  }
  if (ca != cb) return ca > cb ? a : b;
  if (ca == 1) {
    if (a != DType::U8 && b != DType::U8)
      return a > b ? a : b;  // codes of signed types are ordered
    DType other = a == DType::U8 ? b : a;
    return other == DType::I8 ? DType::I16 : other;
  }
  auto small = [](DType t) { return t == DType::F16 || t == DType::BF16; };
  if (small(a) && small(b)) return DType::F32;
  if (small(a)) return b;
  if (small(b)) return a;
  return DType::F64;
}

bool can_cast(DType from, DType to) noexcept {
  int f = category(from), t = category(to);
  return f <= t;
}

DType default_dtype() noexcept { return g_default.load(std::memory_order_relaxed); }

void set_default_dtype(DType t) {
  check_type(
      is_floating(t),
      "set_default_dtype(): only floating-point types are supported as the default type: got ",
      dtype_name(t));
  g_default.store(t, std::memory_order_relaxed);
}

}  // namespace tenon

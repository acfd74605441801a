// A small formatter: str("shape ", dims, " of ", dtype) without iostreams.
#pragma once
#include <concepts>
#include <string>
#include <string_view>

#include "core/base/device.h"
#include "core/base/dims.h"
#include "core/base/dtype.h"

namespace tenon {

void append(std::string& out, std::string_view text);
void append(std::string& out, int64_t v);
void append(std::string& out, uint64_t v);
void append(std::string& out, double v);   // shortest form that reads back equal, as Python's repr
void append(std::string& out, IntSpan v);  // [2, 3]
void append(std::string& out, DType t);    // float32
void append(std::string& out, Device d);   // cpu
inline void append(std::string& out, const char* text) { append(out, std::string_view(text)); }
inline void append(std::string& out, const std::string& text) {
  append(out, std::string_view(text));
}
inline void append(std::string& out, char c) { out += c; }
inline void append(std::string& out, bool v) {
  append(out, v ? std::string_view("True") : "False");
}
inline void append(std::string& out, const Dims& v) { append(out, IntSpan(v)); }
template <std::integral T>
requires(!std::same_as<T, bool> && !std::same_as<T, char>) void append(std::string& out, T v) {
  if constexpr (std::is_signed_v<T>) {
    append(out, static_cast<int64_t>(v));
  } else {
    append(out, static_cast<uint64_t>(v));
  }
}

template <class... Parts>
std::string str(const Parts&... parts) {
  std::string out;
  (append(out, parts), ...);
  return out;
}

}  // namespace tenon

#include "core/base/str.h"

#include <charconv>
#include <cmath>

namespace tenon {

void append(std::string& out, std::string_view text) { out += text; }

template <class T, class... Format>
static void append_number(std::string& out, T v, Format... format) {
  char buffer[40];
  auto [end, status] = std::to_chars(buffer, buffer + sizeof(buffer), v, format...);
  out.append(buffer, end);
}

void append(std::string& out, int64_t v) { append_number(out, v); }
void append(std::string& out, uint64_t v) { append_number(out, v); }

void append(std::string& out, double v) {
  // An exponent where Python writes one.
  const double size = std::abs(v);
  const bool plain = size == 0 || (size >= 1e-4 && size < 1e16);
  size_t start = out.size();
  append_number(out, v, plain ? std::chars_format::fixed : std::chars_format::scientific);
  if (std::isfinite(v) && out.find_first_of(".e", start) == std::string::npos) out += ".0";
}

void append(std::string& out, IntSpan v) {
  out += '[';
  for (size_t i = 0; i < v.size(); ++i) {
    if (i) out += ", ";
    append(out, v[i]);
  }
  out += ']';
}

void append(std::string& out, DType t) { out += dtype_name(t); }
void append(std::string& out, Device d) { out += device_name(d); }

}  // namespace tenon

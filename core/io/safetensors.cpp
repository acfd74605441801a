#include "core/io/safetensors.h"

#include <algorithm>
#include <tuple>

#include "core/io/json.h"

namespace tenon::io {

namespace {

constexpr size_t kMaxHeader = 100'000'000;  // the format's own limit
constexpr size_t kPage = 4096;
constexpr size_t kMaxDims = 64;

struct DTypeCode {
  std::string_view code;
  DType dtype;
};
constexpr DTypeCode kCodes[] = {{"BOOL", DType::Bool}, {"U8", DType::U8},   {"I8", DType::I8},
                                {"I16", DType::I16},   {"F16", DType::F16}, {"BF16", DType::BF16},
                                {"I32", DType::I32},   {"F32", DType::F32}, {"F64", DType::F64},
                                {"I64", DType::I64},   {"C64", DType::C64}};

DType dtype_of(std::string_view code, std::string_view where) {
  for (const auto& c : kCodes) {
    if (c.code == code) return c.dtype;
  }
  fail(ErrorKind::Value, where, ": unsupported dtype: got ", code.substr(0, 20),
       ", expected one of BOOL U8 I8 I16 I32 I64 F16 BF16 F32 F64 C64");
}

std::string_view code_of(DType dtype) {
  for (const auto& c : kCodes) {
    if (c.dtype == dtype) return c.code;
  }
  fail(ErrorKind::Value, "save_safetensors(): the format has no dtype ", dtype);
}

uint64_t read_u64(const char* p) {
  uint64_t v = 0;
  for (int i = 7; i >= 0; --i) v = v << 8 | static_cast<unsigned char>(p[i]);
  return v;
}

// Bytes of a tensor; ValueError when the product does not fit.
size_t byte_size(const Dims& shape, DType dtype, std::string_view where) {
  int64_t bytes = static_cast<int64_t>(dtype_size(dtype));
  for (int64_t n : shape) {
    check_value(!__builtin_mul_overflow(bytes, n, &bytes), where, ": the shape is too large: got ",
                shape);
  }
  return static_cast<size_t>(bytes);
}

int64_t natural(const Json& v, std::string_view where) {
  int64_t n = v.as_int(where);
  check_value(n >= 0, where, ": a negative number: got ", n);
  return n;
}

SafetensorsEntry parse_entry(const std::string& name, const Json& v, const std::string& where) {
  SafetensorsEntry e;
  e.name = name;
  check_value(v.as_object(where).size() == 3, where,
              ": wrong members: expected dtype, shape and data_offsets");
  e.dtype = dtype_of(v.at("dtype", where).as_string(where), where);
  const auto& shape = v.at("shape", where).as_array(where);
  check_value(shape.size() <= kMaxDims, where, ": too many dimensions: got ", shape.size(),
              ", expected at most ", kMaxDims);
  for (const Json& n : shape) e.shape.push_back(natural(n, where));
  const auto& offsets = v.at("data_offsets", where).as_array(where);
  check_value(offsets.size() == 2, where, ": wrong data_offsets: got ", offsets.size(),
              " numbers, expected 2");
  e.begin = static_cast<size_t>(natural(offsets[0], where));
  e.end = static_cast<size_t>(natural(offsets[1], where));
  size_t bytes = byte_size(e.shape, e.dtype, where);
  check_value(e.begin <= e.end && e.end - e.begin == bytes, where, ": data_offsets [", e.begin,
              ", ", e.end, "] do not hold ", e.dtype, " ", e.shape, ", which takes ", bytes,
              " bytes");
  return e;
}

Metadata parse_metadata(const Json& v, const std::string& where) {
  Metadata out;
  for (const auto& [key, value] : v.as_object(where)) out.emplace_back(key, value.as_string(where));
  return out;
}

// Data must be covered from its first byte to its last, each byte once.
void check_layout(SafetensorsHeader& h, size_t data_size, std::string_view what) {
  std::sort(h.entries.begin(), h.entries.end(), [](const auto& a, const auto& b) {
    return std::tie(a.begin, a.end) < std::tie(b.begin, b.end);
  });
  size_t at = 0;
  for (const auto& e : h.entries) {
    check_value(e.begin >= at, what, ": tensor \"", e.name,
                "\" overlaps the one before it: starts at ", e.begin, ", expected ", at);
    check_value(e.begin == at, what, ": bytes ", at, " to ", e.begin,
                " belong to no tensor (before \"", e.name, "\")");
    check_value(e.end <= data_size, what, ": the file is cut short: tensor \"", e.name,
                "\" ends at byte ", e.end, " of the data, which has ", data_size);
    at = e.end;
  }
  check_value(at == data_size, what, ": ", data_size - at, " bytes follow the last tensor");
}

}  // namespace

SafetensorsHeader parse_safetensors(const char* file, size_t size, std::string_view what) {
  check_value(size >= 8, what, ": not a safetensors file: got ", size,
              " bytes, expected at least 8");
  uint64_t length = read_u64(file);
  check_value(length <= kMaxHeader && length <= size - 8, what,
              ": not a safetensors file, or cut short: its header claims ", length, " bytes and ",
              size - 8, " follow");
  std::string_view text(file + 8, length);
  check_value(!text.empty() && text.front() == '{', what,
              ": not a safetensors file: the header does not start with {");
  // The format pads with spaces only; JSON itself would let other white space pass.
  text = text.substr(0, text.find_last_not_of(' ') + 1);
  check_value(text.back() == '}', what, ": the header does not end with }");

  std::string label = str(what, ": header");
  Json root = parse_json(text, label, {.bytes = kMaxHeader, .depth = 4, .values = 4'000'000});
  SafetensorsHeader h;
  h.data_start = 8 + length;
  for (const auto& [name, value] : root.as_object(label)) {
    if (name == "__metadata__") {
      h.metadata = parse_metadata(value, str(what, ": __metadata__"));
    } else {
      h.entries.push_back(
          parse_entry(name, value, str(what, ": tensor \"", name.substr(0, 200), "\"")));
    }
  }
  check_layout(h, size - h.data_start, what);
  return h;
}

std::string format_safetensors(std::vector<SafetensorsEntry>& entries, const Metadata& metadata) {
  // Large elements first keeps every tensor aligned to its element without gaps.
  std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) {
    size_t sa = dtype_size(a.dtype), sb = dtype_size(b.dtype);
    return sa != sb ? sa > sb : a.name < b.name;
  });
  Json root = Json::object();
  if (!metadata.empty()) {
    Json m = Json::object();
    for (const auto& [key, value] : metadata) m.set(key, Json::string(value));
    root.set("__metadata__", std::move(m));
  }
  size_t at = 0;
  for (auto& e : entries) {
    check_value(e.name != "__metadata__",
                "save_safetensors(): a tensor may not be named __metadata__");
    e.begin = at;
    at = e.end = at + byte_size(e.shape, e.dtype, "save_safetensors()");
    Json shape = Json::array(), offsets = Json::array();
    for (int64_t n : e.shape) shape.push(Json::integer(n));
    offsets.push(Json::integer(static_cast<int64_t>(e.begin)));
    offsets.push(Json::integer(static_cast<int64_t>(e.end)));
    root.set(e.name, Json::object()
                         .set("dtype", Json::string(code_of(e.dtype)))
                         .set("shape", std::move(shape))
                         .set("data_offsets", std::move(offsets)));
  }
  std::string text = root.dump();
  size_t length = (8 + text.size() + kPage - 1) / kPage * kPage - 8;
  check_value(length <= kMaxHeader, "save_safetensors(): the header is too large: got ", length,
              " bytes, expected at most ", kMaxHeader);
  text.resize(length, ' ');
  std::string prefix(8, '\0');
  for (int i = 0; i < 8; ++i) prefix[i] = static_cast<char>(length >> (8 * i) & 255);
  return prefix + text;
}

}  // namespace tenon::io

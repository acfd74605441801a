#include "core/io/zip.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <unordered_set>

#include "core/base/error.h"

namespace tenon::io {

namespace {

// Records by their signature and the bytes that they always have.
constexpr uint32_t kLocalHeader = 0x04034b50, kDirectoryEntry = 0x02014b50, kEnd = 0x06054b50,
                   kEnd64 = 0x06064b50, kEnd64Locator = 0x07064b50;
constexpr size_t kLocalBytes = 30, kEntryBytes = 46, kEndBytes = 22, kEnd64Bytes = 56,
                 kLocatorBytes = 20;
constexpr size_t kMaxComment = 0xFFFF;
constexpr uint64_t kMaxDirectory = uint64_t{1} << 30;  // some ten million members
constexpr uint16_t kExtra64 = 1, kEncrypted = 1;

// Little-endian fields of bytes that are all there.
uint64_t number(std::string_view bytes, size_t at, size_t width) {
  uint64_t v = 0;
  for (size_t i = width; i-- > 0;) v = v << 8 | static_cast<unsigned char>(bytes[at + i]);
  return v;
}
uint16_t u16(std::string_view b, size_t at) { return static_cast<uint16_t>(number(b, at, 2)); }
uint32_t u32(std::string_view b, size_t at) { return static_cast<uint32_t>(number(b, at, 4)); }
uint64_t u64(std::string_view b, size_t at) { return number(b, at, 8); }

struct Directory {
  uint64_t begin = 0, size = 0, count = 0;
};

class Reader {
 public:
  Reader(const ZipSource& file, std::string_view what) : file_(file), what_(what) {}

  std::vector<ZipEntry> read() {
    Directory d = find_directory();
    std::string bytes = read_range(d.begin, d.size);
    std::vector<ZipEntry> entries = read_entries(bytes, d.count);
    check_overlaps(entries, d.begin);
    return entries;
  }

 private:
  template <class... Parts>
  [[noreturn]] void refuse(const Parts&... parts) const {
    fail(ErrorKind::Runtime, what_, ": ", parts...);
  }

  std::string read_range(uint64_t begin, uint64_t size) const {
    if (begin > file_.size() || size > file_.size() - begin) {
      refuse("the zip archive is cut short: bytes ", begin, " to ", begin + size,
             " are asked for, the file has ", file_.size());
    }
    std::string out(size, '\0');
    if (size) file_.read(begin, out);
    return out;
  }

  Directory find_directory() const {
    uint64_t tail = std::min<uint64_t>(file_.size(), kEndBytes + kMaxComment);
    std::string bytes = read_range(file_.size() - tail, tail);
    std::optional<size_t> at = find_end(bytes);
    if (!at) {
      refuse("failed finding central directory: the file of ", file_.size(),
             " bytes is no zip archive, or cut short");
    }
    std::string_view end = std::string_view(bytes).substr(*at);
    Directory d{.begin = u32(end, 16), .size = u32(end, 12), .count = u16(end, 10)};
    uint64_t end_at = file_.size() - tail + *at;
    bool large = d.begin == 0xFFFFFFFF || d.size == 0xFFFFFFFF || d.count == 0xFFFF;
    if (large) d = find_directory64(end_at).value_or(d);
    if (d.size > kMaxDirectory || d.begin > end_at || d.size > end_at - d.begin ||
        d.count > d.size / kEntryBytes) {
      refuse("the zip archive's directory does not fit into the file: ", d.count, " members in ",
             d.size, " bytes at ", d.begin, ", the file has ", file_.size());
    }
    return d;
  }

  // The last end record whose comment reaches exactly to the end of the file.
  static std::optional<size_t> find_end(std::string_view bytes) {
    if (bytes.size() < kEndBytes) return std::nullopt;
    for (size_t at = bytes.size() - kEndBytes + 1; at-- > 0;) {
      if (u32(bytes, at) == kEnd && at + kEndBytes + u16(bytes, at + 20) == bytes.size()) return at;
    }
    return std::nullopt;
  }

  std::optional<Directory> find_directory64(uint64_t end_at) const {
    if (end_at < kLocatorBytes) return std::nullopt;
    std::string locator = read_range(end_at - kLocatorBytes, kLocatorBytes);
    if (u32(locator, 0) != kEnd64Locator) return std::nullopt;
    std::string end = read_range(u64(locator, 8), kEnd64Bytes);
    if (u32(end, 0) != kEnd64) refuse("the zip archive has no 64-bit end record where it says");
    return Directory{.begin = u64(end, 48), .size = u64(end, 40), .count = u64(end, 32)};
  }

  std::vector<ZipEntry> read_entries(std::string_view bytes, uint64_t count) {
    std::vector<ZipEntry> out;
    std::unordered_set<std::string> names;
    size_t at = 0;
    for (uint64_t i = 0; i < count; ++i) {
      if (bytes.size() - at < kEntryBytes || u32(bytes, at) != kDirectoryEntry)
        refuse("entry ", i, " of the zip archive's directory is damaged");
      std::string_view fixed = bytes.substr(at, kEntryBytes);
      size_t name = u16(fixed, 28), extra = u16(fixed, 30), comment = u16(fixed, 32);
      at += kEntryBytes;
      if (bytes.size() - at < name + extra + comment)
        refuse("entry ", i, " of the zip archive's directory is damaged");
      out.push_back(read_entry(fixed, bytes.substr(at, name), bytes.substr(at + name, extra)));
      at += name + extra + comment;
      if (!names.insert(out.back().name).second)
        refuse("two members of the zip archive are named '", out.back().name, "'");
    }
    if (at != bytes.size()) refuse("bytes follow the last entry of the zip archive's directory");
    return out;
  }

  ZipEntry read_entry(std::string_view fixed, std::string_view name, std::string_view extra) {
    ZipEntry e{.name = std::string(name), .crc = u32(fixed, 16)};
    if (u16(fixed, 8) & kEncrypted) refuse("member '", name, "' is encrypted");
    if (u16(fixed, 10) != 0)
      refuse("member '", name, "' is compressed, which no writer of this format does");
    uint64_t stored = u32(fixed, 20), header = u32(fixed, 42);
    e.size = u32(fixed, 24);
    read_extra64(extra, name, {&e.size, &stored, &header});
    if (stored != e.size)
      refuse("member '", name, "' has ", stored, " bytes that claim to be ", e.size);
    check_header(e, header);
    return e;
  }

  // Replaces the fields that did not fit 32 bits by those of the extra record, in order.
  void read_extra64(std::string_view extra, std::string_view name,
                    std::initializer_list<uint64_t*> fields) const {
    while (extra.size() >= 4) {
      uint16_t id = u16(extra, 0), length = u16(extra, 2);
      if (length > extra.size() - 4) break;
      if (id != kExtra64) {
        extra.remove_prefix(size_t{4} + length);
        continue;
      }
      size_t at = 4;
      for (uint64_t* field : fields) {
        if (*field != 0xFFFFFFFF) continue;
        if (at + 8 > size_t{4} + length)
          refuse("the 64-bit sizes of member '", name, "' are cut short");
        *field = u64(extra, at);
        at += 8;
      }
      return;
    }
  }

  // The header before the data must agree, since other readers trust it.
  void check_header(ZipEntry& e, uint64_t at) {
    std::string header = read_range(at, kLocalBytes);
    if (u32(header, 0) != kLocalHeader || u16(header, 8) != 0 ||
        read_range(at + kLocalBytes, u16(header, 26)) != e.name) {
      refuse("the header of member '", e.name, "' does not agree with the directory");
    }
    e.begin = at + kLocalBytes + u16(header, 26) + u16(header, 28);
    if (e.begin > file_.size() || e.size > file_.size() - e.begin)
      refuse("member '", e.name, "' of ", e.size, " bytes reaches beyond the file");
    headers_.push_back(at);
  }

  void check_overlaps(const std::vector<ZipEntry>& entries, uint64_t directory) const {
    std::vector<size_t> order(entries.size());
    for (size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(),
              [&](size_t a, size_t b) { return headers_[a] < headers_[b]; });
    for (size_t i = 0; i < order.size(); ++i) {
      const ZipEntry& e = entries[order[i]];
      uint64_t next = i + 1 < order.size() ? headers_[order[i + 1]] : directory;
      if (e.begin + e.size > next)
        refuse("member '", e.name, "' shares bytes with what follows it: zip bombs do so");
    }
  }

  const ZipSource& file_;
  std::string_view what_;
  std::vector<uint64_t> headers_;  // where the entries' headers begin
};

class MemorySource : public ZipSource {
 public:
  explicit MemorySource(std::string_view bytes) noexcept : ZipSource(bytes.size()), bytes_(bytes) {}
  void read(uint64_t at, std::span<char> out) const override {
    std::memcpy(out.data(), bytes_.data() + at, out.size());
  }

 private:
  std::string_view bytes_;
};

}  // namespace

std::vector<ZipEntry> read_zip(const ZipSource& file, std::string_view what) {
  return Reader(file, what).read();
}

std::vector<ZipEntry> read_zip(std::string_view file, std::string_view what) {
  return read_zip(MemorySource(file), what);
}

}  // namespace tenon::io

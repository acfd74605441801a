// Zip archives whose members are stored as they are, as PyTorch writes them: the directory, fully
// checked.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tenon::io {

// One member: its bytes are [begin, begin + size) of the file.
struct ZipEntry {
  std::string name;
  uint64_t begin = 0, size = 0;
  uint32_t crc = 0;
};

// A file that is read in pieces.
class ZipSource {
 public:
  explicit ZipSource(uint64_t size) noexcept : size_(size) {}
  virtual ~ZipSource() = default;
  uint64_t size() const noexcept { return size_; }
  // Fills `out` from byte `at`; the range lies inside of the file.
  virtual void read(uint64_t at, std::span<char> out) const = 0;

 private:
  uint64_t size_;
};

// The members in the order of the directory. RuntimeError `<what>: ...` unless every member is
// stored without compression or encryption, names are distinct, and no two members share a byte,
// in the directory and in the headers before the data alike. Checksums are not compared.
std::vector<ZipEntry> read_zip(const ZipSource& file, std::string_view what);

// The same for a file in memory.
std::vector<ZipEntry> read_zip(std::string_view file, std::string_view what);

}  // namespace tenon::io

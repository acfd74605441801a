// Reading an ELF file of unknown origin: nothing is mapped, every offset is checked before it is
// used.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace tenon::plugin {

// A file, or bytes in memory for tests and fuzzing.
class Bytes {
 public:
  virtual ~Bytes() = default;
  virtual uint64_t size() const = 0;
  virtual bool read(uint64_t offset, void* out, uint64_t n) const = 0;  // all n bytes, or false
};

class MemoryBytes : public Bytes {
 public:
  explicit MemoryBytes(std::string_view data) : data_(data) {}
  uint64_t size() const override { return data_.size(); }
  bool read(uint64_t offset, void* out, uint64_t n) const override;

 private:
  std::string_view data_;
};

// A regular file, opened for reading; OSError if it cannot be.
class FileBytes : public Bytes {
 public:
  explicit FileBytes(const std::string& path);
  FileBytes(const FileBytes&) = delete;
  ~FileBytes() override;
  uint64_t size() const override { return size_; }
  bool read(uint64_t offset, void* out, uint64_t n) const override;

 private:
  int fd_;
  uint64_t size_ = 0;
};

// Checks that the file is a shared object of this machine all of whose segments and sections lie
// inside it, and returns the description of its manifest note. ImportError says what is wrong ("the
// file is cut off: ...").
std::string read_manifest_note(const Bytes& file);

}  // namespace tenon::plugin

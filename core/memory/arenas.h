// Large blocks: best fit over 2 MiB-aligned arenas with huge pages, splitting and joining. Not
// locked.
#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <utility>

namespace tenon::memory {

class Arenas {
 public:
  explicit Arenas(size_t keep_bytes) : limit_(keep_bytes) {}
  void* allocate(size_t n);               // n is a multiple of 64; null when the system refuses
  void free(void* p, size_t n) noexcept;  // n as allocated
  void trim(size_t keep_bytes) noexcept;  // gives memory back until at most this much is kept
  size_t reserved() const noexcept { return reserved_; }
  size_t kept() const noexcept { return kept_; }

 private:
  struct Block {
    size_t size;
    size_t dirty;  // at most this many bytes of it may be resident
  };
  using ByAddress = std::map<char*, Block>;

  void insert(char* p, Block b);
  Block take(ByAddress::iterator it);
  bool grow(size_t n);

  ByAddress free_;
  std::set<std::pair<size_t, char*>> by_size_;
  std::map<char*, size_t> arenas_;
  size_t limit_, reserved_ = 0, kept_ = 0;
};

}  // namespace tenon::memory

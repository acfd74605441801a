#include "core/memory/arenas.h"

#include <sys/mman.h>

#include <algorithm>

namespace tenon::memory {

static constexpr size_t kHuge = size_t{2} << 20;
static constexpr size_t kArena = size_t{32} << 20;

static size_t round_up(size_t n, size_t to) { return (n + to - 1) & ~(to - 1); }

// mmap aligns to a page only, so ask for more and cut both ends.
static char* map_aligned(size_t n) {
  void* raw = mmap(nullptr, n + kHuge, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (raw == MAP_FAILED) return nullptr;
  char* begin = static_cast<char*>(raw);
  char* p = reinterpret_cast<char*>(round_up(reinterpret_cast<uintptr_t>(raw), kHuge));
  if (p != begin) munmap(begin, static_cast<size_t>(p - begin));
  size_t tail = kHuge - static_cast<size_t>(p - begin);
  if (tail) munmap(p + n, tail);
  madvise(p, n, MADV_HUGEPAGE);
  return p;
}

bool Arenas::grow(size_t n) {
  size_t size = n >= kArena / 2 ? round_up(n, kHuge) : kArena;
  char* p = map_aligned(size);
  if (!p) return false;
  arenas_.emplace(p, size);
  reserved_ += size;
  insert(p, {size, 0});
  return true;
}

void Arenas::insert(char* p, Block b) {
  free_.emplace(p, b);
  by_size_.emplace(b.size, p);
  kept_ += b.dirty;
}

Arenas::Block Arenas::take(ByAddress::iterator it) {
  Block b = it->second;
  by_size_.erase({b.size, it->first});
  free_.erase(it);
  kept_ -= b.dirty;
  return b;
}

void* Arenas::allocate(size_t n) {
  auto fit = by_size_.lower_bound({n, nullptr});
  if (fit == by_size_.end()) {
    if (!grow(n)) {
      trim(0);
      if (!grow(n)) return nullptr;
    }
    fit = by_size_.lower_bound({n, nullptr});
  }
  char* p = fit->second;
  Block b = take(free_.find(p));
  if (b.size > n) insert(p + n, {b.size - n, b.dirty > n ? b.dirty - n : 0});
  return p;
}

void Arenas::free(void* data, size_t n) noexcept {
  char* p = static_cast<char*>(data);
  Block b{n, n};
  // Neighbours are joined, but never across the start of an arena: arenas are returned one by one.
  auto next = free_.lower_bound(p);
  if (next != free_.end() && next->first == p + n && !arenas_.contains(p + n)) {
    Block other = take(next);
    b.size += other.size;
    b.dirty += other.dirty;
  }
  auto after = free_.lower_bound(p);
  if (after != free_.begin() && !arenas_.contains(p)) {
    auto before = std::prev(after);
    if (before->first + before->second.size == p) {
      p = before->first;
      Block other = take(before);
      b.size += other.size;
      b.dirty += other.dirty;
    }
  }
  insert(p, b);
  if (kept_ > limit_) trim(limit_);
}

void Arenas::trim(size_t keep_bytes) noexcept {
  for (auto it = arenas_.begin(); it != arenas_.end() && (kept_ > keep_bytes || keep_bytes == 0);) {
    auto block = free_.find(it->first);
    if (block == free_.end() || block->second.size != it->second) {
      ++it;
      continue;
    }
    take(block);
    munmap(it->first, it->second);
    reserved_ -= it->second;
    it = arenas_.erase(it);
  }
  // What is left shares an arena with blocks in use: return its whole pages, largest block first.
  for (auto it = by_size_.rbegin(); it != by_size_.rend() && kept_ > keep_bytes; ++it) {
    Block& b = free_.find(it->second)->second;
    if (!b.dirty) continue;
    char* from = reinterpret_cast<char*>(round_up(reinterpret_cast<uintptr_t>(it->second), 4096));
    char* to = it->second + b.size;
    if (to > from) madvise(from, static_cast<size_t>(to - from) & ~size_t{4095}, MADV_DONTNEED);
    kept_ -= b.dirty;
    b.dirty = 0;
  }
}

}  // namespace tenon::memory

// CPU memory: a caching allocator, so that temporaries do not cost page faults.
#pragma once
#include <cstddef>
#include <cstdint>

namespace tenon {

struct MemoryStats {
  uint64_t allocated = 0;  // bytes handed out now, rounded up to block sizes
  uint64_t peak = 0;       // highest `allocated` so far, within 256 KiB per thread
  uint64_t reserved = 0;   // address space held, in use or cached
  uint64_t cached = 0;     // freed bytes kept in the shared cache of large blocks
  uint64_t allocation_count = 0;
  uint64_t free_count = 0;
};

// At least `nbytes` bytes, aligned to 64, never null (also for 0). OutOfMemory when there is no
// more.
void* cpu_allocate(size_t nbytes);
// Gives back what cpu_allocate(nbytes) returned, from any thread. Null does nothing.
void cpu_free(void* data, size_t nbytes) noexcept;

// Returns cached memory to the system: the calling thread's lists and every arena without a block
// in use.
void empty_cache() noexcept;
MemoryStats memory_stats() noexcept;
void reset_peak_memory() noexcept;  // peak = allocated

}  // namespace tenon

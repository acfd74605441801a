// The CRC-32 of zip and gzip.
#pragma once
#include <cstddef>
#include <cstdint>

namespace tenon::io {

// The checksum of bytes that follow those of which `before` is the checksum (0: none).
uint32_t crc32(const void* data, size_t size, uint32_t before = 0) noexcept;

// The same by tables alone, as where the processor has no carry-less product.
uint32_t crc32_tables(const void* data, size_t size, uint32_t before = 0) noexcept;

}  // namespace tenon::io

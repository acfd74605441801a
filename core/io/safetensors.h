// The safetensors format: header validation over plain structs, and files of tensors.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/tensor/tensor.h"

namespace tenon::io {

// One entry of a header; its bytes are [begin, end) of the data that follows the header.
struct SafetensorsEntry {
  std::string name;
  DType dtype = DType::None;
  Dims shape;
  size_t begin = 0, end = 0;
};

using Metadata = std::vector<std::pair<std::string, std::string>>;

struct SafetensorsHeader {
  size_t data_start = 0;                  // in the file
  std::vector<SafetensorsEntry> entries;  // in the order of their data
  Metadata metadata;
};

// Validates a whole file of `size` bytes of which the header is readable at `file`: every byte of
// the data belongs to exactly one tensor, sizes match shapes, names are distinct. ValueError
// `<what>: ...` for anything else.
SafetensorsHeader parse_safetensors(const char* file, size_t size, std::string_view what);

// The length prefix and header for these entries, whose offsets it assigns: large elements first,
// then by name, without gaps. Padded so that the data starts on a 4 KiB boundary of the file.
std::string format_safetensors(std::vector<SafetensorsEntry>& entries, const Metadata& metadata);

using TensorMap = std::map<std::string, Tensor>;

// Tensors over the mapped file: nothing is read until used, and writing to a tensor does not change
// the file.
TensorMap load_safetensors(const std::string& path, Metadata* metadata = nullptr);

// Writes the tensors, which may be strided, atomically.
void save_safetensors(const std::string& path, const TensorMap& tensors,
                      const Metadata& metadata = {});

}  // namespace tenon::io

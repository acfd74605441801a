// Tensors from and to safetensors files (safetensors.h).
#include <cstring>

#include "core/api/copy.h"
#include "core/io/file.h"
#include "core/io/safetensors.h"
#include "core/tensor/layout.h"

namespace tenon::io {

namespace {

void drop_mapping(void* p) { intrusive_release(static_cast<MappedFile*>(p)); }

Tensor tensor_over(const RefPtr<MappedFile>& file, char* data, const SafetensorsEntry& e) {
  Dims strides = contiguous_strides(e.shape);
  if (e.begin == e.end) return new_tensor(e.shape, e.dtype);
  // Files of other writers may start their data anywhere.
  if (reinterpret_cast<uintptr_t>(data) % dtype_size(e.dtype) != 0) {
    Tensor copy = new_tensor(e.shape, e.dtype);
    std::memcpy(copy.raw(), data, e.end - e.begin);
    return copy;
  }
  file->retain();
  return from_blob(data, e.shape, strides, e.dtype, drop_mapping, file.get());
}

// The format knows only 0 and 1; a bool of another value is undefined behaviour in C++.
void check_bools(const char* data, const SafetensorsEntry& e, const std::string& path) {
  for (size_t i = 0; i < e.end - e.begin; ++i) {
    check_value(static_cast<unsigned char>(data[i]) <= 1, path, ": tensor \"", e.name,
                "\": a bool is neither 0 nor 1");
  }
}

}  // namespace

TensorMap load_safetensors(const std::string& path, Metadata* metadata) {
  RefPtr<MappedFile> file = MappedFile::open(path, "load_safetensors()");
  SafetensorsHeader header = parse_safetensors(file->data(), file->size(), path);
  TensorMap out;
  for (const auto& e : header.entries) {
    char* data = file->data() + header.data_start + e.begin;
    if (e.dtype == DType::Bool) check_bools(data, e, path);
    out.emplace(e.name, tensor_over(file, data, e));
  }
  if (metadata) *metadata = std::move(header.metadata);
  return out;
}

void save_safetensors(const std::string& path, const TensorMap& tensors, const Metadata& metadata) {
  std::vector<SafetensorsEntry> entries;
  TensorMap contiguous_tensors;
  for (const auto& [name, tensor] : tensors) {
    check_value(tensor.defined() && tensor.device().kind == DeviceKind::CPU,
                "save_safetensors(): tensor \"", name, "\" has no data in memory");
    contiguous_tensors.emplace(name, contiguous(tensor));
    entries.push_back({.name = name, .dtype = tensor.dtype(), .shape = Dims(tensor.sizes())});
  }
  std::string header = format_safetensors(entries, metadata);
  std::vector<std::string_view> pieces{header};
  for (const auto& e : entries) {
    const Tensor& t = contiguous_tensors.at(e.name);
    if (t.nbytes()) pieces.emplace_back(t.raw(), t.nbytes());
  }
  write_file(path, pieces, "save_safetensors()");
}

}  // namespace tenon::io

// The manifest of a plugin: what it says of itself before any of its code runs.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tenon::plugin {

struct Manifest {
  struct Table {
    std::string id;  // "tenon.tensor/1"
    uint32_t size = 0;
  };
  struct Item {                    // an op or a type
    std::string name, kind, base;  // kind: "op", "type" or "factory"
    int64_t version = 1;
    std::vector<std::string> paths;  // public: "vision.ops.nms"
  };
  std::string id, version, licence;
  std::string python;  // the package with its Python part; may be empty
  std::string os, arch, libc;
  int64_t abi_major = 0, abi_built_with = 0;
  std::vector<Table> needs;
  std::vector<Item> ops, types;

  // "vision" of "tenon.vision": the namespace of its ops.
  std::string_view short_name() const;
};

// Checks magic, length and checksum and reads the text. ImportError says what is wrong.
Manifest parse_manifest(std::string_view note);
// What stands in a file: ELF check and parse_manifest(). The message of an error starts with the
// path.
Manifest read_manifest(const std::string& path);

}  // namespace tenon::plugin

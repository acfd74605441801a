// What a plugin file shows to the dynamic linker: for `tenon plugin check`, not needed for loading.
#pragma once
#include <string>
#include <vector>

#include "core/plugin/elf.h"

namespace tenon::plugin {

struct Dynamic {
  std::vector<std::string> exports;  // symbols that others could bind to
  std::vector<std::string> needed;   // libraries, as the file names them
  bool executable_stack = false;
};
// Reads the dynamic symbol table by the file's sections. ImportError where they are damaged or
// missing.
Dynamic read_dynamic(const Bytes& file);

// Each throws ImportError naming what the rules of plugins forbid, or returns what is there.
std::string check_exports(const Dynamic& d);
std::string check_libraries(const Dynamic& d);

}  // namespace tenon::plugin

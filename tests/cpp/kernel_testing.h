// Shared by the tests of kernels: every instruction set this CPU has.
#pragma once
#include <string>
#include <vector>

#include "core/kernels/isa.h"

namespace tenon::kernels {

inline std::vector<Isa> isas() {
  std::vector<Isa> list;
  for (Isa i : {Isa::V2, Isa::V3, Isa::V4}) {
    if (cpu_has(i)) list.push_back(i);
  }
  return list;
}
inline std::string isa_name(Isa i) { return "v" + std::to_string(static_cast<int>(i) + 2); }

}  // namespace tenon::kernels

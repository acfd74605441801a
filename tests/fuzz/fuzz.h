// What a target gives: one input, parsed. An Error is the answer that a parser owes a stranger; any
// other way out is a bug.
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/base/error.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace tenon::fuzz {

// Runs `parse(text)`, which may throw Error with a sentence.
template <class Parse>
int run(const uint8_t* data, size_t size, Parse&& parse) {
  try {
    parse(std::string_view(reinterpret_cast<const char*>(data), size));
  } catch (const Error& e) {
    if (e.message().empty()) std::abort();
  }
  return 0;
}

}  // namespace tenon::fuzz

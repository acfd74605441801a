// Warnings: of what is legal and probably a mistake.
#pragma once
#include <mutex>
#include <string>

namespace tenon {

// Tells the user; in Python a UserWarning. Throws where the user made warnings errors.
void warn(const std::string& message);

// The handler that takes messages from now on. The first writes to stderr.
using WarningHandler = void (*)(const std::string& message);
void set_warning_handler(WarningHandler handler) noexcept;

// At the first call in a process only.
#define TN_WARN_ONCE(message)                              \
  do {                                                     \
    static std::once_flag once;                            \
    std::call_once(once, [&] { ::tenon::warn(message); }); \
  } while (false)

}  // namespace tenon

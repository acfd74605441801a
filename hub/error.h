// Errors of the hub: a stable code, one sentence, and what the user can do.
#pragma once
#include <string>

#include "core/base/error.h"

namespace tenon::hub {

// The thousands of a code are the exit status of the command line (docs/hub.md lists both).
namespace code {
inline constexpr int kUsage = 2001, kBadName = 2002;
inline constexpr int kNoModel = 3001, kNoRegistry = 3002, kNoVersion = 3003, kNoBlob = 3004,
                     kNotPulled = 3005;
inline constexpr int kBadBlob = 6001, kBadChunk = 6002, kBadManifest = 6003, kBadSize = 6004,
                     kBadContent = 6005;
inline constexpr int kNoFit = 9001;
inline constexpr int kStore = 10001, kDiskFull = 10002, kExists = 10003;
inline constexpr int kInterrupted = 130000;
}  // namespace code

class HubError : public Error {
 public:
  HubError(int code, std::string message, std::string help = "");
  int code() const noexcept { return code_; }
  int exit_status() const noexcept { return code_ / 1000; }
  const std::string& sentence() const noexcept {
    return sentence_;
  }  // message() has the help as well
  const std::string& help() const noexcept { return help_; }

 private:
  int code_;
  std::string sentence_, help_;
};

template <class... Parts>
[[noreturn, gnu::cold, gnu::noinline]] void fail_hub(int code, const Parts&... parts) {
  throw HubError(code, str(parts...));
}

}  // namespace tenon::hub

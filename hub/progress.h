// What a pull or push tells while it runs.
#pragma once
#include <cstdint>
#include <string>

#include "hub/digest.h"

namespace tenon::hub {

struct Transfer {
  enum class State : uint8_t { Started, Advanced, Finished, Cached };

  State state = State::Started;
  std::string file;  // as the user knows it
  Digest digest;
  uint64_t done = 0, total = 0;  // bytes
  uint64_t resumed = 0;          // of done: bytes that an interrupted pull had left
};

struct Resolution {
  std::string registry, name, version, licence;
  Digest digest;
};

class Progress {
 public:
  virtual ~Progress() = default;
  // Once, when the name is resolved and before anything is fetched.
  virtual void resolved(const Resolution&) {}
  virtual void update(const Transfer&) {}
  // Asked between pieces: true ends the work with HubError kInterrupted and keeps what arrived.
  virtual bool cancelled() { return false; }
};

}  // namespace tenon::hub

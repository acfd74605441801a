// What the profiler records: ops, nodes of backward passes, and ranges that users name.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace tenon {

struct ProfileEvent {
  enum Kind : uint8_t { kOp, kBackward, kUser };
  std::string name;
  Kind kind = kOp;
  int64_t start = 0, end = 0;  // ns of the steady clock
  uint64_t thread = 0;         // 1, 2, ... in order of first use
  int64_t memory = 0;          // bytes allocated less bytes freed, when that is watched
  std::vector<std::vector<int64_t>> shapes;  // of the tensor arguments, when they are watched
  std::string stack;                         // of the caller's language, when it is watched
};

struct ProfileOptions {
  bool shapes = false, memory = false;
  std::string (*stack)() = nullptr;
};

// Events of the calling thread, and of its backward passes, are recorded from start on;
// RuntimeError when something is being recorded already. stop() gives them in order of their ends.
void start_profile(const ProfileOptions& options);
std::vector<ProfileEvent> stop_profile();
bool profiling() noexcept;  // in this thread

// Records its life as an event, while the thread is profiled.
class ProfileRange {
 public:
  ProfileRange(ProfileEvent::Kind kind, std::string name);
  ~ProfileRange();
  ProfileRange(const ProfileRange&) = delete;
  ProfileRange& operator=(const ProfileRange&) = delete;

 private:
  ProfileEvent event_;
};

}  // namespace tenon

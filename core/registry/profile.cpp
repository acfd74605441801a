#include "core/registry/profile.h"

#include <atomic>
#include <mutex>
#include <utility>

#include "core/memory/allocator.h"
#include "core/registry/mode.h"
#include "core/registry/trace.h"

namespace tenon {
namespace {

struct Session {
  std::mutex mutex;
  bool on = false;
  ProfileOptions options;
  std::vector<ProfileEvent> events;
};
Session& session() {
  static auto* s = new Session;  // threads may end after it would
  return *s;
}

uint64_t thread_number() {
  static std::atomic<uint64_t> count{0};
  thread_local const uint64_t number = ++count;
  return number;
}

int64_t allocated() { return static_cast<int64_t>(memory_stats().allocated); }

void add(ProfileEvent event) {
  Session& s = session();
  event.thread = thread_number();
  if (s.options.stack) event.stack = s.options.stack();
  std::lock_guard lock(s.mutex);
  if (s.on) s.events.push_back(std::move(event));
}

void note_shape(const Value& v, std::vector<std::vector<int64_t>>& shapes) {
  if (v.is_tensor()) {
    shapes.emplace_back(v.tensor().sizes().begin(), v.tensor().sizes().end());
  } else if (v.tag == TN_TENSORS) {
    for (const Tensor& t : v.to_tensors()) {
      if (t.defined()) shapes.emplace_back(t.sizes().begin(), t.sizes().end());
    }
  } else {
    shapes.emplace_back();
  }
}

void observe(const Op& op, const Value* args, int64_t start, int64_t end, int64_t memory) {
  ProfileEvent event{.name = op.schema.name, .start = start, .end = end, .memory = memory};
  if (session().options.shapes) {
    for (size_t i = 0; i < op.schema.params.size(); ++i) note_shape(args[i], event.shapes);
  }
  add(std::move(event));
}

}  // namespace

void start_profile(const ProfileOptions& options) {
  Session& s = session();
  std::lock_guard lock(s.mutex);
  check(!s.on, "Profiler is already enabled: only one profile can be recorded at a time");
  s.on = true;
  s.options = options;
  s.events.clear();
  set_call_observer(observe, options.memory);
  mode().word |= Mode::kProfile;
}

std::vector<ProfileEvent> stop_profile() {
  Session& s = session();
  mode().word &= ~uint32_t{Mode::kProfile};
  std::lock_guard lock(s.mutex);
  check(s.on, "Can't disable the profiler when it's not running");
  s.on = false;
  return std::move(s.events);
}

bool profiling() noexcept { return mode().word & Mode::kProfile; }

ProfileRange::ProfileRange(ProfileEvent::Kind kind, std::string name) {
  if (!profiling()) return;
  event_.kind = kind;
  event_.name = std::move(name);
  if (session().options.memory) event_.memory = allocated();
  event_.start = trace_clock();
}

ProfileRange::~ProfileRange() {
  if (event_.start == 0 || !profiling()) return;
  event_.end = trace_clock();
  if (session().options.memory) event_.memory = allocated() - event_.memory;
  add(std::move(event_));
}

}  // namespace tenon

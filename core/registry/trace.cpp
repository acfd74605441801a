// TN_TRACE: prints each call with shapes, device and time. The profiler listens through the same
// door.
#include "core/registry/trace.h"

#include <chrono>
#include <cstdio>
#include <mutex>

#include "core/base/env.h"
#include "core/memory/allocator.h"
#include "core/registry/call.h"

namespace tenon {
namespace {

FILE* trace_file() {
  static FILE* file = [] {
    std::string_view where = env::get("TN_TRACE");
    if (where.empty() || where == "1") return stderr;
    FILE* f = std::fopen(std::string(where).c_str(), "w");
    check(f != nullptr, "TN_TRACE: cannot write to '", where, "'. Set it to 1 to print on stderr.");
    return f;
  }();
  return file;
}

std::string describe(const Value& v) {
  if (v.is_tensor()) {
    const Tensor& t = v.tensor();
    return str(t.dtype(), t.sizes(),
               t.device().kind == DeviceKind::CPU ? "" : "@" + device_name(t.device()));
  }
  std::string text = repr(v);
  if (text.size() > 60) text = text.substr(0, 57) + "...";
  return text;
}

std::atomic<CallObserver> g_observer{nullptr};
std::atomic<bool> g_memory{false};
thread_local int depth = 0;

void print(const Op& op, const Value* args, const Value* rets, int64_t ns) {
  std::string line = str(std::string(static_cast<size_t>(depth) * 2, ' '), op.name, "(");
  for (size_t i = 0; i < op.schema.params.size(); ++i) line += (i ? ", " : "") + describe(args[i]);
  line += ") -> ";
  for (size_t i = 0; i < op.schema.returns.size(); ++i) line += (i ? ", " : "") + describe(rets[i]);
  line += str("  ", ns, " ns\n");
  std::fputs(line.c_str(), trace_file());
}

int64_t allocated(uint32_t word) {
  return (word & Mode::kProfile) && g_memory ? static_cast<int64_t>(memory_stats().allocated) : 0;
}

// The call itself, past those who watch.
void run(const Op& op, const Value* args, Value* rets) {
  if ((mode().word & Mode::kAutocast) && autocast_call(op, args, rets)) return;
  call_fast(op, args, rets);
}

}  // namespace

CallInstead autocast_call = nullptr, override_call = nullptr;

void set_call_observer(CallObserver observer, bool memory) {
  g_observer = observer;
  g_memory = memory;
}

int64_t trace_clock() noexcept {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

void trace_this_thread(bool on) {
  mode().word = on ? mode().word | Mode::kTrace : mode().word & ~Mode::kTrace;
}

void call_slow(const Op& op, const Value* args, Value* rets) {
  uint32_t word = mode().word;
  if ((word & kOverrideBit) && override_call(op, args, rets)) return;
  if (!(word & (Mode::kTrace | Mode::kProfile))) return run(op, args, rets);
  int64_t memory = allocated(word), start = trace_clock();
  {
    ++depth;
    struct Leave {
      ~Leave() { --depth; }
    } leave;
    run(op, args, rets);
  }
  int64_t end = trace_clock();
  if (word & Mode::kTrace) print(op, args, rets, end - start);
  if (CallObserver observer = g_observer; observer && (word & Mode::kProfile))
    observer(op, args, start, end, allocated(word) - memory);
}

}  // namespace tenon

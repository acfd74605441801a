// TN_TRACE: prints each call with shapes, device and time. The profiler listens through the same
// door.
#include "core/registry/trace.h"

#include <chrono>
#include <cstdio>
#include <mutex>

#include "core/base/env.h"
#include "core/registry/call.h"

namespace tenon {
namespace {

int64_t now_ns() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

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
thread_local int depth = 0;

}  // namespace

void set_call_observer(CallObserver observer) { g_observer = observer; }

void trace_this_thread(bool on) {
  mode().word = on ? mode().word | Mode::kTrace : mode().word & ~Mode::kTrace;
}

void call_slow(const Op& op, const Value* args, Value* rets) {
  uint32_t word = mode().word;
  int64_t start = now_ns();
  ++depth;
  struct Leave {
    ~Leave() { --depth; }
  } leave;
  call_fast(op, args, rets);
  int64_t end = now_ns();
  if (word & Mode::kTrace) {
    std::string line = str(std::string(static_cast<size_t>(depth - 1) * 2, ' '), op.name, "(");
    for (size_t i = 0; i < op.schema.params.size(); ++i)
      line += (i ? ", " : "") + describe(args[i]);
    line += ") -> ";
    for (size_t i = 0; i < op.schema.returns.size(); ++i)
      line += (i ? ", " : "") + describe(rets[i]);
    line += str("  ", end - start, " ns\n");
    std::fputs(line.c_str(), trace_file());
  }
  if (CallObserver observer = g_observer; observer && (word & Mode::kProfile))
    observer(op, args, start, end, depth);
}

}  // namespace tenon

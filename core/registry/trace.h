// Watching calls: TN_TRACE=1 (or a file name), the profiler, and what else stands before an op.
// Bits of the thread's mode choose which.
#pragma once
#include <cstdint>
#include <string>

#include "core/registry/op.h"

namespace tenon {

// Called after each op of a thread whose mode has the profile bit; times in ns of the steady clock,
// and what the op left allocated, in bytes (0 unless that is watched).
using CallObserver = void (*)(const Op& op, const Value* args, int64_t start, int64_t end,
                              int64_t memory);
void set_call_observer(CallObserver observer, bool memory);
int64_t trace_clock() noexcept;  // now, on that clock

// Turns tracing on or off for the calling thread. Threads start with it on when TN_TRACE is set
// (python/ext, tools).
void trace_this_thread(bool on);

// What may run an op in another way; true when it has. Set by the layers above: autocast, and
// __torch_function__ for ops that core calls (kOverrideBit).
using CallInstead = bool (*)(const Op& op, const Value* args, Value* rets);
extern CallInstead autocast_call, override_call;
constexpr uint32_t kOverrideBit = 8;  // of Mode::word

}  // namespace tenon

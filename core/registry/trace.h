// Watching calls: TN_TRACE=1 (or a file name), and an observer for the profiler.
#pragma once
#include <cstdint>

#include "core/registry/op.h"

namespace tenon {

// Called after each op of a thread whose mode has the profile bit; times in ns of the steady clock.
using CallObserver = void (*)(const Op& op, const Value* args, int64_t start, int64_t end,
                              int depth);
void set_call_observer(CallObserver observer);
// Turns tracing on or off for the calling thread. Threads start with it on when TN_TRACE is set
// (python/ext, tools).
void trace_this_thread(bool on);

}  // namespace tenon

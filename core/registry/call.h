// call(): the only way into an op. Args: one cell per schema parameter; rets: one per result, owned
// by the caller.
#pragma once
#include "core/registry/mode.h"
#include "core/registry/op.h"

namespace tenon {

void call(const Op& op, const Value* args, Value* rets);
// Runs the op and puts its results into `outs` (resized when their shape differs), as out= does.
void call_out(const Op& op, const Value* args, TensorSpan outs);

// Runs the kernel for the arguments' device, past modes and autograd. NotImplementedError listing
// devices that have one.
void run_kernel(const Op& op, const Value* args, Value* rets);

// Installed by core/autograd: runs the op and records it. Called when an argument requires grad and
// mode().grad is on.
using RecordFn = void (*)(const Op& op, const Value* args, Value* rets);
extern RecordFn record_call;
// Installed by core/registry/trace.cpp and the profiler; `word` bits choose which run.
void call_slow(const Op& op, const Value* args, Value* rets);
void call_fast(const Op& op, const Value* args, Value* rets);

// Kernels of derived in-place ops.
void inplace_kernel(const Op& op, const Value* args, Value* rets);
void inplace_body(const Op& op, const Value* args, Value* rets);

}  // namespace tenon

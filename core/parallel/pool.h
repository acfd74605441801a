// The pool: how many threads it uses, and the untyped call under parallel_for.
#pragma once
#include <cstdint>

namespace tenon {

int num_threads() noexcept;   // threads that take part in one parallel_for, the caller included
void set_num_threads(int n);  // ValueError unless n >= 1; applies to later calls
bool in_parallel() noexcept;  // inside the body of a parallel_for that runs on the pool

namespace parallel {

using Body = void (*)(void* ctx, int64_t begin, int64_t end);
// Calls body on disjoint ranges of at least `grain` items (the last may be smaller) that cover
// [begin, end).
void run(int64_t begin, int64_t end, int64_t grain, Body body, void* ctx);

}  // namespace parallel
}  // namespace tenon

// Mode: the thread's state that calls look at. One load of `word` decides between the fast and the
// slow path.
#pragma once
#include <cstdint>

namespace tenon {

struct TensorImpl;

struct Mode {
  enum Bit : uint32_t { kTrace = 1, kAutocast = 2, kProfile = 4 };
  uint32_t word = 0;  // zero: nothing watches calls
  bool grad = true;   // record for autograd
  bool inference = false;
  // Where the kernel that runs next should put its result; see take_out_hint().
  TensorImpl* out_hint = nullptr;
};

extern thread_local constinit Mode tls_mode __attribute__((tls_model("initial-exec")));
inline Mode& mode() { return tls_mode; }

// Recording is set to `on` for the life of the guard.
class GradMode {
 public:
  explicit GradMode(bool on) : before_(mode().grad) { mode().grad = on; }
  ~GradMode() { mode().grad = before_; }
  GradMode(const GradMode&) = delete;
  GradMode& operator=(const GradMode&) = delete;

 private:
  bool before_;
};

// An in-place or out= call offers its target to the kernel; the first helper that allocates the
// kernel's result takes it (and writes there if shape and dtype fit). Whoever does not take it
// returns a fresh tensor, which is then copied.
inline TensorImpl* take_out_hint() {
  TensorImpl* t = mode().out_hint;
  mode().out_hint = nullptr;
  return t;
}

}  // namespace tenon

// Shared by the adapter's files: one OpenMP thread, errors as messages, scratch memory of core.
#pragma once
#include <omp.h>
#include <oneapi/dnnl/dnnl.hpp>

#include <exception>
#include <string>

#include "core/onednn/table.h"

namespace tenon::onednn {

const dnnl::engine& cpu_engine();
dnnl_stream_t thread_stream();
extern const Host* g_host;

inline dnnl::memory::data_type data_type(Type t) {
  return t == Type::BF16 ? dnnl::memory::data_type::bf16 : dnnl::memory::data_type::f32;
}

// OpenMP runs one thread while this lives (the setting is per thread; the caller's own is put
// back). oneDNN reads it both when a primitive is made and when it runs.
class OneThread {
 public:
  OneThread() : before_(omp_get_max_threads()) {
    if (before_ != 1) omp_set_num_threads(1);
  }
  ~OneThread() {
    if (before_ != 1) omp_set_num_threads(before_);
  }
  OneThread(const OneThread&) = delete;
  OneThread& operator=(const OneThread&) = delete;

 private:
  int before_;
};

class Scratch {
 public:
  explicit Scratch(size_t bytes)
      : bytes_(bytes), data_(bytes ? g_host->allocate(bytes) : nullptr) {}
  ~Scratch() {
    if (data_) g_host->release(data_, bytes_);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  void* data() const { return data_; }

 private:
  size_t bytes_;
  void* data_;
};

// Runs `body` on one OpenMP thread; null, or the message of what it threw.
template <class F>
const char* guarded(F&& body) {
  static thread_local std::string message;
  OneThread one;
  try {
    body();
    return nullptr;
  } catch (const dnnl::error& e) {
    message = e.what() ? e.what() : "unknown error";
  } catch (const std::exception& e) {
    message = e.what();
  }
  return message.c_str();
}

inline void execute(const dnnl::primitive& primitive, const dnnl_exec_arg_t* args, int count) {
  dnnl::error::wrap_c_api(dnnl_primitive_execute(primitive.get(), thread_stream(), count, args),
                          "a primitive could not run");
}

}  // namespace tenon::onednn

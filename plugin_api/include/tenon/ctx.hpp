// The call in progress, and what it offers: scratch memory, random numbers, the pool, the log.
#pragma once
#include <atomic>

#include "tenon/value.hpp"

TN_NAMESPACE_BEGIN

class Ctx {
 public:
  explicit Ctx(tn_ctx* ctx) noexcept : ctx_(ctx) {}
  tn_ctx* get() const noexcept { return ctx_; }
  Device device() const { return table().device(ctx_); }
  std::string_view op_name() const { return detail::view(table().op_name(ctx_)); }
  bool deterministic() const { return table().deterministic(ctx_); }
  // Throws if the caller wants the call to stop. Long loops ask now and then.
  void check_cancelled() const {
    if (table().cancelled(ctx_)) fail("KeyboardInterrupt", "the call was cancelled.");
  }
  // Uninitialised memory until the call returns.
  template <class T>
  std::span<T> scratch(size_t count) const {
    void* p;
    detail::check(table().scratch(ctx_, count * sizeof(T), &p));
    return {static_cast<T*>(p), count};
  }
  // In setup: keeps a value for the vjp.
  void save(const ValueRef& v) const { detail::check(table().save(ctx_, &v.cell())); }
  void save(const Tensor& t) const { save(Value(t)); }

 private:
  static const tn_host_ctx& table() noexcept { return detail::tables().ctx; }
  tn_ctx* ctx_;
};

// What a vjp sees. Gradients that it does not set are none.
class Vjp {
 public:
  Vjp(tn_ctx* ctx, Args grads, size_t inputs) : ctx_(ctx), grads_(grads), out_(inputs) {}
  // The gradient of the i-th output; empty if it has none.
  Tensor grad(size_t i = 0) const { return grads_[i].tensor_or_none(); }
  bool needs(uint32_t input) const { return table().needs_input_grad(ctx_, input); }
  ValueRef input(uint32_t i) const { return read(table().saved_input, i); }
  ValueRef output(uint32_t i = 0) const { return read(table().saved_output, i); }
  ValueRef saved(uint32_t i) const { return read(table().saved, i); }
  void set(size_t input, Tensor grad) { out_.at(input) = Value(std::move(grad)); }
  std::vector<Value>& results() noexcept { return out_; }

 private:
  static const tn_host_ctx& table() noexcept { return detail::tables().ctx; }
  ValueRef read(tn_status* (*f)(tn_ctx*, uint32_t, tn_value*), uint32_t i) const {
    tn_value v{};
    detail::check(f(ctx_, i, &v));
    return v;
  }
  tn_ctx* ctx_;
  Args grads_;
  std::vector<Value> out_;
};

// A random number generator: the default one of the cpu unless made with a seed.
class Generator {
 public:
  Generator() noexcept {}
  explicit Generator(uint64_t seed) {
    tn_generator* g;
    detail::check(table().make(seed, &g));
    g_.reset(g, table().release);
  }
  static Generator share(tn_generator* g) {
    Generator out;
    table().retain(g);
    out.g_.reset(g, table().release);
    return out;
  }
  tn_generator* get() const noexcept { return g_.get(); }
  void seed(uint64_t seed) { detail::check(table().seed(get(), seed)); }
  float uniform(float low = 0, float high = 1) {
    return draw<float>(table().uniform_float, low, high);
  }
  double uniform_double(double low = 0, double high = 1) {
    return draw<double>(table().uniform, low, high);
  }
  double normal(double mean = 0, double std = 1) { return draw<double>(table().normal, mean, std); }
  // In [low, high).
  int64_t integer(int64_t low, int64_t high) { return draw<int64_t>(table().integer, low, high); }

 private:
  static const tn_host_random& table() noexcept { return detail::tables().random; }
  template <class T, class F>
  T draw(F f, T low, T high) {
    T out;
    detail::check(f(get(), low, high, &out, 1));
    return out;
  }
  std::shared_ptr<tn_generator> g_;
};

inline uint32_t num_threads() { return detail::tables().parallel.num_threads(); }

// f(begin, end) over disjoint pieces of [0, n) of at least `grain`, on the pool. The first
// exception is thrown here.
template <class F>
void parallel_for(int64_t n, int64_t grain, F&& f) {
  struct Job {
    F& f;
    std::atomic_flag failed;
    tn_status* status;
  } job{f, {}, nullptr};
  detail::tables().parallel.parallel_for(
      0, n, grain,
      [](void* arg, int64_t begin, int64_t end) {
        Job& j = *static_cast<Job*>(arg);
        tn_status* status = detail::guard([&] { j.f(begin, end); });
        if (!status) return;
        if (j.failed.test_and_set())
          detail::tables().core.status_release(status);
        else
          j.status = status;
      },
      &job);
  detail::check(job.status);
}

enum class LogLevel : uint32_t {
  Debug = TN_LOG_DEBUG,
  Info = TN_LOG_INFO,
  Warning = TN_LOG_WARNING,
  Error = TN_LOG_ERROR
};
template <class... Parts>
void log(LogLevel level, const Parts&... parts) {
  const auto& table = detail::tables().log;
  if (table.enabled(static_cast<uint32_t>(level)))
    table.write(static_cast<uint32_t>(level), detail::text(str(parts...)));
}

TN_NAMESPACE_END

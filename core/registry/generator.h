// Generator: PyTorch's CPU random stream (mt19937, consumed in the same order, so equal seeds give
// equal numbers).
#pragma once
#include <array>
#include <mutex>
#include <optional>

#include "core/base/refptr.h"

namespace tenon {

class Generator : public RefCounted {
 public:
  static constexpr uint64_t kDefaultSeed = 67280421310721;
  explicit Generator(uint64_t seed = kDefaultSeed);

  void seed(uint64_t seed);
  uint64_t initial_seed() const { return seed_; }
  // The calls below are the units of PyTorch's consumption; the caller holds mutex() for a whole
  // tensor.
  uint32_t random32();
  void random32(uint32_t* out, int64_t n);  // n draws
  uint64_t random64();                      // two 32-bit draws, high word first, as PyTorch
  double uniform53();                       // [0, 1) from random64
  float uniform24();                        // [0, 1) from random32
  double
  normal();  // Box-Muller on doubles, keeping the second value, as at::normal_distribution<double>
  std::mutex& mutex() { return mutex_; }

  // Everything needed to go on from here; restore() takes what state() gave (RuntimeError
  // otherwise).
  struct State {
    uint64_t seed;
    int32_t left;
    uint32_t next;
    std::array<uint32_t, 624> words;
    bool has_next_normal;
    double next_normal;
  };
  State state() const;
  void restore(const State& s);

 private:
  void twist();
  uint64_t seed_ = 0;
  std::array<uint32_t, 624> words_;
  int32_t left_ = 1;
  uint32_t next_ = 0;
  std::optional<double> next_normal_;
  std::mutex mutex_;
};
void intrusive_release(Generator* p) noexcept;

Generator& default_generator();  // lives for ever

}  // namespace tenon

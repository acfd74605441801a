#include "core/registry/generator.h"

#include <unistd.h>

#include <algorithm>
#include <cmath>

#include "core/base/error.h"

namespace tenon {

// mt19937 as in M. Matsumoto and T. Nishimura, "Mersenne Twister", 1998.
Generator::Generator(uint64_t seed) { this->seed(seed); }

void intrusive_release(Generator* p) noexcept {
  if (p->release_ref()) delete p;
}

void Generator::seed(uint64_t seed) {
  seed_ = seed;
  words_[0] = static_cast<uint32_t>(seed);
  for (uint32_t j = 1; j < 624; ++j) {
    words_[j] = 1812433253u * (words_[j - 1] ^ (words_[j - 1] >> 30)) + j;
  }
  left_ = 1;
  next_ = 0;
  next_normal_.reset();
}

void Generator::twist() {
  auto mix = [](uint32_t u, uint32_t v) {
    uint32_t y = (u & 0x80000000u) | (v & 0x7fffffffu);
    return (y >> 1) ^ ((v & 1u) ? 0x9908b0dfu : 0u);
  };
  uint32_t* w = words_.data();
  // Trip counts that are multiples of four vectorise at -O2.
  for (int j = 0; j < 224; ++j) w[j] = w[j + 397] ^ mix(w[j], w[j + 1]);
  for (int j = 224; j < 227; ++j) w[j] = w[j + 397] ^ mix(w[j], w[j + 1]);
  for (int j = 227; j < 623; ++j) w[j] = w[j - 227] ^ mix(w[j], w[j + 1]);
  w[623] = w[396] ^ mix(w[623], w[0]);
  left_ = 624;
  next_ = 0;
}

namespace {

[[gnu::always_inline]] inline uint32_t temper(uint32_t y) {
  y ^= y >> 11;
  y ^= (y << 7) & 0x9d2c5680u;
  y ^= (y << 15) & 0xefc60000u;
  return y ^ (y >> 18);
}

[[gnu::always_inline]] inline void temper_each(uint32_t* __restrict out,
                                               const uint32_t* __restrict w, int64_t n) {
  int64_t i = 0;
  for (; i + 16 <= n; i += 16) {
    for (int64_t j = 0; j < 16; ++j) out[i + j] = temper(w[i + j]);
  }
  for (; i < n; ++i) out[i] = temper(w[i]);
}
[[gnu::target("avx2")]] void temper_avx2(uint32_t* __restrict out, const uint32_t* __restrict w,
                                         int64_t n) {
  temper_each(out, w, n);
}
void temper_words(uint32_t* out, const uint32_t* w, int64_t n) {
  static const bool wide = __builtin_cpu_supports("avx2");
  wide ? temper_avx2(out, w, n) : temper_each(out, w, n);
}

}  // namespace

uint32_t Generator::random32() {
  if (--left_ == 0) twist();
  return temper(words_[next_++]);
}

void Generator::random32(uint32_t* out, int64_t n) {
  while (n > 0) {
    if (left_ == 1) {
      twist();
      left_ = 625;  // twist() counts the word that its caller takes
    }
    int64_t take = std::min<int64_t>(n, left_ - 1);
    temper_words(out, words_.data() + next_, take);
    next_ += static_cast<uint32_t>(take);
    left_ -= static_cast<int32_t>(take);
    out += take;
    n -= take;
  }
}

uint64_t Generator::random64() {
  uint64_t high = random32();
  uint64_t low = random32();
  return high << 32 | low;
}

double Generator::uniform53() {
  return static_cast<double>(random64() & ((1ull << 53) - 1)) * 0x1p-53;
}
float Generator::uniform24() {
  return static_cast<float>(random32() & ((1u << 24) - 1)) * 0x1p-24f;
}

double Generator::normal() {
  if (next_normal_) {
    double v = *next_normal_;
    next_normal_.reset();
    return v;
  }
  double u1 = uniform53(), u2 = uniform53();
  double r = std::sqrt(-2.0 * std::log1p(-u2)), theta = 2.0 * M_PI * u1;
  next_normal_ = r * std::sin(theta);
  return r * std::cos(theta);
}

Generator::State Generator::state() const {
  return {seed_, left_, next_, words_, next_normal_.has_value(), next_normal_.value_or(0)};
}

void Generator::restore(const State& s) {
  check(s.left >= 1 && s.left <= 624 && s.next <= 624,
        "Generator.set_state(): invalid mt19937 state: got left ", s.left, " and next ", s.next);
  seed_ = s.seed;
  left_ = s.left;
  next_ = s.next;
  words_ = s.words;
  next_normal_.reset();
  if (s.has_next_normal) next_normal_ = s.next_normal;
}

Generator& default_generator() {
  // Never destroyed: used until the process ends. Every process draws other numbers until it sets a
  // seed.
  static auto* g = [] {
    uint64_t seed = Generator::kDefaultSeed;
    if (getentropy(&seed, sizeof(seed)) != 0) seed ^= static_cast<uint64_t>(getpid());
    return new Generator(seed);
  }();
  return *g;
}

}  // namespace tenon

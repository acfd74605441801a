#include "core/kernels/fft.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <deque>
#include <mutex>
#include <numbers>

namespace tenon::kernels {

TN_DECLARE_PER_ISA(FftTable, fft_table)

namespace {

constinit const PerIsa<FftTable> kTables{&v2::fft_table, &v3::fft_table, &v4::fft_table};
constexpr int64_t kMaxRadix = 31;  // larger primes go through Bluestein's convolution
constexpr size_t kKept = 16;       // plans

// exp(-2 pi i k / n), exact to the last bit or so: the angle is taken from the nearest axis.
template <class R>
std::complex<R> unit_root(int64_t k, int64_t n) {
  k %= n;
  int64_t octant = 8 * k / n;
  auto angle = [&](int64_t numerator) {  // of numerator / (4 n) turns
    return std::numbers::pi / 2 * static_cast<double>(numerator) / static_cast<double>(n);
  };
  int64_t quarter = (octant + 1) / 2, rest = 4 * k - quarter * n;
  double c = std::cos(angle(rest)), s = std::sin(angle(rest));
  switch (quarter % 4) {
    case 0:
      return {static_cast<R>(c), static_cast<R>(-s)};
    case 1:
      return {static_cast<R>(-s), static_cast<R>(-c)};
    case 2:
      return {static_cast<R>(-c), static_cast<R>(s)};
    default:
      return {static_cast<R>(s), static_cast<R>(c)};
  }
}

std::vector<int64_t> factors_of(int64_t n) {
  std::vector<int64_t> out;
  for (int64_t f : {4, 2}) {
    for (; n % f == 0; n /= f) out.push_back(f);
  }
  for (int64_t f = 3; f * f <= n; f += 2) {
    for (; n % f == 0; n /= f) out.push_back(f);
  }
  if (n > 1) out.push_back(n);
  return out;
}

// The smallest length of at least n whose factors are 2, 3 and 5.
int64_t good_length(int64_t n) {
  int64_t best = 1;
  while (best < n) best *= 2;
  for (int64_t five = 1; five < best; five *= 5) {
    for (int64_t x = five; x < best; x *= 3) {
      int64_t y = x;
      while (y < n) y *= 2;
      best = std::min(best, y);
    }
  }
  return best;
}

template <class R>
class Plan final : public FftPlan {
 public:
  using Z = std::complex<R>;

  explicit Plan(int64_t n) : n_(n) {
    std::vector<int64_t> factors = factors_of(n);
    if (std::ranges::any_of(factors, [](int64_t f) { return f > kMaxRadix; })) {
      make_chirp();
    } else {
      make_stages(factors);
    }
    if (n % 2 == 0) {
      half_ = std::static_pointer_cast<const Plan>(get(DTypeOf<R>::value, n / 2));
      for (int64_t k = 0; k <= n / 4; ++k) turns_.push_back(unit_root<R>(k, n));
    }
  }

  size_t work_bytes() const override {
    size_t own = inner_ ? 2 * static_cast<size_t>(inner_->n_) : static_cast<size_t>(n_);
    return own * sizeof(Z);
  }

  void complex(void* line, void* work, bool forward) const override {
    if (inner_) return convolve(static_cast<Z*>(line), static_cast<Z*>(work), forward);
    kTables.get().run[sizeof(R) == 8](stages_.data(), static_cast<int>(stages_.size()), n_, line,
                                      work, forward);
  }

  // Two neighbours count as one complex number; what that mixes is told apart by symmetry.
  void from_real(void* line, void* work) const override {
    auto* z = static_cast<Z*>(line);
    auto* x = static_cast<R*>(line);
    if (!half_) {
      for (int64_t i = n_ - 1; i >= 0; --i) z[i] = Z(x[i], 0);
      return complex(line, work, true);
    }
    int64_t m = n_ / 2;
    half_->complex(line, work, true);
    Z first = z[0];
    z[0] = Z(first.real() + first.imag(), 0);
    z[m] = Z(first.real() - first.imag(), 0);
    for (int64_t k = 1; k <= m / 2; ++k) {
      Z a = z[k], b = std::conj(z[m - k]), even = (a + b) * R(0.5), odd = (a - b) * R(0.5);
      Z turned = product(turns_[static_cast<size_t>(k)], Z(odd.imag(), -odd.real()));
      z[k] = even + turned;
      z[m - k] = std::conj(even - turned);
    }
  }

  void to_real(void* line, void* work) const override {
    auto* z = static_cast<Z*>(line);
    auto* x = static_cast<R*>(line);
    z[0] = Z(z[0].real(), 0);
    if (!half_) {
      for (int64_t i = 1; i <= n_ / 2; ++i) z[n_ - i] = std::conj(z[i]);
      complex(line, work, false);
      for (int64_t i = 0; i < n_; ++i) x[i] = z[i].real();
      return;
    }
    int64_t m = n_ / 2;
    R low = z[0].real(), high = z[m].real();
    z[0] = Z(low + high, low - high);
    for (int64_t k = 1; k <= m / 2; ++k) {
      Z a = z[k], b = std::conj(z[m - k]), even = a + b;
      Z odd = product(std::conj(turns_[static_cast<size_t>(k)]), a - b);
      Z turned(-odd.imag(), odd.real());
      z[k] = even + turned;
      z[m - k] = std::conj(even - turned);
    }
    half_->complex(line, work, false);
  }

 private:
  static Z product(Z a, Z b) {  // without the checks of the standard's
    return {a.real() * b.real() - a.imag() * b.imag(), a.real() * b.imag() + a.imag() * b.real()};
  }

  void make_stages(const std::vector<int64_t>& factors) {
    int64_t l1 = 1;
    for (int64_t radix : factors) {
      int64_t ido = n_ / (l1 * radix);
      std::vector<Z>& w = tables_.emplace_back();
      for (int64_t j = 1; j < radix; ++j) {
        for (int64_t i = 0; i < ido; ++i) w.push_back(unit_root<R>(j * l1 * i, n_));
      }
      std::vector<Z>& roots = tables_.emplace_back();
      for (int64_t j = 0; j < radix; ++j) roots.push_back(unit_root<R>(j, radix));
      stages_.push_back({radix, l1, ido, w.data(), roots.data()});
      l1 *= radix;
    }
  }

  // jk = (j^2 + k^2 - (j - k)^2) / 2: the transform is a convolution with a chirp (Bluestein,
  // 1970).
  void make_chirp() {
    inner_ = std::static_pointer_cast<const Plan>(get(DTypeOf<R>::value, good_length(2 * n_ - 1)));
    int64_t m = inner_->n_;
    for (int64_t k = 0, square = 0; k < n_; ++k) {
      chirp_.push_back(unit_root<R>(square, 2 * n_));
      square = (square + 2 * k + 1) % (2 * n_);
    }
    spectrum_.assign(static_cast<size_t>(m), Z());
    for (int64_t k = 0; k < n_; ++k) {
      Z z = std::conj(chirp_[static_cast<size_t>(k)]) / static_cast<R>(m);
      spectrum_[static_cast<size_t>(k)] = z;
      if (k) spectrum_[static_cast<size_t>(m - k)] = z;
    }
    std::vector<Z> work(static_cast<size_t>(m));
    inner_->complex(spectrum_.data(), work.data(), true);
  }

  void convolve(Z* line, Z* work, bool forward) const {
    auto m = static_cast<size_t>(inner_->n_), n = static_cast<size_t>(n_);
    Z *padded = work, *rest = work + m;
    auto turn = [&](Z z) { return forward ? z : std::conj(z); };
    for (size_t k = 0; k < n; ++k) padded[k] = product(turn(line[k]), chirp_[k]);
    std::fill(padded + n, padded + m, Z());
    inner_->complex(padded, rest, true);
    for (size_t k = 0; k < m; ++k) padded[k] = product(padded[k], spectrum_[k]);
    inner_->complex(padded, rest, false);
    for (size_t k = 0; k < n; ++k) line[k] = turn(product(padded[k], chirp_[k]));
  }

  int64_t n_;
  std::vector<FftStage> stages_;
  std::deque<std::vector<Z>> tables_;  // of the stages; a deque does not move what it holds
  std::shared_ptr<const Plan> inner_, half_;
  std::vector<Z> chirp_, spectrum_, turns_;
};

struct Kept {
  DType real;
  int64_t n;
  std::shared_ptr<const FftPlan> plan;
};

}  // namespace

std::shared_ptr<const FftPlan> FftPlan::get(DType real, int64_t n) {
  static std::mutex mutex;
  static std::deque<Kept> kept;  // the latest in front
  {
    std::lock_guard lock(mutex);
    auto it = std::ranges::find_if(kept, [&](const Kept& k) { return k.real == real && k.n == n; });
    if (it != kept.end()) {
      std::rotate(kept.begin(), it, it + 1);
      return kept.front().plan;
    }
  }
  std::shared_ptr<const FftPlan> plan;
  if (real == DType::F32) {
    plan = std::make_shared<Plan<float>>(n);
  } else {
    plan = std::make_shared<Plan<double>>(n);
  }
  std::lock_guard lock(mutex);
  kept.push_front({real, n, plan});
  if (kept.size() > kKept) kept.pop_back();
  return plan;
}

}  // namespace tenon::kernels

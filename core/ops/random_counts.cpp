// Counts at random: Poisson and binomial numbers, one by one as PyTorch draws them on a CPU.
#include "core/api/random_counts.h"

#include <cmath>

#include "core/api/create.h"
#include "core/iter/pointwise.h"
#include "core/ops/draws.h"
#include "core/ops/products.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"

namespace tenon::ops {
namespace {

// Uniform numbers, of which nobody knows beforehand how many it will be.
class Uniform {
 public:
  explicit Uniform(Generator* generator) : draws_(generator) {}
  double operator()() { return draws_.generator().uniform53(); }

 private:
  Draws draws_;
};

// Hoermann's transformed rejection, for means from 10.
double large_poisson(double mean, Uniform& uniform) {
  const double root = std::sqrt(mean), log_mean = std::log(mean), b = 0.931 + 2.53 * root,
               a = -0.059 + 0.02483 * b, inverse = 1.1239 + 1.1328 / (b - 3.4),
               limit = 0.9277 - 3.6224 / (b - 2);
  while (true) {
    const double u = uniform() - 0.5, v = uniform(), us = 0.5 - std::abs(u);
    const double k = std::floor((2 * a / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= limit) return k;
    if (k < 0 || (us < 0.013 && v > us)) continue;
    if (std::log(v) + std::log(inverse) - std::log(a / (us * us) + b) <=
        -mean + k * log_mean - std::lgamma(k + 1)) {
      return k;
    }
  }
}
double draw_poisson(double mean, Uniform& uniform) {
  check(mean >= 0, "invalid Poisson rate, expected rate to be non-negative");
  if (mean >= 10) return large_poisson(mean, uniform);
  if (mean == 0) return 0;
  const double limit = std::exp(-mean);
  double product = 1;
  for (int64_t k = 0;; ++k) {
    product *= uniform();
    if (product <= limit) return static_cast<double>(k);
  }
}

// log(k!) minus Stirling's formula.
double stirling_tail(double k) {
  constexpr double kTails[] = {0.0810614667953272,  0.0413406959554092, 0.0276779256849983,
                               0.02079067210376509, 0.0166446911898211, 0.0138761288230707,
                               0.0118967099458917,  0.0104112652619720, 0.00925546218271273,
                               0.00833056343336287};
  if (k <= 9) return kTails[static_cast<size_t>(k)];
  const double square = (k + 1) * (k + 1);
  return (1.0 / 12 - (1.0 / 360 - 1.0 / 1260 / square) / square) / (k + 1);
}
double by_inversion(double count, double p, Uniform& uniform) {
  const double log_rest = std::log1p(-p);
  double total = 0;
  for (double successes = 0;; ++successes) {
    total += std::ceil(std::log(uniform()) / log_rest);
    if (total > count) return successes;
  }
}
// Hoermann's BTRS, for means from 10.
double by_rejection(double count, double p, Uniform& uniform) {
  const double deviation = std::sqrt(count * p * (1 - p)), b = 1.15 + 2.53 * deviation,
               a = -0.0873 + 0.0248 * b + 0.01 * p, c = count * p + 0.5, limit = 0.92 - 4.2 / b,
               r = p / (1 - p), alpha = (2.83 + 5.1 / b) * deviation,
               m = std::floor((count + 1) * p);
  while (true) {
    const double u = uniform() - 0.5;
    double v = uniform();
    const double us = 0.5 - std::abs(u), k = std::floor((2 * a / us + b) * u + c);
    if (us >= 0.07 && v <= limit) return k;
    if (k < 0 || k > count) continue;
    v = std::log(v * alpha / (a / (us * us) + b));
    const double bound = (m + 0.5) * std::log((m + 1) / (r * (count - m + 1))) +
                         (count + 1) * std::log((count - m + 1) / (count - k + 1)) +
                         (k + 0.5) * std::log(r * (count - k + 1) / (k + 1)) + stirling_tail(m) +
                         stirling_tail(count - m) - stirling_tail(k) - stirling_tail(count - k);
    if (v <= bound) return k;
  }
}
double draw_binomial(double count, double p, Uniform& uniform) {
  if (count <= 0 || p <= 0) return 0;
  if (p >= 1) return count;
  if (std::isnan(p)) return p;
  const double less = p <= 0.5 ? p : 1 - p;
  const double k =
      count * less >= 10 ? by_rejection(count, less, uniform) : by_inversion(count, less, uniform);
  return p <= 0.5 ? k : count - k;
}

void check_counts(const char* op, const Tensor& t) {
  check_implemented(is_floating(t.dtype()), "\"", op, "\" not implemented for '",
                    scalar_type_name(t.dtype()), "'");
}

Tensor poisson_cpu(const Tensor& input, Generator* generator) {
  check_counts("poisson_cpu", input);
  Tensor out = new_tensor(input.sizes(), input.dtype(), input.device());
  if (out.is_meta()) return out;
  Tensor means = raw::contiguous(raw::cast(input, DType::F64));
  Uniform uniform(generator);
  int64_t i = 0;
  fill_with(out, "poisson", [&] { return draw_poisson(means.data<double>()[i++], uniform); });
  return out;
}
void poisson_vjp(VjpCtx& c) { c.grad_in(0, zeros_like(c.grad())); }

Tensor binomial_cpu(const Tensor& count, const Tensor& prob, Generator* generator) {
  check_counts("binomial_cpu", count);
  check(count.dtype() == prob.dtype(), "Found dtype ", prob.dtype(), " but expected ",
        count.dtype());
  Iter shape("binomial");
  shape.out(count.dtype()).in(count).in(prob).build();
  Tensor out = shape.result();
  if (out.is_meta()) return out;
  auto spread = [&](const Tensor& t) {
    Tensor wide = new_tensor(out.sizes(), DType::F64);
    raw::copy(wide, t);
    return wide;
  };
  Tensor counts = spread(count), odds = spread(prob);
  Uniform uniform(generator);
  int64_t i = 0;
  fill_with(out, "binomial", [&] {
    const double n = counts.data<double>()[i], p = odds.data<double>()[i];
    ++i;
    return draw_binomial(n, p, uniform);
  });
  return out;
}
void binomial_vjp(VjpCtx& c) {
  for (int i : {0, 1}) {
    if (c.needs(i)) c.grad_in(i, zeros_like(c.grad()));
  }
}

constexpr OpDef kOps[] = {
    {.schema = "poisson(Tensor input, Generator? generator=None) -> Tensor",
     .cpu = kernel<poisson_cpu>(),
     .vjp = poisson_vjp,
     .traits = Random,
     .doc = R"(Draws numbers of the Poisson distributions with these means.

Example:
    >>> tenon.poisson(tenon.zeros(3))
    tensor([0., 0., 0.])
)"},
    {.schema = "binomial(Tensor count, Tensor prob, Generator? generator=None) -> Tensor",
     .cpu = kernel<binomial_cpu>(),
     .vjp = binomial_vjp,
     .traits = Random,
     .doc = R"(Draws how many of count trials succeed, each with probability prob.

Example:
    >>> tenon.binomial(tenon.tensor([5.0, 5.0]), tenon.tensor([0.0, 1.0]))
    tensor([0., 5.])
)"},
};

}  // namespace
void register_random_counts(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops

// Making random tensors: rand, randn, randint, randperm, normal, bernoulli, multinomial.
#include "core/api/random_make.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "core/api/binary.h"
#include "core/api/create.h"
#include "core/api/random.h"
#include "core/iter/pointwise.h"
#include "core/ops/draws.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"
#include "core/registry/outs.h"
#include "core/tensor/layout.h"

namespace tenon::ops {
namespace {

using OptDType = std::optional<DType>;
using OptDevice = std::optional<Device>;
using OptInt = std::optional<int64_t>;
using OptBool = std::optional<bool>;

Tensor rand_body(IntSpan size, Generator* generator, OptDType dtype, OptInt layout,
                 OptDevice device, OptBool pin) {
  return uniform_(empty(size, dtype, layout, device, pin), 0, 1, generator);
}
Tensor randn_body(IntSpan size, Generator* generator, OptDType dtype, OptInt layout,
                  OptDevice device, OptBool pin) {
  return normal_(empty(size, dtype, layout, device, pin), 0, 1, generator);
}
Tensor randint_low_body(int64_t low, int64_t high, IntSpan size, Generator* generator,
                        OptDType dtype, OptInt layout, OptDevice device, OptBool pin) {
  return random__from(empty(size, dtype.value_or(DType::I64), layout, device, pin), low, high,
                      generator);
}
Tensor randint_body(int64_t high, IntSpan size, Generator* generator, OptDType dtype, OptInt layout,
                    OptDevice device, OptBool pin) {
  return randint_low_body(0, high, size, generator, dtype, layout, device, pin);
}

Tensor rand_like_body(const Tensor& input, OptDType dtype, OptInt layout, OptDevice device,
                      OptBool pin, OptInt format) {
  return uniform_(empty_like(input, dtype, layout, device, pin, format));
}
Tensor randn_like_body(const Tensor& input, OptDType dtype, OptInt layout, OptDevice device,
                       OptBool pin, OptInt format) {
  return normal_(empty_like(input, dtype, layout, device, pin, format));
}
Tensor randint_like_low_body(const Tensor& input, int64_t low, int64_t high, OptDType dtype,
                             OptInt layout, OptDevice device, OptBool pin, OptInt format) {
  return random__from(empty_like(input, dtype, layout, device, pin, format), low, high);
}
Tensor randint_like_body(const Tensor& input, int64_t high, OptDType dtype, OptInt layout,
                         OptDevice device, OptBool pin, OptInt format) {
  return randint_like_low_body(input, 0, high, dtype, layout, device, pin, format);
}

// Fisher-Yates from the front. Long permutations need more than 32 random bits to be fair.
Tensor randperm_cpu(int64_t n, Generator* generator, OptDType dtype, OptInt, OptDevice device,
                    OptBool) {
  check(n >= 0, "n must be non-negative, got", n);
  DType t = dtype.value_or(DType::I64);
  if (t == DType::Bool || is_complex(t)) no_draws("randperm", t);
  Tensor out = new_tensor(IntSpan(&n, 1), DType::I64, device.value_or(Device()));
  if (!out.is_meta()) {
    bool wide = n >= UINT32_MAX / 20;
    Draws draws(generator, (wide ? 2 : 1) * std::max<int64_t>(n - 1, 0));
    auto* p = out.data<int64_t>();
    std::iota(p, p + n, 0);
    for (int64_t i = 0; i < n - 1; ++i) {
      auto rest = static_cast<uint64_t>(n - i);
      std::swap(p[i],
                p[i + static_cast<int64_t>((wide ? draws.random64() : draws.random32()) % rest)]);
    }
  }
  return raw::cast(out, t);
}

void check_deviation(const Tensor& std) {
  check(!is_complex(std.dtype()), "normal expects standard deviation to be non-complex");
}

Tensor normal_float_tensor_cpu(double mean, const Tensor& std, Generator* generator) {
  check_deviation(std);
  Tensor out = new_tensor(std.sizes(), std.dtype(), std.device());
  fill_normal(out, 0, 1, generator);
  return add(mul(out, std), mean);
}
Tensor normal_cpu(const Tensor& mean, double std, Generator* generator) {
  Tensor out = new_tensor(mean.sizes(), mean.dtype(), mean.device());
  fill_normal(out, 0, std, generator);
  return add(out, mean);
}
Tensor normal_tensor_tensor_cpu(const Tensor& mean, const Tensor& std, Generator* generator) {
  check_deviation(std);
  Tensor out = new_tensor(broadcast_sizes(mean.sizes(), std.sizes()),
                          Promoter().add(mean).add(std).result(), mean.device());
  fill_normal(out, 0, 1, generator);
  return add(mul(out, std), mean);
}
// A sample does not follow its parameters, but chains through it stay defined, as in PyTorch.
template <int... kParameters>
void normal_vjp(VjpCtx& c) {
  for (int i : {kParameters...}) {
    if (c.needs(i)) c.grad_in(i, zeros(c.in_sizes(i), c.in_dtype(i)));
  }
}
Tensor normal_size_body(double mean, double std, IntSpan size, Generator* generator, OptDType dtype,
                        OptInt layout, OptDevice device, OptBool pin) {
  return normal_(empty(size, dtype, layout, device, pin), mean, std, generator);
}

Tensor bernoulli_cpu(const Tensor& input, Generator* generator) {
  return bernoulli_(empty(input.sizes(), input.dtype(), std::nullopt, input.device()), input,
                    generator);
}
Tensor bernoulli_p_cpu(const Tensor& input, double p, Generator* generator) {
  return bernoulli__float(empty_like(input), p, generator);
}
void zero_vjp(VjpCtx& c) { c.grad_in(0, zeros_like(c.grad())); }

// Draws with replacement: a search in the cumulated probabilities for each.
template <class T>
void draw_replaced(const T* p, int64_t n, int64_t* out, int64_t samples, Generator& g) {
  using C = kernels::Compute<T>;
  std::vector<C> total(static_cast<size_t>(n));
  C sum = 0;
  for (int64_t i = 0; i < n; ++i) total[static_cast<size_t>(i)] = sum += static_cast<C>(p[i]);
  for (C& x : total) x /= sum;
  total.back() = 1;
  for (int64_t s = 0; s < samples; ++s) {
    out[s] = std::lower_bound(total.begin(), total.end(), g.uniform53(),
                              [](C a, double u) { return static_cast<double>(a) < u; }) -
             total.begin();
  }
}

// Without: the largest of probability / exponential number (PyTorch draws so for a single sample
// too).
template <class T>
void draw_distinct(const T* p, const T* q, int64_t n, int64_t* out, int64_t samples) {
  using C = kernels::Compute<T>;
  std::vector<int64_t> order(static_cast<size_t>(n));
  std::iota(order.begin(), order.end(), 0);
  auto key = [&](int64_t i) {
    return static_cast<C>(static_cast<T>(static_cast<C>(p[i]) / static_cast<C>(q[i])));
  };
  std::partial_sort(order.begin(), order.begin() + samples, order.end(), [&](int64_t a, int64_t b) {
    C x = key(a), y = key(b);
    return x != y ? x > y : a < b;
  });
  std::copy_n(order.begin(), samples, out);
}

template <class T>
void check_distribution(const T* p, int64_t n) {
  double sum = 0;
  for (int64_t i = 0; i < n; ++i) {
    auto x = static_cast<double>(p[i]);
    check(std::isfinite(x) && x >= 0,
          "probability tensor contains either `inf`, `nan` or element < 0");
    sum += x;
  }
  check(sum > 0, "invalid multinomial distribution (sum of probabilities <= 0)");
}

Tensor multinomial_cpu(const Tensor& input, int64_t num_samples, bool replacement,
                       Generator* generator) {
  check(input.dim() == 1 || input.dim() == 2, "prob_dist must be 1 or 2 dim");
  check(is_floating(input.dtype()),
        "multinomial only supports floating-point dtypes for input, got: ", input.dtype());
  check(num_samples > 0, "cannot sample n_sample <= 0 samples");
  int64_t n = input.sizes().back(), rows = input.dim() == 2 ? input.sizes()[0] : 1;
  check(replacement || num_samples <= n,
        "cannot sample n_sample > prob_dist.size(-1) samples without replacement");
  Dims sizes(input.sizes());
  sizes.back() = num_samples;
  Tensor out = new_tensor(sizes, DType::I64, input.device());
  if (out.is_meta()) return out;
  Tensor p = raw::contiguous(input), q;
  bool distinct = !replacement || num_samples == 1;
  kernels::visit_floating(p.dtype(), [&]<class T> {
    for (int64_t r = 0; r < rows; ++r) check_distribution(p.data<T>() + r * n, n);
  });
  if (distinct) q = exponential_(empty_like(p), 1, generator);
  Draws draws(generator);
  kernels::visit_floating(p.dtype(), [&]<class T> {
    for (int64_t r = 0; r < rows; ++r) {
      const T* row = p.data<T>() + r * n;
      int64_t* to = out.data<int64_t>() + r * num_samples;
      if (distinct) {
        draw_distinct(row, q.data<T>() + r * n, n, to, num_samples);
      } else {
        draw_replaced(row, n, to, num_samples, draws.generator());
      }
    }
  });
  return out;
}

constexpr OpDef kOps[] = {
    {.schema =
         "rand(int[] size, *, Generator? generator=None, dtype? dtype=None, layout? layout=None, "
         "device? device=None, bool? pin_memory=None) -> Tensor",
     .body = kernel<rand_body>(),
     .traits = Random | VarInts,
     .doc = R"(Returns numbers drawn uniformly from [0, 1).

Example:
    >>> tenon.rand(2, 3).shape
    tenon.Size([2, 3])
)"},
    {.schema =
         "randn(int[] size, *, Generator? generator=None, dtype? dtype=None, layout? layout=None, "
         "device? device=None, bool? pin_memory=None) -> Tensor",
     .body = kernel<randn_body>(),
     .traits = Random | VarInts,
     .doc = R"(Returns numbers of the standard normal distribution.

Example:
    >>> tenon.randn(2, 3).shape
    tenon.Size([2, 3])
)"},
    {.schema = "randint(int high, int[] size, *, Generator? generator=None, dtype? dtype=None, "
               "layout? layout=None, "
               "device? device=None, bool? pin_memory=None) -> Tensor",
     .body = kernel<randint_body>(),
     .traits = Random,
     .doc = R"(Returns integers drawn uniformly from 0 up to high (exclusive).

Example:
    >>> tenon.randint(1, (3,))
    tensor([0, 0, 0])
)"},
    {.schema = "randint.low(int low, int high, int[] size, *, Generator? generator=None, dtype? "
               "dtype=None, "
               "layout? layout=None, device? device=None, bool? pin_memory=None) -> Tensor",
     .body = kernel<randint_low_body>(),
     .traits = Random,
     .doc = R"(Returns integers drawn uniformly from low up to high (exclusive).

Example:
    >>> tenon.randint(3, 4, (2,))
    tensor([3, 3])
)"},
    {.schema =
         "randperm(int n, *, Generator? generator=None, dtype? dtype=None, layout? layout=None, "
         "device? device=None, bool? pin_memory=None) -> Tensor",
     .cpu = kernel<randperm_cpu>(),
     .vjp = no_grad("makes a new tensor"),
     .traits = Random,
     .doc = R"(Returns the integers from 0 to n - 1 in random order.

Example:
    >>> tenon.randperm(1)
    tensor([0])
)"},
    {.schema =
         "rand_like(Tensor input, *, dtype? dtype=None, layout? layout=None, device? device=None, "
         "bool? pin_memory=None, memory_format? memory_format=None) -> Tensor",
     .body = kernel<rand_like_body>(),
     .traits = Random,
     .doc = R"(Returns numbers drawn uniformly from [0, 1), in the size of input.

Example:
    >>> tenon.rand_like(tenon.zeros(2, 3)).shape
    tenon.Size([2, 3])
)"},
    {.schema =
         "randn_like(Tensor input, *, dtype? dtype=None, layout? layout=None, device? device=None, "
         "bool? pin_memory=None, memory_format? memory_format=None) -> Tensor",
     .body = kernel<randn_like_body>(),
     .traits = Random,
     .doc = R"(Returns numbers of the standard normal distribution, in the size of input.

Example:
    >>> tenon.randn_like(tenon.zeros(2, 3)).shape
    tenon.Size([2, 3])
)"},
    {.schema =
         "randint_like(Tensor input, int high, *, dtype? dtype=None, layout? layout=None, "
         "device? device=None, bool? pin_memory=None, memory_format? memory_format=None) -> Tensor",
     .body = kernel<randint_like_body>(),
     .traits = Random,
     .doc = R"(Returns integers from 0 up to high (exclusive), in the size and dtype of input.

Example:
    >>> tenon.randint_like(tenon.zeros(2), 1)
    tensor([0., 0.])
)"},
    {.schema =
         "randint_like.low(Tensor input, int low, int high, *, dtype? dtype=None, layout? "
         "layout=None, "
         "device? device=None, bool? pin_memory=None, memory_format? memory_format=None) -> Tensor",
     .body = kernel<randint_like_low_body>(),
     .traits = Random,
     .doc = R"(Returns integers from low up to high (exclusive), in the size and dtype of input.

Example:
    >>> tenon.randint_like(tenon.zeros(2), 3, 4)
    tensor([3., 3.])
)"},
    {.schema = "normal(Tensor mean, float std=1, *, Generator? generator=None) -> Tensor",
     .cpu = kernel<normal_cpu>(),
     .vjp = normal_vjp<0>,
     .traits = Random | Out,
     .doc = R"(Returns normally distributed numbers with a mean each.

Example:
    >>> tenon.normal(tenon.tensor([1.0, 2.0]), 0.0)
    tensor([1., 2.])
)"},
    {.schema =
         "normal.float_tensor(float mean, Tensor std, *, Generator? generator=None) -> Tensor",
     .cpu = kernel<normal_float_tensor_cpu>(),
     .vjp = normal_vjp<1>,
     .traits = Random | Out,
     .doc = R"(Returns normally distributed numbers with a standard deviation each.

Example:
    >>> tenon.normal(2.0, tenon.tensor([0.0, 0.0]))
    tensor([2., 2.])
)"},
    {.schema =
         "normal.tensor_tensor(Tensor mean, Tensor std, *, Generator? generator=None) -> Tensor",
     .cpu = kernel<normal_tensor_tensor_cpu>(),
     .vjp = normal_vjp<0, 1>,
     .traits = Random | Out,
     .doc = R"(Returns normally distributed numbers with a mean and a standard deviation each.

Example:
    >>> tenon.normal(tenon.tensor([1.0, 2.0]), tenon.zeros(2))
    tensor([1., 2.])
)"},
    {.schema = "normal.size(float mean, float std, int[] size, *, Generator? generator=None, "
               "dtype? dtype=None, "
               "layout? layout=None, device? device=None, bool? pin_memory=None) -> Tensor",
     .body = kernel<normal_size_body>(),
     .traits = Random | Out,
     .doc = R"(Returns normally distributed numbers.

Example:
    >>> tenon.normal(2.0, 0.0, (2,))
    tensor([2., 2.])
)"},
    {.schema = "bernoulli(Tensor input, *, Generator? generator=None) -> Tensor",
     .cpu = kernel<bernoulli_cpu>(),
     .vjp = zero_vjp,
     .traits = Random | Method | Out,
     .doc = R"(Returns 1 with the probability in input, else 0.

Example:
    >>> tenon.bernoulli(tenon.tensor([0.0, 1.0]))
    tensor([0., 1.])
)"},
    {.schema = "bernoulli.p(Tensor input, float p, *, Generator? generator=None) -> Tensor",
     .cpu = kernel<bernoulli_p_cpu>(),
     .vjp = zero_vjp,
     .traits = Random | Method,
     .doc = R"(Returns 1 with probability p, else 0, in the size of input.

Example:
    >>> tenon.bernoulli(tenon.zeros(2), 1.0)
    tensor([1., 1.])
)"},
    {.schema = "multinomial(Tensor input, int num_samples, bool replacement=False, *, "
               "Generator? generator=None) -> Tensor",
     .cpu = kernel<multinomial_cpu>(),
     .vjp = no_grad("is random"),
     .traits = Random | Method | Out | OutExact,
     .doc =
         R"(Returns num_samples indices drawn by the weights in input (a row of weights gives a row of indices).

Example:
    >>> tenon.multinomial(tenon.tensor([0.0, 3.0]), 2, replacement=True)
    tensor([1, 1])
)"},
};

}  // namespace
void register_random_make(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops

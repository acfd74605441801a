// Filling tensors in place with random numbers.
#include "core/api/random.h"

#include <cmath>
#include <limits>

#include "core/api/create.h"
#include "core/iter/pointwise.h"
#include "core/ops/draws.h"
#include "core/ops/products.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"
#include "core/tensor/complex_view.h"

namespace tenon::ops {
namespace {

void in_place_vjp(VjpCtx& c) { c.grad_in(0, zeros_like(c.grad())); }

void check_floating(const char* op, const Tensor& t) {
  if (!is_floating(t.dtype())) no_draws(op, t.dtype());
}

float rounded_to(DType t, float x) {
  if (t == DType::F16) return static_cast<float>(half(x));
  return t == DType::BF16 ? static_cast<float>(bfloat16(x)) : x;
}

// Rounded once, as PyTorch's loops are on processors with fused multiply-add. What rounds up to
// `to`, which is not in the range, becomes `from`.
Tensor uniform__cpu(const Tensor& input, double from, double to, Generator* generator) {
  if (is_complex(input.dtype())) {
    uniform__cpu(complex_as_real(input), from, to, generator);
    return input;
  }
  check_floating("check_uniform_bounds", input);
  check(from <= to, "uniform_ expects to return a [from, to) range, but found from=", from,
        " > to=", to);
  Draws draws(generator, input.numel() * (input.dtype() == DType::F64 ? 2 : 1));
  if (input.dtype() == DType::F64) {
    fill_with(input, "uniform_", [&] {
      double x = std::fma(draws.uniform53(), to - from, from);
      return x == to ? from : x;
    });
  } else {
    auto low = static_cast<float>(from), high = static_cast<float>(to);
    fill_with(input, "uniform_", [&] {
      float x = std::fma(draws.uniform24(), high - low, low);
      return rounded_to(input.dtype(), x) == high ? low : x;
    });
  }
  return input;
}

Tensor normal__cpu(const Tensor& input, double mean, double std, Generator* generator) {
  fill_normal(input, mean, std, generator);
  return input;
}

Tensor log_normal__cpu(const Tensor& input, double mean, double std, Generator* generator) {
  check_floating("log_normal", input);
  check(std > 0, "log_normal_ expects std > 0.0, but found std=", std);
  Draws draws(generator);
  fill_with(input, "log_normal", [&] { return std::exp(draws.generator().normal() * std + mean); });
  return input;
}

void check_continuous(const char* what, const Tensor& t) {
  check(is_floating(t.dtype()), what,
        " distribution is a continuous probability distribution. dtype must be a floating point "
        "but you specified ",
        scalar_type_name(t.dtype()));
}

Tensor exponential__cpu(const Tensor& input, double lambd, Generator* generator) {
  check_continuous("Exponential", input);
  check(lambd > 0, "exponential_ expects lambda > 0.0, but found lambda=", lambd);
  Draws draws(generator, 2 * input.numel());
  fill_with(input, "exponential", [&] { return -1 / lambd * std::log1p(-draws.uniform53()); });
  return input;
}

Tensor cauchy__cpu(const Tensor& input, double median, double sigma, Generator* generator) {
  check_continuous("Cauchy", input);
  check(sigma > 0, "cauchy_ expects sigma > 0.0, but found sigma=", sigma);
  Draws draws(generator, 2 * input.numel());
  fill_with(input, "cauchy",
            [&] { return median + sigma * std::tan(M_PI * (draws.uniform53() - 0.5)); });
  return input;
}

Tensor geometric__cpu(const Tensor& input, double p, Generator* generator) {
  if (input.dtype() == DType::Bool) no_draws("geometric_cpu", input.dtype());
  check(p > 0 && p < 1, "geometric_ expects p to be in (0, 1), but got p=", p);
  Draws draws(generator, 2 * input.numel());
  fill_with(input, "geometric",
            [&] { return std::ceil(std::log(draws.uniform53()) / std::log1p(-p)); });
  return input;
}

Tensor bernoulli__float_cpu(const Tensor& input, double p, Generator* generator) {
  check(p >= 0 && p <= 1, "bernoulli_ expects p to be in [0, 1], but got p=", p);
  Draws draws(generator, 2 * input.numel());
  fill_with(input, "bernoulli", [&] { return draws.uniform53() < p ? 1 : 0; });
  return input;
}

// One probability per element; float probabilities take one 32-bit draw each, doubles take two.
void draw_bernoulli(const Tensor& out, const Tensor& p, Generator* generator) {
  check_floating("bernoulli_tensor_cpu_p_", p);
  if (out.is_meta()) return;
  bool wide = p.dtype() == DType::F64;
  Tensor dense = dense_target(out);
  Tensor odds = new_strided(dense.sizes(), dense.strides(), wide ? DType::F64 : DType::F32);
  raw::copy(odds, p);
  Draws draws(generator, (wide ? 2 : 1) * out.numel());
  int64_t i = 0;
  auto in_range = [](double x) {
    check(x >= 0 && x <= 1, "Expected p_in >= 0 && p_in <= 1 to be true, but got false.");
  };
  fill_with(dense, "bernoulli", [&] {
    if (wide) {
      double x = odds.data<double>()[i++];
      in_range(x);
      return draws.uniform53() < x ? 1 : 0;
    }
    float x = odds.data<float>()[i++];
    in_range(x);
    return draws.uniform24() < x ? 1 : 0;
  });
  store_draws(out, dense);
}

Tensor bernoulli__cpu(const Tensor& input, const Tensor& p, Generator* generator) {
  draw_bernoulli(input, p, generator);
  return input;
}

// Integers in [from, from + range): one 32-bit draw each for short ranges, as PyTorch since 2.7.
Tensor draw_integers(const Tensor& input, int64_t from, uint64_t range, Generator* generator) {
  Draws draws(generator, (range >= 1u << 28 || range == 0 ? 2 : 1) * input.numel());
  auto base = static_cast<uint64_t>(from);
  if (range >= 1u << 28 || range == 0) {
    fill_with(input, "random_", [&] {
      return static_cast<int64_t>((range ? draws.random64() % range : draws.random64()) + base);
    });
  } else {
    fill_with(input, "random_",
              [&] { return static_cast<int64_t>(draws.random32() % range + base); });
  }
  return input;
}

// Largest number up to which the dtype has every integer.
int64_t most(DType t) {
  switch (t) {
    case DType::Bool:
      return 1;
    case DType::U8:
      return 255;
    case DType::I8:
      return 127;
    case DType::I16:
      return 32767;
    case DType::I32:
      return INT32_MAX;
    case DType::BF16:
      return 1 << 8;
    case DType::F16:
      return 1 << 11;
    case DType::F32:
      return 1 << 24;
    case DType::F64:
      return int64_t{1} << 53;
    default:
      return INT64_MAX;
  }
}

Tensor random__from_cpu(const Tensor& input, int64_t from, std::optional<int64_t> to,
                        Generator* generator) {
  DType t = input.dtype();
  check(!is_complex(t),
        "check_random_bounds handles only integral, floating-point and boolean types");
  int64_t highest = t == DType::F16                                          ? 65504
                    : t == DType::BF16 || t == DType::F32 || t == DType::F64 ? INT64_MAX
                                                                             : most(t);
  int64_t lowest = t == DType::Bool || t == DType::U8 ? 0 : -highest - (is_integral(t) ? 1 : 0);
  if (!to)
    return draw_integers(
        input, from, static_cast<uint64_t>(most(t)) - static_cast<uint64_t>(from) + 1, generator);
  check(from < *to, "random_ expects 'from' to be less than 'to', but got from=", from,
        " >= to=", *to);
  check(from >= lowest && from <= highest, "from is out of bounds for ", t);
  check(*to - 1 >= lowest && *to - 1 <= highest, "to - 1 is out of bounds for ", t);
  return draw_integers(input, from, static_cast<uint64_t>(*to) - static_cast<uint64_t>(from),
                       generator);
}
Tensor random__to_body(const Tensor& input, int64_t to, Generator* generator) {
  return random__from(input, 0, to, generator);
}

Tensor random__cpu(const Tensor& input, Generator* generator) {
  auto range = static_cast<uint64_t>(most(input.dtype())) + 1;
  bool wide = input.itemsize() == 8;
  Draws draws(generator, (wide ? 2 : 1) * input.numel());
  fill_with(input, "random_", [&] {
    return static_cast<int64_t>((wide ? draws.random64() : draws.random32()) % range);
  });
  return input;
}

constexpr OpDef kOps[] = {
    {.schema = "uniform_(Tensor(a!) input, float from=0.0, float to=1.0, *, Generator? "
               "generator=None) -> Tensor(a!)",
     .cpu = kernel<uniform__cpu>(),
     .vjp = in_place_vjp,
     .traits = Random,
     .paths = "Tensor.uniform_",
     .doc = R"(Fills this tensor with numbers drawn uniformly from [from, to).

Example:
    >>> tenon.empty(3).uniform_(2, 3).floor()
    tensor([2., 2., 2.])
)"},
    {.schema = "normal_(Tensor(a!) input, float mean=0.0, float std=1.0, *, Generator? "
               "generator=None) -> Tensor(a!)",
     .cpu = kernel<normal__cpu>(),
     .vjp = in_place_vjp,
     .traits = Random,
     .paths = "Tensor.normal_",
     .doc = R"(Fills this tensor with normally distributed numbers.

Example:
    >>> tenon.empty(3).normal_(5, 0)
    tensor([5., 5., 5.])
)"},
    {.schema = "log_normal_(Tensor(a!) input, float mean=1.0, float std=2.0, *, Generator? "
               "generator=None) -> Tensor(a!)",
     .cpu = kernel<log_normal__cpu>(),
     .vjp = in_place_vjp,
     .traits = Random,
     .paths = "Tensor.log_normal_",
     .doc = R"(Fills this tensor with numbers whose logarithms are normally distributed.

Example:
    >>> tenon.empty(3).log_normal_() > 0
    tensor([True, True, True])
)"},
    {.schema = "exponential_(Tensor(a!) input, float lambd=1.0, *, Generator? generator=None) -> "
               "Tensor(a!)",
     .cpu = kernel<exponential__cpu>(),
     .vjp = in_place_vjp,
     .traits = Random,
     .paths = "Tensor.exponential_",
     .doc = R"(Fills this tensor with exponentially distributed numbers of rate lambd.

Example:
    >>> tenon.empty(3).exponential_() >= 0
    tensor([True, True, True])
)"},
    {.schema = "cauchy_(Tensor(a!) input, float median=0.0, float sigma=1.0, *, Generator? "
               "generator=None) -> Tensor(a!)",
     .cpu = kernel<cauchy__cpu>(),
     .vjp = in_place_vjp,
     .traits = Random,
     .paths = "Tensor.cauchy_",
     .doc = R"(Fills this tensor with numbers of the Cauchy distribution.

Example:
    >>> tenon.empty(2, 2).cauchy_().shape
    tenon.Size([2, 2])
)"},
    {.schema = "geometric_(Tensor(a!) input, float p, *, Generator? generator=None) -> Tensor(a!)",
     .cpu = kernel<geometric__cpu>(),
     .vjp = in_place_vjp,
     .traits = Random,
     .paths = "Tensor.geometric_",
     .doc =
         R"(Fills this tensor with the number of trials up to the first success, of probability p each.

Example:
    >>> tenon.empty(3).geometric_(0.5) >= 1
    tensor([True, True, True])
)"},
    {.schema = "bernoulli_(Tensor(a!) input, Tensor p, *, Generator? generator=None) -> Tensor(a!)",
     .cpu = kernel<bernoulli__cpu>(),
     .vjp = in_place_vjp,
     .traits = Random,
     .paths = "Tensor.bernoulli_",
     .doc = R"(Sets each element to 1 with the probability in p, else to 0.

Example:
    >>> tenon.empty(2).bernoulli_(tenon.tensor([0.0, 1.0]))
    tensor([0., 1.])
)"},
    {.schema = "bernoulli_.float(Tensor(a!) input, float p=0.5, *, Generator? generator=None) -> "
               "Tensor(a!)",
     .cpu = kernel<bernoulli__float_cpu>(),
     .vjp = in_place_vjp,
     .traits = Random,
     .paths = "Tensor.bernoulli_",
     .doc = R"(Sets each element to 1 with probability p, else to 0.

Example:
    >>> tenon.empty(2).bernoulli_(1.0)
    tensor([1., 1.])
)"},
    {.schema = "random_(Tensor(a!) input, *, Generator? generator=None) -> Tensor(a!)",
     .cpu = kernel<random__cpu>(),
     .vjp = in_place_vjp,
     .traits = Random,
     .paths = "Tensor.random_",
     .doc = R"(Fills this tensor with integers that its dtype can hold, from 0 up.

Example:
    >>> tenon.empty(3).random_() >= 0
    tensor([True, True, True])
)"},
    {.schema = "random_.to(Tensor(a!) input, int to, *, Generator? generator=None) -> Tensor(a!)",
     .body = kernel<random__to_body>(),
     .traits = Random,
     .paths = "Tensor.random_",
     .doc = R"(Fills this tensor with integers from 0 up to to (exclusive).

Example:
    >>> tenon.empty(3).random_(1)
    tensor([0., 0., 0.])
)"},
    {.schema = "random_.from(Tensor(a!) input, int from, int? to, *, Generator? generator=None) -> "
               "Tensor(a!)",
     .cpu = kernel<random__from_cpu>(),
     .vjp = in_place_vjp,
     .traits = Random,
     .paths = "Tensor.random_",
     .doc =
         R"(Fills this tensor with integers from from up to to (exclusive); None: up to what its dtype can hold.

Example:
    >>> tenon.empty(3).random_(5, 6)
    tensor([5., 5., 5.])
)"},
};

}  // namespace
void register_random(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops

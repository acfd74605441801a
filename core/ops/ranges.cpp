// Making tensors from a rule: arange, linspace, logspace, eye, triangles of indices.
#include "core/api/ranges.h"

#include <algorithm>
#include <cmath>

#include "core/api/create.h"
#include "core/iter/pointwise.h"
#include "core/kernels/visit.h"
#include "core/ops/products.h"
#include "core/ops/tables.h"
#include "core/parallel/parallel_for.h"
#include "core/registry/box.h"
#include "core/registry/mode.h"

namespace tenon::ops {
namespace {

using OptDType = std::optional<DType>;
using OptDevice = std::optional<Device>;
using OptInt = std::optional<int64_t>;
using OptBool = std::optional<bool>;
constexpr int64_t kGrain = 1 << 15;

// out[i] = f(i), computed as double or int64 and cast to the element type.
template <class F>
void generate(const Tensor& out, F f) {
  if (out.is_meta()) return;
  kernels::visit_dtype(out.dtype(), [&]<class T> {
    parallel_for(0, out.numel(), kGrain, [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i)
        out.data<T>()[i] = static_cast<T>(static_cast<kernels::Compute<T>>(f(i)));
    });
  });
}
// The same for complex elements, computed as complex doubles.
template <class F>
void generate_complex(const Tensor& out, F f) {
  if (out.is_meta()) return;
  for (int64_t i = 0, n = out.numel(); i < n; ++i) {
    std::complex<double> z = f(i);
    if (out.dtype() == DType::C64) {
      out.data<std::complex<float>>()[i] = std::complex<float>(z);
    } else {
      out.data<std::complex<double>>()[i] = z;
    }
  }
}

int64_t arange_size(Scalar start, Scalar end, Scalar step) {
  double by = step.to_double();
  check(by != 0, "step must be nonzero");
  check(std::isfinite(start.to_double()) && std::isfinite(end.to_double()),
        "unsupported range: ", start.to_double(), " -> ", end.to_double());
  check((by > 0) == (end.to_double() >= start.to_double()) || end.to_double() == start.to_double(),
        "upper bound and lower bound inconsistent with step sign");
  if (!start.is_float() && !end.is_float() && !step.is_float()) {
    auto wide = static_cast<__int128>(end.i) - start.i;
    int64_t s = step.i;
    return static_cast<int64_t>((wide + s - (s > 0 ? 1 : -1)) / s);
  }
  return static_cast<int64_t>(std::ceil((end.to_double() - start.to_double()) / by));
}

Tensor arange_step_cpu(Scalar start, Scalar end, Scalar step, OptDType dtype, OptInt,
                       OptDevice device, OptBool) {
  bool any_float = start.is_float() || end.is_float() || step.is_float();
  const TensorImpl* target = mode().out_hint;
  const DType natural = any_float ? default_dtype() : DType::I64;
  DType t = dtype.value_or(target ? target->dtype : natural);
  check_implemented(!is_complex(t), "\"arange_cpu\" not implemented for '", scalar_type_name(t),
                    "'");
  if (t == DType::I64) {  // the smaller integers are counted as doubles, as in PyTorch
    start = start.to_int();
    end = end.to_int();
    check_value(step.to_int() != 0 || step.to_double() == 0, "step must be nonzero");
    step = step.to_int();
  }
  int64_t n = arange_size(start, end, step);
  Tensor out = new_tensor(IntSpan(&n, 1), t, device.value_or(Device()));
  if (is_integral(t, true)) {
    generate(out, [a = start.to_int(), s = step.to_int()](int64_t i) { return a + i * s; });
  } else {
    generate(out, [a = start.to_double(), s = step.to_double()](int64_t i) {
      return a + static_cast<double>(i) * s;
    });
  }
  return out;
}
Tensor arange_start_body(Scalar start, Scalar end, OptDType dtype, OptInt layout, OptDevice device,
                         OptBool pin) {
  return arange_start_step(start, end, 1, dtype, layout, device, pin);
}
Tensor arange_body(Scalar end, OptDType dtype, OptInt layout, OptDevice device, OptBool pin) {
  return arange_start_step(end.is_float() ? Scalar(0.0) : Scalar(0), end, 1, dtype, layout, device,
                           pin);
}

// Both ends are exact: the second half counts back from the end, as PyTorch does. Steps are taken
// in the result's type.
template <class T>
struct Line {
  T start, end, step;
  int64_t n;

  T operator()(int64_t i) const {
    return i < n / 2 ? start + step * static_cast<T>(i) : end - step * static_cast<T>(n - 1 - i);
  }
};
template <class T>
Line<T> line(Scalar start, Scalar end, int64_t n, DType t) {
  bool whole = is_integral(t, true);  // then the ends are cut to integers first
  T a = static_cast<T>(whole ? static_cast<double>(start.to_int()) : start.to_double());
  T b = static_cast<T>(whole ? static_cast<double>(end.to_int()) : end.to_double());
  return {a, b, n > 1 ? (b - a) / static_cast<T>(n - 1) : T{0}, n};
}

using Z = std::complex<double>;
Line<Z> complex_line(Scalar start, Scalar end, int64_t n) {
  Z a = start.to_complex(), b = end.to_complex();
  return {a, b, n > 1 ? (b - a) / static_cast<double>(n - 1) : Z(), n};
}

// Complex ends ask for a complex result.
Tensor spaced(const char* op, Scalar start, Scalar end, int64_t steps, OptDType dtype,
              OptDevice device) {
  check(steps >= 0, "number of steps must be non-negative");
  DType t = dtype.value_or(default_dtype());
  if (start.kind == Scalar::Complex || end.kind == Scalar::Complex) {
    DType natural = default_dtype() == DType::F64 ? DType::C128 : DType::C64;
    t = dtype.value_or(natural);
    check(is_complex(t), op, "(): inferred dtype ", natural,
          " can't be safely cast to passed dtype ", t);
  }
  return new_tensor(IntSpan(&steps, 1), t, device.value_or(Device()));
}

Tensor linspace_cpu(Scalar start, Scalar end, int64_t steps, OptDType dtype, OptInt,
                    OptDevice device, OptBool) {
  Tensor out = spaced("tenon.linspace", start, end, steps, dtype, device);
  if (steps == 1) {
    raw::fill(out, start);
  } else if (is_complex(out.dtype())) {
    generate_complex(out, complex_line(start, end, steps));
  } else if (out.dtype() == DType::F64 || is_integral(out.dtype(), true)) {
    generate(out, line<double>(start, end, steps, out.dtype()));
  } else {
    generate(out, line<float>(start, end, steps, out.dtype()));
  }
  return out;
}

Tensor logspace_cpu(Scalar start, Scalar end, int64_t steps, double base, OptDType dtype, OptInt,
                    OptDevice device, OptBool) {
  Tensor out = spaced("tenon.logspace", start, end, steps, dtype, device);
  if (is_complex(out.dtype())) {
    Line<Z> at = complex_line(start, steps == 1 ? start : end, steps);
    generate_complex(out, [&](int64_t i) { return std::pow(Z(base), at(i)); });
    return out;
  }
  Line<double> at = line<double>(start, steps == 1 ? start : end, steps, out.dtype());
  generate(out, [&](int64_t i) { return std::pow(base, at(i)); });
  return out;
}

Tensor eye_m_cpu(int64_t n, int64_t m, OptDType dtype, OptInt, OptDevice device, OptBool) {
  check(n >= 0, "n must be greater or equal to 0, got ", n);
  check(m >= 0, "m must be greater or equal to 0, got ", m);
  int64_t size[] = {n, m}, shown[] = {std::min(n, m)}, stride[] = {m + 1};
  Tensor out = new_tensor(size, dtype.value_or(default_dtype()), device.value_or(Device()));
  raw::fill(out, 0);
  raw::fill(make_view(out, shown, stride, 0), 1);
  return out;
}
Tensor eye_body(int64_t n, OptDType dtype, OptInt layout, OptDevice device, OptBool pin) {
  return eye_m(n, n, dtype, layout, device, pin);
}

// Columns of row i that belong to the lower (upper) triangle.
struct Columns {
  int64_t from, to;
};
Columns columns(bool lower, int64_t i, int64_t col, int64_t offset) {
  int64_t edge = std::clamp<int64_t>(i + offset + (lower ? 1 : 0), 0, col);
  return lower ? Columns{0, edge} : Columns{edge, col};
}

Tensor triangle(bool lower, int64_t row, int64_t col, int64_t offset, OptDType dtype,
                OptDevice device) {
  check(row >= 0, "row must be non-negative, got", row);
  check(col >= 0, "col must be non-negative, got", col);
  DType t = dtype.value_or(DType::I64);
  check_implemented(t == DType::I64 || t == DType::I32, "\"", lower ? "tril" : "triu",
                    "_indices\" not implemented for '", scalar_type_name(t), "'");
  int64_t n = 0;
  for (int64_t i = 0; i < row; ++i) {
    Columns c = columns(lower, i, col, offset);
    n += c.to - c.from;
  }
  int64_t size[] = {2, n};
  Tensor out = new_tensor(size, DType::I64, device.value_or(Device()));
  if (!out.is_meta()) {
    auto *rows = out.data<int64_t>(), *cols = rows + n;
    for (int64_t i = 0; i < row; ++i) {
      Columns c = columns(lower, i, col, offset);
      for (int64_t j = c.from; j < c.to; ++j) {
        *rows++ = i;
        *cols++ = j;
      }
    }
  }
  return raw::cast(out, t);
}
Tensor tril_indices_cpu(int64_t row, int64_t col, int64_t offset, OptDType dtype, OptInt,
                        OptDevice device, OptBool) {
  return triangle(true, row, col, offset, dtype, device);
}
Tensor triu_indices_cpu(int64_t row, int64_t col, int64_t offset, OptDType dtype, OptInt,
                        OptDevice device, OptBool) {
  return triangle(false, row, col, offset, dtype, device);
}

// The ends as numbers. Tensors that are none get here, past the overload that takes numbers.
struct Ends {
  Ends(const char* op, const Operand& first, const Operand& last)
      : start(number(first)), end(number(last)) {
    auto dims = [](const Operand& o) { return o.is_tensor() ? o.tensor.dim() : 0; };
    check(dims(first) == 0 && dims(last) == 0, op,
          " only supports 0-dimensional start and end tensors, but got start with ", dims(first),
          " dimension(s) and end with ", dims(last), " dimension(s).");
  }
  static Scalar number(const Operand& o) {
    if (!o.is_tensor()) return o.scalar;
    check(!o.tensor.is_meta(), "an end holds no number: got a tensor on meta, expected on cpu");
    return o.tensor.dim() ? Scalar(0) : load_scalar(o.tensor.raw(), o.tensor.dtype());
  }
  Scalar start, end;
};

Tensor linspace_tensors_body(const Operand& start, const Operand& end, int64_t steps,
                             OptDType dtype, OptInt layout, OptDevice device, OptBool pin) {
  const Ends ends("linspace", start, end);
  return linspace(ends.start, ends.end, steps, dtype, layout, device, pin);
}
Tensor logspace_tensors_body(const Operand& start, const Operand& end, int64_t steps, double base,
                             OptDType dtype, OptInt layout, OptDevice device, OptBool pin) {
  const Ends ends("logspace", start, end);
  return logspace(ends.start, ends.end, steps, base, dtype, layout, device, pin);
}

constexpr OpDef kOps[] = {
    {.schema = "arange(Scalar end, *, dtype? dtype=None, layout? layout=None, device? device=None, "
               "bool? pin_memory=None) -> Tensor",
     .body = kernel<arange_body>(),
     .traits = Out,
     .doc =
         R"(Returns the numbers from 0 up to end (exclusive): int64, or the default dtype when end is a float.

Example:
    >>> tenon.arange(3)
    tensor([0, 1, 2])
)"},
    {.schema = "arange.start(Scalar start, Scalar end, *, dtype? dtype=None, layout? layout=None, "
               "device? device=None, "
               "bool? pin_memory=None) -> Tensor",
     .body = kernel<arange_start_body>(),
     .traits = Out,
     .doc = R"(Returns the numbers from start up to end (exclusive).

Example:
    >>> tenon.arange(1, 4)
    tensor([1, 2, 3])
)"},
    {.schema = "arange.start_step(Scalar start, Scalar end, Scalar step=1, *, dtype? dtype=None, "
               "layout? layout=None, "
               "device? device=None, bool? pin_memory=None) -> Tensor",
     .cpu = kernel<arange_step_cpu>(),
     .vjp = no_grad("makes a new tensor"),
     .traits = Out,
     .doc = R"(Returns the numbers start, start + step, ... before end.

Example:
    >>> tenon.arange(1, 2.5, 0.5)
    tensor([1.0000, 1.5000, 2.0000])
)"},
    {.schema = "linspace(Scalar start, Scalar end, int steps, *, dtype? dtype=None, layout? "
               "layout=None, device? device=None, "
               "bool? pin_memory=None) -> Tensor",
     .cpu = kernel<linspace_cpu>(),
     .vjp = no_grad("makes a new tensor"),
     .traits = Out,
     .doc = R"(Returns steps numbers, evenly spaced from start to end, both included.

Example:
    >>> tenon.linspace(3, 10, steps=5)
    tensor([ 3.0000,  4.7500,  6.5000,  8.2500, 10.0000])
)"},
    {.schema = "linspace.tensors(Tensor|Scalar start, Tensor|Scalar end, int steps, *, dtype? "
               "dtype=None, layout? layout=None, device? device=None, bool? pin_memory=None) -> "
               "Tensor",
     .body = kernel<linspace_tensors_body>(),
     .traits = Out,
     .doc = "linspace() between numbers or tensors without dimensions."},
    {.schema = "logspace(Scalar start, Scalar end, int steps, float base=10.0, *, dtype? "
               "dtype=None, layout? layout=None, "
               "device? device=None, bool? pin_memory=None) -> Tensor",
     .cpu = kernel<logspace_cpu>(),
     .vjp = no_grad("makes a new tensor"),
     .traits = Out,
     .doc = R"(Returns steps powers of base whose exponents are evenly spaced from start to end.

Example:
    >>> tenon.logspace(0, 2, steps=3)
    tensor([  1.,  10., 100.])
)"},
    {.schema = "logspace.tensors(Tensor|Scalar start, Tensor|Scalar end, int steps, float "
               "base=10.0, *, dtype? dtype=None, layout? layout=None, device? device=None, bool? "
               "pin_memory=None) -> Tensor",
     .body = kernel<logspace_tensors_body>(),
     .traits = Out,
     .doc = "logspace() between numbers or tensors without dimensions."},
    {.schema = "eye(int n, *, dtype? dtype=None, layout? layout=None, device? device=None, bool? "
               "pin_memory=None) -> Tensor",
     .body = kernel<eye_body>(),
     .traits = Out,
     .doc = R"(Returns the n x n identity matrix.

Example:
    >>> tenon.eye(2)
    tensor([[1., 0.],
            [0., 1.]])
)"},
    {.schema = "eye.m(int n, int m, *, dtype? dtype=None, layout? layout=None, device? "
               "device=None, bool? pin_memory=None) -> Tensor",
     .cpu = kernel<eye_m_cpu>(),
     .vjp = no_grad("makes a new tensor"),
     .traits = Out,
     .doc = R"(Returns an n x m matrix with ones on the main diagonal.

Example:
    >>> tenon.eye(2, 3)
    tensor([[1., 0., 0.],
            [0., 1., 0.]])
)"},
    {.schema = "tril_indices(int row, int col, int offset=0, *, dtype? dtype=int64, layout? "
               "layout=None, device? device=None, "
               "bool? pin_memory=None) -> Tensor",
     .cpu = kernel<tril_indices_cpu>(),
     .vjp = no_grad("makes a new tensor"),
     .doc =
         R"(Returns the rows and columns of the lower triangle of a row x col matrix, as a tensor of two rows.

Example:
    >>> tenon.tril_indices(2, 2)
    tensor([[0, 1, 1],
            [0, 0, 1]])
)"},
    {.schema = "triu_indices(int row, int col, int offset=0, *, dtype? dtype=int64, layout? "
               "layout=None, device? device=None, "
               "bool? pin_memory=None) -> Tensor",
     .cpu = kernel<triu_indices_cpu>(),
     .vjp = no_grad("makes a new tensor"),
     .doc =
         R"(Returns the rows and columns of the upper triangle of a row x col matrix, as a tensor of two rows.

Example:
    >>> tenon.triu_indices(2, 2)
    tensor([[0, 0, 1],
            [0, 1, 1]])
)"},
};

}  // namespace
void register_ranges(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops

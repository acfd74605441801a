// The transforms themselves: complex to complex, real to complex and back, over several dimensions.
// What tenon.fft is made of.
#include <algorithm>

#include "core/api/binary.h"
#include "core/api/complex.h"
#include "core/api/copy.h"
#include "core/api/create.h"
#include "core/api/fft_run.h"
#include "core/api/pad.h"
#include "core/api/view_slice.h"
#include "core/iter/pointwise.h"
#include "core/kernels/fft.h"
#include "core/memory/allocator.h"
#include "core/ops/tables.h"
#include "core/parallel/parallel_for.h"
#include "core/registry/box.h"
#include "core/tensor/complex_view.h"

namespace tenon::ops {
namespace {

constexpr int64_t kGrain = 1 << 14;  // points worth a second thread

class Buffer {
 public:
  explicit Buffer(size_t bytes) : bytes_(bytes), data_(cpu_allocate(bytes)) {}
  ~Buffer() { cpu_free(data_, bytes_); }
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;
  void* get() const { return data_; }

 private:
  size_t bytes_;
  void* data_;
};

// Strides as PyTorch's transforms give them: the transformed dimensions innermost, the last of
// `dim` first if it is apart; within both groups in the order of the input.
Tensor new_result(const Tensor& input, IntSpan sizes, IntSpan dim, bool last_apart, DType t) {
  Dims order(sizes.size()), strides(sizes.size());
  for (size_t d = 0; d < order.size(); ++d) order[d] = static_cast<int64_t>(d);
  auto rank = [&](int64_t d) {
    if (last_apart && d == dim.back()) return 2;
    return std::find(dim.begin(), dim.end(), d) != dim.end() ? 1 : 0;
  };
  std::stable_sort(order.begin(), order.end(), [&](int64_t a, int64_t b) {
    return rank(a) != rank(b) ? rank(a) < rank(b) : input.strides()[a] > input.strides()[b];
  });
  int64_t step = 1;
  for (size_t i = order.size(); i-- > 0;) {
    strides[order[i]] = step;
    step *= std::max<int64_t>(sizes[order[i]], 1);
  }
  return new_strided(sizes, strides, t, input.device());
}

// Runs transform(buffer, work) on every line along `dim`, between load(buffer, from, step) and
// store(to, step, buffer).
template <class In, class Out, class Load, class Transform, class Store>
void for_lines(const Tensor& in, const Tensor& out, int64_t dim, int64_t n,
               const kernels::FftPlan& plan, Load load, Transform transform, Store store) {
  using Z = std::complex<double>;
  int64_t lines = out.numel() / std::max<int64_t>(out.sizes()[dim], 1);
  parallel_for(0, lines, std::max<int64_t>(1, kGrain / n), [&](int64_t begin, int64_t end) {
    Buffer buffer(static_cast<size_t>(n + 1) * sizeof(Z)), work(plan.work_bytes());
    for (int64_t line = begin; line < end; ++line) {
      int64_t from = 0, to = 0, rest = line;
      for (int64_t d = in.dim(); d-- > 0;) {
        if (d == dim) continue;
        int64_t x = rest % in.sizes()[d];
        rest /= in.sizes()[d];
        from += x * in.strides()[d];
        to += x * out.strides()[d];
      }
      load(buffer.get(), in.data<In>() + from, in.strides()[dim]);
      transform(buffer.get(), work.get());
      store(out.data<Out>() + to, out.strides()[dim], buffer.get());
    }
  });
}

template <class T>
auto loader(int64_t n) {
  return [n](void* buffer, const T* from, int64_t step) {
    auto* to = static_cast<T*>(buffer);
    for (int64_t i = 0; i < n; ++i) to[i] = from[i * step];
  };
}
template <class T, class R>
auto storer(int64_t n, R scale) {
  return [n, scale](T* to, int64_t step, const void* buffer) {
    auto* from = static_cast<const T*>(buffer);
    for (int64_t i = 0; i < n; ++i) to[i * step] = from[i] * scale;
  };
}

template <class R>
void complex_lines(const Tensor& in, const Tensor& out, int64_t dim, double scale, bool forward) {
  using Z = std::complex<R>;
  int64_t n = in.sizes()[dim];
  auto plan = kernels::FftPlan::get(DTypeOf<R>::value, n);
  for_lines<Z, Z>(
      in, out, dim, n, *plan, loader<Z>(n),
      [&](void* line, void* work) { plan->complex(line, work, forward); },
      storer<Z>(n, static_cast<R>(scale)));
}
template <class R>
void from_real_lines(const Tensor& in, const Tensor& out, int64_t dim, double scale) {
  using Z = std::complex<R>;
  int64_t n = in.sizes()[dim], half = n / 2 + 1;
  bool whole = out.sizes()[dim] != half;  // the rest by symmetry
  auto plan = kernels::FftPlan::get(DTypeOf<R>::value, n);
  auto put = storer<Z>(half, static_cast<R>(scale));
  for_lines<R, Z>(
      in, out, dim, n, *plan, loader<R>(n),
      [&](void* line, void* work) { plan->from_real(line, work); },
      [&](Z* to, int64_t step, const void* buffer) {
        put(to, step, buffer);
        for (int64_t i = half; whole && i < n; ++i) to[i * step] = std::conj(to[(n - i) * step]);
      });
}
template <class R>
void to_real_lines(const Tensor& in, const Tensor& out, int64_t dim, double scale) {
  using Z = std::complex<R>;
  int64_t n = out.sizes()[dim];
  auto plan = kernels::FftPlan::get(DTypeOf<R>::value, n);
  for_lines<Z, R>(
      in, out, dim, n, *plan, loader<Z>(n / 2 + 1),
      [&](void* line, void* work) { plan->to_real(line, work); },
      storer<R>(n, static_cast<R>(scale)));
}

bool wide(const Tensor& t) { return t.dtype() == DType::C128 || t.dtype() == DType::F64; }
void complex_pass(const Tensor& in, const Tensor& out, int64_t dim, double scale, bool forward) {
  (wide(in) ? complex_lines<double> : complex_lines<float>)(in, out, dim, scale, forward);
}

// All of `dim` but what `from` has been through already, in place on `out`.
void other_passes(const Tensor& out, IntSpan dims, bool forward) {
  for (int64_t d : dims) complex_pass(out, out, d, 1, forward);
}

Tensor fft_c2c_cpu(const Tensor& input, IntSpan dim, double scale, bool forward) {
  Tensor out = new_result(input, input.sizes(), dim, false, input.dtype());
  if (out.is_meta() || out.numel() == 0) return out;
  if (dim.empty()) {
    raw::copy(out, input);
    return out;
  }
  complex_pass(input, out, dim.back(), scale, forward);
  other_passes(out, dim.first(dim.size() - 1), forward);
  return out;
}
void fft_c2c_vjp(VjpCtx& c) {
  c.grad_in(0, fft_c2c(c.grad(), c.arg(1).to_ints(), c.arg(2).to_double(), !c.arg(3).to_bool()));
}

Tensor fft_r2c_cpu(const Tensor& input, IntSpan dim, double scale, bool onesided) {
  Dims sizes(input.sizes());
  if (onesided) sizes[dim.back()] = sizes[dim.back()] / 2 + 1;
  Tensor out = new_result(input, sizes, dim, true, complex_dtype(input.dtype()));
  if (out.is_meta() || out.numel() == 0) return out;
  (wide(input) ? from_real_lines<double> : from_real_lines<float>)(input, out, dim.back(), scale);
  other_passes(out, dim.first(dim.size() - 1), true);
  return out;
}
// What a one-sided result leaves out got no gradient.
void fft_r2c_vjp(VjpCtx& c) {
  IntSpan dim = c.arg(1).to_ints(), sizes = c.in_sizes(0);
  Tensor grad = c.grad();
  int64_t missing = sizes[dim.back()] - grad.sizes()[dim.back()];
  if (missing) {
    Dims pad(2 * static_cast<size_t>(grad.dim() - dim.back()), 0);
    pad.back() = missing;
    grad = constant_pad(grad, pad);
  }
  c.grad_in(0, real(fft_c2c(grad, dim, c.arg(2).to_double(), false)));
}

Tensor fft_c2r_cpu(const Tensor& input, IntSpan dim, double scale, int64_t last_size) {
  Dims sizes(input.sizes());
  sizes[dim.back()] = last_size;
  Tensor out = new_result(input, sizes, dim, true, real_dtype(input.dtype()));
  if (out.is_meta() || out.numel() == 0) return out;
  Tensor halves = input;
  if (dim.size() > 1) {
    IntSpan others = dim.first(dim.size() - 1);
    halves = new_result(input, input.sizes(), others, false, input.dtype());
    complex_pass(input, halves, others.back(), 1, false);
    other_passes(halves, others.first(others.size() - 1), false);
  }
  (wide(input) ? to_real_lines<double> : to_real_lines<float>)(halves, out, dim.back(), scale);
  return out;
}
// All but the first and the last of an even length stand for two elements.
void fft_c2r_vjp(VjpCtx& c) {
  IntSpan dim = c.arg(1).to_ints();
  Tensor half = fft_r2c(c.grad(), dim, c.arg(2).to_double(), true);
  int64_t last = dim.back(), n = half.sizes()[last], twice = c.grad().sizes()[last] - n;
  Dims shape(half.sizes().size(), 1);
  shape[last] = n;
  Tensor weights = ones(shape, real_dtype(half.dtype()), std::nullopt, half.device());
  fill_(narrow(weights, last, 1, twice), 2);
  c.grad_in(0, mul(half, weights));
}

constexpr OpDef kOps[] = {
    {.schema = "fft_c2c(Tensor input, int[] dim, float scale, bool forward) -> Tensor",
     .cpu = kernel<fft_c2c_cpu>(),
     .vjp = fft_c2c_vjp,
     .traits = NoFunction,
     .doc = "Returns scale times the transform of complex numbers over the dimensions dim."},
    {.schema = "fft_r2c(Tensor input, int[] dim, float scale, bool onesided) -> Tensor",
     .cpu = kernel<fft_r2c_cpu>(),
     .vjp = fft_r2c_vjp,
     .traits = NoFunction,
     .doc = "Returns scale times the forward transform of real numbers over the dimensions dim; "
            "onesided: only the first half of the last of them."},
    {.schema = "fft_c2r(Tensor input, int[] dim, float scale, int last_size) -> Tensor",
     .cpu = kernel<fft_c2r_cpu>(),
     .vjp = fft_c2r_vjp,
     .traits = NoFunction,
     .doc = "Returns scale times the inverse transform to real numbers over the dimensions dim; of "
            "the last of them the first half is given."},
};

}  // namespace
void register_fft_run(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops

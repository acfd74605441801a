#include "core/ops/pool_run.h"

#include <algorithm>

#include "core/iter/pointwise.h"
#include "core/ops/layouts.h"
#include "core/ops/products.h"
#include "core/parallel/parallel_for.h"

namespace tenon {

void check_pool_dims(const Tensor& input, int64_t spatial, const char* op) {
  check(input.dim() == spatial + 1 || input.dim() == spatial + 2, op, spatial, "d(): Expected ",
        spatial + 1, "D or ", spatial + 2, "D tensor, but got ", input.sizes());
  for (int64_t d = input.dim() - spatial - 1; d < input.dim(); ++d) {
    check(
        input.size(d) > 0, op, spatial, "d(): Expected ", spatial + 1, "D or ", spatial + 2,
        "D (batch mode) tensor with optional 0 dim batch size for input, but got:", input.sizes());
  }
}

Dims adaptive_size(const Tensor& input, const Value& wanted, int64_t spatial) {
  const bool one = wanted.is_none() || wanted.is_number();
  const auto n = static_cast<size_t>(spatial);
  const std::vector<Value> items = one ? std::vector<Value>(n, wanted) : list_items(wanted);
  check_value(one || input.dim() > static_cast<int64_t>(items.size()),
              "Input dimension should be at least ", items.size() + 1);
  check(items.size() == n, "adaptive pooling: output_size must be ", spatial, " numbers, but got ",
        items.size());
  Dims out;
  for (size_t i = 0; i < n; ++i) {
    const int64_t size =
        items[i].is_none() ? input.size(static_cast<int64_t>(i) - spatial) : items[i].to_int();
    check(size >= 0, "elements of output_size must be greater than or equal to 0 but received ",
          size);
    out.push_back(size);
  }
  return out;
}

namespace raw {
namespace {

template <class F>
F need(F kernel, const char* name, DType t) {
  check_implemented(kernel != nullptr, "\"", name, "\" not implemented for '", scalar_type_name(t),
                    "'");
  return kernel;
}

// f(plane) for planes [0, count), in parallel where they are worth it.
template <class F>
void for_each_plane(int64_t count, int64_t work, F&& f) {
  parallel_for(0, count, std::max<int64_t>(1, 16384 / std::max<int64_t>(1, work)),
               [&](int64_t begin, int64_t end) {
                 for (int64_t i = begin; i < end; ++i) f(i);
               });
}

char* at(const Tensor& t, int64_t element) {
  return t.raw() + element * static_cast<int64_t>(t.itemsize());
}

}  // namespace

std::tuple<Tensor, Tensor> max_pool(const Tensor& input, const Windows& w) {
  auto kernel = need(kernels::pool_kernels().max[static_cast<int>(input.dtype())], "max_pool2d",
                     input.dtype());
  Tensor out = new_tensor(w.output_sizes(), input.dtype(), input.device());
  Tensor index = new_tensor(w.output_sizes(), DType::I64, input.device());
  if (input.is_meta()) return {in_format_of(out, input), in_format_of(index, input)};
  Tensor x = contiguous(input);
  int64_t in = w.in_plane(), n = w.out_plane();
  for_each_plane(n ? out.numel() / n : 0, in + n, [&](int64_t p) {
    kernel(w.shape(), at(x, p * in), at(out, p * n), index.data<int64_t>() + p * n);
  });
  return {in_format_of(out, input), in_format_of(index, input)};
}

Tensor mean_pool(const Tensor& input, const Windows& w) {
  auto kernel = need(kernels::pool_kernels().mean[static_cast<int>(input.dtype())],
                     "avg_pool2d_out_frame", input.dtype());
  Tensor out = new_tensor(w.output_sizes(), input.dtype(), input.device());
  if (input.is_meta()) return in_format_of(out, input);
  Tensor x = contiguous(input);
  int64_t in = w.in_plane(), n = w.out_plane();
  for_each_plane(n ? out.numel() / n : 0, in + n,
                 [&](int64_t p) { kernel(w.shape(), at(x, p * in), at(out, p * n)); });
  return in_format_of(out, input);
}

Tensor spread_pool(const Tensor& grad, IntSpan input_sizes, const Windows& w) {
  auto kernel = need(kernels::pool_kernels().spread[static_cast<int>(grad.dtype())],
                     "avg_pool2d_backward_out_frame", grad.dtype());
  Tensor out = new_tensor(input_sizes, grad.dtype(), grad.device());
  if (grad.is_meta()) return in_format_of(out, grad);
  Tensor g = contiguous(grad);
  int64_t in = w.in_plane(), n = w.out_plane();
  for_each_plane(in ? out.numel() / in : 0, in + n,
                 [&](int64_t p) { kernel(w.shape(), at(g, p * n), at(out, p * in)); });
  return in_format_of(out, grad);
}

namespace {

// Elements of one plane, and how many planes: what lies behind the channel dimension belongs
// together.
int64_t planes_of(const Tensor& t, int64_t spatial) {
  int64_t n = 1;
  for (int64_t d = 0; d < t.dim() - spatial; ++d) n *= t.size(d);
  return n;
}

}  // namespace

Tensor plane_gather(const Tensor& input, const Tensor& index, int64_t spatial) {
  auto kernel = need(kernels::pool_kernels().gather[static_cast<int>(input.dtype())],
                     "max_pool2d_backward", input.dtype());
  Tensor out = new_tensor(index.sizes(), input.dtype(), input.device());
  if (input.is_meta() || out.numel() == 0) return in_format_of(out, index);
  Tensor x = contiguous(input), i = contiguous(index);
  int64_t planes = planes_of(x, spatial), in = x.numel() / planes, n = out.numel() / planes;
  for_each_plane(planes, n, [&](int64_t p) {
    kernel(at(x, p * in), i.data<int64_t>() + p * n, n, at(out, p * n));
  });
  return in_format_of(out, index);
}

Tensor plane_scatter(const Tensor& grad, const Tensor& index, IntSpan input_sizes,
                     int64_t spatial) {
  auto kernel = need(kernels::pool_kernels().scatter[static_cast<int>(grad.dtype())],
                     "max_pool2d_backward", grad.dtype());
  Tensor out = new_tensor(input_sizes, grad.dtype(), grad.device());
  if (grad.is_meta() || out.numel() == 0) return in_format_of(out, index);
  Tensor g = contiguous(grad), i = contiguous(index);
  int64_t planes = planes_of(out, spatial), in = out.numel() / planes, n = g.numel() / planes;
  for_each_plane(planes, in + n, [&](int64_t p) {
    kernel(at(g, p * n), i.data<int64_t>() + p * n, n, at(out, p * in), in);
  });
  return in_format_of(out, index);
}

}  // namespace raw
}  // namespace tenon

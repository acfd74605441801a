// Layer normalisation over whole tensors; the loops are core/kernels/rows.h's.
#include <algorithm>

#include "core/iter/pointwise.h"
#include "core/kernels/rows.h"
#include "core/ops/norm_run.h"
#include "core/ops/products.h"
#include "core/parallel/parallel_for.h"

namespace tenon::raw {
namespace {

kernels::RowLoop need(const kernels::RowKernel& k, DType t) {
  kernels::RowLoop loop = k.loop(t);
  check_implemented(loop != nullptr, "\"LayerNormKernelImpl\" not implemented for '",
                    scalar_type_name(t), "'");
  return loop;
}

Tensor dense(const Tensor& t, DType dtype) { return t ? contiguous(cast(t, dtype)) : Tensor(); }
char* raw_of(const Tensor& t) { return t ? t.raw() : nullptr; }

constexpr int64_t kWork = 32768;  // elements worth a thread

}  // namespace

std::tuple<Tensor, Tensor, Tensor> layer_norm(const Tensor& x, const Tensor& weight,
                                              const Tensor& bias, int64_t n, IntSpan stat_sizes,
                                              double eps) {
  // Parameters may be wider than the input, as in mixed precision: then all is computed in their
  // type.
  DType t = weight ? promote(x.dtype(), weight.dtype()) : x.dtype();
  kernels::RowLoop loop = need(kernels::layer_norm, t);
  DType stat = t == DType::F64 ? DType::F64 : DType::F32;
  Tensor mean = new_tensor(stat_sizes, stat, x.device()),
         rstd = new_tensor(stat_sizes, stat, x.device());
  Tensor out = new_tensor(x.sizes(), t, x.device());
  if (!x.is_meta() && x.numel() > 0) {
    Tensor in = dense(x, t), w = dense(weight, t), b = dense(bias, t);
    char* const data[] = {out.raw(), mean.raw(), rstd.raw(), in.raw(), raw_of(w), raw_of(b)};
    parallel_for(0, x.numel() / n, std::max<int64_t>(1, kWork / n),
                 [&](int64_t begin, int64_t end) { loop(data, n, 1, begin, end, &eps); });
  }
  return {x.is_meta() ? new_tensor(x.sizes(), x.dtype(), x.device()) : cast(out, x.dtype()), mean,
          rstd};
}

NormGrads layer_norm_backward(const Tensor& grad, const Tensor& x, const Tensor& weight,
                              const Tensor& mean, const Tensor& rstd, int64_t n) {
  DType t = weight ? promote(x.dtype(), weight.dtype()) : x.dtype(), stat = mean.dtype();
  Tensor gx = new_tensor(x.sizes(), t, x.device());
  Tensor gw = new_tensor({{n}}, stat, x.device()), gb = new_tensor({{n}}, stat, x.device());
  if (x.is_meta()) return {gx, gw, gb};
  fill(gw, 0);
  fill(gb, 0);
  if (x.numel() == 0) return {cast(gx, x.dtype()), gw, gb};
  Tensor g = dense(grad, t), in = dense(x, t), w = dense(weight, t);
  int64_t rows = x.numel() / n;
  kernels::RowLoop loop = need(kernels::layer_norm_backward, t),
                   params = need(kernels::layer_norm_backward_params, t);
  char* const data[] = {gx.raw(), g.raw(), in.raw(), mean.raw(), rstd.raw(), raw_of(w)};
  parallel_for(0, rows, std::max<int64_t>(1, kWork / n),
               [&](int64_t begin, int64_t end) { loop(data, n, 1, begin, end, nullptr); });
  // Chunks of rows decided by the shape, each with sums of its own, joined in order.
  int64_t chunk = std::max({int64_t{1}, (rows + 31) / 32, kWork / n}),
          chunks = (rows + chunk - 1) / chunk;
  Tensor parts_w = new_tensor({{chunks, n}}, stat), parts_b = new_tensor({{chunks, n}}, stat);
  fill(parts_w, 0);
  fill(parts_b, 0);
  int64_t step = n * static_cast<int64_t>(parts_w.itemsize());
  parallel_for(0, chunks, 1, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      char* const sums[] = {parts_w.raw() + i * step,
                            parts_b.raw() + i * step,
                            g.raw(),
                            in.raw(),
                            mean.raw(),
                            rstd.raw()};
      params(sums, n, 1, i * chunk, std::min(rows, (i + 1) * chunk), nullptr);
    }
  });
  kernels::Loop add = kernels::add.loop(stat);
  auto item = static_cast<int64_t>(gw.itemsize());
  const int64_t steps[] = {item, item, item};
  for (int64_t i = 0; i < chunks; ++i) {
    char* const sum_w[] = {gw.raw(), gw.raw(), parts_w.raw() + i * step};
    char* const sum_b[] = {gb.raw(), gb.raw(), parts_b.raw() + i * step};
    add(sum_w, steps, n, nullptr);
    add(sum_b, steps, n, nullptr);
  }
  return {cast(gx, x.dtype()), gw, gb};
}

}  // namespace tenon::raw

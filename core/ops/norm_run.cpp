#include "core/ops/norm_run.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/iter/pointwise.h"
#include "core/kernels/norm.h"
#include "core/ops/layouts.h"
#include "core/ops/products.h"
#include "core/parallel/parallel_for.h"
#include "core/tensor/layout.h"

namespace tenon {

namespace raw {
namespace {

DType compute_dtype(DType t) {
  check_implemented(is_floating(t), "\"batch_norm\" not implemented for '", scalar_type_name(t),
                    "'");
  return t == DType::F64 ? t : DType::F32;
}

// Elements of a float32 or float64 tensor as doubles.
struct Numbers {
  explicit Numbers(const Tensor& t)
      : data(t ? t.raw() : nullptr), wide(t && t.dtype() == DType::F64) {}
  explicit operator bool() const { return data; }
  double get(int64_t i) const {
    return wide ? reinterpret_cast<const double*>(data)[i]
                : static_cast<double>(reinterpret_cast<const float*>(data)[i]);
  }
  void set(int64_t i, double v) const {
    if (wide) {
      reinterpret_cast<double*>(data)[i] = v;
    } else {
      reinterpret_cast<float*>(data)[i] = static_cast<float>(v);
    }
  }
  char* data;
  bool wide;
};

Tensor dense(const Tensor& t, DType dtype) { return t ? contiguous(cast(t, dtype)) : Tensor(); }

// The channels of [N, C, ...] as contiguous runs: one per sample, or, where these would be short or
// are not contiguous, one per channel in a copy with the first two dimensions swapped.
class Channels {
 public:
  Channels(const Tensor& x, DType dtype) : like_(x), channels_(x.size(1)) {
    int64_t n = x.size(0), length = n * channels_ > 0 ? x.numel() / (n * channels_) : 0;
    swapped_ = !x.is_contiguous() || length < 16;
    data_ = dense(swapped_ ? swap(x) : x, dtype);
    runs_ = swapped_ ? 1 : n;
    length_ = swapped_ ? n * length : length;
  }
  // Uninitialised, in the same arrangement.
  Channels same_shape() const {
    Channels c = *this;
    c.data_ = new_tensor(data_.sizes(), data_.dtype());
    return c;
  }
  int64_t runs() const { return runs_; }
  int64_t length() const { return length_; }
  int64_t count() const { return runs_ * length_; }
  char* run(int64_t channel, int64_t i) const {
    return data_.raw() +
           (i * channels_ + channel) * length_ * static_cast<int64_t>(data_.itemsize());
  }
  // In the shape, layout and dtype of the tensor that this was made of.
  Tensor restored() const {
    if (!swapped_) return cast(data_, like_.dtype());
    Tensor out = new_strided(like_.sizes(), preserved_strides(like_.sizes(), like_.strides()),
                             like_.dtype());
    copy(out, swap(data_));
    return out;
  }

 private:
  static Tensor swap(const Tensor& t) {
    Dims sizes(t.sizes()), strides(t.strides());
    std::swap(sizes[0], sizes[1]);
    std::swap(strides[0], strides[1]);
    return make_view(t, sizes, strides, t.offset());
  }
  Tensor like_, data_;
  int64_t channels_, runs_ = 0, length_ = 0;
  bool swapped_ = false;
};

template <class F>
void for_each(int64_t count, int64_t work, F&& f) {
  parallel_for(0, count, std::max<int64_t>(1, 16384 / std::max<int64_t>(1, work)),
               [&](int64_t begin, int64_t end) {
                 for (int64_t i = begin; i < end; ++i) f(i);
               });
}

// running = (1 - momentum) running + momentum value, for the whole tensor.
void update_running(const Tensor& running, const Tensor& value, double momentum) {
  Tensor stats = dense(running, value.dtype()), next = new_tensor(stats.sizes(), value.dtype());
  Numbers old(stats), fresh(value), to(next);
  for (int64_t c = 0; c < value.numel(); ++c)
    to.set(c, (1 - momentum) * old.get(c) + momentum * fresh.get(c));
  copy(running, next);
  running.bump_version();
}

}  // namespace

DType stats_dtype(const Tensor& input, std::initializer_list<const Tensor*> others) {
  const bool mixed = std::any_of(others.begin(), others.end(),
                                 [](const Tensor* t) { return *t && t->dtype() == DType::F32; });
  return mixed ? compute_dtype(input.dtype()) : input.dtype();
}

std::tuple<Tensor, Tensor, Tensor> batch_norm(const Tensor& x, const Tensor& weight,
                                              const Tensor& bias, const Tensor& running_mean,
                                              const Tensor& running_var, bool training,
                                              double momentum, double eps) {
  DType t = compute_dtype(x.dtype());
  int64_t channels = x.size(1);
  Tensor mean = new_tensor({{channels}}, t, x.device()),
         rstd = new_tensor({{channels}}, t, x.device());
  if (x.is_meta())
    return {
        new_strided(x.sizes(), preserved_strides(x.sizes(), x.strides()), x.dtype(), x.device()),
        mean, rstd};
  const kernels::NormLoops& k = kernels::norm_loops(t);
  Channels in(x, t), out = in.same_shape();
  Tensor w = dense(weight, t), b = dense(bias, t), variance = new_tensor({{channels}}, t);
  Tensor old_mean = dense(training ? Tensor() : running_mean, t),
         old_var = dense(training ? Tensor() : running_var, t);
  auto count = static_cast<double>(in.count());
  for_each(channels, in.count(), [&](int64_t c) {
    double m = 0, v = 0;
    if (training) {
      for (int64_t i = 0; i < in.runs(); ++i) m += k.sum(in.run(c, i), in.length());
      m /= count;
      for (int64_t i = 0; i < in.runs(); ++i) v += k.squares(in.run(c, i), in.length(), m);
      Numbers(variance).set(c, v / (count - 1));
      v /= count;
    } else {
      m = Numbers(old_mean).get(c), v = Numbers(old_var).get(c);
    }
    double r = 1 / std::sqrt(v + eps), scale = (w ? Numbers(w).get(c) : 1.0) * r;
    double shift = (b ? Numbers(b).get(c) : 0.0) - m * scale;
    Numbers(mean).set(c, m);
    Numbers(rstd).set(c, r);
    for (int64_t i = 0; i < in.runs(); ++i)
      k.affine(in.run(c, i), in.length(), scale, shift, out.run(c, i));
  });
  const bool learns = training && x.numel() > 0;
  if (learns && running_mean) update_running(running_mean, mean, momentum);
  if (learns && running_var) update_running(running_var, variance, momentum);
  return {out.restored(), mean, rstd};
}

NormGrads batch_norm_backward(const Tensor& grad, const Tensor& x, const Tensor& weight,
                              const Tensor& mean, const Tensor& rstd, bool training) {
  DType t = mean.dtype();
  int64_t channels = x.size(1);
  Tensor gw = new_tensor({{channels}}, t, x.device()), gb = new_tensor({{channels}}, t, x.device());
  if (x.is_meta()) return {new_tensor(x.sizes(), x.dtype(), x.device()), gw, gb};
  const kernels::NormLoops& k = kernels::norm_loops(t);
  // Both in one arrangement.
  const bool alike = same(grad.strides(), x.strides());
  Tensor g = alike ? grad : contiguous(grad), in = alike ? x : contiguous(x);
  Channels gs(g, t), xs(in, t), out = gs.same_shape();
  Tensor w = dense(weight, t);
  auto count = static_cast<double>(xs.count());
  for_each(channels, xs.count(), [&](int64_t c) {
    double m = Numbers(mean).get(c), r = Numbers(rstd).get(c), sum_g = 0, sum_gx = 0;
    for (int64_t i = 0; i < xs.runs(); ++i) {
      double part_g, part_gx;
      k.dots(gs.run(c, i), xs.run(c, i), xs.length(), m, &part_g, &part_gx);
      sum_g += part_g, sum_gx += part_gx;
    }
    Numbers(gw).set(c, sum_gx * r);
    Numbers(gb).set(c, sum_g);
    double scale = (w ? Numbers(w).get(c) : 1.0) * r;
    double slope = training ? -scale * r * r * sum_gx / count : 0.0;
    double shift = training ? -scale * sum_g / count - slope * m : 0.0;
    for (int64_t i = 0; i < xs.runs(); ++i)
      k.combine(gs.run(c, i), xs.run(c, i), xs.length(), scale, slope, shift, out.run(c, i));
  });
  return {out.restored(), gw, gb};
}

std::tuple<Tensor, Tensor, Tensor> group_norm(const Tensor& x, const Tensor& weight,
                                              const Tensor& bias, int64_t groups, double eps) {
  DType t = compute_dtype(x.dtype());
  int64_t n = x.size(0), channels = x.size(1), per = channels / groups;
  Tensor mean = new_tensor({{n, groups}}, t, x.device()),
         rstd = new_tensor({{n, groups}}, t, x.device());
  if (x.is_meta()) return {empty_in_format_of(x, x.sizes()), mean, rstd};
  const kernels::NormLoops& k = kernels::norm_loops(t);
  Tensor in = dense(x, t), out = new_tensor(x.sizes(), t), w = dense(weight, t), b = dense(bias, t);
  int64_t length = x.numel() ? x.numel() / (n * channels) : 0,
          bytes = length * static_cast<int64_t>(in.itemsize());
  for_each(length ? n * groups : 0, per * length, [&](int64_t i) {
    auto count = static_cast<double>(per * length);
    const char* from = in.raw() + i * per * bytes;
    double m = k.sum(from, per * length) / count, v = k.squares(from, per * length, m) / count,
           r = 1 / std::sqrt(v + eps);
    Numbers(mean).set(i, m);
    Numbers(rstd).set(i, r);
    for (int64_t c = 0; c < per; ++c) {
      int64_t channel = i % groups * per + c;
      double scale = (w ? Numbers(w).get(channel) : 1.0) * r,
             shift = (b ? Numbers(b).get(channel) : 0.0) - m * scale;
      k.affine(from + c * bytes, length, scale, shift, out.raw() + (i * per + c) * bytes);
    }
  });
  return {in_format_of(cast(out, x.dtype()), x), mean, rstd};
}

NormGrads group_norm_backward(const Tensor& grad, const Tensor& x, const Tensor& weight,
                              const Tensor& mean, const Tensor& rstd, int64_t groups) {
  DType t = mean.dtype();
  int64_t n = x.size(0), channels = x.size(1), per = channels / groups;
  Tensor gw = new_tensor({{channels}}, t, x.device()), gb = new_tensor({{channels}}, t, x.device());
  Tensor out = new_tensor(x.sizes(), t, x.device());
  if (x.is_meta()) return {new_tensor(x.sizes(), x.dtype(), x.device()), gw, gb};
  const kernels::NormLoops& k = kernels::norm_loops(t);
  Tensor g = dense(grad, t), in = dense(x, t), w = dense(weight, t);
  int64_t length = x.numel() ? x.numel() / (n * channels) : 0,
          bytes = length * static_cast<int64_t>(in.itemsize());
  std::vector<double> sums_g(static_cast<size_t>(n * channels)), sums_gx(sums_g.size());
  for_each(length ? n * groups : 0, per * length, [&](int64_t i) {
    double m = Numbers(mean).get(i), r = Numbers(rstd).get(i), ds = 0, db = 0;
    auto count = static_cast<double>(per * length);
    for (int64_t j = i * per; j < (i + 1) * per; ++j) {
      k.dots(g.raw() + j * bytes, in.raw() + j * bytes, length, m, &sums_g[j], &sums_gx[j]);
      double factor = w ? Numbers(w).get(j % channels) : 1.0;
      ds += factor * sums_gx[j], db += factor * sums_g[j];
    }
    double slope = -r * r * r * ds / count, shift = -slope * m - r * db / count;
    for (int64_t j = i * per; j < (i + 1) * per; ++j) {
      double scale = (w ? Numbers(w).get(j % channels) : 1.0) * r;
      k.combine(g.raw() + j * bytes, in.raw() + j * bytes, length, scale, slope, shift,
                out.raw() + j * bytes);
    }
  });
  for (int64_t c = 0; c < channels; ++c) {
    double total_w = 0, total_b = 0;
    for (int64_t i = 0; i < n; ++i) {
      total_w += sums_gx[i * channels + c] * Numbers(rstd).get(i * groups + c / per);
      total_b += sums_g[i * channels + c];
    }
    Numbers(gw).set(c, total_w);
    Numbers(gb).set(c, total_b);
  }
  return {cast(out, x.dtype()), gw, gb};
}

}  // namespace raw
}  // namespace tenon

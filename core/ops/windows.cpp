#include "core/ops/windows.h"

#include <algorithm>

namespace tenon {
namespace {

Dims spread(IntSpan v, int spatial) {
  return v.size() == 1 ? Dims(static_cast<size_t>(spatial), v[0]) : Dims(v);
}

std::string times(IntSpan sizes) {
  std::string out;
  for (int64_t s : sizes) append(out, str(out.empty() ? "" : "x", s));
  return out;
}

int64_t floor_div(int64_t a, int64_t b) { return a >= 0 ? a / b : -((-a + b - 1) / b); }

}  // namespace

PoolParams::PoolParams(int spatial, IntSpan kernel_size, std::optional<IntSpan> stride_size,
                       IntSpan pad, IntSpan dil, bool ceil_mode)
    : kernel(spread(kernel_size, spatial)),
      stride(stride_size && !stride_size->empty() ? spread(*stride_size, spatial) : kernel),
      padding(spread(pad, spatial)),
      dilation(spread(dil, spatial)),
      ceil(ceil_mode) {
  for (size_t i = 0; i < kernel.size(); ++i) {
    check(kernel[i] > 0, "kernel size should be greater than zero, but got ", kernel);
    check(stride[i] > 0, "stride should not be zero");
    check(dilation[i] > 0, "dilation should be greater than zero, but got dilation ", dilation);
    check(padding[i] >= 0, "pad must be non-negative, but got pad: ", padding[i]);
    check(padding[i] <= ((kernel[i] - 1) * dilation[i] + 1) / 2,
          "pad should be at most half of effective kernel size, but got pad=", padding[i],
          ", kernel_size=", kernel[i], " and dilation=", dilation[i]);
  }
}

Windows::Windows(IntSpan input, size_t spatial) : spatial_(spatial), output_(input) {
  for (size_t d = 0; d + spatial < 3; ++d) {
    numbers_[3 * d] = {0}, numbers_[3 * d + 1] = {1}, numbers_[3 * d + 2] = {1};
    shape_.axis[d] = {
        1, 1, 1, numbers_[3 * d].data(), numbers_[3 * d + 1].data(), numbers_[3 * d + 2].data()};
  }
}

void Windows::set_axis(size_t d, int64_t in, std::vector<int64_t> begin, std::vector<int64_t> end,
                       std::vector<int64_t> divisor, int64_t step) {
  size_t a = 3 - spatial_ + d;
  auto out = static_cast<int64_t>(begin.size());
  output_[output_.size() - spatial_ + d] = out;
  numbers_[3 * a] = std::move(begin), numbers_[3 * a + 1] = std::move(end),
               numbers_[3 * a + 2] = std::move(divisor);
  shape_.axis[a] = {in,
                    out,
                    step,
                    numbers_[3 * a].data(),
                    numbers_[3 * a + 1].data(),
                    numbers_[3 * a + 2].data()};
}

Windows Windows::sliding(IntSpan input, const PoolParams& p) {
  size_t spatial = p.kernel.size();
  Windows w(input, spatial);
  IntSpan sizes = input.last(spatial);
  for (size_t d = 0; d < spatial; ++d) {
    int64_t in = sizes[d], k = p.kernel[d], s = p.stride[d], pad = p.padding[d],
            dil = p.dilation[d];
    int64_t out = floor_div(in + 2 * pad - dil * (k - 1) - 1 + (p.ceil ? s - 1 : 0), s) + 1;
    if (p.ceil && (out - 1) * s >= in + pad)
      --out;  // the last window must begin inside the input or its left padding
    std::vector<int64_t> begin, end, divisor;
    for (int64_t o = 0; o < out; ++o) {
      int64_t b = o * s - pad, padded_end = std::min(b + (k - 1) * dil + 1, in + pad),
              e = std::min(padded_end, in);
      int64_t padded = padded_end - b;
      while (b < 0) b += dil;
      begin.push_back(b);
      end.push_back(e);
      int64_t seen = std::max<int64_t>(e - b, 0);
      divisor.push_back(p.divisor ? (d == 0 ? p.divisor : 1)
                                  : std::max<int64_t>(1, p.count_padding ? padded : seen));
    }
    w.set_axis(d, in, std::move(begin), std::move(end), std::move(divisor), dil);
  }
  IntSpan out = IntSpan(w.output_).last(spatial);
  check(std::all_of(out.begin(), out.end(), [](int64_t n) { return n >= 1; }),
        "Given input size: (", times(input.last(spatial + 1)), "). Calculated output size: (",
        times(IntSpan(w.output_).last(spatial + 1)), "). Output size is too small");
  return w;
}

Windows Windows::adaptive(IntSpan input, IntSpan output) {
  size_t spatial = output.size();
  Windows w(input, spatial);
  for (size_t d = 0; d < spatial; ++d) {
    int64_t in = input[input.size() - spatial + d], out = output[d];
    std::vector<int64_t> begin, end, divisor;
    for (int64_t o = 0; o < out; ++o) {
      begin.push_back(o * in / out);
      end.push_back(((o + 1) * in + out - 1) / out);
      divisor.push_back(end.back() - begin.back());
    }
    w.set_axis(d, in, std::move(begin), std::move(end), std::move(divisor), 1);
  }
  return w;
}

int64_t Windows::in_plane() const {
  return shape_.axis[0].in * shape_.axis[1].in * shape_.axis[2].in;
}
int64_t Windows::out_plane() const {
  return shape_.axis[0].out * shape_.axis[1].out * shape_.axis[2].out;
}

}  // namespace tenon

#include "core/ops/resample_bytes.h"

#include <algorithm>
#include <vector>

#include "core/kernels/resample_bytes.h"
#include "core/parallel/parallel_for.h"

namespace tenon {
namespace {

constexpr int64_t kGrain = 16384;  // output elements that are worth a thread

// An axis with weights of 16 bits, as fine as the largest of them allows.
class Axis {
 public:
  explicit Axis(const kernels::ResampleAxis& a) : first_(static_cast<size_t>(a.out)) {
    axis_ = {.in = a.in, .out = a.out, .taps = std::min(a.taps, a.in)};
    round(merged(a));
    axis_.first = first_.data(), axis_.weight = weight_.data();
  }
  const kernels::ByteAxis& get() const { return axis_; }

 private:
  // Taps beyond an edge stand for the element there: their weights are added before rounding.
  std::vector<double> merged(const kernels::ResampleAxis& a) {
    std::vector<double> sums(static_cast<size_t>(axis_.taps * a.out));
    const auto* w = static_cast<const double*>(a.weight);
    for (int64_t o = 0; o < a.out; ++o) {
      int64_t low = a.in - axis_.taps;
      for (int64_t k = 0; k < a.taps; ++k) low = std::min<int64_t>(low, a.index[k * a.out + o]);
      first_[static_cast<size_t>(o)] = static_cast<int32_t>(low);
      for (int64_t k = 0; k < a.taps; ++k) {
        const int64_t at = a.index[k * a.out + o] - low;
        if (at < axis_.taps) sums[static_cast<size_t>(at * a.out + o)] += w[k * a.out + o];
      }
    }
    return sums;
  }
  void round(const std::vector<double>& exact) {
    const double most = *std::max_element(exact.begin(), exact.end());
    int& p = axis_.precision;
    while (p < 22 && static_cast<int>(0.5 + most * (2 << p)) < 1 << 15) ++p;
    for (double x : exact) {
      const double units = x * (1 << p);
      weight_.push_back(static_cast<int32_t>(units + (units < 0 ? -0.5 : 0.5)));
    }
  }

  kernels::ByteAxis axis_;
  std::vector<int32_t> first_, weight_;
};

}  // namespace

void resample_bytes(const kernels::ResampleShape& s, int64_t planes, const uint8_t* in,
                    uint8_t* out) {
  const Axis rows(s.axis[1]), columns(s.axis[2]);
  const kernels::ByteResampleKernels& k = kernels::byte_resample_kernels();
  const int64_t before = s.axis[1].in, after = s.axis[1].out, width = s.row_out();
  std::vector<uint8_t> narrow(static_cast<size_t>(planes * before * width));
  const int64_t grain = std::max<int64_t>(1, kGrain / width);
  parallel_for(0, planes * before, grain, [&](int64_t begin, int64_t end) {
    std::vector<int32_t> scratch(static_cast<size_t>(s.row_in() + width));
    for (int64_t r = begin; r < end; ++r)
      k.across(columns.get(), s.channels, in + r * s.row_in(), narrow.data() + r * width,
               scratch.data());
  });
  parallel_for(0, planes * after, grain, [&](int64_t begin, int64_t end) {
    std::vector<int32_t> scratch(static_cast<size_t>(width));
    for (int64_t r = begin; r < end; ++r)
      k.down(rows.get(), r % after, width, narrow.data() + r / after * before * width,
             out + r * width, scratch.data());
  });
}

}  // namespace tenon

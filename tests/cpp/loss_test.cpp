// Softmax and losses: values against plain formulas, first and second gradients against
// differences.
#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "core/api/binary.h"
#include "core/api/create.h"
#include "core/api/loss.h"
#include "core/api/loss_class.h"
#include "core/api/reduce.h"
#include "core/api/softmax.h"
#include "core/autograd/engine.h"
#include "core/autograd/meta.h"
#include "core/registry/mode.h"

namespace tenon {
namespace {

Tensor of(IntSpan sizes, std::initializer_list<double> values, DType dtype = DType::F64) {
  Tensor t = empty(sizes, dtype);
  int64_t i = 0;
  for (double v : values) {
    if (dtype == DType::F64) t.data<double>()[i] = v;
    if (dtype == DType::I64) t.data<int64_t>()[i] = static_cast<int64_t>(v);
    ++i;
  }
  return t;
}
double value(const Tensor& t, int64_t i = 0) { return t.data<double>()[i]; }

using Fn = std::function<Tensor(const Tensor&)>;

std::vector<Tensor> gradient(const Tensor& y, const Tensor& x, bool create_graph) {
  BackwardOptions options;
  options.create_graph = options.retain_graph = create_graph;
  options.accumulate = false;
  return run_backward({y}, {}, {x}, options);
}

// The gradient of sum(f(x) * k), and of that gradient, against central differences.
void check_gradients(const Fn& f, const Tensor& x, const char* what, bool second = true) {
  set_requires_grad(x, true);
  Tensor y = f(x), k = full_like(y, 1);
  for (int64_t i = 0; i < k.numel(); ++i)
    k.data<double>()[i] = 0.3 + 0.7 * static_cast<double>(i % 5);
  auto total = [&] { return sum(mul(f(x), k)); };
  Tensor g = gradient(total(), x, false)[0];
  for (int64_t i = 0; i < x.numel(); ++i) {
    double& xi = x.data<double>()[i];
    double at = xi, h = 1e-6;
    xi = at + h;
    double up = value(total());
    xi = at - h;
    double down = value(total());
    xi = at;
    EXPECT_NEAR(value(g, i), (up - down) / (2 * h), 1e-7) << what << " " << i;
  }
  if (!second) return;
  auto slope = [&] {
    Tensor first = gradient(total(), x, true)[0];
    Tensor w = full_like(first, 1);
    for (int64_t i = 0; i < w.numel(); ++i)
      w.data<double>()[i] = 0.2 + 0.3 * static_cast<double>(i % 4);
    return sum(mul(first, w));
  };
  Tensor total_slope = slope(), gg;  // a loss that is linear in x has no second gradient
  if (total_slope.requires_grad()) gg = gradient(total_slope, x, false)[0];
  for (int64_t i = 0; i < x.numel(); ++i) {
    double& xi = x.data<double>()[i];
    double at = xi, h = 1e-5;
    xi = at + h;
    double up = value(slope());
    xi = at - h;
    double down = value(slope());
    xi = at;
    EXPECT_NEAR(gg.defined() ? value(gg, i) : 0, (up - down) / (2 * h), 1e-6)
        << what << " second " << i;
  }
}

Tensor scores() {
  return of(Dims{3, 4}, {0.1, -1.2, 2.0, 0.4, 1.1, 0.2, -0.3, 0.9, -2.0, 0.5, 0.6, 0.7});
}

TEST(Softmax, GradientsAlongEveryDimension) {
  for (int64_t dim : {0, 1, -1}) {
    check_gradients([=](const Tensor& x) { return softmax(x, dim); }, scores(), "softmax");
    check_gradients([=](const Tensor& x) { return log_softmax(x, dim); }, scores(), "log_softmax");
  }
}

TEST(Softmax, EmptyZeroDimensionalAndStrided) {
  EXPECT_EQ(softmax(empty(Dims{0, 3}, DType::F64), 1).numel(), 0);
  EXPECT_EQ(value(softmax(of({}, {5}), 0)), 1);
  EXPECT_THROW(softmax(scores(), 2), Error);
  EXPECT_EQ(softmax(scores(), 1, DType::F32).dtype(), DType::F32);
}

TEST(CrossEntropy, MatchesTheFormula) {
  Tensor x = scores(), target = of(Dims{3}, {2, 0, -100}, DType::I64);
  double want[2];
  int64_t classes[] = {2, 0};
  for (int64_t r = 0; r < 2; ++r) {
    double total = 0;
    for (int64_t c = 0; c < 4; ++c) total += std::exp(value(x, r * 4 + c));
    want[r] = std::log(total) - value(x, r * 4 + classes[r]);
  }
  Tensor each = cross_entropy(x, target, {}, {}, -100, {}, "none");
  EXPECT_NEAR(value(each, 0), want[0], 1e-12);
  EXPECT_NEAR(value(each, 1), want[1], 1e-12);
  EXPECT_EQ(value(each, 2), 0);
  EXPECT_NEAR(value(cross_entropy(x, target)), (want[0] + want[1]) / 2, 1e-12);
  Tensor weight = of(Dims{4}, {1, 2, 3, 4});
  EXPECT_NEAR(value(cross_entropy(x, target, weight)), (3 * want[0] + want[1]) / 4, 1e-12);
  EXPECT_TRUE(std::isnan(value(cross_entropy(x, full(Dims{3}, -100)))));
}

TEST(CrossEntropy, Gradients) {
  Tensor target = of(Dims{3}, {2, 0, -100}, DType::I64), weight = of(Dims{4}, {1, 2, 3, 4});
  Tensor soft = softmax(mul(scores(), -1), 1);
  for (const char* reduction : {"none", "mean", "sum"}) {
    for (double smoothing : {0.0, 0.2}) {
      check_gradients(
          [&](const Tensor& x) {
            return cross_entropy(x, target, weight, {}, -100, {}, reduction, smoothing);
          },
          scores(), "cross_entropy");
      check_gradients(
          [&](const Tensor& x) {
            return cross_entropy(x, soft, weight, {}, -100, {}, reduction, smoothing);
          },
          scores(), "cross_entropy of probabilities");
    }
    check_gradients(
        [&](const Tensor& x) { return nll_loss(x, target, weight, {}, -100, {}, reduction); },
        scores(), "nll_loss");
  }
}

TEST(CrossEntropy, BadTargetsAreErrors) {
  Tensor x = scores();
  EXPECT_THROW(cross_entropy(x, of(Dims{3}, {0, 4, 1}, DType::I64)), Error);
  EXPECT_THROW(cross_entropy(x, of(Dims{2}, {0, 1}, DType::I64)), Error);
  EXPECT_THROW(cross_entropy(x, of(Dims{3}, {0, 1, 2}, DType::I64), of(Dims{3}, {1, 1, 1})), Error);
  EXPECT_THROW(nll_loss(x, of(Dims{3}, {0, 1, 2}, DType::I64), {}, {}, -100, {}, "average"), Error);
}

TEST(Losses, Gradients) {
  Tensor t = of(Dims{3, 4}, {0.7, -0.2, 0.1, 2.4, -1.1, 3.2, -0.4, 0.6, -1.0, 0.1, 0.2, 0.3});
  Tensor sign = of(Dims{3, 4}, {1, -1, 1, 1, -1, -1, 1, -1, 1, 1, -1, 1}),
         half = full_like(t, 0.25);
  for (const char* how : {"none", "mean", "sum"}) {
    auto run = [&](const char* name, const Fn& f) { check_gradients(f, scores(), name); };
    run("mse", [&](const Tensor& x) { return mse_loss(x, t, {}, {}, how); });
    run("l1", [&](const Tensor& x) { return l1_loss(x, t, {}, {}, how); });
    run("smooth_l1", [&](const Tensor& x) { return smooth_l1_loss(x, t, {}, {}, how, 0.8); });
    run("huber", [&](const Tensor& x) { return huber_loss(x, t, how, 0.8); });
    run("soft_margin", [&](const Tensor& x) { return soft_margin_loss(x, sign, {}, {}, how); });
    run("hinge", [&](const Tensor& x) { return hinge_embedding_loss(x, sign, 1.05, {}, {}, how); });
    run("ranking",
        [&](const Tensor& x) { return margin_ranking_loss(x, t, sign, 0.33, {}, {}, how); });
    run("bce logits", [&](const Tensor& x) {
      return binary_cross_entropy_with_logits(x, half, t, {}, {}, how,
                                              full(Dims{4}, 1.5, DType::F64));
    });
    run("bce", [&](const Tensor& x) {
      return binary_cross_entropy(softmax(x, 1), half, {}, {}, {}, how);
    });
    run("kl", [&](const Tensor& x) { return kl_div(log_softmax(x, 1), half, {}, {}, how); });
    Tensor one = of(Dims{3}, {1, -1, 1});
    run("cosine",
        [&](const Tensor& x) { return cosine_embedding_loss(x, t, one, -0.9, {}, {}, how); });
  }
}

}  // namespace
}  // namespace tenon

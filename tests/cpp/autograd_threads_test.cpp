// Several threads record and run backward at once, on shared leaves and on a shared graph.
#include <gtest/gtest.h>

#include <thread>

#include "core/api/binary.h"
#include "core/api/create.h"
#include "core/api/reduce.h"
#include "core/api/unary_exp.h"
#include "core/api/view.h"
#include "core/api/view_shape.h"
#include "core/autograd/engine.h"
#include "core/autograd/meta.h"

namespace tenon {
namespace {

constexpr int kThreads = 4, kRounds = 25;

template <class F>
void in_threads(F&& f) {
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) threads.emplace_back([&, i] { f(i); });
  for (auto& t : threads) t.join();
}
Tensor leaf(IntSpan sizes, double value) {
  Tensor t = full(sizes, value);
  set_requires_grad(t, true);
  return t;
}
float at(const Tensor& t, int64_t i = 0) { return t.data<float>()[i]; }

TEST(AutogradThreads, OwnGraphsOverSharedLeaves) {
  for (int round = 0; round < kRounds; ++round) {
    // Fresh leaves, so that threads race for their first use.
    Tensor x = leaf(Dims{8}, 2.0), w = leaf(Dims{2, 4}, 3.0);
    in_threads([&](int) { run_backward({sum(mul(mul(x, x), reshape(w, Dims{8})))}, {}, {}, {}); });
    EXPECT_EQ(at(grad_of(x), 7), kThreads * 12);
    EXPECT_EQ(at(grad_of(w), 7), kThreads * 4);
  }
}

TEST(AutogradThreads, SharedGraph) {
  Tensor x = leaf(Dims{4}, 1.0);
  Tensor y = sum(mul(exp(x), x));
  BackwardOptions options;
  options.retain_graph = true;
  options.accumulate = false;
  std::vector<Tensor> grads(kThreads);
  in_threads([&](int i) {
    for (int round = 0; round < kRounds; ++round)
      grads[static_cast<size_t>(i)] = run_backward({y}, {}, {x}, options)[0];
  });
  for (const Tensor& g : grads) EXPECT_FLOAT_EQ(at(g), 2 * std::exp(1.0f));
}

TEST(AutogradThreads, OneOfThemReleasesASharedGraph) {
  for (int round = 0; round < kRounds; ++round) {
    Tensor x = leaf(Dims{4}, 1.0);
    Tensor shared = mul(exp(x), x);
    Tensor y = sum(shared);
    std::atomic<int> done{0}, refused{0};
    in_threads([&](int) {
      try {
        run_backward({y}, {}, {}, {});
        ++done;
      } catch (const Error& e) {
        EXPECT_NE(e.message().find("a second time"), std::string::npos);
        ++refused;
      }
    });
    EXPECT_GE(done, 1);
    EXPECT_EQ(done + refused, kThreads);
  }
}

TEST(AutogradThreads, ViewsOfABaseThatWasWrittenTo) {
  for (int round = 0; round < kRounds; ++round) {
    Tensor x = leaf(Dims{4}, 2.0);
    Tensor base = mul(x, 1);
    Tensor part = view(base, Dims{2, 2});
    mul_(base, 3);
    in_threads([&](int) {
      BackwardOptions options;
      options.retain_graph = true;
      options.accumulate = false;
      EXPECT_EQ(at(run_backward({sum(part)}, {}, {x}, options)[0]), 3);
    });
  }
}

}  // namespace
}  // namespace tenon

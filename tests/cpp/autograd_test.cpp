// Recording and backward, on a handful of ops.
#include <gtest/gtest.h>

#include "core/api/binary.h"
#include "core/api/copy.h"
#include "core/api/create.h"
#include "core/api/reduce.h"
#include "core/api/unary_exp.h"
#include "core/api/view.h"
#include "core/autograd/engine.h"
#include "core/autograd/meta.h"
#include "core/registry/mode.h"

namespace tenon {
namespace {

Tensor leaf(IntSpan sizes, double value) {
  Tensor t = full(sizes, value);
  set_requires_grad(t, true);
  return t;
}
float at(const Tensor& t, int64_t i = 0) { return t.data<float>()[i]; }
void backward(const Tensor& t, bool create_graph = false) {
  BackwardOptions options;
  options.create_graph = options.retain_graph = create_graph;
  run_backward({t}, {}, {}, options);
}

TEST(Autograd, ChainWithBroadcast) {
  Tensor x = leaf(Dims{2, 3}, 2.0), w = leaf(Dims{3}, 3.0);
  Tensor loss = sum(mul(mul(x, w), x));
  backward(loss);
  EXPECT_EQ(at(loss), 72);
  EXPECT_TRUE(same(grad_of(w).sizes(), Dims{3}));
  EXPECT_EQ(at(grad_of(x)), 12);
  EXPECT_EQ(at(grad_of(w)), 8);
}

TEST(Autograd, SecondDerivative) {
  Tensor x = leaf(Dims{}, 3.0);
  Tensor y = mul(mul(x, x), x);
  BackwardOptions options;
  options.create_graph = options.retain_graph = true;
  options.accumulate = false;
  Tensor g = run_backward({y}, {}, {x}, options)[0];
  EXPECT_EQ(at(g), 27);
  Tensor h = run_backward({g}, {}, {x}, options)[0];
  EXPECT_EQ(at(h), 18);
}

TEST(Autograd, SavedOutputKeepsNoCycle) {
  Tensor x = leaf(Dims{4}, 0.0);
  Tensor y = exp(x);
  TensorImpl* raw = y.impl();
  EXPECT_EQ(raw->use_count(), 1u);
  backward(sum(y));
  EXPECT_EQ(at(grad_of(x)), 1);
}

TEST(Autograd, InPlaceOnViewRebasesTheBase) {
  Tensor w = leaf(Dims{3}, 5.0), y = zeros(Dims{2, 3});
  Tensor row = as_strided(y, Dims{3}, Dims{1}, 3);
  copy_(row, w);
  EXPECT_TRUE(y.requires_grad());
  backward(sum(mul(y, 2)));
  EXPECT_EQ(at(grad_of(w)), 2);
}

TEST(Autograd, OverwrittenBaseGetsNoGradient) {
  Tensor x = leaf(Dims{4}, 1.0), w = leaf(Dims{2}, 1.0);
  Tensor y = mul(x, 3);
  mul_(as_strided(y, Dims{2}, Dims{1}, 0), w);
  backward(sum(y));
  EXPECT_EQ(at(grad_of(x), 0), 3);
  EXPECT_EQ(at(grad_of(x), 3), 3);
  EXPECT_EQ(at(grad_of(w)), 3);
}

TEST(Autograd, ModifiedSavedTensorIsAnError) {
  Tensor x = leaf(Dims{2}, 1.0);
  Tensor y = exp(x);
  Tensor z = sum(y);
  add_(y, 1);
  EXPECT_THROW(backward(sum(y)), Error);
}

TEST(Autograd, LeafInPlaceIsAnError) {
  Tensor x = leaf(Dims{2}, 1.0);
  EXPECT_THROW(add_(x, 1), Error);
  GradMode off(false);
  EXPECT_NO_THROW(add_(x, 1));
}

TEST(Autograd, SecondBackwardIsAnError) {
  Tensor x = leaf(Dims{2}, 1.0);
  Tensor y = sum(mul(x, x));
  backward(y);
  EXPECT_THROW(backward(y), Error);
}

TEST(Autograd, LongChainDoesNotRecurse) {
  Tensor x = leaf(Dims{1}, 1.0), y = x;
  for (int i = 0; i < 200000; ++i) y = add(y, 1);
  backward(sum(y));
  y = Tensor();
  EXPECT_EQ(at(grad_of(x)), 1);
}

TEST(Autograd, AccumulatesOverCalls) {
  Tensor x = leaf(Dims{2}, 1.0);
  backward(sum(mul(x, 2)));
  backward(sum(mul(x, 3)));
  EXPECT_EQ(at(grad_of(x)), 5);
}

TEST(Autograd, MetaInfersShapes) {
  Tensor m = new_tensor(Dims{4, 1}, DType::F32, Device{DeviceKind::Meta, -1});
  Tensor out = sum(mul(m, new_tensor(Dims{1, 5}, DType::F64, Device{DeviceKind::Meta, -1})),
                   IntSpan(Dims{0}));
  EXPECT_TRUE(same(out.sizes(), Dims{5}));
  EXPECT_EQ(out.dtype(), DType::F64);
}

}  // namespace
}  // namespace tenon

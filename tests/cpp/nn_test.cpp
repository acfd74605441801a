// Layers over nodes: the same functions that Python's layers run.
#include <gtest/gtest.h>

#include "core/api/create.h"
#include "core/api/matmul.h"
#include "core/nn/node.h"
#include "core/registry/generator.h"
#include "core/registry/mode.h"
#include "core/registry/self.h"
#include "core/registry/types.h"

namespace tenon {
namespace {

Owned make_one(std::string_view type, std::initializer_list<Value> args = {}) {
  return Owned(make(type_at(type), Args(args.begin(), args.size())));
}
Tensor run(const Owned& module, const Tensor& x) {
  const Value arg(x);
  Value out;
  invoke(module.get(), Args(&arg, 1), &out, 1);
  return out.take_tensor();
}
std::vector<float> floats(const Tensor& t) {
  return {t.data<float>(), t.data<float>() + t.numel()};
}

TEST(Nn, LinearIsItsOp) {
  Owned m = make_one("nn.Linear", {Value(3), Value(2)});
  Self& self = to_self(m.get());
  EXPECT_TRUE(self.tensor(2).requires_grad());
  GradMode no_grad(false);
  const Tensor x = ones(Dims{4, 3});
  EXPECT_EQ(floats(run(m, x)), floats(linear(x, self.tensor(2), self.tensor(3))));
}

TEST(Nn, EqualSeedsGiveEqualWeights) {
  default_generator().seed(7);
  Owned a = make_one("nn.Conv2d", {Value(3), Value(4), Value(3)});
  default_generator().seed(7);
  Owned b = make_one("nn.Conv2d", {Value(3), Value(4), Value(3)});
  const auto weight = static_cast<uint32_t>(type_at("nn.Conv2d").field_id("weight"));
  EXPECT_EQ(floats(to_self(a.get()).tensor(weight)), floats(to_self(b.get()).tensor(weight)));
}

TEST(Nn, SequentialRunsItsChildren) {
  Owned fc = make_one("nn.Linear", {Value(3), Value(3)}), act = make_one("nn.ReLU");
  const Value modules[] = {fc.get(), act.get()};
  Owned m = make_one("nn.Sequential", {Value(std::span<const Value>(modules))});
  GradMode no_grad(false);
  const Tensor x = ones(Dims{2, 3});
  EXPECT_EQ(floats(run(m, x)), floats(run(act, run(fc, x))));
  Owned empty = make_one("nn.Sequential");
  EXPECT_TRUE(run(empty, x).is_same(x));
}

TEST(Nn, ModulesOfASequentialMayStandOneByOne) {
  Owned fc = make_one("nn.Linear", {Value(3), Value(2)}), act = make_one("nn.ReLU");
  Owned m = make_one("nn.Sequential", {fc.get(), act.get()});
  EXPECT_EQ(run(m, ones(Dims{2, 3})).size(1), 2);
  Owned one = make_one("nn.Sequential", {act.get()});
  EXPECT_FLOAT_EQ(run(one, ones(Dims{1})).data<float>()[0], 1);
}

TEST(Nn, EveryNodeHasAModeAndParameters) {
  Owned fc = make_one("nn.Linear", {Value(2), Value(2)}),
        norm = make_one("nn.BatchNorm1d", {Value(2)});
  Owned inner = make_one("nn.Sequential", {fc.get(), norm.get()});
  Owned m = make_one("nn.Sequential", {inner.get(), fc.get()});
  Value ret;
  to_self(m.get()).method_named("parameters", {}, &ret, 1);
  Owned all(ret);
  EXPECT_EQ(list_items(all.get()).size(), 4u);  // fc's and norm's, each once
  to_self(m.get()).method_named("eval");
  EXPECT_FALSE(to_self(norm.get()).training());
  const Value on(true);
  to_self(m.get()).method_named("train", Args(&on, 1), nullptr, 0);
  EXPECT_TRUE(to_self(norm.get()).training());
  EXPECT_THROW(to_self(m.get()).method_named("nothing"), Error);
}

TEST(Nn, BatchNormFollowsTheMode) {
  Owned m = make_one("nn.BatchNorm1d", {Value(2)});
  nn::Node& node = nn::to_node(m.get());
  GradMode no_grad(false);
  const Tensor x = zeros(Dims{4, 2});
  x.data<float>()[0] = 4;
  run(m, x);
  const auto mean = static_cast<uint32_t>(node.type().field_id("running_mean"));
  EXPECT_FLOAT_EQ(node.tensor(mean).data<float>()[0], 0.1f);
  node.set_training(false);
  run(m, x);
  EXPECT_FLOAT_EQ(node.tensor(mean).data<float>()[0], 0.1f);
}

TEST(Nn, AModuleInsideItselfIsAnError) {
  Owned m = make_one("nn.Sequential");
  to_self(m.get()).set_named(FieldKind::Child, "0", m.get());
  EXPECT_THROW(run(m, ones(Dims{1})), Error);
  to_self(m.get()).set_named(FieldKind::Child, "0", Value());  // breaks the cycle
}

TEST(Nn, WrongArgumentsAreNamed) {
  auto message = [](auto f) -> std::string {
    try {
      f();
    } catch (const Error& e) {
      return e.message();
    }
    return "";
  };
  EXPECT_EQ(message([] { make_one("nn.Linear", {Value(3)}); }),
            "Linear(): missing argument 'out_features' (position 2)");
  EXPECT_EQ(message([] { make_one("nn.Dropout", {Value(2.0)}); }),
            "dropout probability has to be between 0 and 1, but got 2.0");
  Owned m = make_one("nn.ReLU");
  EXPECT_EQ(message([&] {
              const Value arg(3);
              Value out;
              invoke(m.get(), Args(&arg, 1), &out, 1);
            }),
            "forward(): argument 'input' (position 1) must be Tensor, not int");
}

}  // namespace
}  // namespace tenon

#include <gtest/gtest.h>

#include <cmath>

#include "core/io/tree.h"
#include "core/nn/node.h"
#include "core/registry/types.h"

namespace tenon::io {
namespace {

Owned make_one(std::string_view type, std::vector<Value> args) {
  return Owned(make(type_at(type), args));
}

Owned small_net() {
  Owned a = make_one("nn.Linear", {Value(4), Value(3)}), b = make_one("nn.ReLU", {});
  Owned c = make_one("nn.Linear", {Value(3), Value(2), Value(false)});
  std::vector<Value> children{a.get(), b.get(), c.get()};
  return make_one("nn.Sequential", {Value(std::span<const Value>(children))});
}

Tree build(const std::string& json, const TensorMap& tensors) {
  return build_tree(parse_model(json, "model.json"), tensors);
}

std::string error_of(const std::string& json, const TensorMap& tensors) {
  try {
    build(json, tensors);
  } catch (const Error& e) {
    return e.message();
  }
  return "";
}

TEST(ModelTree, RoundTrip) {
  Owned net = small_net();
  TensorMap tensors;
  ModelDocument document = describe_tree(net.get(), Value(), tensors);
  EXPECT_EQ(tensors.size(), 3u);
  EXPECT_TRUE(tensors.count("0.weight") && tensors.count("0.bias") && tensors.count("2.weight"));
  std::string text = format_model(document);

  Tree tree = build(text, tensors);
  TensorMap again;
  EXPECT_EQ(format_model(describe_tree(tree.root.get(), Value(), again)), text);
  EXPECT_EQ(again.at("0.weight").raw(), tensors.at("0.weight").raw());
  set_eval(tree.root.get());
  nn::Node& first = nn::to_node(nn::to_node(tree.root.get()).get_named("0"));
  EXPECT_FALSE(first.training());
  EXPECT_TRUE(first.get_named("weight").tensor().requires_grad());
  EXPECT_EQ(first.get_named("in_features").to_int(), 4);
}

TEST(ModelTree, SharedPartsStayShared) {
  Owned linear = make_one("nn.Linear", {Value(2), Value(2)});
  std::vector<Value> twice{linear.get(), linear.get()};
  Owned net = make_one("nn.Sequential", {Value(std::span<const Value>(twice))});
  TensorMap tensors;
  std::string text = format_model(describe_tree(net.get(), Value(), tensors));
  EXPECT_EQ(tensors.size(), 2u);
  Tree tree = build(text, tensors);
  nn::Node& root = nn::to_node(tree.root.get());
  EXPECT_EQ(root.get_named("0").p, root.get_named("1").p);
}

TEST(ModelTree, TiedParametersAreStoredOnce) {
  Owned a = make_one("nn.Linear", {Value(2), Value(2)}),
        b = make_one("nn.Linear", {Value(2), Value(2)});
  nn::to_node(b.get()).set_named(FieldKind::Param, "weight",
                                 nn::to_node(a.get()).get_named("weight"));
  std::vector<Value> both{a.get(), b.get()};
  Owned net = make_one("nn.Sequential", {Value(std::span<const Value>(both))});
  TensorMap tensors;
  std::string text = format_model(describe_tree(net.get(), Value(), tensors));
  EXPECT_EQ(tensors.size(), 3u);
  Tree tree = build(text, tensors);
  nn::Node& root = nn::to_node(tree.root.get());
  EXPECT_TRUE(nn::to_node(root.get_named("0"))
                  .get_named("weight")
                  .tensor()
                  .is_same(nn::to_node(root.get_named("1")).get_named("weight").tensor()));
}

TEST(ModelTree, KeepsEveryKindOfValue) {
  Owned linear = make_one("nn.Linear", {Value(2), Value(2)});
  nn::Node& node = nn::to_node(linear.get());
  node.set_named(FieldKind::Attr, "infinite", Value(-INFINITY));
  node.set_named(FieldKind::Attr, "kind", Value(DType::F16));
  Owned pair(make_list({Value(1), Value(2.0)}, TN_TUPLE));
  node.set_named(FieldKind::Attr, "pair", pair.get());
  node.set_named(FieldKind::Buffer, "extra", Value(new_tensor(Dims{2}, DType::I64)));
  node.set_named(FieldKind::Param, "none", Value());
  TensorMap tensors;
  std::string text = format_model(describe_tree(linear.get(), Value(), tensors));
  Tree tree = build(text, tensors);
  nn::Node& read = nn::to_node(tree.root.get());
  EXPECT_EQ(read.get_named("infinite").to_double(), -INFINITY);
  EXPECT_EQ(read.get_named("kind").to_dtype(), DType::F16);
  EXPECT_EQ(read.get_named("pair").tag, TN_TUPLE);
  EXPECT_EQ(list_items(read.get_named("pair"))[1].to_double(), 2.0);
  EXPECT_EQ(read.get_named("extra").tensor().dtype(), DType::I64);
  EXPECT_TRUE(read.get_named("none").is_none());
}

TEST(ModelTree, ErrorsNameThePath) {
  EXPECT_EQ(
      error_of(
          R"({"format":1,"root":{"type":"nn.Sequential","children":{"a":{"type":"nn.Nothing"}}}})",
          {}),
      "model.json: root.a: unknown type: got nn.Nothing. Hint: load the plugin that has it, or add "
      "it to `requires`.");
  EXPECT_EQ(
      error_of(
          R"({"format":1,"root":{"type":"nn.Sequential","children":{"a":{"type":"nn.Linear"}}}})",
          {}),
      "model.json: root.a.weight: the weights lack the tensor \"a.weight\"");
  EXPECT_EQ(error_of(R"({"format":1,"root":{"type":"nn.ReLU"}})",
                     {{"x", new_tensor(Dims{1}, DType::F32)}}),
            "model.json: root: no node wants the tensor \"x\"");
  EXPECT_NE(
      error_of(R"({"format":1,"root":{"type":"nn.Sequential","children":{"a":{"shared":"b"}}}})",
               {})
          .find("no earlier node"),
      std::string::npos);
}

}  // namespace
}  // namespace tenon::io

#include "core/registry/types.h"

#include <gtest/gtest.h>

#include "core/nn/node.h"
#include "core/registry/bind.h"
#include "core/registry/self.h"

namespace tenon {
namespace {

Value counter_init(Self& self, Args a) {
  self.set(0, a[0]);
  self.set(1, Value(0));
  self.set(2, Value());
  return {};
}
Value counter_add(Self& self, Args a) {
  self.set(1, Value(self.to_int(1) + a[0].to_int() * self.to_int(0)));
  return self.get(1).own();
}
Value counter_both(Self& self, Args) {
  return make_list({self.get(0).own(), self.get(1).own()}, TN_TUPLE);
}
Value louder_add(Self&, Args) { return Value(99); }
Value child_init(Self& self, Args) {
  const Value three(3);
  const Owned inner(self.make("test.Counter", Args(&three, 1)));
  self.set(0, inner.get());
  return {};
}
Value child_forward(Self& self, Args a) {
  Value out;
  to_self(self.get(0)).method_named("add", a, &out, 1);
  return out;
}

constexpr TypeDef kTypes[] = {
    {.name = "test.Counter",
     .base = "",
     .ctor = "(int step, *, str label='none')",
     .fields = "attr step total, param? weight, buffer- scratch",
     .init = counter_init,
     .methods = {{"add(int n=1) -> int", counter_add}, {"both() -> (int, int)", counter_both}},
     .constants = {{"kind", "'counter'"}},
     .repr = "step={step}, weight={weight:is}{?total:, used}"},
    {.name = "test.Louder",
     .base = "test.Counter",
     .ctor = "(int step, *, str label='none')",
     .fields = "attr extra",
     .init = counter_init,
     .methods = {{"add(int n=1) -> int", louder_add}}},
    {.name = "test.Parent",
     .fields = "child inner",
     .init = child_init,
     .methods = {{"forward(int n) -> int", child_forward}}},
};

const bool registered = (define_types(kTypes), true);

Value call(Self& self, std::string_view method, std::initializer_list<Value> args = {}) {
  Value out;
  self.method_named(method, Args(args.begin(), args.size()), &out, 1);
  return out;
}
Owned make_one(std::string_view type, std::initializer_list<Value> args = {}) {
  return Owned(make(type_at(type), Args(args.begin(), args.size())));
}
std::string message(void (*f)()) {
  try {
    f();
  } catch (const Error& e) {
    return e.message();
  }
  return "";
}

TEST(Types, TableIsParsed) {
  const Type& t = type_at("test.Counter");
  EXPECT_EQ(t.fields.size(), 4u);
  EXPECT_EQ(t.field_id("weight"), 2);
  EXPECT_TRUE(t.fields[2].optional);
  EXPECT_FALSE(t.fields[3].persistent);
  EXPECT_EQ(t.fields[3].kind, FieldKind::Buffer);
  EXPECT_EQ(find_type("tenon.test.Counter"), &t);
  EXPECT_EQ(find_type("test.Nothing"), nullptr);
  EXPECT_TRUE(registered);
}

TEST(Types, DerivedTypeInheritsFieldsAndOverrides) {
  const Type& t = type_at("test.Louder");
  EXPECT_EQ(t.field_id("extra"), 4);
  EXPECT_TRUE(t.is_a(type_at("test.Counter")));
  Owned v = make_one("test.Louder", {Value(2)});
  EXPECT_EQ(call(to_self(v.get()), "add").to_int(), 99);
  EXPECT_EQ(t.find_method("add")->index, type_at("test.Counter").find_method("add")->index);
}

TEST(Types, MethodsRunOverANode) {
  Owned v = make_one("test.Counter", {Value(2)});
  Self& self = to_self(v.get());
  EXPECT_EQ(format_repr(self), "step=2, weight=False");
  EXPECT_EQ(call(self, "add").to_int(), 2);
  EXPECT_EQ(call(self, "add", {Value(3)}).to_int(), 8);
  EXPECT_EQ(format_repr(self), "step=2, weight=False, used");
  EXPECT_EQ(self.get_named("kind").to_str(), "counter");
  Value both[2];
  self.method_named("both", {}, both, 2);
  EXPECT_EQ(both[0].to_int(), 2);
  EXPECT_EQ(both[1].to_int(), 8);
}

TEST(Types, ChildrenAreMadeInTheSameWorld) {
  Owned v = make_one("test.Parent");
  const Value arg(2);
  Value out;
  to_self(v.get()).invoke(Args(&arg, 1), &out, 1);
  EXPECT_EQ(out.to_int(), 6);
}

TEST(Types, CloneIsDeep) {
  Owned v = make_one("test.Parent");
  Owned copy(nn::to_node(v.get()).clone());
  const Value arg(1);
  Value out;
  to_self(copy.get()).invoke(Args(&arg, 1), &out, 1);
  EXPECT_EQ(to_self(to_self(v.get()).get(0)).get(1).to_int(), 0);
  EXPECT_EQ(to_self(to_self(copy.get()).get(0)).get(1).to_int(), 3);
}

TEST(Types, ErrorsAreSentences) {
  EXPECT_EQ(message([] { make_one("test.Counter"); }),
            "Counter(): missing argument 'step' (position 1)");
  EXPECT_EQ(message([] { make_one("test.Counter", {Value("x")}); }),
            "Counter(): argument 'step' (position 1) must be int, not str");
  EXPECT_EQ(message([] {
              make_one("test.Counter", {Value(1), Value("x"), Value(2)});
            }),
            "Counter(): takes at most 1 arguments by position, got 3");
  EXPECT_EQ(message([] { type_at("test.Count"); }),
            "there is no type 'test.Count'. Similar: test.Counter. Hint: a type of a plugin needs "
            "its plugin loaded");
  EXPECT_EQ(message([] {
              Owned v = make_one("test.Counter", {Value(1)});
              to_self(v.get()).get(3);
            }),
            "'test.Counter' object has no attribute 'scratch'");
  EXPECT_NE(message([] {
              static constexpr TypeDef bad[] = {{.name = "test.Counter"}};
              define_types(bad);
            }).find("the name 'test.Counter' is taken by type 'test.Counter' of tenon"),
            std::string::npos);
}

TEST(Bind, ByNameWithDefaultsAndConversions) {
  const Schema s =
      parse_signature("(int[2] size, float scale=1.0, *, dtype? dtype=None, Tensor[] extra=None)");
  const Value args[] = {Value(3), Value("float64"), Value(2)};
  const std::string_view names[] = {"dtype", "scale"};
  Bound b(s, "f", args, names);
  EXPECT_EQ(b.data()[0].to_ints().size(), 2u);
  EXPECT_EQ(b.data()[0].to_ints()[1], 3);
  EXPECT_EQ(b.data()[1].tag, TN_FLOAT);
  EXPECT_EQ(b.data()[2].to_dtype(), DType::F64);
}

TEST(Nn, ReprsOfLayers) {
  auto inside = [](std::string_view type, std::initializer_list<Value> args) {
    Owned v = make_one(type, args);
    return format_repr(to_self(v.get()));
  };
  EXPECT_EQ(inside("nn.LeakyReLU", {Value(0.2), Value(true)}), "negative_slope=0.2, inplace=True");
  EXPECT_EQ(inside("nn.ReLU", {}), "");
  EXPECT_EQ(inside("nn.MaxPool2d", {Value(2)}),
            "kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False");
  EXPECT_EQ(inside("nn.AvgPool1d", {Value(2)}), "kernel_size=(2,), stride=(2,), padding=(0,)");
  EXPECT_EQ(inside("nn.GELU", {}), "approximate='none'");
}

}  // namespace
}  // namespace tenon

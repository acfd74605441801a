// Types of plugins as core sees them, over nodes of core's own tree.
#include <gtest/gtest.h>

#include "core/api/create.h"
#include "core/nn/node.h"
#include "core/plugin/host.h"
#include "core/plugin/loaded.h"
#include "core/registry/registry.h"
#include "core/registry/types.h"

namespace tenon {
namespace {

class PluginType : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { plugin::load(TN_TEST_PLUGINS "/abi_gauge.so"); }
  static Owned make_one(const char* name, std::vector<Value> args) {
    return Owned(make(type_at(name), Args(args.data(), args.size())));
  }
  static float run(const Owned& module) {
    Tensor x = full(std::vector<int64_t>{2}, 3.0, DType::F32);
    Value arg(x), ret;
    invoke(module.get(), Args(&arg, 1), &ret, 1);
    return ret.take_tensor().data<float>()[1];
  }
};

TEST_F(PluginType, DescriptorBecomesType) {
  const Type& t = type_at("gauge.Scale");
  EXPECT_EQ(&t, &type_at("tenon.gauge.Scale"));
  EXPECT_EQ(t.owner, "tenon.gauge");
  EXPECT_EQ(t.root, "Module");
  ASSERT_EQ(t.fields.size(), 2u);
  EXPECT_EQ(t.fields[1].kind, FieldKind::Native);
  EXPECT_EQ(t.constants[0].first, "LIMIT");
  EXPECT_EQ(t.constants[0].second.get().to_int(), 3);
  EXPECT_TRUE(t.find_method("version")->is_static);
  EXPECT_GE(t.forward, 0);
}

TEST_F(PluginType, InstancesRun) {
  EXPECT_EQ(run(make_one("gauge.Scale", {Value(4.0)})), 12);
  EXPECT_EQ(run(make_one("gauge.Scale", {})), 6);  // the default of the constructor
  EXPECT_EQ(run(make_one("gauge.Pair", {Value(2.0), Value(5)})), 30);
}

TEST_F(PluginType, ReplacedChildrenAreCalled) {
  Owned pair = make_one("gauge.Pair", {Value(2.0), Value(5.0)});
  to_self(pair.get()).set(1, make_one("gauge.Scale", {Value(100.0)}).get());
  EXPECT_EQ(run(pair), 600);
}

TEST_F(PluginType, FactoriesGiveInstances) {
  Owned made = make_one("gauge.doubled", {});
  EXPECT_EQ(to_self(made.get()).type().name, "gauge.Pair");
  EXPECT_EQ(run(made), 27);
}

TEST_F(PluginType, NativeObjectsAreClonedAndFreed) {
  Owned one = make_one("gauge.Scale", {});
  Owned two(nn::to_node(one.get()).clone());
  EXPECT_NE(to_self(one.get()).native(1), to_self(two.get()).native(1));
  const Property& count = to_self(two.get()).type().properties[0];
  Value ret;
  run_method(count.get, &to_self(two.get()), {}, &ret, 1);
  EXPECT_EQ(ret.to_int(), 2);
}

TEST_F(PluginType, NativeObjectsAreSavedAndLoaded) {
  Owned one = make_one("gauge.Scale", {});
  Self& self = to_self(one.get());
  const tn_native_vt& vt = *self.type().fields[1].native;
  std::string bytes;
  vt.save(
      self.native(1),
      [](void* out, const void* data, uint64_t n) {
        static_cast<std::string*>(out)->append(static_cast<const char*>(data), n);
      },
      &bytes);
  EXPECT_EQ(bytes, "one\ntwo\n");
  void* loaded = vt.load(bytes.data(), bytes.size());
  ASSERT_NE(loaded, nullptr);
  vt.destroy(loaded);
}

TEST_F(PluginType, ReprIsFilledIn) {
  EXPECT_EQ(format_repr(to_self(make_one("gauge.Scale", {Value(1.5)}).get())), "factor=1.5");
}

TEST_F(PluginType, WrongArgumentsAreNamed) {
  try {
    make_one("gauge.Scale", {Value("two")});
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.kind(), ErrorKind::Type);
    EXPECT_NE(e.message().find("argument 'factor' (position 1) must be float, not str"),
              std::string::npos)
        << e.message();
  }
}

tn_status* never(void*, tn_ctx*, const tn_value*, uint32_t, tn_value*, uint32_t) { return nullptr; }

TEST_F(PluginType, RegistrationIsAllOrNothing) {
  const tn_kernel kernel{"cpu", 0, never};
  tn_op_desc op{};
  op.struct_size = sizeof(op);
  op.kernels = &kernel;
  op.kernel_count = 1;
  op.kernel_stride = sizeof(kernel);
  op.schema = "halfway::op(Tensor input) -> Tensor";
  tn_type_desc type{};
  type.struct_size = sizeof(type);
  type.name = "elsewhere.Type";  // not the plugin's
  const tn_op_desc* ops[] = {&op};
  const tn_type_desc* types[] = {&type};
  tn_plug_root root{};
  root.struct_size = sizeof(root);
  root.ops = ops;
  root.types = types;
  root.op_count = root.type_count = 1;
  plugin::Manifest m;
  m.id = "tenon.halfway";
  EXPECT_THROW(plugin::register_descriptors(root, m), Error);
  EXPECT_EQ(Registry::get().find("halfway::op"), nullptr);
  type.name = "halfway.Type";
  op.schema = "gauge::square(Tensor input) -> Tensor";  // another plugin's namespace
  EXPECT_THROW(plugin::register_descriptors(root, m), Error);
  EXPECT_EQ(find_type("halfway.Type"), nullptr);
}

TEST_F(PluginType, OlderAndDamagedDescriptorsAreReadSafely) {
  const tn_kernel kernel{"cpu", 0, never};
  tn_op_desc op{};
  op.kernels = &kernel;
  op.kernel_count = 1;
  op.kernel_stride = sizeof(kernel);
  op.nondiff = "a test";
  op.struct_size = offsetof(
      tn_op_desc, shapes);  // an older plugin: everything behind the schema is unknown to it
  op.schema = "aged::op(Tensor input) -> Tensor";
  op.saves = "no such parameter";  // garbage where the old struct ends
  const tn_op_desc* ops[] = {&op};
  tn_plug_root root{};
  root.struct_size = sizeof(root);
  root.ops = ops;
  root.op_count = 1;
  plugin::Manifest m;
  m.id = "tenon.aged";
  EXPECT_NO_THROW(plugin::register_descriptors(root, m));
  EXPECT_TRUE(Registry::get().at("aged::op").no_grad_reason.empty());
  op.struct_size = 16;
  EXPECT_THROW(plugin::register_descriptors(root, m), Error);
  op.struct_size = sizeof(op);
  op.schema = "aged::(((";
  EXPECT_THROW(plugin::register_descriptors(root, m), Error);
}

}  // namespace
}  // namespace tenon

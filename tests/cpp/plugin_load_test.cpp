// Plugins that are built by the rules of the ABI, loaded and used through core's own calls.
#include <gtest/gtest.h>

#include "core/api/create.h"
#include "core/api/reduce.h"
#include "core/autograd/engine.h"
#include "core/autograd/meta.h"
#include "core/plugin/host.h"
#include "core/registry/call.h"
#include "core/registry/registry.h"

namespace tenon {
namespace {

class PluginLoad : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    plugin::load(TN_TEST_PLUGINS "/abi_gauge.so");
    plugin::load(TN_TEST_PLUGINS "/abi_plain_c.so");
  }
  static const Op& op(const char* name) { return Registry::get().at(name); }
  static Tensor run(const char* name, std::vector<Value> args) {
    Value ret;
    call(op(name), args.data(), &ret);
    return ret.take_tensor();
  }
  static Tensor threes() { return full(std::vector<int64_t>{4}, 3.0, DType::F32); }
  static Tensor grad_after(const char* name, std::vector<Value> rest) {
    Tensor x = threes();
    set_requires_grad(x, true);
    rest.insert(rest.begin(), Value(x));
    run_backward({sum(run(name, rest))}, {Tensor()}, {}, {});
    return grad_of(x);
  }
  template <class F>
  static Error error_of(F&& f) {
    try {
      f();
    } catch (const Error& e) {
      return e;
    }
    ADD_FAILURE() << "no error";
    return Error(ErrorKind::Runtime, "");
  }
};

TEST_F(PluginLoad, LoadingAgainDoesNothing) {
  const size_t n = plugin::loaded().size();
  plugin::load(TN_TEST_PLUGINS "/abi_gauge.so");
  plugin::load("gauge");
  plugin::load("tenon.gauge");
  EXPECT_EQ(plugin::loaded().size(), n);
}

TEST_F(PluginLoad, DescriptorsBecomeOps) {
  const Op& square = op("gauge::square");
  EXPECT_EQ(square.owner, "tenon.gauge");
  EXPECT_EQ(square.paths, std::vector<std::string>{"tenon.gauge.square"});
  EXPECT_EQ(square.doc, "Returns input * input.");
  EXPECT_NE(Registry::get().find("gauge::square_"), nullptr);
}

TEST_F(PluginLoad, KernelsRun) {
  EXPECT_EQ(run("gauge::square", {Value(threes())}).data<float>()[3], 9);
  EXPECT_EQ(
      run("plainc::fma3", {Value(threes()), Value(threes()), Value(threes())}).data<float>()[0],
      12);
  EXPECT_EQ(run("gauge::cube", {Value(threes())}).data<float>()[0], 27);
}

TEST_F(PluginLoad, InplaceIsDerived) {
  Tensor x = threes();
  run("gauge::square_", {Value(x)});
  EXPECT_EQ(x.data<float>()[0], 9);
  EXPECT_EQ(x.version(), 1u);
}

TEST_F(PluginLoad, MetaNeedsNoData) {
  Tensor y =
      run("gauge::square",
          {Value(new_tensor(std::vector<int64_t>{2, 5}, DType::F64, {DeviceKind::Meta, -1}))});
  EXPECT_TRUE(y.is_meta());
  EXPECT_EQ(y.size(1), 5);
}

TEST_F(PluginLoad, Gradients) {
  EXPECT_EQ(grad_after("gauge::square", {}).data<float>()[0], 6);
  EXPECT_EQ(grad_after("gauge::cube", {}).data<float>()[0],
            27);  // through the ops of its decompose
  EXPECT_EQ(grad_after("gauge::shift", {Value(2.0)}).data<float>()[0],
            1);  // from what its setup saved
}

TEST_F(PluginLoad, SavedTensorsAreVersionChecked) {
  Tensor x = threes();
  set_requires_grad(x, true);
  Tensor y = sum(run("gauge::square", {Value(x)}));
  x.bump_version();
  EXPECT_NE(error_of([&] { run_backward({y}, {Tensor()}, {}, {}); })
                .message()
                .find("modified by an inplace operation"),
            std::string::npos);
}

TEST_F(PluginLoad, ArgumentsOfEveryKind) {
  const int64_t dims[] = {1, 2, 3};
  Tensor x = threes();
  std::vector<Tensor> rest{x, x};
  Value args[] = {Value(x), Value(IntSpan(dims)), Value("mean"), Value(5.0),
                  Value(TensorSpan(rest))},
        rets[2];
  call(op("gauge::describe"), args, rets);
  EXPECT_TRUE(rets[0].take_tensor().is_same(x));
  EXPECT_EQ(rets[1].to_int(), 325);
  args[2] = Value("max");
  const Error e = error_of([&] { call(op("gauge::describe"), args, rets); });
  EXPECT_EQ(e.kind(), ErrorKind::Value);
  EXPECT_EQ(e.message(), "describe(): mode: got 'max', expected 'sum' or 'mean'.");
}

TEST_F(PluginLoad, ErrorsKeepTheirKind) {
  auto raise = [&](const char* kind) {
    return error_of([&] { run("gauge::raise", {Value(threes()), Value(kind)}); });
  };
  EXPECT_EQ(raise("KeyError").kind(), ErrorKind::Key);
  EXPECT_EQ(raise("ZeroDivisionError").kind(), ErrorKind::ZeroDivision);
  EXPECT_EQ(raise("std").kind(), ErrorKind::Index);
  EXPECT_EQ(raise("int").kind(), ErrorKind::Runtime);
  const Error from_core = raise("core");  // core -> plugin -> core
  EXPECT_EQ(from_core.kind(), ErrorKind::Type);
  EXPECT_NE(
      from_core.message().find("argument 'input' (position 1) must be Tensor|Scalar, not str"),
      std::string::npos)
      << from_core.message();
}

TEST_F(PluginLoad, WrongDtypeNamesTheRightOnes) {
  const Error e = error_of(
      [&] { run("gauge::square", {Value(full(std::vector<int64_t>{2}, 1, DType::I64))}); });
  EXPECT_EQ(e.kind(), ErrorKind::NotImplemented);
  EXPECT_NE(e.message().find("float32"), std::string::npos) << e.message();
}

TEST_F(PluginLoad, TablesHaveNoNullSlots) {
  const tn_host_root* host = tn_host();
  for (const char* id : {TN_ID_CORE, TN_ID_TENSOR, TN_ID_OP, TN_ID_AUTOGRAD, TN_ID_CTX, TN_ID_TYPE,
                         TN_ID_SELF, TN_ID_RANDOM, TN_ID_PARALLEL, TN_ID_LOG, TN_ID_PLUGIN}) {
    const void* table = nullptr;
    ASSERT_EQ(host->query(host, id, 8, &table), static_cast<uint32_t>(TN_OK)) << id;
    const uint32_t size = *static_cast<const uint32_t*>(table);
    for (uint32_t at = 8; at < size; at += 8) {
      EXPECT_NE(*reinterpret_cast<void* const*>(static_cast<const char*>(table) + at), nullptr)
          << id << " at " << at;
    }
    EXPECT_EQ(host->query(host, id, size + 8, &table), static_cast<uint32_t>(TN_UNIMPLEMENTED))
        << id;
  }
  const void* table = nullptr;
  EXPECT_EQ(host->query(host, "tenon.nothing/1", 8, &table), static_cast<uint32_t>(TN_NOT_FOUND));
}

}  // namespace
}  // namespace tenon

// BatchNorm, InstanceNorm, LayerNorm, GroupNorm, RMSNorm, LocalResponseNorm.
#include "core/api/binary.h"
#include "core/nn/layers/layer.h"
#include "core/registry/mode.h"
#include "core/registry/types.h"

namespace tenon::nn {
namespace {

// ---- batch and instance norm ----

enum BatchField : uint32_t {
  kFeatures,
  kEps,
  kMomentum,
  kAffine,
  kTrack,
  kWeight,
  kBias,
  kMean,
  kVar,
  kCount,
  kGroup  // of SyncBatchNorm
};

// a: num_features, eps, momentum, affine, track_running_stats, device, dtype, bias
Value batch_init(Self& self, Args a) {
  for (uint32_t i = kFeatures; i <= kTrack; ++i) self.set(i, a[i]);
  const int64_t size[] = {a[0].to_int()};
  const bool affine = a[3].to_bool(), track = a[4].to_bool();
  const Tensor weight = affine ? empty_tensor(size, a[5], a[6]) : Tensor();
  const Tensor bias = affine && a[7].to_bool() ? empty_tensor(size, a[5], a[6]) : Tensor();
  const Tensor mean = track ? empty_tensor(size, a[5], a[6]) : Tensor();
  const Tensor var = track ? empty_tensor(size, a[5], a[6]) : Tensor();
  const Tensor count = track ? empty_tensor({}, a[5], Value(DType::I64)) : Tensor();
  self.set(kWeight, Value(weight));
  self.set(kBias, Value(bias));
  self.set(kMean, Value(mean));
  self.set(kVar, Value(var));
  self.set(kCount, Value(count));
  self.method_named("reset_parameters");
  return {};
}

Value reset_running_stats(Self& self, Args) {
  if (!self.to_bool(kTrack)) return {};
  init_constant(self.tensor(kMean), 0);
  init_constant(self.tensor(kVar), 1);
  init_constant(self.tensor(kCount), 0);
  return {};
}

Value batch_reset(Self& self, Args) {
  self.method_named("reset_running_stats");
  if (!self.to_bool(kAffine)) return {};
  init_constant(self.tensor(kWeight), 1);
  if (Tensor bias = self.tensor(kBias); bias.defined()) init_constant(bias, 0);
  return {};
}

constexpr int64_t kAny = 1 << 20;

void check_dims(const Tensor& x, int64_t least, int64_t most) {
  check_value(most != kAny || x.dim() >= least, "expected at least ", least, "D input (got ",
              x.dim(), "D input)");
  if (most == kAny) return;
  check_value(x.dim() >= least && x.dim() <= most, "expected ",
              least == most ? str(least, "D") : str(least, "D or ", most, "D"), " input (got ",
              x.dim(), "D input)");
}

template <int64_t Least, int64_t Most>
Value batch_forward(Self& self, Args a) {
  static const OpRef batch_norm("batch_norm",
                                "input weight bias running_mean running_var training momentum eps");
  check_dims(a[0].tensor(), Least, Most);
  const bool training = self.training();
  const Value mean = self.get(kMean), var = self.get(kVar), count = self.get(kCount);
  Value momentum = self.get(kMomentum);
  double average = momentum.is_none() ? 0 : momentum.to_double();
  const bool update = training && self.to_bool(kTrack);
  if (update && !count.is_none()) {
    GradMode no_grad(false);
    Tensor counter = count.tensor();
    add_(counter, 1);
    if (momentum.is_none())
      average = 1.0 / static_cast<double>(*counter.data<int64_t>());  // cumulative
  }
  const bool batch_stats = training || (mean.is_none() && var.is_none());
  const bool keep = !training || self.to_bool(kTrack);
  return batch_norm({a[0], self.get(kWeight), self.get(kBias), keep ? mean : Value(),
                     keep ? var : Value(), Value(batch_stats), Value(average), self.get(kEps)});
}

template <int64_t N>
Value instance_forward(Self& self, Args a) {
  static const OpRef instance_norm(
      "instance_norm", "input weight bias running_mean running_var use_input_stats momentum eps");
  static const OpRef unsqueeze("unsqueeze", "input dim"), squeeze("squeeze.dim", "input dim");
  check_dims(a[0].tensor(), N - 1, N);
  const bool batched = a[0].tensor().dim() == N;
  const Owned x(batched ? a[0].own() : unsqueeze({a[0], Value(0)}));
  const Owned out(instance_norm({x.get(), self.get(kWeight), self.get(kBias), self.get(kMean),
                                 self.get(kVar), Value(self.training() || !self.to_bool(kTrack)),
                                 self.get(kMomentum), self.get(kEps)}));
  return batched ? out.get().own() : squeeze({out.get(), Value(0)});
}

constexpr const char* kBatchFields =
    "attr num_features eps momentum affine track_running_stats, param? weight bias, "
    "buffer? running_mean running_var num_batches_tracked";
constexpr const char* kBatchRepr =
    "{num_features}, eps={eps}, momentum={momentum}, affine={affine}, bias={bias:is}, "
    "track_running_stats={track_running_stats}";

constexpr TypeDef batch_type(const char* name, TypeFn forward, const char* doc) {
  TypeDef t{.name = name};
  t.ctor =
      "(int num_features, float eps=1e-05, float? momentum=0.1, bool affine=True, "
      "bool track_running_stats=True, device? device=None, dtype? dtype=None, *, bool bias=True)";
  t.fields = kBatchFields;
  t.init = batch_init;
  t.methods[0] = {"forward(Tensor input) -> Tensor", forward};
  t.methods[1] = {"reset_running_stats()", reset_running_stats};
  t.methods[2] = {"reset_parameters()", batch_reset};
  t.repr = kBatchRepr;
  t.doc = doc;
  return t;
}

// One process: there is nothing to synchronise with, and it computes what BatchNorm does.
// a: num_features, eps, momentum, affine, track_running_stats, process_group, device, dtype
Value sync_init(Self& self, Args a) {
  self.set(kGroup, a[5]);
  const Value args[] = {a[0], a[1], a[2], a[3], a[4], a[6], a[7], Value(true)};
  return batch_init(self, args);
}

constexpr TypeDef sync_type() {
  TypeDef t =
      batch_type("nn.SyncBatchNorm", batch_forward<2, kAny>,
                 "Batch normalisation over (N, C, ...) across processes; within one process "
                 "it computes what BatchNorm does.");
  t.ctor =
      "(int num_features, float eps=1e-05, float? momentum=0.1, bool affine=True, bool "
      "track_running_stats=True, any process_group=None, device? device=None, dtype? dtype=None)";
  t.fields =
      "attr num_features eps momentum affine track_running_stats, param? weight bias, buffer? "
      "running_mean running_var num_batches_tracked, attr process_group";
  t.init = sync_init;
  return t;
}

constexpr TypeDef instance_type(const char* name, TypeFn forward, const char* doc) {
  TypeDef t = batch_type(name, forward, doc);
  t.ctor =
      "(int num_features, float eps=1e-05, float momentum=0.1, bool affine=False, "
      "bool track_running_stats=False, device? device=None, dtype? dtype=None, *, bool bias=True)";
  return t;
}

// ---- norms over trailing dimensions ----

enum LayerField : uint32_t { kShape, kLayerEps, kElementwise, kLayerWeight, kLayerBias };

void set_shape(Self& self, const Value& shape) {
  if (shape.tag == TN_INT) {
    const int64_t one[] = {shape.to_int()};
    return self.set(kShape, Value(IntSpan(one)));
  }
  Dims dims;
  for (const Value& v : list_items(shape)) dims.push_back(v.to_int());
  self.set(kShape, Value(IntSpan(dims)));
}

// a: normalized_shape, eps, elementwise_affine, bias, device, dtype
Value layer_init(Self& self, Args a) {
  set_shape(self, a[0]);
  self.set(kLayerEps, a[1]);
  self.set(kElementwise, a[2]);
  const Dims shape = self.to_dims(kShape);
  const bool affine = a[2].to_bool();
  const Tensor weight = affine ? empty_tensor(shape, a[4], a[5]) : Tensor();
  const Tensor bias = affine && a[3].to_bool() ? empty_tensor(shape, a[4], a[5]) : Tensor();
  self.set(kLayerWeight, Value(weight));
  self.set(kLayerBias, Value(bias));
  self.method_named("reset_parameters");
  return {};
}

Value layer_reset(Self& self, Args) {
  if (!self.to_bool(kElementwise)) return {};
  init_constant(self.tensor(kLayerWeight), 1);
  if (Tensor bias = self.tensor(kLayerBias); bias.defined()) init_constant(bias, 0);
  return {};
}

Value layer_forward(Self& self, Args a) {
  static const OpRef layer_norm("layer_norm", "input normalized_shape weight bias eps");
  const Dims shape = self.to_dims(kShape);
  return layer_norm({a[0], Value(IntSpan(shape)), self.get(kLayerWeight), self.get(kLayerBias),
                     self.get(kLayerEps)});
}

// a: normalized_shape, eps, elementwise_affine, device, dtype
Value rms_init(Self& self, Args a) {
  set_shape(self, a[0]);
  self.set(kLayerEps, a[1]);
  self.set(kElementwise, a[2]);
  const Dims shape = self.to_dims(kShape);
  const Tensor weight = a[2].to_bool() ? empty_tensor(shape, a[3], a[4]) : Tensor();
  self.set(kLayerWeight, Value(weight));
  self.method_named("reset_parameters");
  return {};
}

Value rms_reset(Self& self, Args) {
  if (self.to_bool(kElementwise)) init_constant(self.tensor(kLayerWeight), 1);
  return {};
}

Value rms_forward(Self& self, Args a) {
  static const OpRef rms_norm("rms_norm", "input normalized_shape weight eps");
  const Dims shape = self.to_dims(kShape);
  return rms_norm({a[0], Value(IntSpan(shape)), self.get(kLayerWeight), self.get(kLayerEps)});
}

enum GroupField : uint32_t {
  kGroups,
  kChannels,
  kGroupEps,
  kGroupAffine,
  kGroupWeight,
  kGroupBias
};

// a: num_groups, num_channels, eps, affine, device, dtype, bias
Value group_init(Self& self, Args a) {
  const int64_t groups = a[0].to_int(), channels = a[1].to_int();
  check_value(groups > 0 && channels % groups == 0, "num_channels (", channels,
              ") must be divisible by num_groups (", groups, ")");
  for (uint32_t i = kGroups; i <= kGroupAffine; ++i) self.set(i, a[i]);
  const int64_t size[] = {channels};
  const bool affine = a[3].to_bool();
  const Tensor weight = affine ? empty_tensor(size, a[4], a[5]) : Tensor();
  const Tensor bias = affine && a[6].to_bool() ? empty_tensor(size, a[4], a[5]) : Tensor();
  self.set(kGroupWeight, Value(weight));
  self.set(kGroupBias, Value(bias));
  self.method_named("reset_parameters");
  return {};
}

Value group_reset(Self& self, Args) {
  if (!self.to_bool(kGroupAffine)) return {};
  init_constant(self.tensor(kGroupWeight), 1);
  if (Tensor bias = self.tensor(kGroupBias); bias.defined()) init_constant(bias, 0);
  return {};
}

Value group_forward(Self& self, Args a) {
  static const OpRef group_norm("group_norm", "input num_groups weight bias eps");
  return group_norm(
      {a[0], self.get(kGroups), self.get(kGroupWeight), self.get(kGroupBias), self.get(kGroupEps)});
}

// ---- across channels ----

Value response_init(Self& self, Args a) {
  for (uint32_t i = 0; i < 4; ++i) self.set(i, a[i]);
  return {};
}
Value response_forward(Self& self, Args a) {
  static const OpRef op("local_response_norm", "input size alpha beta k");
  return op({a[0], self.get(0), self.get(1), self.get(2), self.get(3)});
}

constexpr TypeDef kTypes[] = {
    {.name = "nn.LocalResponseNorm",
     .ctor = "(int size, float alpha=0.0001, float beta=0.75, float k=1.0)",
     .fields = "attr size alpha beta k",
     .init = response_init,
     .methods = {{"forward(Tensor input) -> Tensor", response_forward}},
     .repr = "{size}, alpha={alpha}, beta={beta}, k={k}",
     .doc = "Divides by the squares of neighbouring channels."},
    batch_type("nn.BatchNorm1d", batch_forward<2, 3>,
               "Batch normalisation over (N, C) or (N, C, L)."),
    batch_type("nn.BatchNorm2d", batch_forward<4, 4>,
               "Batch normalisation over (N, C, H, W): by batch statistics in training, by running "
               "ones in evaluation."),
    batch_type("nn.BatchNorm3d", batch_forward<5, 5>, "Batch normalisation over (N, C, D, H, W)."),
    sync_type(),
    instance_type("nn.InstanceNorm1d", instance_forward<3>,
                  "Instance normalisation over (N, C, L)."),
    instance_type("nn.InstanceNorm2d", instance_forward<4>,
                  "Instance normalisation over (N, C, H, W)."),
    instance_type("nn.InstanceNorm3d", instance_forward<5>,
                  "Instance normalisation over (N, C, D, H, W)."),
    {.name = "nn.LayerNorm",
     .ctor =
         "(any normalized_shape, float eps=1e-05, bool elementwise_affine=True, bool bias=True, "
         "device? device=None, dtype? dtype=None)",
     .fields = "attr normalized_shape eps elementwise_affine, param? weight bias",
     .init = layer_init,
     .methods = {{"forward(Tensor input) -> Tensor", layer_forward},
                 {"reset_parameters()", layer_reset}},
     .repr =
         "{normalized_shape}, eps={eps}, elementwise_affine={elementwise_affine}, bias={bias:is}",
     .doc = "Normalises over the last dimensions, of shape normalized_shape."},
    {.name = "nn.RMSNorm",
     .ctor = "(any normalized_shape, float? eps=None, bool elementwise_affine=True, device? "
             "device=None, "
             "dtype? dtype=None)",
     .fields = "attr normalized_shape eps elementwise_affine, param? weight",
     .init = rms_init,
     .methods = {{"forward(Tensor x) -> Tensor", rms_forward}, {"reset_parameters()", rms_reset}},
     .repr = "{normalized_shape}, eps={eps}, elementwise_affine={elementwise_affine}",
     .doc = "Divides by the root mean square over the last dimensions, of shape normalized_shape."},
    {.name = "nn.GroupNorm",
     .ctor = "(int num_groups, int num_channels, float eps=1e-05, bool affine=True, device? "
             "device=None, "
             "dtype? dtype=None, *, bool bias=True)",
     .fields = "attr num_groups num_channels eps affine, param? weight bias",
     .init = group_init,
     .methods = {{"forward(Tensor input) -> Tensor", group_forward},
                 {"reset_parameters()", group_reset}},
     .repr = "{num_groups}, {num_channels}, eps={eps}, affine={affine}, bias={bias:is}",
     .doc = "Normalises each group of channels of a sample."},
};

}  // namespace
void register_norm() { define_types(kTypes); }
}  // namespace tenon::nn

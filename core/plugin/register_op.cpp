// Op descriptors of plugins become ops of the registry: thunks turn core's calls into calls of the
// C ABI.
#include <array>
#include <memory>
#include <utility>

#include "core/base/device.h"
#include "core/plugin/boundary.h"
#include "core/plugin/call_ctx.h"
#include "core/plugin/cells.h"
#include "core/plugin/register.h"
#include "core/registry/call.h"
#include "core/registry/registry.h"

namespace tenon::plugin {
namespace {

// What a plugin's op needs at a call. Owned by its op, so it lives for ever.
struct OpData {
  struct Kernel {
    uint64_t dtypes;
    tn_fn fn;
  };
  std::array<std::vector<Kernel>, kMaxDevices> kernels;
  tn_fn infer = nullptr, setup = nullptr, vjp = nullptr, decompose = nullptr;
  void* self = nullptr;
};

const OpData& data_of(const Op& op) {
  return *static_cast<const OpData*>(base_of(op).plugin_data.get());
}

static_assert(TN_MASK_UINT8 == 1 << static_cast<int>(DType::U8) &&
              TN_MASK_FLOAT32 == 1 << static_cast<int>(DType::F32) &&
              TN_MASK_BOOL == 1 << static_cast<int>(DType::Bool) &&
              TN_MASK_BFLOAT16 == 1 << static_cast<int>(DType::BF16));

// The first tensor among the arguments: its dtype picks the kernel, its device is the call's.
const Tensor* first_tensor(const Op& op, const Value* args) {
  for (uint8_t i : op.tensor_params) {
    if (args[i].is_tensor()) return &args[i].tensor();
    if (args[i].tag == TN_TENSORS && args[i].aux > 0 && args[i].to_tensors()[0].defined())
      return &args[i].to_tensors()[0];
  }
  return nullptr;
}

void run(const Op& op, tn_fn fn, Device device, const Value* args, Value* rets) {
  tn_ctx ctx;
  ctx.op = &op;
  ctx.device = device;
  Value results[16];
  throw_if(fn(data_of(op).self, &ctx, args, static_cast<uint32_t>(op.schema.params.size()), results,
              static_cast<uint32_t>(op.schema.returns.size())));
  check_results(op.schema, op.name, op.owner, results);
  for (size_t i = 0; i < op.schema.returns.size(); ++i) rets[i] = results[i];
}

tn_fn pick_kernel(const Op& op, int device, const Value* args) {
  const OpData& data = data_of(op);
  const Tensor* first = first_tensor(op, args);
  const uint64_t bit = first ? uint64_t{1} << static_cast<int>(first->dtype()) : 0;
  for (const OpData::Kernel& k : data.kernels[static_cast<size_t>(device)]) {
    if (k.dtypes == 0 || !first || (k.dtypes & bit)) return k.fn;
  }
  return nullptr;
}

[[noreturn]] void no_kernel(const Op& op, int device, const Value* args) {
  const Tensor* first = first_tensor(op, args);
  std::string have;
  for (const OpData::Kernel& k : data_of(op).kernels[static_cast<size_t>(device)]) {
    for (int t = 0; t < kDTypes; ++t) {
      if (k.dtypes >> t & 1)
        have += (have.empty() ? "" : ", ") + std::string(dtype_name(static_cast<DType>(t)));
    }
  }
  fail(ErrorKind::NotImplemented, op.schema.name, "(): got a tensor of ",
       first ? first->dtype() : DType::None, ", expected one of ", have, ".");
}

template <int device>
void kernel_thunk(const Op& op, const Value* args, Value* rets) {
  const Device d{static_cast<DeviceKind>(device), -1};
  tn_fn fn = pick_kernel(op, device, args);
  if (!fn) fn = data_of(op).decompose;
  if (!fn) no_kernel(op, device, args);
  run(op, fn, d, args, rets);
}
constexpr auto kThunks = []<int... d>(std::integer_sequence<int, d...>) {
  return std::array<KernelFn, sizeof...(d)>{kernel_thunk<d>...};
}
(std::make_integer_sequence<int, kMaxDevices>());

void infer_thunk(const Op& op, const Value* args, Value* rets) {
  run(op, data_of(op).infer, {DeviceKind::Meta, -1}, args, rets);
}

bool any_requires_grad(const Op& op, const Value* args) {
  for (uint8_t i : op.tensor_params) {
    if (args[i].is_tensor() && args[i].tensor().requires_grad()) return true;
    if (args[i].tag != TN_TENSORS) continue;
    for (const Tensor& t : args[i].to_tensors()) {
      if (t.defined() && t.requires_grad()) return true;
    }
  }
  return false;
}

// A composite: gradients come from the ops that it calls. A kernel of its own is used where none
// are wanted.
void body_thunk(const Op& op, const Value* args, Value* rets) {
  const Tensor* first = first_tensor(op, args);
  const Device d = first ? first->device() : Device{};
  const OpData& data = data_of(op);
  tn_fn fn = data.decompose;
  if (d.kind == DeviceKind::Meta && data.infer) {
    fn = data.infer;
  } else if (!mode().grad || !any_requires_grad(op, args)) {
    if (tn_fn kernel = pick_kernel(op, static_cast<int>(d.kind), args)) fn = kernel;
  }
  run(op, fn, d, args, rets);
}

void setup_thunk(const Op& op, const Value* args, const Value* rets, std::vector<Owned>& saved) {
  tn_ctx ctx;
  ctx.op = &op;
  ctx.saved = &saved;
  const OpData& data = data_of(op);
  // The C signature has no const results; a setup may not write to them.
  throw_if(data.setup(data.self, &ctx, args, static_cast<uint32_t>(op.schema.params.size()),
                      const_cast<Value*>(rets), static_cast<uint32_t>(op.schema.returns.size())));
}

// Puts one gradient where the parameter's tensors are; lists item by item.
void put_gradient(VjpCtx& c, int param, const Value& v) {
  const Op& op = c.op();
  if (!op.schema.params[static_cast<size_t>(param)].type.list) {
    check_type(v.is_tensor(), op.name, ": its vjp gives ", tag_name(v.tag), " for parameter ",
               param, ", expected a Tensor.");
    return c.grad_in(param, v.tensor());
  }
  const std::vector<Value> items = list_items(v);
  check_value(static_cast<int>(items.size()) == c.count(param), op.name, ": its vjp gives ",
              items.size(), " gradients for parameter ", param, ", expected ", c.count(param), ".");
  for (size_t i = 0; i < items.size(); ++i) {
    if (items[i].is_tensor()) c.grad_in(param, static_cast<int>(i), items[i].tensor());
  }
}

void vjp_thunk(VjpCtx& c) {
  const Op& op = c.op();
  check(!c.recording() || !op.has(OnceDifferentiable), op.name,
        "(): its gradient cannot be differentiated again: the vjp computes on raw data. Hint: do "
        "not use create_graph=True.");
  tn_ctx ctx;
  ctx.op = &op;
  ctx.vjp = &c;
  const OpData& data = data_of(op);
  std::vector<Value> grads;
  for (size_t i = 0; i < op.schema.returns.size(); ++i)
    grads.emplace_back(c.grad(static_cast<int>(i)));
  std::vector<Value> out(op.schema.params.size());
  throw_if(data.vjp(data.self, &ctx, grads.data(), static_cast<uint32_t>(grads.size()), out.data(),
                    static_cast<uint32_t>(out.size())));
  std::vector<Owned> owned;
  for (const Value& v : out) owned.emplace_back(v);
  for (uint8_t param : op.tensor_params) {
    if (!owned[param].get().is_none()) put_gradient(c, param, owned[param].get());
  }
}

uint32_t traits_of(uint64_t traits) {
  static constexpr std::pair<uint64_t, Trait> kMap[] = {
      {TN_OP_POINTWISE, Pointwise},
      {TN_OP_METHOD, Method},
      {TN_OP_INPLACE, InPlace},
      {TN_OP_OUT, Out},
      {TN_OP_VIEW, View},
      {TN_OP_RANDOM, Random},
      {TN_OP_VAR_INTS, VarInts},
      {TN_OP_VAR_ARGS, VarArgs},
      {TN_OP_ONCE_DIFFERENTIABLE, OnceDifferentiable}};
  uint32_t out = 0;
  for (auto [theirs, ours] : kMap) {
    if (traits & theirs) out |= ours;
  }
  return out;
}

std::unique_ptr<OpData> read_kernels(const tn_op_desc& d) {
  auto data = std::make_unique<OpData>();
  data->infer = d.infer;
  data->setup = d.setup;
  data->vjp = d.vjp;
  data->decompose = d.decompose;
  data->self = d.self;
  for (uint32_t i = 0; i < d.kernel_count; ++i) {
    const auto k = copy_element<tn_kernel>(d.kernels, i, d.kernel_stride);
    check_value(k.device && k.fn, d.schema, ": kernel ", i, " has no device or no function.");
    const auto kind = static_cast<size_t>(parse_device(k.device).kind);
    data->kernels[kind].push_back({k.dtypes, k.fn});
  }
  check_value(d.kernel_count > 0 || d.decompose, d.schema,
              ": it has neither a kernel nor a decompose.");
  check_value(!d.setup || d.vjp, d.schema,
              ": it has a setup, but no vjp that could use what it saves.");
  return data;
}

}  // namespace

std::unique_ptr<Op> make_op(const tn_op_desc& d, const Manifest& m) {
  auto op = std::make_unique<Op>();
  check_value(d.schema != nullptr, "it has no schema.");
  op->schema = parse_schema(d.schema);
  check_value(op->schema.ns == m.short_name(), "op '", op->schema.qualified_name(),
              "': got the namespace '", op->schema.ns, "', expected '", m.short_name(),
              "', which belongs to the plugin.");
  std::unique_ptr<OpData> data = read_kernels(d);
  op->traits = traits_of(d.traits);
  op->doc = d.doc ? d.doc : "";
  op->shapes = d.shapes ? d.shapes : "";
  op->owner = m.id;
  op->source = str("plugin ", m.id, ' ', m.version);
  if (d.vjp) op->vjp = vjp_thunk;
  if (d.setup) op->setup = setup_thunk;
  if (d.nondiff) op->no_grad_reason = d.nondiff;
  if (d.decompose && !d.vjp) {
    op->body = body_thunk;
  } else {
    for (size_t k = 0; k < kMaxDevices; ++k) {
      if (!data->kernels[k].empty() || d.decompose) op->kernel[k] = kThunks[k];
    }
    if (d.infer) op->kernel[static_cast<int>(DeviceKind::Meta)] = infer_thunk;
  }
  std::string paths;
  for (std::string_view word : words(d.paths)) paths += full_path(word) + ' ';
  finish_op(*op, d.saves ? d.saves : "", paths);
  op->plugin_data = std::move(data);
  return op;
}

}  // namespace tenon::plugin

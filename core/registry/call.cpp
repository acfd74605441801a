#include "core/registry/call.h"

#include "core/base/warn.h"
#include "core/registry/outs.h"
#include "core/registry/registry.h"
#include "core/tensor/layout.h"

namespace tenon {

thread_local constinit Mode tls_mode;
RecordFn record_call = nullptr;

namespace {

struct Seen {
  bool grad = false;
  bool any = false;
  Device device;
  bool scalar_like = true;  // only 0-d tensors so far: a larger one decides the device
};

[[gnu::cold, gnu::noinline]] void wrong_device(const Op& op, Device a, Device b) {
  fail(ErrorKind::Runtime, op.schema.name,
       "(): Expected all tensors to be on the same device, but found at least two devices, ", a,
       " and ", b, "!");
}

inline void look(const Op& op, TensorImpl* t, Seen& seen) {
  uint8_t flags = t->flags;
  if (t->view_base) flags |= t->view_base->flags;
  seen.grad |= (flags & TensorImpl::kRequiresGrad) != 0;
  bool small = t->sizes.empty();
  if (!seen.any || (seen.scalar_like && !small)) {
    seen.device = t->device;
    seen.scalar_like = small && t->device.kind == DeviceKind::CPU;
    seen.any = true;
  } else if (t->device.kind != seen.device.kind && !(small && t->device.kind == DeviceKind::CPU))
      [[unlikely]] {
    wrong_device(op, seen.device, t->device);
  }
}

inline Seen look_at(const Op& op, const Value* args) {
  Seen seen;
  for (uint8_t i : op.tensor_params) {
    const Value& v = args[i];
    if (v.tag == TN_TENSOR) {
      look(op, v.tensor().impl(), seen);
    } else if (v.tag == TN_TENSORS) {
      for (const Tensor& t : v.to_tensors()) {
        if (t.defined()) look(op, t.impl(), seen);
      }
    }
  }
  if (op.device_param >= 0 && !args[op.device_param].is_none())
    seen.device = args[op.device_param].to_device();
  return seen;
}

[[gnu::cold, gnu::noinline]] void no_kernel(const Op& op, Device d) {
  std::string have;
  for (int k = 0; k < kMaxDevices; ++k) {
    if (op.kernel[k])
      have += (have.empty() ? "" : ", ") + device_name({static_cast<DeviceKind>(k), -1});
  }
  fail(ErrorKind::NotImplemented, op.schema.name, "(): no kernel for device ", d,
       ": got a tensor on ", d, ", expected one of: ", have);
}

inline void run_on(const Op& op, Device d, const Value* args, Value* rets) {
  KernelFn fn = op.kernel[static_cast<int>(d.kind)];
  if (!fn) [[unlikely]]
    no_kernel(op, d);
  fn(op, args, rets);
}

// Views made under no_grad stay out of the graph of what they show.
[[gnu::cold, gnu::noinline]] void mark_views(const Op& op, const Value* args, Value* rets) {
  auto given = [&](const Tensor& t) {
    for (uint8_t i : op.tensor_params) {
      if (args[i].tag == TN_TENSOR && args[i].tensor().is_same(t)) return true;
    }
    return false;
  };
  auto mark = [&](const Tensor& t) {
    if (t.impl()->view_base && !given(t)) t.impl()->flags |= TensorImpl::kUnrecordedView;
  };
  for (size_t r = 0; r < op.schema.returns.size(); ++r) {
    if (rets[r].is_tensor()) {
      mark(rets[r].tensor());
    } else if (rets[r].tag == TN_LIST) {
      for (const Value& v : rets[r].list()->items) {
        if (v.is_tensor()) mark(v.tensor());
      }
    }
  }
}

// `result` is what the functional form gave for an in-place call on `self`.
void store_inplace(const Op& op, const Tensor& self, Tensor result) {
  if (result.is_same(self)) return;
  check(same(broadcast_sizes(self.sizes(), result.sizes()), self.sizes()), "output with shape ",
        self.sizes(), " doesn't match the broadcast shape ", result.sizes());
  check(can_cast(result.dtype(), self.dtype()), "result type ", result.dtype(),
        " can't be cast to the desired output type ", self.dtype());
  static const Op& copy = Registry::get().at("copy_");
  Value args[3] = {Value(self), Value(result), Value(false)}, ret;
  if (op.body) {
    call(copy, args, &ret);
  } else {
    copy.kernel[static_cast<int>(self.device().kind)](copy, args, &ret);
  }
  ret.drop();
}

}  // namespace

void run_kernel(const Op& op, const Value* args, Value* rets) {
  mode().out_hint = nullptr;
  if (op.body) return op.body(op, args, rets);
  run_on(op, look_at(op, args).device, args, rets);
}

void call_fast(const Op& op, const Value* args, Value* rets) {
  mode().out_hint = nullptr;
  if (op.body) return op.body(op, args, rets);
  Seen seen = look_at(op, args);
  if (seen.grad && mode().grad) return record_call(op, args, rets);
  run_on(op, seen.device, args, rets);
  if (op.mutated_param >= 0) {
    if (!op.functional) args[op.mutated_param].tensor().bump_version();
  } else if (seen.grad) {
    mark_views(op, args, rets);
  }
}

void call(const Op& op, const Value* args, Value* rets) {
  if (mode().word) [[unlikely]]
    return call_slow(op, args, rets);
  call_fast(op, args, rets);
}

void inplace_kernel(const Op& op, const Value* args, Value* rets) {
  const Op& base = *op.functional;
  Tensor self = args[op.self_param].tensor();
  Value results[16];
  mode().out_hint = self.impl();
  base.kernel[static_cast<int>(self.device().kind)](base, args, results);
  mode().out_hint = nullptr;
  store_inplace(op, self, results[0].take_tensor());
  self.bump_version();
  rets[0] = Value::pointer(TN_TENSOR, self.release());
}

void inplace_body(const Op& op, const Value* args, Value* rets) {
  const Op& base = *op.functional;
  Tensor self = args[op.self_param].tensor();
  Value results[16];
  base.body(base, args, results);
  Tensor result = results[0].take_tensor();
  if (!result.is_same(self)) store_inplace(op, self, std::move(result));
  rets[0] = Value::pointer(TN_TENSOR, self.release());
}

namespace {
void warn_of_resize(IntSpan from, IntSpan to) {
  warn(str("An output with one or more elements was resized since it had shape ", from,
           ", which does not match the required output shape ", to,
           ". This behavior is deprecated, and in a future release outputs will not be resized "
           "unless they have zero elements. You can explicitly reuse an out tensor t by resizing "
           "it, inplace, to zero elements with t.resize_(0)."));
}
}  // namespace

void call_out(const Op& op, const Value* args, TensorSpan outs) {
  Seen seen = look_at(op, args);
  for (const Tensor& t : outs) seen.grad |= t.defined() && t.requires_grad();
  check(!(seen.grad && mode().grad), op.schema.name,
        "(): functions with out=... arguments don't support automatic differentiation, but one of "
        "the arguments requires grad.");
  check_value(outs.size() == op.schema.returns.size(), op.schema.name, "(): argument 'out': got ",
              outs.size(), " tensors, expected ", op.schema.returns.size());
  if (op.traits & OutApart) check_outs_apart(op, args, outs);
  Value results[16];
  Tensor first = outs[0];
  if (mode().word || op.body || outs.size() != 1) {
    GradMode off(false);
    struct NoCast {  // out= says what dtype is wanted
      uint32_t word = mode().word;
      NoCast() { mode().word &= ~uint32_t{Mode::kAutocast}; }
      ~NoCast() { mode().word = word; }
    } no_cast;
    call(op, args, results);
  } else {
    mode().out_hint = first.impl();
    run_on(op, seen.any || op.device_param >= 0 ? seen.device : first.device(), args, results);
    mode().out_hint = nullptr;
  }
  std::vector<Tensor> owned;
  for (size_t i = 0; i < outs.size(); ++i) owned.push_back(results[i].take_tensor());
  static const Op& copy = Registry::get().at("copy_");
  static const Op& resize = Registry::get().at("resize_");
  GradMode off(false);
  for (size_t i = 0; i < outs.size(); ++i) {
    const Tensor &out = outs[i], &result = owned[i];
    if (!result.is_same(out)) {
      check(!(op.traits & OutExact) || out.dtype() == result.dtype(),
            "Expected out tensor to have dtype ", result.dtype(), ", but got ", out.dtype(),
            " instead");
      check(can_cast(result.dtype(), out.dtype()), "result type ", result.dtype(),
            " can't be cast to the desired output type ", out.dtype());
      Value ret;
      if (!same(out.sizes(), result.sizes())) {
        if (out.numel() > 0) warn_of_resize(out.sizes(), result.sizes());
        Value resize_args[] = {Value(out), Value(result.sizes()), Value()};
        call(resize, resize_args, &ret);
        ret.drop();
        if (op.traits & OutApart) check_outs_apart(op, args, outs);  // the new sizes may reach one
      }
      Value copy_args[] = {Value(out), Value(result), Value(false)};
      call(copy, copy_args, &ret);
      ret.drop();
    } else {
      out.bump_version();
    }
  }
}

}  // namespace tenon

// tenon.op/1, tenon.autograd/1 and tenon.ctx/1.
#include <algorithm>
#include <mutex>
#include <unordered_map>

#include "core/api/view.h"
#include "core/autograd/engine.h"
#include "core/autograd/meta.h"
#include "core/memory/allocator.h"
#include "core/plugin/boundary.h"
#include "core/plugin/call_ctx.h"
#include "core/plugin/cells.h"
#include "core/plugin/host.h"
#include "core/plugin/loaded.h"
#include "core/registry/bind.h"
#include "core/registry/call.h"
#include "core/registry/generator.h"
#include "core/registry/registry.h"

tn_ctx::~tn_ctx() {
  for (auto [p, size] : scratch) tenon::cpu_free(p, size);
}

namespace tenon::plugin {
namespace {

const Op& op_of(const tn_op* op) { return *reinterpret_cast<const Op*>(op); }

// ---- tenon.op/1 ----

tn_status* find_op(tn_text name, const tn_op** out) {
  return guarded([&] {
    std::string_view n = view(name);
    n = n.substr(0, n.find('('));
    const Op* op = Registry::get().find(n);
    const size_t colons = n.find("::");
    // The first use of a namespace loads its plugin.
    if (!op && colons != std::string_view::npos && exists(n.substr(0, colons))) {
      load(n.substr(0, colons));
      op = Registry::get().find(n);
    }
    *out = reinterpret_cast<const tn_op*>(op ? op : &Registry::get().at(n));
  });
}

tn_status* call_named(const tn_op* handle, tn_ctx*, const tn_value* args, uint32_t nargs,
                      const tn_text* names, uint32_t nnames, tn_value* rets, uint32_t nrets) {
  return guarded([&] {
    const Op& op = op_of(handle);
    const size_t results = op.schema.returns.size();
    check_type(nrets <= results, op.name, "(): has ", results, " results, ", nrets,
               " are asked for.");
    const Bound bound(op.schema, op.schema.name, cells(args, nargs), Names(names, nnames));
    Value out[16];
    call(op, bound.data(), out);
    for (size_t i = 0; i < results; ++i) {
      if (i < nrets) {
        rets[i] = out[i];
      } else {
        out[i].drop();
      }
    }
  });
}

tn_status* call_plain(const tn_op* op, tn_ctx* ctx, const tn_value* args, uint32_t nargs,
                      tn_value* rets, uint32_t nrets) {
  return call_named(op, ctx, args, nargs, nullptr, 0, rets, nrets);
}

// Ops live for ever, and so does the text that is handed out.
tn_text schema_text(const tn_op* op) {
  static std::mutex mutex;
  static auto* texts = new std::unordered_map<const tn_op*, std::string>;
  std::lock_guard lock(mutex);
  auto [it, fresh] = texts->try_emplace(op);
  if (fresh) it->second = to_string(op_of(op).schema);
  return text(it->second);
}

const tn_op* next_op(uint64_t* pos) {
  const auto all = Registry::get().list();
  return reinterpret_cast<const tn_op*>(*pos < all.size() ? all[(*pos)++] : nullptr);
}

// ---- tenon.autograd/1 ----

bool wants_grad(const Value& v) {
  if (v.is_tensor()) return v.tensor().requires_grad();
  if (v.tag != TN_TENSORS && v.tag != TN_LIST && v.tag != TN_TUPLE && v.tag != TN_VALUES)
    return false;
  for (const Value& x : list_items(v)) {
    if (wants_grad(x)) return true;
  }
  return false;
}

uint32_t needs_grad(const tn_value* args, uint32_t n) {
  if (!mode().grad) return 0;
  for (uint32_t i = 0; i < n; ++i) {
    if (wants_grad(cells(args)[i])) return 1;
  }
  return 0;
}

tn_status* backward(tn_tensor* t, tn_tensor* grad, uint32_t retain_graph, uint32_t create_graph) {
  return guarded([&] {
    run_backward({borrow(t)}, {borrow(grad)}, {},
                 {.retain_graph = retain_graph != 0 || create_graph != 0,
                  .create_graph = create_graph != 0});
  });
}

// ---- tenon.ctx/1 ----

tn_status* scratch(tn_ctx* ctx, uint64_t size, void** out) {
  return guarded([&] {
    check_implemented(ctx && ctx->device.kind == DeviceKind::CPU,
                      "scratch(): only calls on the cpu have scratch memory.");
    ctx->scratch.reserve(ctx->scratch.size() + 1);
    *out = cpu_allocate(size);
    ctx->scratch.emplace_back(*out, size);
  });
}

VjpCtx& vjp_of(tn_ctx* ctx) {
  check(ctx && ctx->vjp, "saved(): only a vjp has saved values.");
  return *ctx->vjp;
}

tn_status* saved_input(tn_ctx* ctx, uint32_t index, tn_value* out) {
  return guarded([&] {
    VjpCtx& c = vjp_of(ctx);
    const auto& params = c.op().schema.params;
    check_index(index < params.size(), "saved_input(): got index ", index, ", the op has ",
                params.size(), " parameters.");
    *out = c.arg(static_cast<int>(index));
    if (!cells(out)->is_tensor()) return;
    ctx->kept.push_back(c.in(static_cast<int>(index)));  // checks the version
    *out = Value(ctx->kept.back());
  });
}

tn_status* saved_output(tn_ctx* ctx, uint32_t index, tn_value* out) {
  return guarded([&] {
    VjpCtx& c = vjp_of(ctx);
    check_index(index < c.op().schema.returns.size(), "saved_output(): got index ", index,
                ", the op has ", c.op().schema.returns.size(), " results.");
    ctx->kept.push_back(c.out(static_cast<int>(index)));
    *out = Value(ctx->kept.back());
  });
}

}  // namespace

void fill_op(tn_host_op& t) {
  t.find = find_op;
  t.call = call_plain;
  t.call_named = call_named;
  t.arity = [](const tn_op* op, uint32_t* params, uint32_t* results) {
    *params = static_cast<uint32_t>(op_of(op).schema.params.size());
    *results = static_cast<uint32_t>(op_of(op).schema.returns.size());
  };
  t.name = [](const tn_op* op) { return text(op_of(op).name); };
  t.schema = schema_text;
  t.doc = [](const tn_op* op) { return text(op_of(op).doc); };
  t.next = next_op;
}

void fill_autograd(tn_host_autograd& t) {
  t.grad_mode = [] { return uint32_t{mode().grad}; };
  t.set_grad_mode = [](uint32_t on) { return uint32_t{std::exchange(mode().grad, on != 0)}; };
  t.needs_grad = needs_grad;
  t.requires_grad = [](tn_tensor* p) { return uint32_t{borrow(p).requires_grad()}; };
  t.set_requires_grad = [](tn_tensor* p, uint32_t on) {
    return guarded([&] { set_requires_grad(borrow(p), on != 0); });
  };
  t.grad = [](tn_tensor* p, tn_tensor** out) {
    return guarded([&] { *out = give(grad_of(borrow(p))); });
  };
  t.set_grad = [](tn_tensor* p, tn_tensor* grad) {
    return guarded([&] { set_grad(borrow(p), borrow(grad)); });
  };
  t.detach = [](tn_tensor* p, tn_tensor** out) {
    return guarded([&] { *out = give(detach(borrow(p))); });
  };
  t.backward = backward;
}

void fill_ctx(tn_host_ctx& t) {
  t.device = [](tn_ctx* c) { return device_to(c ? c->device : Device{}); };
  t.op_name = [](tn_ctx* c) { return c && c->op ? text(c->op->name) : tn_text{nullptr, 0}; };
  t.scratch = scratch;
  t.generator = [](tn_ctx*, tn_generator** out) {
    *out = reinterpret_cast<tn_generator*>(&default_generator());
    return static_cast<tn_status*>(nullptr);
  };
  t.deterministic = [](tn_ctx*) { return 0u; };
  t.cancelled = [](tn_ctx*) { return 0u; };
  t.stream = [](tn_ctx*) { return static_cast<void*>(nullptr); };
  t.save = [](tn_ctx* c, const tn_value* v) {
    return guarded([&] {
      check(c && c->saved, "save(): only a setup can save values.");
      c->saved->push_back(Owned::copy(*cells(v)));
    });
  };
  t.saved = [](tn_ctx* c, uint32_t i, tn_value* out) {
    return guarded([&] { *out = vjp_of(c).extra(i); });
  };
  t.saved_input = saved_input;
  t.saved_output = saved_output;
  t.needs_input_grad = [](tn_ctx* c, uint32_t i) {
    if (!c || !c->vjp) return 0u;
    const auto& tensors = c->vjp->op().tensor_params;
    const bool is_tensor = std::count(tensors.begin(), tensors.end(), i) != 0;
    return uint32_t{is_tensor && c->vjp->needs(static_cast<int>(i))};
  };
}

}  // namespace tenon::plugin

#include "core/registry/registry.h"

#include <algorithm>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>

#include "core/registry/call.h"

namespace tenon {
namespace {

struct Ops {
  mutable std::shared_mutex mutex;
  std::vector<const Op*> list;
  std::unordered_map<std::string_view, const Op*> by_name;  // keys point into the ops
};
Ops& ops() {
  static auto* o = new Ops;  // never destroyed: ops are called until the process ends
  return *o;
}

std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> out;
  size_t at = 0;
  while ((at = text.find_first_not_of(" ,\n", at)) != std::string_view::npos) {
    size_t end = std::min(text.find_first_of(" ,\n", at), text.size());
    out.emplace_back(text.substr(at, end - at));
    at = end;
  }
  return out;
}

// Alias marks and fixed lengths are not part of a C++ type; `layout` and `memory_format` travel as
// int.
bool fits(const TypeSpec& cpp, const TypeSpec& schema) {
  auto kind = [](TypeKind k) {
    return k == TypeKind::Layout || k == TypeKind::MemoryFormat ? TypeKind::Int : k;
  };
  bool nullable = schema.kind == TypeKind::Tensor || schema.kind == TypeKind::Generator ||
                  schema.kind == TypeKind::Any || schema.kind == TypeKind::TensorOrScalar;
  return kind(cpp.kind) == kind(schema.kind) && cpp.list == schema.list &&
         (cpp.optional == schema.optional || (nullable && !schema.list));
}

void compare(const Boxed& b, const Schema& s, const OpDef& def) {
  auto where = [&] {
    return str("define_all(): ", def.file, ":", def.line, ": op '", s.qualified_name(), "': ");
  };
  auto same_types = [&](const TypeSpec* cpp, int n, const std::vector<Param>& params,
                        std::string_view what) {
    if (n != static_cast<int>(params.size())) {
      fail(ErrorKind::Assertion, where(), "the kernel has ", n, " ", what, "s, expected ",
           params.size());
    }
    for (int i = 0; i < n; ++i) {
      if (!fits(cpp[i], params[i].type)) {
        fail(ErrorKind::Assertion, where(), what, " ", i, " '", params[i].name,
             "': the kernel has ", cpp[i], ", expected ", params[i].type);
      }
    }
  };
  same_types(b.params, b.nparams, s.params, "parameter");
  same_types(b.returns, b.nreturns, s.returns, "result");
}

Op* make_op(const OpDef& def) {
  auto op = std::make_unique<Op>();
  op->schema = parse_schema(def.schema);
  for (const Boxed* b : {&def.cpu, &def.body, &def.infer}) {
    if (b->fn) compare(*b, op->schema, def);
  }
  op->kernel[static_cast<int>(DeviceKind::CPU)] = def.cpu.fn;
  op->kernel[static_cast<int>(DeviceKind::Meta)] = def.infer.fn                 ? def.infer.fn
                                                   : def.traits & DataDependent ? nullptr
                                                                                : def.cpu.fn;
  op->body = def.body.fn;
  op->vjp = def.vjp.fn;
  op->setup = def.setup;
  if (def.vjp.no_grad_reason) op->no_grad_reason = def.vjp.no_grad_reason;
  op->traits = def.traits;
  op->doc = def.doc;
  if (def.shapes) op->shapes = def.shapes;
  op->source = str(def.file, ":", def.line);
  finish_op(*op, def.saves, def.paths ? def.paths : "");
  return op.release();
}

}  // namespace

// NAME_ from NAME: the same schema with its self parameter written to and returned.
Op* derive_inplace(Op& op) {
  auto out = std::make_unique<Op>();
  out->schema.ns = op.schema.ns;
  out->schema.name = op.schema.name + "_";
  out->schema.overload = op.schema.overload;
  for (const Param& p : op.schema.params) out->schema.params.push_back(p);
  TypeSpec& self = out->schema.params[op.self_param].type;
  self.kind = TypeKind::Tensor;
  self.alias = 'a';
  self.write = true;
  Param ret;
  ret.type = self;
  out->schema.returns.push_back(ret);
  out->traits = op.traits & ~(InPlace | Out | Method);
  out->functional = &op;
  out->vjp = op.vjp;
  out->setup = op.setup;
  out->no_grad_reason = op.no_grad_reason;
  if (op.body) {
    out->body = inplace_body;
  } else {
    for (int d = 0; d < kMaxDevices; ++d) out->kernel[d] = op.kernel[d] ? inplace_kernel : nullptr;
  }
  out->doc = "In-place version of " + op.name + "().";
  out->source = op.source;
  out->owner = op.owner;
  std::string paths;
  for (const std::string& p : op.paths) paths += p + "_ ";
  finish_op(*out, "", paths);
  out->saves_args = op.saves_args;
  out->saves_rets = op.saves_rets;
  std::copy(std::begin(op.saved_for), std::end(op.saved_for), out->saved_for);
  op.inplace = out.get();
  return out.release();
}

void finish_op(Op& op, std::string_view saves, std::string_view paths) {
  Schema& s = op.schema;
  op.name = s.qualified_name();
  for (size_t i = 0; i < s.params.size(); ++i) {
    const TypeSpec& t = s.params[i].type;
    if (t.kind == TypeKind::Tensor || t.kind == TypeKind::TensorOrScalar) {
      op.tensor_params.push_back(static_cast<uint8_t>(i));
    }
    if (t.kind == TypeKind::Device) op.device_param = static_cast<int>(i);
    if (t.write && op.mutated_param < 0) op.mutated_param = static_cast<int>(i);
  }
  int self = s.index_of("input");
  if (self < 0) self = s.index_of("self");
  op.self_param = std::max(self, 0);
  for (const Param& r : s.returns) op.returns_view |= r.type.alias && !r.type.write;
  std::fill(std::begin(op.saved_for), std::end(op.saved_for), int8_t{-1});
  for (const std::string& word : split_words(saves)) {
    std::string name = word.substr(0, word.find(':'));
    int i = s.index_of(name);
    if (i >= 0) {
      op.saves_args |= 1u << i;
      if (name.size() < word.size())
        op.saved_for[i] = static_cast<int8_t>(s.index_of(word.substr(name.size() + 1)));
      continue;
    }
    size_t r = 0;
    if (name != "out") {
      while (r < s.returns.size() && s.returns[r].name != name) ++r;
    }
    if (r >= s.returns.size()) {
      fail(ErrorKind::Assertion, "finish_op(): op '", op.name, "' saves '", name,
           "', which it does not have");
    }
    op.saves_rets |= 1u << r;
  }
  if (!paths.empty()) {
    op.paths = split_words(paths);
  } else if (s.ns.empty()) {
    if (!op.has(NoFunction)) op.paths.push_back("tenon." + s.name);
    if (op.has(Method)) op.paths.push_back("Tensor." + s.name);
  } else {
    op.paths.push_back("tenon.ops." + s.ns + "." + s.name);
  }
}

Registry& Registry::get() {
  static auto* r = new Registry;
  return *r;
}

void Registry::define_all(std::span<const OpDef> table) {
  std::vector<Op*> made;
  for (const OpDef& def : table) {
    made.push_back(make_op(def));
    if (def.traits & InPlace) made.push_back(derive_inplace(*made.back()));
  }
  add(std::move(made));
}

void Registry::add(std::vector<Op*> made) {
  std::unique_lock lock(ops().mutex);
  for (const Op* op : made) {
    auto found = ops().by_name.find(op->name);
    if (found == ops().by_name.end()) continue;
    auto owner = [](const Op& o) { return o.owner.empty() ? "core" : "plugin " + o.owner; };
    std::string message =
        str("register: op '", op->name, "' exists already: got it from ", owner(*op), " (",
            op->source, "), expected a new name; the first is from ", owner(*found->second), " (",
            found->second->source, ")");
    for (Op* o : made) delete o;
    fail(ErrorKind::Value, message);
  }
  for (const Op* op : made) {
    ops().list.push_back(op);
    ops().by_name.emplace(op->name, op);
  }
}

const Op* Registry::find(std::string_view name) const noexcept {
  std::shared_lock lock(ops().mutex);
  auto it = ops().by_name.find(name);
  return it == ops().by_name.end() ? nullptr : it->second;
}

const Op& Registry::at(std::string_view name) const {
  if (const Op* op = find(name)) return *op;
  std::string similar;
  for (const Op* op : list()) {
    if (op->schema.name.starts_with(name.substr(0, std::min<size_t>(4, name.size()))) &&
        similar.size() < 80) {
      similar += (similar.empty() ? "" : ", ") + op->name;
    }
  }
  fail(ErrorKind::Key, "find op: no op is named '", name, "'",
       similar.empty() ? "" : ". Similar: ", similar);
}

std::vector<const Op*> Registry::list() const {
  std::shared_lock lock(ops().mutex);
  return ops().list;
}

}  // namespace tenon

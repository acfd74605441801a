// Calling ops by schema: Python's arguments become a stack array of borrowed cells, in one pass.
#include <cstring>

#include "core/autograd/meta.h"
#include "core/registry/call.h"
#include "python/ext/constants.h"
#include "python/ext/convert.h"
#include "python/ext/default_device.h"
#include "python/ext/named_results.h"
#include "python/ext/py_op.h"
#include "python/ext/py_override.h"

namespace tenon::py {
namespace {

constexpr int kMaxParams = 64;
constexpr int64_t kReleaseBytes = 1 << 16;

PyObject* intern(const char* text) { return checked(PyUnicode_InternFromString(text)).release(); }

struct Names {
  PyObject *out = intern("out"), *requires_grad = intern("requires_grad");
};
const Names& names() {
  static const auto* n = new Names;
  return *n;
}

bool is_name(PyObject* a, PyObject* b) { return a == b || PyUnicode_Compare(a, b) == 0; }

// NumPy's spellings, which PyTorch takes too.
std::string_view alias_of(std::string_view name) {
  if (name == "axis") return "dim";
  if (name == "keepdims") return "keepdim";
  if (name == "x" || name == "x1" || name == "a") return "input";
  if (name == "x2") return "other";
  return {};
}

// What did not fit; made into a sentence only when no overload fits.
struct Problem {
  enum Kind { kNone, kTooMany, kWrongType, kUnexpected, kMissing, kTwice } kind = kNone;
  int param = -1, position = -1;  // position < 0: given by name
  PyObject* culprit = nullptr;    // borrowed
};

struct Arguments {
  PyObject* const* args;
  size_t nargs;
  PyObject* kwnames;
};

class Binder {
 public:
  Binder(const Plan& plan, const Arguments& given, bool method, Value* cells, Arena& arena)
      : plan_(plan), given_(given), method_(method), cells_(cells), arena_(arena) {}

  bool bind() {
    std::memcpy(static_cast<void*>(cells_), plan_.defaults.data(),
                plan_.defaults.size() * sizeof(Value));
    bool placed = plan_.op->has(ToLike) ? bind_to_like() : bind_positional();
    if (!placed || (given_.kwnames && !bind_named())) return false;
    if (uint64_t missing = plan_.required & ~filled_) [[unlikely]] {
      return fail({Problem::kMissing, std::countr_zero(missing)});
    }
    if (plan_.device >= 0 && !out) fill_device(cells_[plan_.device]);
    return true;
  }
  Problem problem;
  PyObject* out = nullptr;
  bool requires_grad = false;

 private:
  bool fail(Problem p) {
    problem = p;
    return false;
  }
  const TypeSpec& type(int p) const { return plan_.op->schema.params[static_cast<size_t>(p)].type; }

  bool put(int p, PyObject* o, int position) {
    if (!convert(o, type(p), arena_, cells_[p])) {
      return fail({Problem::kWrongType, p, position, o});
    }
    filled_ |= uint64_t{1} << p;
    return true;
  }

  // The parameter that positional argument i stands for: a method's first argument is `self`.
  int param_at(int i) const {
    if (!method_) return i;
    int self = plan_.op->self_param;
    return i == 0 ? self : i <= self ? i - 1 : i;
  }

  bool bind_positional() {
    auto n = static_cast<int>(given_.nargs);
    for (int i = 0; i < n; ++i) {
      int p = param_at(i);
      if (i >= plan_.positional) return fail({Problem::kTooMany});
      PyObject* o = given_.args[i];
      if (p == plan_.spread && !is_list(o) && (n - i > 1 || type(p).length == 0) && o != Py_None)
        return spread(i);
      if (!put(p, o, i)) return false;
    }
    return true;
  }

  // The rest of the positional arguments are the items of one list.
  bool spread(int i) {
    Ref rest = checked(PyTuple_New(static_cast<Py_ssize_t>(given_.nargs) - i));
    for (size_t k = static_cast<size_t>(i); k < given_.nargs; ++k) {
      PyTuple_SET_ITEM(rest.get(), static_cast<Py_ssize_t>(k) - i, Py_NewRef(given_.args[k]));
    }
    int p = param_at(i);
    if (!convert(rest.get(), type(p), arena_, cells_[p]))
      return fail({Problem::kWrongType, p, i, given_.args[i]});
    filled_ |= uint64_t{1} << p;
    return true;
  }

  // to(dtype), to(device, dtype), to(other), each followed by non_blocking and copy: told apart by
  // the object.
  bool bind_to_like() {
    if (given_.nargs == 0) return true;
    if (!put(plan_.op->self_param, given_.args[0], 0)) return false;
    const Schema& s = plan_.op->schema;
    int flags = 0;
    for (size_t i = 1; i < given_.nargs; ++i) {
      PyObject* o = given_.args[i];
      int position = static_cast<int>(i);
      if (is_tensor(o)) {
        if (!put(s.index_of("dtype"), dtype_object(unwrap(o).dtype()), position)) return false;
        if (!put(s.index_of("device"), arena_.keep(device_object(unwrap(o).device())), position))
          return false;
        continue;
      }
      int p = PyBool_Check(o) ? s.index_of(flags++ == 0 ? "non_blocking" : "copy")
              : PyUnicode_Check(o) || is_device(o) ? s.index_of("device")
              : Py_TYPE(o) == memory_format_type   ? s.index_of("memory_format")
                                                   : s.index_of("dtype");
      if (o == Py_None) continue;
      if (p < 0) return fail({Problem::kTooMany});
      if (!put(p, o, position)) return false;
    }
    return true;
  }

  int find_name(PyObject* name) const {
    auto n = static_cast<int>(plan_.names.size());
    for (int i = 0; i < n; ++i) {
      if (plan_.names[static_cast<size_t>(i)] == name) return i;
    }
    std::string_view text = text_of(name);
    int p = plan_.op->schema.index_of(text);
    if (p >= 0) return p;
    std::string_view other = alias_of(text);
    return other.empty() ? -1 : plan_.op->schema.index_of(other);
  }

  bool bind_named() {
    for (Py_ssize_t k = 0; k < PyTuple_GET_SIZE(given_.kwnames); ++k) {
      PyObject* name = PyTuple_GET_ITEM(given_.kwnames, k);
      PyObject* o = given_.args[given_.nargs + static_cast<size_t>(k)];
      int p = find_name(name);
      if (p < 0 || p == plan_.requires_grad) {
        if (!bind_extra(name, o)) return false;
      } else if (filled_ >> p & 1) {
        return fail({Problem::kTwice, p});
      } else if (!put(p, o, -1)) {
        return false;
      }
    }
    return true;
  }

  // Named arguments that stand in no schema.
  bool bind_extra(PyObject* name, PyObject* o) {
    if (is_name(name, names().out) && plan_.op->has(Out)) {
      if (o != Py_None) out = o;
      return true;
    }
    if (is_name(name, names().requires_grad) && plan_.makes_tensor) {
      if (o != Py_None && !PyBool_Check(o)) return fail({Problem::kUnexpected, -1, -1, name});
      requires_grad = o == Py_True;
      return true;
    }
    return fail({Problem::kUnexpected, -1, -1, name});
  }

  const Plan& plan_;
  const Arguments& given_;
  bool method_;
  Value* cells_;
  Arena& arena_;
  uint64_t filled_ = 0;
};

std::string describe(const Plan& plan, const Arguments& given, const Problem& problem,
                     bool method) {
  const Schema& s = plan.op->schema;
  auto param = [&] { return s.params[static_cast<size_t>(problem.param)]; };
  switch (problem.kind) {
    case Problem::kTooMany:
      return str(s.name, "() takes ", plan.positional - method, " positional argument",
                 plan.positional - method == 1 ? "" : "s", " but ", given.nargs - method,
                 given.nargs - method == 1 ? " was" : " were", " given");
    case Problem::kWrongType: {
      std::string where =
          problem.position < 0 ? "" : str(" (position ", problem.position + 1 - method, ")");
      return str(s.name, "(): argument '", param().name, "'", where, " must be ",
                 python_type_name(param().type), ", not ", type_name(problem.culprit));
    }
    case Problem::kUnexpected:
      return str(s.name, "() got an unexpected keyword argument '", text_of(problem.culprit), "'");
    case Problem::kMissing:
      return str(s.name, "() missing 1 required positional arguments: \"", param().name, "\"");
    case Problem::kTwice:
      return str(s.name, "() got multiple values for argument '", param().name, "'");
    case Problem::kNone:
      break;
  }
  return "";
}

[[noreturn, gnu::cold]] void no_overload_fits(const OpSet& set, const Arguments& given) {
  std::string got;
  size_t n =
      given.nargs + (given.kwnames ? static_cast<size_t>(PyTuple_GET_SIZE(given.kwnames)) : 0);
  for (size_t i = set.method; i < n; ++i) {
    if (!got.empty()) got += ", ";
    got += type_name(given.args[i]);
    if (i >= given.nargs) {
      got += str(
          " ", text_of(PyTuple_GET_ITEM(given.kwnames, static_cast<Py_ssize_t>(i - given.nargs))));
    }
  }
  std::string expected;
  for (const Op* op : set.ops) expected += str("\n * ", to_string(op->schema));
  fail(ErrorKind::Type, set.name, "() received an invalid combination of arguments - got (", got,
       "), but expected one of:", expected);
}

// What inference_mode() makes is marked; views of other tensors and what existed before are not.
void mark_inference(const Value& v) {
  if (!v.is_tensor()) return;
  TensorImpl* p = v.tensor().impl();
  if (!p->py_object && !p->view_base) p->flags |= TensorImpl::kInference;
}

bool overriding_out(PyObject* out) {
  if (!is_list(out)) return is_tensor(out) && overrides(out);
  for (Py_ssize_t i = 0; i < list_size(out); ++i) {
    if (is_tensor(list_item(out, i)) && overrides(list_item(out, i))) return true;
  }
  return false;
}

PyObject* run_out(const Op& op, const Value* cells, PyObject* out) {
  std::vector<Tensor> outs;
  bool several = is_list(out);
  Py_ssize_t n = several ? list_size(out) : 1;
  for (Py_ssize_t i = 0; i < n; ++i) {
    PyObject* o = several ? list_item(out, i) : out;
    check_type(is_tensor(o), op.schema.name, "(): argument 'out' must be Tensor, not ",
               type_name(o));
    outs.push_back(unwrap(o));
  }
  Asked asked;
  call_out(op, cells, outs);
  return several ? named_outs(op, out) : Py_NewRef(out);
}

}  // namespace

Plan::Plan(const Op& o) : op(&o) {
  const auto& params = o.schema.params;
  int dtype = -1, last_list = -1;
  for (size_t i = 0; i < params.size(); ++i) {
    const Param& p = params[i];
    names.push_back(intern(p.name.c_str()));
    defaults.push_back(p.required ? Value() : p.default_value());
    bool nullable = p.type.kind == TypeKind::Any;
    if (p.required && !nullable) required |= uint64_t{1} << i;
    if (!p.kw_only) positional = static_cast<int>(i) + 1;
    if (!p.kw_only && p.type.list) last_list = static_cast<int>(i);
    if (p.type.kind == TypeKind::DType) dtype = static_cast<int>(i);
    if (p.name == "requires_grad") requires_grad = static_cast<int>(i);
  }
  if (o.has(VarInts) || o.has(VarArgs)) spread = last_list;
  makes_tensor = dtype >= 0 && o.device_param >= 0 && !o.has(ToLike);
  if (o.tensor_params.empty()) device = o.device_param;
}

void OpSet::make_plans() {
  for (const Op* op : ops) plans.emplace_back(*op);
}

bool worth_releasing(const Op& op, const Value* cells) {
  int64_t bytes = 0;
  for (uint8_t i : op.tensor_params) {
    const Value& v = cells[i];
    if (v.tag == TN_TENSOR) {
      bytes += static_cast<int64_t>(v.tensor().nbytes());
    } else if (v.tag == TN_TENSORS) {
      for (const Tensor& t : v.to_tensors())
        bytes += t.defined() ? static_cast<int64_t>(t.nbytes()) : 0;
    }
  }
  if (op.tensor_params.empty() && !op.schema.params.empty() && cells[0].tag == TN_INTS) {
    bytes = 4;
    for (int64_t s : cells[0].to_ints()) {
      if (__builtin_mul_overflow(bytes, s, &bytes)) return true;
    }
  }
  return bytes > kReleaseBytes;
}

PyObject* run_op(const Op& op, const Value* cells) {
  alignas(Value) char space[16 * sizeof(Value)];
  auto* rets = reinterpret_cast<Value*>(space);
  Asked asked;
  if (worth_releasing(op, cells)) {
    NoGil released;
    call(op, cells, rets);
  } else {
    call(op, cells, rets);
  }
  size_t n = op.schema.returns.size();
  if (mode().inference) [[unlikely]] {
    for (size_t i = 0; i < n; ++i) mark_inference(rets[i]);
  }
  if (n == 1) return result_to_python(rets[0], op.schema.returns[0].type);
  if (n == 0) Py_RETURN_NONE;
  return named_results(op, rets);
}

PyObject* call_ops(OpSet& set, PyObject* const* args, size_t nargs, PyObject* kwnames) {
  set.prepare();
  if (function_modes) [[unlikely]] {
    if (PyObject* result = hand_over(op_object(set).get(), args, nargs, kwnames)) return result;
  }
  if (set.method && (nargs == 0 || !is_tensor(args[0]))) [[unlikely]] {
    fail(ErrorKind::Type, "descriptor '", set.name, "' for 'Tensor' objects needs a Tensor, got ",
         nargs ? type_name(args[0]) : "nothing");
  }
  alignas(Value) char space[kMaxParams * sizeof(Value)];
  auto* cells = reinterpret_cast<Value*>(space);
  Arguments given = {args, nargs, kwnames};
  for (const Plan& plan : set.plans) {
    Arena arena;
    Binder binder(plan, given, set.method, cells, arena);
    bool bound = binder.bind();
    if (!bound || arena.overridden || (binder.out && overriding_out(binder.out))) [[unlikely]] {
      PyObject* result = hand_over(op_object(set).get(), args, nargs, kwnames);
      if (result) return result;
    }
    if (!bound) [[unlikely]] {
      if (set.plans.size() == 1)
        fail(ErrorKind::Type, describe(plan, given, binder.problem, set.method));
      continue;
    }
    if (binder.out) return run_out(*plan.op, cells, binder.out);
    PyObject* result = run_op(*plan.op, cells);
    if (binder.requires_grad) {
      Ref holder = Ref::steal(result);
      set_requires_grad(unwrap(result), true);
      return holder.release();
    }
    return result;
  }
  no_overload_fits(set, given);
}

}  // namespace tenon::py

// t[...] and t[...] = v, on the ops select, slice, unsqueeze, index and index_put_.
#include "core/base/warn.h"
#include "core/iter/number.h"
#include "python/ext/convert.h"
#include "python/ext/make_tensor.h"
#include "python/ext/py_op.h"
#include "python/ext/py_override.h"

namespace tenon::py {
namespace {

OpRef select{"select"}, slice{"slice"}, unsqueeze{"unsqueeze"}, index_op{"index"},
    index_put_{"index_put_"}, copy_{"copy_"}, fill_{"fill_"}, expand{"expand"}, to_copy{"to_copy"};

// An index as a tuple of parts. A list that holds a slice, a tensor, a list or such is one too
// (NumPy's old rule).
Ref parts_of(PyObject* key) {
  if (PyTuple_Check(key)) return Ref::share(key);
  bool as_tuple = false;
  if (PyList_Check(key) && PyList_GET_SIZE(key) < 32) {
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(key) && !as_tuple; ++i) {
      PyObject* o = PyList_GET_ITEM(key, i);
      as_tuple = is_tensor(o) || is_list(o) || PySlice_Check(o) || o == Py_Ellipsis || o == Py_None;
    }
  }
  if (!as_tuple) return checked(PyTuple_Pack(1, key));
  warn(
      "Using a non-tuple sequence for multidimensional indexing is deprecated and will be changed "
      "in pytorch 2.9; use x[tuple(seq)] instead of x[seq]. In pytorch 2.9 this will be "
      "interpreted "
      "as tensor index, x[tenon.tensor(seq)], which will result either in an error or a different "
      "result");
  return checked(PyList_AsTuple(key));
}

bool is_bool_like(DType t) { return t == DType::Bool || t == DType::U8; }

// Dimensions that the parts use up; an Ellipsis stands for the others.
int64_t count_used(PyObject* parts) {
  int64_t used = 0;
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(parts); ++i) {
    PyObject* o = PyTuple_GET_ITEM(parts, i);
    if (is_tensor(o)) {
      used += is_bool_like(unwrap(o).dtype()) ? unwrap(o).dim() : 1;
    } else if (o != Py_None && o != Py_Ellipsis && !PyBool_Check(o)) {
      ++used;
    }
  }
  return used;
}

std::optional<int64_t> slice_part(PyObject* o) {
  if (o == Py_None) return std::nullopt;
  int64_t v;
  check_type(to_int(o, v), "slice indices must be integers or None or have an __index__ method");
  return v;
}
Value cell(const std::optional<int64_t>& v) { return v ? Value(*v) : Value(); }

// A basic index applied step by step; tensors are collected for index().
class Walk {
 public:
  Walk(const Tensor& t, PyObject* parts)
      : current(t), parts_(parts), used_(count_used(parts)), dims_(t.dim()) {
    check_index(used_ <= dims_, "too many indices for tensor of dimension ", dims_);
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(parts); ++i) step(PyTuple_GET_ITEM(parts, i));
  }
  Tensor current;
  std::vector<Tensor> indices;  // empty entries: the whole dimension

 private:
  void step(PyObject* o) {
    if (o == Py_Ellipsis) {
      dim_ += dims_ - used_;
    } else if (o == Py_None) {
      current = call_tensor(unsqueeze, {Value(current), Value(dim_)});
      ++dim_;
    } else if (PySlice_Check(o)) {
      take_slice(reinterpret_cast<PySliceObject*>(o));
    } else if (PyBool_Check(o)) {
      current = call_tensor(unsqueeze, {Value(current), Value(dim_)});
      put(scalar_index(o == Py_True));
    } else if (is_tensor(o)) {
      take_tensor(unwrap(o));
    } else {
      take_other(o);
    }
  }

  void take_slice(PySliceObject* s) {
    std::optional<int64_t> start = slice_part(s->start), stop = slice_part(s->stop),
                           by = slice_part(s->step);
    check_value(!by || *by > 0, "step must be greater than zero");
    if (start || stop || by) {
      current = call_tensor(
          slice, {Value(current), Value(dim_), cell(start), cell(stop), Value(by.value_or(1))});
    }
    ++dim_;
  }

  void take_tensor(const Tensor& t) {
    bool integer = is_integral(t.dtype()) && !is_bool_like(t.dtype());
    check_index(integer || is_bool_like(t.dtype()),
                "tensors used as indices must be long, int, byte or bool tensors");
    if (t.dim() == 0 && t.dtype() != DType::Bool && is_integral(t.dtype()) && !t.is_meta()) {
      Scalar s;
      to_scalar(item(t).get(), s);
      return take_int(s.to_int());
    }
    if (t.dim() == 0) {  // a 0-d mask adds a dimension of its own
      current = call_tensor(unsqueeze, {Value(current), Value(dim_)});
      Scalar mask;
      to_scalar(item(t).get(), mask);
      return put(scalar_index(mask.to_bool()));
    }
    put(t);
    if (is_bool_like(t.dtype())) {
      dim_ += t.dim() - 1;
    }
  }

  void take_other(PyObject* o) {
    int64_t i;
    if (to_int(o, i)) return take_int(i);
    check_index(is_list(o) || is_array(o),
                "only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables "
                "are valid indices (got ",
                type_name(o), ")");
    Tensor t = tensor_from_data(o, std::nullopt);
    if (t.numel() == 0 && is_floating(t.dtype()))
      t = call_tensor(to_copy, {Value(t), Value(DType::I64)});
    take_tensor(t);
  }

  void take_int(int64_t i) {
    check_index(dim_ < current.dim(), "too many indices for tensor of dimension ", dims_);
    int64_t n = current.sizes()[dim_];
    check_index(i >= -n && i < n, "index ", i, " is out of bounds for dimension ", dim_,
                " with size ", n);
    current = call_tensor(select, {Value(current), Value(dim_), Value(i)});
  }

  // True selects all of a new dimension of size 1, False nothing of it.
  static Tensor scalar_index(bool v) {
    int64_t n = v;
    Tensor t = new_tensor(IntSpan(&n, 1), DType::I64);
    if (v) *t.data<int64_t>() = 0;
    return t;
  }
  void put(Tensor t) {
    indices.resize(static_cast<size_t>(dim_));
    indices.push_back(std::move(t));
    ++dim_;
  }

  PyObject* parts_;
  int64_t used_, dims_, dim_ = 0;
};

// The value as the target's shape; leading dimensions of size 1 may be dropped.
Tensor fit(Tensor value, const Tensor& target) {
  static OpRef reshape{"reshape"};
  Dims sizes(value.sizes());
  while (static_cast<int64_t>(sizes.size()) > target.dim() && sizes[0] == 1) sizes.erase(0);
  if (sizes.size() != value.sizes().size()) {
    value = call_tensor(reshape, {Value(value), Value(IntSpan(sizes))});
  }
  if (same(value.sizes(), target.sizes())) return value;
  return call_tensor(expand, {Value(value), Value(target.sizes())});
}

// One mask and nothing else: the value of one element is cast like a number.
bool is_one_mask(const std::vector<Tensor>& indices) {
  int masks = 0;
  for (const Tensor& t : indices) {
    if (t.defined() && (!is_bool_like(t.dtype()) || ++masks > 1)) return false;
  }
  return masks == 1;
}

// 16-bit floats may become infinite here, unlike in fill_().
Tensor one_of(const Scalar& s, const Tensor& like) {
  Tensor one = new_tensor({}, like.dtype(), like.device());
  if (one.raw()) store_single(s, like.dtype(), one.raw());
  return one;
}

void assign(const Walk& walk, PyObject* value) {
  const Tensor& target = walk.current;
  Scalar s;
  bool number = !is_tensor(value) && to_scalar(value, s);
  check_type(number || is_tensor(value), "can't assign a ", type_name(value),
             " to a tensor of dtype ", target.dtype());
  if (walk.indices.empty()) {
    bool rounds = target.dtype() == DType::F16 || target.dtype() == DType::BF16;
    if (number && !rounds) {
      call_tensor(fill_, {Value(target), Value(s)});
    } else if (number) {
      call_tensor(fill_, {Value(target), Value(one_of(s, target))});
    } else {
      call_tensor(copy_, {Value(target), Value(fit(unwrap(value), target))});
    }
    return;
  }
  Tensor v = number ? one_of(s, target) : unwrap(value);
  if (v.dtype() != target.dtype()) {
    check(v.dim() == 0 || (v.numel() == 1 && is_one_mask(walk.indices)),
          "Index put requires the source and destination dtypes match, got ", target.dtype(),
          " for the destination and ", v.dtype(), " for the source.");
    v = call_tensor(to_copy, {Value(v), Value(target.dtype())});
  }
  call_tensor(index_put_, {Value(target), Value(TensorSpan(walk.indices)), Value(v)});
}

}  // namespace

PyObject* tensor_getitem(PyObject* self, PyObject* key) {
  return guarded([&] {
    if (asks_others(self)) [[unlikely]] {
      if (PyObject* r = hand_over_method("__getitem__", {self, key})) return r;
    }
    const Tensor& t = unwrap(self);
    if (PyLong_CheckExact(key)) {  // the common case, without a tuple
      check_index(t.dim() > 0,
                  "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or "
                  "`tensor.item<T>()` in C++ to "
                  "convert a 0-dim tensor to a number");
      int64_t i = 0, n = t.sizes()[0];
      to_int(key, i);
      check_index(i >= -n && i < n, "index ", i, " is out of bounds for dimension 0 with size ", n);
      return wrap(call_tensor(select, {Value(t), Value(0), Value(i)}));
    }
    Ref parts = parts_of(key);
    Walk walk(t, parts.get());
    if (!walk.indices.empty()) {
      return wrap(call_tensor(index_op, {Value(walk.current), Value(TensorSpan(walk.indices))}));
    }
    // t[...] is a view of t, not t.
    if (walk.current.is_same(t)) return wrap(call_tensor(expand, {Value(t), Value(t.sizes())}));
    return wrap(std::move(walk.current));
  });
}

int tensor_setitem(PyObject* self, PyObject* key, PyObject* value) {
  return guarded(
      [&] {
        check_type(value != nullptr, "Tensor does not support deleting items");
        if (asks_others(self) || (is_tensor(value) && overrides(value))) [[unlikely]] {
          Ref r = Ref::steal(hand_over_method("__setitem__", {self, key, value}));
          if (r) return 0;
        }
        if (key == Py_False) return 0;  // selects nothing
        Ref parts = key == Py_True ? checked(PyTuple_Pack(1, Py_None)) : parts_of(key);
        assign(Walk(unwrap(self), parts.get()), value);
        return 0;
      },
      -1);
}

}  // namespace tenon::py

// Operators: straight from the slot to the op, with cells on the stack.
#include "core/registry/call.h"
#include "python/ext/convert.h"
#include "python/ext/make_tensor.h"
#include "python/ext/py_op.h"
#include "python/ext/py_override.h"

namespace tenon::py {
namespace {

// Any number that is_tensor() is not; complex ones are kept in `keep`.
bool number_cell(PyObject* o, Value& out, Scalar& keep) {
  if (PyFloat_CheckExact(o)) {
    out = Value(PyFloat_AS_DOUBLE(o));
    return true;
  }
  if (!to_scalar(o, keep)) return false;
  out = Value(keep);
  return true;
}

inline bool operand(PyObject* o, Value& out, Scalar& keep) {
  if (Py_TYPE(o) == tensor_type || is_tensor(o)) [[likely]] {
    out = Value(unwrap(o));
    return true;
  }
  return number_cell(o, out, keep);
}

// An op that takes no number there gets a 0-d tensor instead, which promotes nearly the same.
void fit(const Op& op, size_t i, Value& cell, Tensor& keep) {
  if (op.schema.params[i].type.kind != TypeKind::Tensor || !cell.is_number()) return;
  Scalar s = cell.to_scalar();
  keep = scalar_tensor(s, s.dtype());
  cell = Value(keep);
}

// An op behind a slot, and what __torch_function__ knows it by: Tensor.NAME, where the tensor
// stands on the right Tensor.RIGHT.
struct Slot {
  OpRef op;
  const char* name = op.name;
  const char* right = name;
};

bool is_overriding(PyObject* o) {
  if (Py_TYPE(o) == tensor_type || PyLong_CheckExact(o) || PyFloat_CheckExact(o)) return false;
  return overrides_type(Py_TYPE(o));
}

PyObject* hand_over_slot(const Slot& slot, PyObject* a, PyObject* b) {
  if (!function_modes && !is_overriding(a) && !is_overriding(b)) [[likely]]
    return nullptr;
  return is_tensor(a) ? hand_over_method(slot.name, {a, b}) : hand_over_method(slot.right, {b, a});
}

// Where nobody takes a call with a foreign operand, that one's reflected method may.
PyObject* hand_over_or_decline(const Slot& slot, PyObject* a, PyObject* b) {
  try {
    return hand_over_slot(slot, a, b);
  } catch (const Error& e) {
    if (e.kind() != ErrorKind::Type) throw;
    return Py_NewRef(Py_NotImplemented);
  }
}

PyObject* apply(Slot& slot, PyObject* a, PyObject* b) {
  if (Py_TYPE(a) != tensor_type || Py_TYPE(b) != tensor_type || function_modes) {
    if (PyObject* r = hand_over_or_decline(slot, a, b)) return r;
  }
  const Op& op = slot.op.get();
  Value cells[8];
  Scalar keep_a, keep_b;
  if (!operand(a, cells[0], keep_a) || !operand(b, cells[1], keep_b)) Py_RETURN_NOTIMPLEMENTED;
  Tensor made_a, made_b;
  fit(op, 0, cells[0], made_a);
  fit(op, 1, cells[1], made_b);
  for (size_t i = 2; i < op.schema.params.size(); ++i)
    cells[i] = op.schema.params[i].default_value();
  return run_op(op, cells);
}

template <Slot* op>
PyObject* binary(PyObject* a, PyObject* b) {
  return guarded([&] { return apply(*op, a, b); });
}
template <Slot* op>
PyObject* unary(PyObject* a) {
  return guarded([&] {
    if (asks_others(a)) [[unlikely]] {
      if (PyObject* r = hand_over_method(op->name, {a})) return r;
    }
    return wrap(call_tensor(op->op, {Value(unwrap(a))}));
  });
}
// For slots that answer with a number, or with -1 and an error: what __torch_function__ says first.
template <class R, class F, class G>
R number(const char* name, std::initializer_list<PyObject*> args, F&& read, G&& otherwise) {
  return guarded(
      [&]() -> R {
        if (asks_others(*args.begin())) [[unlikely]] {
          Ref r = Ref::steal(hand_over_method(name, args));
          if (r) return read(r.get());
        }
        return otherwise();
      },
      R{-1});
}
template <class F>
PyObject* object(const char* name, PyObject* self, F&& otherwise) {
  return guarded([&]() -> PyObject* {
    if (asks_others(self)) [[unlikely]] {
      if (PyObject* r = hand_over_method(name, {self})) return r;
    }
    return otherwise(unwrap(self));
  });
}

Slot add{{"add"}}, sub{{"sub"}, "sub", "__rsub__"}, mul{{"mul"}}, div{{"div"}, "div", "__rdiv__"},
    floor_divide{{"floor_divide"}, "__floordiv__", "__rfloordiv__"},
    remainder{{"remainder"}, "remainder", "__rmod__"}, pow{{"pow"}, "pow", "__rpow__"},
    matmul{{"matmul"}, "matmul", "__rmatmul__"}, neg{{"neg"}}, abs{{"abs"}},
    bitwise_not{{"bitwise_not"}, "__invert__"}, bitwise_and{{"bitwise_and"}, "__and__", "__rand__"},
    bitwise_or{{"bitwise_or"}, "__or__", "__ror__"},
    bitwise_xor{{"bitwise_xor"}, "__xor__", "__rxor__"},
    lshift{{"bitwise_left_shift"}, "__lshift__", "__rlshift__"},
    rshift{{"bitwise_right_shift"}, "__rshift__", "__rrshift__"}, add_{{"add_"}}, sub_{{"sub_"}},
    mul_{{"mul_"}}, div_{{"div_"}}, floor_divide_{{"floor_divide_"}, "__ifloordiv__"},
    remainder_{{"remainder_"}}, pow_{{"pow_"}}, bitwise_and_{{"bitwise_and_"}, "__iand__"},
    bitwise_or_{{"bitwise_or_"}, "__ior__"}, bitwise_xor_{{"bitwise_xor_"}, "__ixor__"},
    lshift_{{"bitwise_left_shift_"}, "__ilshift__"},
    rshift_{{"bitwise_right_shift_"}, "__irshift__"}, lt{{"lt"}, "lt", "gt"},
    le{{"le"}, "le", "ge"}, eq{{"eq"}}, ne{{"ne"}}, gt{{"gt"}, "gt", "lt"}, ge{{"ge"}, "ge", "le"};
OpRef unbind{"unbind"}, any{"any"}, reciprocal{"reciprocal"};

// As in PyTorch, a number divided by a tensor is a product with its reciprocal.
PyObject* true_divide(PyObject* a, PyObject* b) {
  return guarded([&]() -> PyObject* {
    Value number;
    Scalar keep;
    if (is_tensor(a) || function_modes || is_overriding(b)) return apply(div, a, b);
    if (!number_cell(a, number, keep)) return apply(div, a, b);
    Ref inverse = Ref::steal(wrap(call_tensor(reciprocal, {Value(unwrap(b))})));
    return apply(mul, inverse.get(), a);
  });
}

PyObject* invert(PyObject* a) {
  return object("__invert__", a, [](const Tensor& t) {
    check_type(is_integral(t.dtype(), true),
               "~ (operator.invert) is only implemented on integer and Boolean-type tensors");
    return wrap(call_tensor(bitwise_not.op, {Value(t)}));
  });
}
PyObject* positive(PyObject* a) { return Py_NewRef(a); }

PyObject* power(PyObject* a, PyObject* b, PyObject* modulo) {
  if (modulo != Py_None) Py_RETURN_NOTIMPLEMENTED;
  return binary<&pow>(a, b);
}
PyObject* power_(PyObject* a, PyObject* b, PyObject* modulo) {
  if (modulo != Py_None) Py_RETURN_NOTIMPLEMENTED;
  return binary<&pow_>(a, b);
}

PyObject* compare(PyObject* a, PyObject* b, int which) {
  static Slot* const kOps[] = {&lt, &le, &eq, &ne, &gt, &ge};
  return guarded([&] { return apply(*kOps[which], a, b); });
}

int as_bool(PyObject* self) {
  return number<int>("__bool__", {self}, PyObject_IsTrue, [&] {
    const Tensor& t = unwrap(self);
    check(t.numel() != 0, "Boolean value of Tensor with no values is ambiguous");
    check(t.numel() == 1, "Boolean value of Tensor with more than one value is ambiguous");
    return PyObject_IsTrue(item(t).get());
  });
}
// The one element, for int() and float(); of a complex one the real part, if that is all it has.
Ref real_item(const Tensor& t, const char* type) {
  check_value(t.numel() == 1, "only one element tensors can be converted to Python scalars");
  Ref number = item(t);
  if (!PyComplex_Check(number.get())) return number;
  check(PyComplex_ImagAsDouble(number.get()) == 0, "value cannot be converted to type ", type,
        " without overflow");
  return checked(PyFloat_FromDouble(PyComplex_RealAsDouble(number.get())));
}
PyObject* as_int(PyObject* self) {
  return object("__int__", self, [](const Tensor& t) {
    return checked(PyNumber_Long(real_item(t, "int64_t").get())).release();
  });
}
PyObject* as_float(PyObject* self) {
  return object("__float__", self, [](const Tensor& t) {
    return checked(PyNumber_Float(real_item(t, "double").get())).release();
  });
}
PyObject* as_index(PyObject* self) {
  return object("__index__", self, [](const Tensor& t) {
    check_type(t.numel() == 1 && is_integral(t.dtype(), true),
               "only integer tensors of a single element can be converted to an index");
    return checked(PyNumber_Long(item(t).get())).release();
  });
}

Py_ssize_t length(PyObject* self) {
  return number<Py_ssize_t>("__len__", {self}, PyLong_AsSsize_t, [&] {
    const Tensor& t = unwrap(self);
    check_type(t.dim() > 0, "len() of a 0-d tensor");
    return static_cast<Py_ssize_t>(t.sizes()[0]);
  });
}

PyObject* iterate(PyObject* self) {
  return guarded([&] {
    const Tensor& t = unwrap(self);
    check_type(t.dim() > 0, "iteration over a 0-d tensor");
    Ref parts;
    if (asks_others(self)) [[unlikely]]
      parts = Ref::steal(hand_over_method("unbind", {self}));
    Value cells[2] = {Value(t), Value(0)};
    if (!parts) parts = Ref::steal(run_op(unbind.get(), cells));
    return checked(PyObject_GetIter(parts.get())).release();
  });
}

int contains(PyObject* self, PyObject* element) {
  return number<int>("__contains__", {self, element}, PyObject_IsTrue, [&] {
    Ref same = Ref::steal(apply(eq, self, element));
    check(is_tensor(same.get()),
          "Tensor.__contains__ only supports Tensor or scalar, but you passed in a ",
          type_name(element), ".");
    return PyObject_IsTrue(Ref::steal(wrap(call_tensor(any, {Value(unwrap(same.get()))}))).get());
  });
}

template <class F>
void* slot(F* f) {
  return reinterpret_cast<void*>(f);
}

}  // namespace

const PyType_Slot number_slots[] = {{Py_nb_add, slot(binary<&add>)},
                                    {Py_nb_subtract, slot(binary<&sub>)},
                                    {Py_nb_multiply, slot(binary<&mul>)},
                                    {Py_nb_true_divide, slot(true_divide)},
                                    {Py_nb_floor_divide, slot(binary<&floor_divide>)},
                                    {Py_nb_remainder, slot(binary<&remainder>)},
                                    {Py_nb_power, slot(power)},
                                    {Py_nb_matrix_multiply, slot(binary<&matmul>)},
                                    {Py_nb_and, slot(binary<&bitwise_and>)},
                                    {Py_nb_or, slot(binary<&bitwise_or>)},
                                    {Py_nb_xor, slot(binary<&bitwise_xor>)},
                                    {Py_nb_lshift, slot(binary<&lshift>)},
                                    {Py_nb_rshift, slot(binary<&rshift>)},
                                    {Py_nb_inplace_add, slot(binary<&add_>)},
                                    {Py_nb_inplace_subtract, slot(binary<&sub_>)},
                                    {Py_nb_inplace_multiply, slot(binary<&mul_>)},
                                    {Py_nb_inplace_true_divide, slot(binary<&div_>)},
                                    {Py_nb_inplace_floor_divide, slot(binary<&floor_divide_>)},
                                    {Py_nb_inplace_remainder, slot(binary<&remainder_>)},
                                    {Py_nb_inplace_power, slot(power_)},
                                    {Py_nb_inplace_and, slot(binary<&bitwise_and_>)},
                                    {Py_nb_inplace_or, slot(binary<&bitwise_or_>)},
                                    {Py_nb_inplace_xor, slot(binary<&bitwise_xor_>)},
                                    {Py_nb_inplace_lshift, slot(binary<&lshift_>)},
                                    {Py_nb_inplace_rshift, slot(binary<&rshift_>)},
                                    {Py_nb_negative, slot(unary<&neg>)},
                                    {Py_nb_positive, slot(positive)},
                                    {Py_nb_absolute, slot(unary<&abs>)},
                                    {Py_nb_invert, slot(invert)},
                                    {Py_nb_bool, slot(as_bool)},
                                    {Py_nb_int, slot(as_int)},
                                    {Py_nb_float, slot(as_float)},
                                    {Py_nb_index, slot(as_index)},
                                    {Py_tp_richcompare, slot(compare)},
                                    {Py_mp_length, slot(length)},
                                    {Py_sq_length, slot(length)},
                                    {Py_sq_contains, slot(contains)},
                                    {Py_tp_iter, slot(iterate)},
                                    {0, nullptr}};

}  // namespace tenon::py

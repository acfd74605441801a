// Operators: straight from the slot to the op, with cells on the stack.
#include "core/registry/call.h"
#include "python/ext/convert.h"
#include "python/ext/make_tensor.h"
#include "python/ext/py_op.h"

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

PyObject* apply(OpRef& ref, PyObject* a, PyObject* b) {
  const Op& op = ref.get();
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

template <OpRef* op>
PyObject* binary(PyObject* a, PyObject* b) {
  return guarded([&] { return apply(*op, a, b); });
}
template <OpRef* op>
PyObject* unary(PyObject* a) {
  return guarded([&] { return wrap(call_tensor(*op, {Value(unwrap(a))})); });
}

OpRef add{"add"}, sub{"sub"}, mul{"mul"}, div{"div"}, floor_divide{"floor_divide"},
    remainder{"remainder"}, pow{"pow"}, matmul{"matmul"}, neg{"neg"}, abs{"abs"},
    bitwise_not{"bitwise_not"}, bitwise_and{"bitwise_and"}, bitwise_or{"bitwise_or"},
    bitwise_xor{"bitwise_xor"}, lshift{"bitwise_left_shift"}, rshift{"bitwise_right_shift"},
    add_{"add_"}, sub_{"sub_"}, mul_{"mul_"}, div_{"div_"}, floor_divide_{"floor_divide_"},
    remainder_{"remainder_"}, pow_{"pow_"}, bitwise_and_{"bitwise_and_"},
    bitwise_or_{"bitwise_or_"}, bitwise_xor_{"bitwise_xor_"}, lshift_{"bitwise_left_shift_"},
    rshift_{"bitwise_right_shift_"}, lt{"lt"}, le{"le"}, eq{"eq"}, ne{"ne"}, gt{"gt"}, ge{"ge"},
    unbind{"unbind"}, any{"any"};

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
  static OpRef* const kOps[] = {&lt, &le, &eq, &ne, &gt, &ge};
  return guarded([&] { return apply(*kOps[which], a, b); });
}

int as_bool(PyObject* self) {
  return guarded(
      [&] {
        const Tensor& t = unwrap(self);
        check(t.numel() != 0, "Boolean value of Tensor with no values is ambiguous");
        check(t.numel() == 1, "Boolean value of Tensor with more than one value is ambiguous");
        return PyObject_IsTrue(item(t).get());
      },
      -1);
}
PyObject* as_int(PyObject* self) {
  return guarded([&] { return checked(PyNumber_Long(item(unwrap(self)).get())).release(); });
}
PyObject* as_float(PyObject* self) {
  return guarded([&] { return checked(PyNumber_Float(item(unwrap(self)).get())).release(); });
}
PyObject* as_index(PyObject* self) {
  return guarded([&] {
    const Tensor& t = unwrap(self);
    check_type(t.numel() == 1 && is_integral(t.dtype(), true),
               "only integer tensors of a single element can be converted to an index");
    return checked(PyNumber_Long(item(t).get())).release();
  });
}

Py_ssize_t length(PyObject* self) {
  return guarded(
      [&] {
        const Tensor& t = unwrap(self);
        check_type(t.dim() > 0, "len() of a 0-d tensor");
        return static_cast<Py_ssize_t>(t.sizes()[0]);
      },
      Py_ssize_t{-1});
}

PyObject* iterate(PyObject* self) {
  return guarded([&] {
    const Tensor& t = unwrap(self);
    check_type(t.dim() > 0, "iteration over a 0-d tensor");
    Value cells[2] = {Value(t), Value(0)};
    Ref parts = Ref::steal(run_op(unbind.get(), cells));
    return checked(PyObject_GetIter(parts.get())).release();
  });
}

int contains(PyObject* self, PyObject* element) {
  return guarded(
      [&] {
        Ref same = Ref::steal(apply(eq, self, element));
        check(is_tensor(same.get()),
              "Tensor.__contains__ only supports Tensor or scalar, but you passed in a ",
              type_name(element), ".");
        return PyObject_IsTrue(
            Ref::steal(wrap(call_tensor(any, {Value(unwrap(same.get()))}))).get());
      },
      -1);
}

template <class F>
void* slot(F* f) {
  return reinterpret_cast<void*>(f);
}

}  // namespace

const PyType_Slot number_slots[] = {{Py_nb_add, slot(binary<&add>)},
                                    {Py_nb_subtract, slot(binary<&sub>)},
                                    {Py_nb_multiply, slot(binary<&mul>)},
                                    {Py_nb_true_divide, slot(binary<&div>)},
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
                                    {Py_nb_invert, slot(unary<&bitwise_not>)},
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

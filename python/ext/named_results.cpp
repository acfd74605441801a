#include "python/ext/named_results.h"

#include <structseq.h>

#include <map>

#include "core/registry/registry.h"
#include "python/ext/convert.h"

namespace tenon::py {
namespace {

bool has_names(const Op& op) {
  return op.schema.returns.size() > 1 && !op.schema.returns[0].name.empty();
}

// A line for each result, as PyTorch prints them.
PyObject* repr(PyObject* self) {
  return guarded([&] {
    PyTypeObject* type = Py_TYPE(self);
    std::string text = str(type->tp_name, "(");
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(self); ++i) {
      Ref item = checked(PyObject_Repr(PyTuple_GET_ITEM(self, i)));
      text += str(i ? "," : "", "\n", type->tp_members[i].name, "=", text_of(item.get()));
    }
    return to_unicode(text + ")").release();
  });
}

PyTypeObject* make_class(const Op& op, const std::string& name) {
  // The names live as long as the op does, which is for ever.
  auto* fields = new std::vector<PyStructSequence_Field>;
  for (const Param& r : op.schema.returns) fields->push_back({r.name.c_str(), nullptr});
  fields->push_back({nullptr, nullptr});
  auto* full_name = new std::string("tenon.return_types." + name);
  PyStructSequence_Desc desc = {full_name->c_str(), nullptr, fields->data(),
                                static_cast<int>(fields->size() - 1)};
  PyTypeObject* type = PyStructSequence_NewType(&desc);
  if (!type) throw_python_error();
  type->tp_repr = repr;
  return type;
}

// Overloads share a class. Ops are few and live for ever, so the classes do too.
PyTypeObject* class_of(const Op& op, bool out) {
  static std::map<std::pair<const Op*, bool>, PyTypeObject*> by_op;  // guarded by the GIL
  static std::map<std::string, PyTypeObject*> by_name;
  PyTypeObject*& type = by_op[{&op, out}];
  if (!type) {
    std::string name = out ? op.schema.name + "_out" : op.schema.name;
    PyTypeObject*& named = by_name[name];
    if (!named) named = make_class(op, name);
    type = named;
  }
  return type;
}

Ref empty_results(const Op& op, bool out) {
  if (has_names(op)) return checked(PyStructSequence_New(class_of(op, out)));
  return checked(PyTuple_New(static_cast<Py_ssize_t>(op.schema.returns.size())));
}

}  // namespace

PyObject* named_results(const Op& op, Value* rets) {
  Ref results = empty_results(op, false);
  for (size_t i = 0; i < op.schema.returns.size(); ++i) {
    PyObject* o = result_to_python(std::exchange(rets[i], Value()), op.schema.returns[i].type);
    PyTuple_SET_ITEM(results.get(), static_cast<Py_ssize_t>(i), o);
  }
  return results.release();
}

PyObject* named_outs(const Op& op, PyObject* outs) {
  Ref results = empty_results(op, true);
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(results.get()); ++i)
    PyTuple_SET_ITEM(results.get(), i, Py_NewRef(list_item(outs, i)));
  return results.release();
}

PyObject* return_type(PyObject*, PyObject* name) {
  return guarded([&]() -> PyObject* {
    std::string_view wanted = text_of(name);
    for (bool out : {false, true}) {
      if (out && !wanted.ends_with("_out")) break;
      std::string_view op_name = wanted.substr(0, wanted.size() - (out ? 4 : 0));
      for (const Op* op : Registry::get().list()) {
        if (op->schema.name == op_name && has_names(*op) && (!out || op->has(Out)))
          return Py_NewRef(reinterpret_cast<PyObject*>(class_of(*op, out)));
      }
    }
    Py_RETURN_NONE;
  });
}

}  // namespace tenon::py

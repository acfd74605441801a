#include "python/ext/registry_info.h"

#include <map>

#include "core/registry/registry.h"
#include "python/ext/convert.h"
#include "python/ext/py_op.h"

namespace tenon::py {
namespace {

constexpr std::pair<Trait, const char*> kTraits[] = {
    {Pointwise, "pointwise"}, {InPlace, "inplace"},  {Out, "out"},
    {View, "view"},           {Random, "random"},    {DataDependent, "data_dependent"},
    {VarInts, "var_ints"},    {VarArgs, "var_args"}, {NoFunction, "no_function"},
    {Reduction, "reduction"}};

Ref list_of(const std::vector<std::string>& v) {
  Ref out = checked(PyList_New(0));
  for (const std::string& s : v) checked(PyList_Append(out.get(), to_unicode(s).get()));
  return out;
}

Ref row_of(const Op& op) {
  std::vector<std::string> traits, params;
  for (auto [bit, name] : kTraits) {
    if (op.has(bit)) traits.emplace_back(name);
  }
  for (const Param& p : op.schema.params) params.push_back(p.name);
  // How its gradient comes about; "missing" is what tests complain of.
  const char* gradient = op.body                      ? "composite"
                         : op.vjp                     ? "vjp"
                         : !op.no_grad_reason.empty() ? "none"
                                                      : "missing";
  return checked(Py_BuildValue(
      "{s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:O,s:O,s:O}", "name", op.name.c_str(), "schema",
      to_string(op.schema).c_str(), "doc", op.doc.c_str(), "source", op.source.c_str(), "owner",
      op.owner.c_str(), "gradient", gradient, "no_grad_reason", op.no_grad_reason.c_str(),
      "functional", op.functional ? op.functional->name.c_str() : "", "traits",
      list_of(traits).get(), "paths", list_of(op.paths).get(), "params", list_of(params).get()));
}

}  // namespace

PyObject* list_ops(PyObject*, PyObject*) {
  return guarded([&] {
    Ref out = checked(PyList_New(0));
    for (const Op* op : Registry::get().list())
      checked(PyList_Append(out.get(), row_of(*op).get()));
    return out.release();
  });
}

PyObject* op_by_name(PyObject*, PyObject* name) {
  return guarded([&] {
    static auto* sets = new std::map<const Op*, OpSet>;  // op objects live for ever
    const Op& op = Registry::get().at(text_of(name));
    OpSet& set = (*sets)[&op];
    if (set.ops.empty()) {
      set.path = "tenon._C." + op.name;
      set.name = std::string_view(set.path).substr(9);
      set.ops = {&op};
    }
    return op_object(set).release();
  });
}

}  // namespace tenon::py

#include "python/ext/plugins.h"

#include "core/plugin/host.h"
#include "python/ext/convert.h"

namespace tenon::py {
namespace {

Ref strings(const std::vector<std::string>& v) {
  Ref out = checked(PyList_New(0));
  for (const std::string& s : v) checked(PyList_Append(out.get(), to_unicode(s).get()));
  return out;
}

// _plugins(): a dict per plugin file that can be seen; no code of theirs runs.
PyObject* plugins(PyObject*, PyObject*) {
  return guarded([&] {
    Ref out = checked(PyList_New(0));
    for (const plugin::Found& f : plugin::list()) {
      std::vector<std::string> ops, types;
      for (const auto& item : f.manifest.ops) ops.push_back(item.name);
      for (const auto& item : f.manifest.types) types.push_back(item.name);
      Ref row = checked(Py_BuildValue(
          "{s:s,s:s,s:s,s:s,s:s,s:s,s:O,s:O,s:O}", "id", f.manifest.id.c_str(), "name",
          std::string(f.manifest.short_name()).c_str(), "version", f.manifest.version.c_str(),
          "path", f.path.c_str(), "package", f.manifest.python.c_str(), "problem",
          f.problem.c_str(), "loaded", f.loaded ? Py_True : Py_False, "ops", strings(ops).get(),
          "types", strings(types).get()));
      checked(PyList_Append(out.get(), row.get()));
    }
    return out.release();
  });
}

// _plugin_load(name): loads a plugin by id, short name or path. ImportError says what stands in the
// way.
PyObject* plugin_load(PyObject*, PyObject* name) {
  return guarded([&]() -> PyObject* {
    plugin::load(text_of(name));
    Py_RETURN_NONE;
  });
}

// _plugin_folder(path): another package folder to look for `_plugin/` in.
PyObject* plugin_folder(PyObject*, PyObject* path) {
  return guarded([&]() -> PyObject* {
    plugin::add_search_folder(text_of(path));
    Py_RETURN_NONE;
  });
}

}  // namespace

PyMethodDef plugin_functions[] = {{"_plugins", plugins, METH_NOARGS, nullptr},
                                  {"_plugin_load", plugin_load, METH_O, nullptr},
                                  {"_plugin_folder", plugin_folder, METH_O, nullptr},
                                  {}};

}  // namespace tenon::py

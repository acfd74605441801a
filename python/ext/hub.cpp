#include "python/ext/hub.h"

#include "core/io/safetensors.h"
#include "core/registry/types.h"
#include "hub/error.h"
#include "hub/json.h"
#include "hub/model.h"
#include "python/ext/py_tensor.h"

namespace tenon::py {
namespace {

using io::Json;

PyObject* hub_error = nullptr;  // the class; owned, lives for ever

// Sets HubError with code, exit_status and help.
void set_hub_error(const hub::HubError& e) {
  if (PyErr_Occurred()) return;  // what a callback or Ctrl-C raised is the cause
  PyObject* error = PyObject_CallFunction(hub_error, "s#", e.message().data(),
                                          static_cast<Py_ssize_t>(e.message().size()));
  if (!error) return;
  Ref owned = Ref::steal(error);
  Ref code = to_unicode(str("H", e.code())), help = to_unicode(e.help()),
      status = checked(PyLong_FromLong(e.exit_status()));
  if (PyObject_SetAttrString(error, "code", code.get()) == 0 &&
      PyObject_SetAttrString(error, "exit_status", status.get()) == 0 &&
      PyObject_SetAttrString(error, "help", help.get()) == 0) {
    PyErr_SetObject(hub_error, error);
  }
}

template <class F>
PyObject* hub_guarded(F&& f) noexcept {
  return guarded([&]() -> PyObject* {
    try {
      return f();
    } catch (const hub::HubError& e) {
      set_hub_error(e);
      return nullptr;
    }
  });
}

PyObject* json_text(const Json& v) { return to_unicode(v.dump()).release(); }

// Reports to a Python callable and looks for Ctrl-C, while the work itself runs without the GIL.
class PyProgress : public hub::Progress {
 public:
  explicit PyProgress(PyObject* callback) : callback_(callback == Py_None ? nullptr : callback) {}

  void resolved(const hub::Resolution& r) override {
    tell("resolved", str(r.name, " ", r.version), 0, 0, 0);
  }
  void update(const hub::Transfer& t) override {
    constexpr const char* kEvents[] = {"started", "advanced", "finished", "cached"};
    tell(kEvents[static_cast<int>(t.state)], t.file, t.done, t.total, t.resumed);
  }
  bool cancelled() override {
    Gil gil;
    return PyErr_Occurred() || PyErr_CheckSignals() != 0;
  }

 private:
  void tell(const char* event, const std::string& file, uint64_t done, uint64_t total,
            uint64_t resumed) {
    if (!callback_) return;
    Gil gil;
    if (PyErr_Occurred()) return;
    PyObject* result = PyObject_CallFunction(
        callback_, "ss#KKK", event, file.data(), static_cast<Py_ssize_t>(file.size()),
        static_cast<unsigned long long>(done), static_cast<unsigned long long>(total),
        static_cast<unsigned long long>(resumed));
    Py_XDECREF(result);
  }
  PyObject* callback_;
};

// What a callback raised after the last piece, when nothing asked for the end any more.
void check_callback() {
  if (PyErr_Occurred()) throw_python_error();
}

hub::Hub open_hub(const char* registry) { return hub::Hub({.home = "", .registry = registry}); }

// _hub_pull(name, registry, offline, callback) -> JSON
PyObject* hub_pull(PyObject*, PyObject* args) {
  return hub_guarded([&]() -> PyObject* {
    const char *name, *registry;
    int offline;
    PyObject* callback;
    if (!PyArg_ParseTuple(args, "sspO", &name, &registry, &offline, &callback))
      throw_python_error();
    hub::Pulled pulled;
    {
      NoGil unlocked;
      PyProgress progress(callback);
      hub::Hub h = open_hub(registry);
      hub::Ref ref = hub::parse_ref(name);
      pulled = offline ? h.open(ref) : h.pull(ref, progress);
    }
    check_callback();
    return json_text(hub::to_json(pulled));
  });
}

// _hub_find(name_or_folder, registry, offline, callback) -> (path of model.json, path of the
// weights, JSON of the pull or None)
PyObject* hub_find(PyObject*, PyObject* args) {
  return hub_guarded([&]() -> PyObject* {
    const char *name, *registry;
    int offline;
    PyObject* callback;
    if (!PyArg_ParseTuple(args, "sspO", &name, &registry, &offline, &callback))
      throw_python_error();
    hub::ModelFiles files;
    {
      NoGil unlocked;
      PyProgress progress(callback);
      files = hub::find_model(open_hub(registry), name, offline, progress);
    }
    check_callback();
    Ref pulled =
        files.pulled ? Ref::steal(json_text(hub::to_json(*files.pulled))) : Ref::share(Py_None);
    return Py_BuildValue("s#s#O", files.structure.data(),
                         static_cast<Py_ssize_t>(files.structure.size()), files.weights.data(),
                         static_cast<Py_ssize_t>(files.weights.size()), pulled.get());
  });
}

template <class F>
PyObject* hub_query(PyObject* args, F&& f) {
  return hub_guarded([&]() -> PyObject* {
    const char *name, *registry;
    if (!PyArg_ParseTuple(args, "ss", &name, &registry)) throw_python_error();
    Json out;
    {
      NoGil unlocked;
      out = hub::to_json(f(open_hub(registry), hub::parse_ref(name)));
    }
    return json_text(out);
  });
}

// _hub_resolve(name, registry), _hub_info(name, registry) -> JSON
PyObject* hub_resolve(PyObject*, PyObject* args) {
  return hub_query(args, [](const hub::Hub& h, const hub::Ref& ref) { return h.resolve(ref); });
}
PyObject* hub_info(PyObject*, PyObject* args) {
  return hub_query(args, [](const hub::Hub& h, const hub::Ref& ref) { return h.info(ref); });
}

// _hub_list() -> JSON
PyObject* hub_list(PyObject*, PyObject*) {
  return hub_guarded([&]() -> PyObject* { return json_text(hub::to_json(open_hub("").list())); });
}

// _read_structure(path of model.json) -> its text, validated
PyObject* read_structure(PyObject*, PyObject* path) {
  return hub_guarded([&]() -> PyObject* {
    io::ModelDocument d =
        hub::read_structure({.structure = std::string(text_of(path)), .weights = "", .pulled = {}});
    return to_unicode(io::format_model(d)).release();
  });
}

// _need_plugins([(name, range)]): loads them, or says what is missing
PyObject* need_plugins(PyObject*, PyObject* list) {
  return hub_guarded([&]() -> PyObject* {
    check_type(is_list(list), "_need_plugins(): expected a list, got ", type_name(list));
    std::vector<io::Requirement> all;
    for (Py_ssize_t i = 0; i < list_size(list); ++i) {
      const char *name, *range;
      if (!PyArg_ParseTuple(list_item(list, i), "ss", &name, &range)) throw_python_error();
      all.push_back({name, range});
    }
    hub::load_plugins(all);
    Py_RETURN_NONE;
  });
}

// _load_safetensors(path) -> {name: Tensor}
PyObject* load_safetensors(PyObject*, PyObject* path) {
  return guarded([&]() -> PyObject* {
    io::TensorMap tensors = io::load_safetensors(std::string(text_of(path)));
    Ref out = checked(PyDict_New());
    for (auto& [name, tensor] : tensors) {
      checked(PyDict_SetItem(out.get(), to_unicode(name).get(), checked(wrap(tensor)).get()));
    }
    return out.release();
  });
}

// _save_safetensors(path, {name: Tensor}, {key: text})
PyObject* save_safetensors(PyObject*, PyObject* args) {
  return guarded([&]() -> PyObject* {
    const char* path;
    PyObject *tensors, *metadata, *key, *value;
    if (!PyArg_ParseTuple(args, "sO!O!", &path, &PyDict_Type, &tensors, &PyDict_Type, &metadata))
      throw_python_error();
    io::TensorMap map;
    for (Py_ssize_t at = 0; PyDict_Next(tensors, &at, &key, &value);) {
      check_type(is_tensor(value), "save_safetensors(): '", text_of(key), "' is a ",
                 type_name(value), ", expected a Tensor");
      map.emplace(text_of(key), unwrap(value));
    }
    io::Metadata pairs;
    for (Py_ssize_t at = 0; PyDict_Next(metadata, &at, &key, &value);)
      pairs.emplace_back(text_of(key), text_of(value));
    {
      NoGil unlocked;
      io::save_safetensors(path, map, pairs);
    }
    Py_RETURN_NONE;
  });
}

// _type_record(name) -> (id of the plugin that has the type or "", [(field, kind, persistent)])
PyObject* type_record(PyObject*, PyObject* name) {
  return guarded([&]() -> PyObject* {
    const Type& t = type_at(text_of(name));
    Ref fields = checked(PyList_New(0));
    for (const Field& f : t.fields) {
      std::string kind(kind_name(f.kind));
      Ref row = checked(
          Py_BuildValue("ssO", f.name.c_str(), kind.c_str(), f.persistent ? Py_True : Py_False));
      checked(PyList_Append(fields.get(), row.get()));
    }
    return Py_BuildValue("sO", t.owner.c_str(), fields.get());
  });
}

PyMethodDef functions[] = {{"_hub_pull", hub_pull, METH_VARARGS, nullptr},
                           {"_hub_find", hub_find, METH_VARARGS, nullptr},
                           {"_hub_resolve", hub_resolve, METH_VARARGS, nullptr},
                           {"_hub_info", hub_info, METH_VARARGS, nullptr},
                           {"_hub_list", hub_list, METH_NOARGS, nullptr},
                           {"_read_structure", read_structure, METH_O, nullptr},
                           {"_need_plugins", need_plugins, METH_O, nullptr},
                           {"_load_safetensors", load_safetensors, METH_O, nullptr},
                           {"_save_safetensors", save_safetensors, METH_VARARGS, nullptr},
                           {"_type_record", type_record, METH_O, nullptr},
                           {nullptr, nullptr, 0, nullptr}};

}  // namespace

void init_hub(PyObject* module) {
  hub_error =
      checked(PyErr_NewExceptionWithDoc("tenon.hub.HubError",
                                        "What went wrong in the hub, in one sentence. `code` is "
                                        "stable (docs/hub.md), `help` says what to do.",
                                        PyExc_RuntimeError, nullptr))
          .release();
  checked(PyModule_AddObjectRef(module, "_HubError", hub_error));
  checked(PyModule_AddFunctions(module, functions));
}

}  // namespace tenon::py

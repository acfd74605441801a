#include "python/ext/dlpack.h"

#include "core/tensor/dlpack.h"
#include "python/ext/constants.h"
#include "python/ext/convert.h"
#include "python/ext/py_op.h"

namespace tenon::py {
namespace {

constexpr int kCpu = 1;  // kDLCPU
constexpr const char *kPlain = "dltensor", *kVersioned = "dltensor_versioned";
constexpr const char *kUsedPlain = "used_dltensor", *kUsedVersioned = "used_dltensor_versioned";

// A capsule that nobody consumed still owns what is inside.
template <class Managed, const char* const* Name>
void destroy(PyObject* capsule) {
  if (!PyCapsule_IsValid(capsule, *Name)) return;
  auto* managed = static_cast<Managed*>(PyCapsule_GetPointer(capsule, *Name));
  if (managed->deleter) managed->deleter(managed);
}

PyObject* capsule_of(const Tensor& t, bool versioned) {
  if (versioned) {
    DLManagedTensorVersioned* managed = to_dlpack(t);
    return checked(
               PyCapsule_New(managed, kVersioned, destroy<DLManagedTensorVersioned, &kVersioned>))
        .release();
  }
  return checked(PyCapsule_New(to_dlpack_legacy(t), kPlain, destroy<DLManagedTensor, &kPlain>))
      .release();
}

Tensor open_capsule(PyObject* capsule) {
  Tensor t;
  if (PyCapsule_IsValid(capsule, kVersioned)) {
    t = tenon::from_dlpack(
        static_cast<DLManagedTensorVersioned*>(PyCapsule_GetPointer(capsule, kVersioned)));
    checked(PyCapsule_SetName(capsule, kUsedVersioned));
    return t;
  }
  check(
      PyCapsule_IsValid(capsule, kPlain), "from_dlpack received an invalid capsule: got '",
      PyCapsule_GetName(capsule) ? PyCapsule_GetName(capsule) : "",
      "', expected 'dltensor'. Note that DLTensor capsules can be consumed only once, so you might "
      "have already constructed a tensor from it once.");
  t = from_dlpack_legacy(static_cast<DLManagedTensor*>(PyCapsule_GetPointer(capsule, kPlain)));
  checked(PyCapsule_SetName(capsule, kUsedPlain));
  return t;
}

}  // namespace

PyObject* tensor_dlpack(PyObject* self, PyObject* args, PyObject* kwargs) {
  return guarded([&] {
    static const char* names[] = {"stream", "max_version", "dl_device", "copy", nullptr};
    PyObject *stream = Py_None, *version = Py_None, *device = Py_None, *copy = Py_None;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "|O$OOO:__dlpack__", const_cast<char**>(names),
                                     &stream, &version, &device, &copy)) {
      throw_python_error();
    }
    int64_t queue = -1;
    if (stream != Py_None && !(to_int(stream, queue) && queue == -1))
      fail(ErrorKind::Assertion, "stream should be None on cpu.");
    Tensor t = unwrap(self);
    if (t.requires_grad()) {
      PyErr_SetString(PyExc_BufferError,
                      "Can't export tensors that require gradient, use tensor.detach()");
      throw_python_error();
    }
    if (device != Py_None) {
      int kind = 0, index = 0;
      if (!PyArg_ParseTuple(device, "ii", &kind, &index)) throw_python_error();
      if (kind != kCpu) {
        PyErr_Format(PyExc_BufferError, "__dlpack__(): got dl_device (%d, %d), expected (1, 0)",
                     kind, index);
        throw_python_error();
      }
    }
    static OpRef clone{"clone"};
    if (copy == Py_True) t = call_tensor(clone, {Value(t)});
    int64_t major = 0;
    if (version != Py_None) {
      check_type(PyTuple_Check(version) && PyTuple_GET_SIZE(version) == 2,
                 "__dlpack__(): max_version must be a pair of ints");
      major = PyLong_AsLong(PyTuple_GET_ITEM(version, 0));
      if (PyErr_Occurred()) throw_python_error();
    }
    return capsule_of(t, major >= 1);
  });
}

PyObject* tensor_dlpack_device(PyObject* self, PyObject*) {
  return guarded([&] {
    Device d = unwrap(self).device();
    check_value(d.kind == DeviceKind::CPU, "Unknown device type ", d, " for Dlpack");
    return checked(Py_BuildValue("ii", kCpu, 0)).release();
  });
}

namespace {

// The capsule of an object, asked for in the newest form that it knows.
Ref capsule_from(PyObject* o, PyObject* copy) {
  Ref method = Ref::steal(PyObject_GetAttrString(o, "__dlpack__"));
  if (!method) {
    PyErr_Clear();
    fail(ErrorKind::Runtime, "from_dlpack received an invalid capsule: got ", type_name(o),
         ", expected a DLPack capsule or an object with __dlpack__()");
  }
  Ref options = checked(Py_BuildValue("{s(ii)}", "max_version", 1, 0));
  if (copy != Py_None) checked(PyDict_SetItemString(options.get(), "copy", copy));
  Ref none = checked(PyTuple_New(0));
  Ref capsule = Ref::steal(PyObject_Call(method.get(), none.get(), options.get()));
  if (!capsule && PyErr_ExceptionMatches(PyExc_TypeError) && copy == Py_None) {
    PyErr_Clear();  // an older maker, without versions
    capsule = Ref::steal(PyObject_CallNoArgs(method.get()));
  }
  if (!capsule) throw_python_error();
  return capsule;
}

}  // namespace

PyObject* from_dlpack(PyObject*, PyObject* args, PyObject* kwargs) {
  return guarded([&] {
    static const char* names[] = {"ext_tensor", "device", "copy", nullptr};
    PyObject *o, *device = Py_None, *copy = Py_None;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O|$OO:from_dlpack", const_cast<char**>(names),
                                     &o, &device, &copy))
      throw_python_error();
    if (device != Py_None) {
      Device d = is_device(device) ? device_of(device) : parse_device(text_of(device));
      check_value(d.kind == DeviceKind::CPU, "from_dlpack(): got device ", d, ", expected cpu");
    }
    if (PyCapsule_CheckExact(o)) return wrap(open_capsule(o));
    return wrap(open_capsule(capsule_from(o, copy).get()));
  });
}

}  // namespace tenon::py

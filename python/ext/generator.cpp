// Generator: a random stream that users hold.
#include <random>

#include "python/ext/constants.h"
#include "python/ext/py_tensor.h"

namespace tenon::py {

PyTypeObject* generator_type;

namespace {

Generator& generator_of(PyObject* o) { return *reinterpret_cast<PyGenerator*>(o)->generator; }

PyObject* new_generator(PyTypeObject*, PyObject* args, PyObject* kwargs) {
  return guarded([&] {
    static const char* names[] = {"device", nullptr};
    PyObject* device = nullptr;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "|O:Generator", const_cast<char**>(names),
                                     &device))
      throw_python_error();
    if (device) {
      Device d = is_device(device) ? device_of(device) : parse_device(text_of(device));
      check(d.kind == DeviceKind::CPU, "Generator(): got device ", d, ", expected cpu");
    }
    auto fresh = RefPtr<Generator>::adopt(new Generator);
    return generator_object(fresh.get()).release();
  });
}
void dealloc(PyObject* self) {
  PyTypeObject* type = Py_TYPE(self);
  intrusive_release(reinterpret_cast<PyGenerator*>(self)->generator);
  type->tp_free(self);
  Py_DECREF(type);
}

// A negative seed counts from the top of 64 bits, as in PyTorch.
uint64_t seed_of(PyObject* o) {
  check_type(PyLong_Check(o), "manual_seed expected a long, but got ", type_name(o));
  int overflow = 0;
  long long v = PyLong_AsLongLongAndOverflow(o, &overflow);
  if (!overflow) return static_cast<uint64_t>(v);
  unsigned long long u = PyLong_AsUnsignedLongLong(o);
  if (PyErr_Occurred()) {
    PyErr_Clear();
    fail(ErrorKind::Overflow,
         "manual_seed: got a seed that does not fit, expected one from -2^63 to 2^64-1");
  }
  return u;
}

PyObject* manual_seed(PyObject* self, PyObject* seed) {
  return guarded([&] {
    uint64_t value = seed_of(seed);
    std::lock_guard lock(generator_of(self).mutex());
    generator_of(self).seed(value);
    return Ref::share(self).release();
  });
}
PyObject* initial_seed(PyObject* self, PyObject*) {
  return PyLong_FromUnsignedLongLong(generator_of(self).initial_seed());
}
PyObject* seed_anew(PyObject* self, PyObject*) {
  return guarded([&] {
    std::random_device device;
    uint64_t seed = (static_cast<uint64_t>(device()) << 32 | device()) & 0x1fffffffffffff;
    std::lock_guard lock(generator_of(self).mutex());
    generator_of(self).seed(seed);
    return PyLong_FromUnsignedLongLong(seed);
  });
}
// The bytes of PyTorch's states, so that each library goes on where the other was.
struct Bytes {
  uint64_t seed;
  int32_t left, seeded;
  uint64_t next;
  std::array<uint64_t, 624> words;
  double normal_x, next_normal, normal_rho;
  int32_t has_next_normal;
  float next_float;  // PyTorch's CPU draws no normal numbers in float, so these two say nothing
  bool has_next_float;
};
constexpr size_t kStateBytes = 5056;
static_assert(sizeof(Bytes) <= kStateBytes && offsetof(Bytes, has_next_normal) == 5040);

PyObject* get_state(PyObject* self, PyObject*) {
  return guarded([&] {
    std::lock_guard lock(generator_of(self).mutex());
    const Generator::State state = generator_of(self).state();
    Bytes bytes{};
    bytes.seed = state.seed;
    bytes.left = state.left;
    bytes.seeded = 1;
    bytes.next = state.next;
    std::copy(state.words.begin(), state.words.end(), bytes.words.begin());
    bytes.has_next_normal = state.has_next_normal;
    bytes.next_normal = state.next_normal;
    const auto size = static_cast<int64_t>(kStateBytes);
    Tensor t = new_tensor(IntSpan(&size, 1), DType::U8);
    memset(t.raw(), 0, kStateBytes);
    memcpy(t.raw(), &bytes, sizeof(bytes));
    return wrap(t);
  });
}
PyObject* set_state(PyObject* self, PyObject* state) {
  return guarded([&] {
    check_type(is_tensor(state), "expected a torch.ByteTensor, but got ", type_name(state));
    const Tensor& t = unwrap(state);
    check_type(t.dtype() == DType::U8, "RNG state must be a torch.ByteTensor");
    check(t.is_contiguous() && t.nbytes() == kStateBytes,
          "Expected a CPUGeneratorImplState of size ", kStateBytes,
          " but found the input RNG state size to be ", t.nbytes());
    Bytes bytes;
    memcpy(&bytes, t.raw(), sizeof(bytes));
    check(bytes.next <= bytes.words.size(), "set_state(): invalid mt19937 state: got next ",
          bytes.next);
    Generator::State s{bytes.seed,
                       bytes.left,
                       static_cast<uint32_t>(bytes.next),
                       {},
                       bytes.has_next_normal != 0,
                       bytes.next_normal};
    for (size_t i = 0; i < s.words.size(); ++i) s.words[i] = static_cast<uint32_t>(bytes.words[i]);
    std::lock_guard lock(generator_of(self).mutex());
    generator_of(self).restore(s);
    return Ref::share(self).release();
  });
}
PyObject* device(PyObject*, void*) {
  return guarded([] { return device_object({}).release(); });
}

}  // namespace

Ref generator_object(Generator* g) {
  Ref o = checked(generator_type->tp_alloc(generator_type, 0));
  g->retain();
  reinterpret_cast<PyGenerator*>(o.get())->generator = g;
  return o;
}

void init_generator(PyObject* module) {
  static PyMethodDef methods[] = {
      {"manual_seed", manual_seed, METH_O,
       "Starts the stream again from a seed; returns the generator."},
      {"initial_seed", initial_seed, METH_NOARGS, "The seed that the stream started from."},
      {"seed", seed_anew, METH_NOARGS,
       "Starts the stream again from a random seed, which it returns."},
      {"get_state", get_state, METH_NOARGS, "The state as a uint8 tensor."},
      {"set_state", set_state, METH_O, "Goes on from a state that get_state() gave."},
      {}};
  static PyGetSetDef getset[] = {{"device", device, nullptr, "The device of the stream.", nullptr},
                                 {}};
  PyType_Slot slots[] = {
      {Py_tp_new, reinterpret_cast<void*>(new_generator)},
      {Py_tp_dealloc, reinterpret_cast<void*>(dealloc)},
      {Py_tp_methods, methods},
      {Py_tp_getset, getset},
      {Py_tp_doc, const_cast<char*>("Generator(device='cpu'): a random stream of its own.")},
      {0, nullptr}};
  PyType_Spec spec = {"tenon.Generator", sizeof(PyGenerator), 0, Py_TPFLAGS_DEFAULT, slots};
  generator_type = make_type(spec);
  checked(PyModule_AddType(module, generator_type));
  checked(PyModule_AddObject(module, "default_generator",
                             generator_object(&default_generator()).release()));
}

}  // namespace tenon::py

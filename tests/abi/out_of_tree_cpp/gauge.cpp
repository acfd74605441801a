// A plugin that uses every part of the C++ API at least once; the host's tests load it.
#include "tenon/plugin.hpp"

using namespace tenon;

namespace {

// ---- ops ----

Tensor square_cpu(Ctx& ctx, const Tensor& input) {
  Tensor x = input.contiguous(), y = empty(x.shape(), x.dtype());
  dispatch<float, double>(x.dtype(), "gauge::square", [&]<class T>() {
    std::span<T> scratch = ctx.scratch<T>(static_cast<size_t>(x.numel()));
    const T* from = x.data<T>();
    T* to = y.data<T>();
    parallel_for(x.numel(), 1024, [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i) scratch[static_cast<size_t>(i)] = from[i] * from[i];
    });
    std::copy(scratch.begin(), scratch.end(), to);
  });
  return y;
}
Tensor square_infer(const Tensor& input) { return empty(input.shape(), input.dtype(), meta); }
void square_vjp(Vjp& v) {
  if (v.needs(0)) v.set(0, v.grad() * (2 * v.input(0).tensor()));
}

// Saves a value of its own in setup, and gives the gradient from it.
Tensor shift_cpu(const Tensor& input, double by) { return call("add", input, by); }
void shift_setup(Ctx& ctx, Args inputs, Args) { ctx.save(inputs[1]); }
void shift_vjp(Vjp& v) {
  v.set(0, call("mul", v.grad(), v.saved(0).to_float() == v.input(1).to_float() ? 1.0 : 0.0));
}

Tensor cube_decompose(const Tensor& input) { return input * call<"gauge::square">(input); }

std::tuple<Tensor, int64_t> describe_cpu(const Tensor& input, IntSpan dims, std::string_view mode,
                                         std::optional<double> scale, std::vector<Tensor> rest) {
  check_value(mode == "sum" || mode == "mean", "describe(): mode: got '", mode,
              "', expected 'sum' or 'mean'.");
  return {input, static_cast<int64_t>(dims.size() * 100 + rest.size() * 10) +
                     static_cast<int64_t>(scale.value_or(7))};
}

Tensor raise_cpu(const Tensor&, std::string_view kind) {
  if (kind == "std") throw std::out_of_range("raise(): from std");
  if (kind == "int") throw 42;
  if (kind == "core") return call("add", Value("text"), Value(1));
  fail(kind, "raise(): as asked: got ", kind, ", expected nothing.");
}

constexpr OpDef kOps[] = {
    {.schema = "gauge::square(Tensor input) -> Tensor",
     .paths = "tenon.gauge.square",
     .kernels = {kernel<&square_cpu>("cpu", kFloats)},
     .infer = fn<&square_infer>(),
     .vjp = vjp<&square_vjp>(),
     .saves = "input",
     .traits = TN_OP_POINTWISE | TN_OP_INPLACE,
     .doc = "Returns input * input."},
    {.schema = "gauge::shift(Tensor input, float by) -> Tensor",
     .kernels = {kernel<&shift_cpu>()},
     .setup = setup<&shift_setup>(),
     .vjp = vjp<&shift_vjp>()},
    {.schema = "gauge::cube(Tensor input) -> Tensor", .decompose = fn<&cube_decompose>()},
    {.schema = "gauge::describe(Tensor input, int[] dims, str mode='sum', *, float? scale=None, "
               "Tensor[] rest) -> (Tensor, int)",
     .kernels = {kernel<&describe_cpu>()},
     .nondiff = "a test"},
    {.schema = "gauge::raise(Tensor input, str kind) -> Tensor",
     .kernels = {kernel<&raise_cpu>()},
     .nondiff = "a test"},
};
TN_OPS(kOps)

// ---- types ----

struct Words {
  std::vector<std::string> list;
  std::string save() const {
    std::string out;
    for (const std::string& w : list) out += w + '\n';
    return out;
  }
  static std::unique_ptr<Words> load(std::string_view bytes) {
    auto w = std::make_unique<Words>();
    for (size_t end; (end = bytes.find('\n')) != bytes.npos; bytes.remove_prefix(end + 1))
      w->list.emplace_back(bytes.substr(0, end));
    return w;
  }
};

enum ScaleField : uint32_t { kFactor, kWords };
void scale_init(Self& self, const Args& a) {
  self.set(kFactor, a[0]);
  auto words = std::make_unique<Words>();
  words->list = {"one", "two"};
  self.set_native(kWords, std::move(words));
}
Tensor scale_forward(Self& self, const Tensor& input) {
  return call("mul", input, self[kFactor].to_float());
}
int64_t scale_words(Self& self) {
  return static_cast<int64_t>(self.native<Words>(kWords).list.size());
}
std::string scale_version() { return "1.2"; }

enum PairField : uint32_t { kFirst, kSecond };
void pair_init(Self& self, const Args& a) {
  self.set(kFirst, self.make("gauge.Scale", a[0]));
  self.set(kSecond, self.make("gauge.Scale", arg("factor", a[1].to_float())));
}
Tensor pair_forward(Self& self, const Tensor& input) {
  return self.call(kSecond, self.call(kFirst, input));
}

Self doubled(double factor) { return make("gauge.Pair", factor, factor); }

constexpr TypeDef kTypes[] = {
    {.name = "gauge.Scale",
     .base = "Module",
     .ctor = "(float factor=2.0)",
     .fields = {attr("factor"), native<Words>("words")},
     .methods = {method<&scale_forward>("forward(Tensor input) -> Tensor"),
                 method<&scale_version>("version() -> str")},
     .properties = {property<&scale_words>("word_count")},
     .attributes = {constant("LIMIT", int64_t{3})},
     .init = fn<&scale_init>(),
     .repr = "factor={factor}",
     .doc = "Multiplies by a factor."},
    {.name = "gauge.Pair",
     .base = "Module",
     .ctor = "(float first, float second)",
     .fields = {child("first"), child("second")},
     .methods = {method<&pair_forward>("forward(Tensor input) -> Tensor")},
     .init = fn<&pair_init>()},
    {.name = "gauge.doubled",
     .ctor = "(float factor=3.0) -> gauge.Pair",
     .factory = true,
     .init = fn<&doubled>()},
};
TN_TYPES(kTypes)

}  // namespace

TN_PLUGIN("tenon.gauge", "1.2.0")

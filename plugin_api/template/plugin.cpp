// The plugin @name@: one op and one type. Both appear in Python, C++ and the docs from what stands
// here.
#include "tenon/plugin.hpp"

using namespace tenon;

namespace {

// y = x * scale, elementwise.
template <class T>
void scale_loop(const T* x, T* y, int64_t n, T scale) {
  for (int64_t i = 0; i < n; ++i) y[i] = x[i] * scale;
}

Tensor scale_cpu(const Tensor& input, double scale) {
  Tensor x = input.contiguous();
  Tensor y = empty(x.shape(), x.dtype());
  dispatch<float, double>(x.dtype(), "@name@::scale", [&]<class T>() {
    const T* from = x.data<T>();
    T* to = y.data<T>();
    parallel_for(x.numel(), 1 << 15, [&](int64_t begin, int64_t end) {
      scale_loop(from + begin, to + begin, end - begin, static_cast<T>(scale));
    });
  });
  return y;
}

// Shapes and dtypes without data: for the meta device, tracing and early errors.
Tensor scale_infer(const Tensor& input, double) {
  return empty(input.shape(), input.dtype(), meta);
}

void scale_vjp(Vjp& v) { v.set(0, call<"@name@::scale">(v.grad(), v.input(1).to_float())); }

constexpr OpDef kOps[] = {
    {.schema = "@name@::scale(Tensor input, float scale=2.0) -> Tensor",
     .shapes = "input:[*] -> [*]",
     .paths = "@name@.scale",
     .kernels = {kernel<&scale_cpu>()},
     .infer = fn<&scale_infer>(),
     .vjp = vjp<&scale_vjp>(),
     .traits = TN_OP_POINTWISE,
     .doc = R"(Returns input * scale.

Example:
    >>> tenon.@name@.scale(tenon.ones(2), 3.0)
    tensor([3., 3.])
)"},
};
TN_OPS(kOps)

// A module that scales by a fixed factor. Field ids are the positions in the table.
enum : uint32_t { kFactor };

void scale_init(Self& self, const Args& args) { self.set(kFactor, args[0]); }

Tensor scale_forward(Self& self, const Tensor& input) {
  return call<"@name@::scale">(input, self[kFactor].to_float());
}

constexpr TypeDef kTypes[] = {
    {.name = "@name@.Scale",
     .base = "Module",
     .ctor = "(float factor=2.0)",
     .fields = {attr("factor")},
     .methods = {method<&scale_forward>("forward(Tensor input) -> Tensor")},
     .init = fn<&scale_init>(),
     .repr = "factor={factor}",
     .doc = "Multiplies its input by a fixed factor."},
};
TN_TYPES(kTypes)

}  // namespace

TN_PLUGIN("tenon.@name@", "0.1.0")

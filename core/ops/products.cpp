#include "core/ops/products.h"

#include "core/iter/pointwise.h"
#include "core/onednn/gemm.h"

namespace tenon {

std::string_view scalar_type_name(DType t) noexcept {
  constexpr std::string_view kNames[kDTypes] = {
      "Byte",  "Char",   "Short",        "Int",           "Long", "Half",
      "Float", "Double", "ComplexFloat", "ComplexDouble", "Bool", "BFloat16"};
  return kNames[static_cast<int>(t)];
}

std::string_view meta_type_name(DType t) noexcept {
  constexpr std::string_view kNames[kDTypes] = {"unsigned char",
                                                "signed char",
                                                "short",
                                                "int",
                                                "long int",
                                                "c10::Half",
                                                "float",
                                                "double",
                                                "c10::complex<float>",
                                                "c10::complex<double>",
                                                "bool",
                                                "c10::BFloat16"};
  return kNames[static_cast<int>(t)];
}

void check_product(DType t) {
  check_implemented(t != DType::Bool, "\"addmm_impl_cpu_\" not implemented for '",
                    scalar_type_name(t), "'");
}

namespace raw {

void multiply(const Tensor& a, const Tensor& b, const Tensor& bias, const Tensor& out,
              bool accumulate) {
  DType t = out.dtype();
  check_product(t);
  if (out.is_meta() || out.numel() == 0) return;
  size_t d = a.sizes().size() - 2;  // 1 with a batch
  onednn::GemmArgs g{.dtype = t, .m = a.sizes()[d], .n = b.sizes()[d + 1], .k = a.sizes()[d + 1]};
  g.a = a.raw(), g.a_row = a.strides()[d], g.a_col = a.strides()[d + 1];
  g.b = b.raw(), g.b_row = b.strides()[d], g.b_col = b.strides()[d + 1];
  g.bias = bias ? bias.raw() : nullptr;
  g.c = out.raw(), g.c_row = g.n, g.accumulate = accumulate;
  if (d)
    g.batch = out.sizes()[0], g.a_batch = a.strides()[0], g.b_batch = b.strides()[0],
    g.c_batch = g.m * g.n;
  onednn::gemm(g);
}

}  // namespace raw
}  // namespace tenon

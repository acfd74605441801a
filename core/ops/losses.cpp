#include "core/ops/losses.h"

#include "core/api/reduce.h"
#include "core/base/warn.h"
#include "core/iter/promote.h"
#include "core/ops/products.h"

namespace tenon {

Reduce check_reduction(std::string_view reduction) {
  if (reduction == "none") return Reduce::None;
  if (reduction == "mean") return Reduce::Mean;
  if (reduction == "sum") return Reduce::Sum;
  fail(ErrorKind::Value, reduction, " is not a valid value for reduction");
}

Tensor reduced(const Tensor& loss, std::string_view reduction) {
  switch (check_reduction(reduction)) {
    case Reduce::Mean:
      return mean(loss);
    case Reduce::Sum:
      return sum(loss);
    default:
      return loss;
  }
}

namespace {
DType common(const Tensor& a, const Tensor& b) { return Promoter().add(a).add(b).result(); }
}  // namespace

void check_real_loss(const char* kernel, const Tensor& input, const Tensor& target) {
  DType t = common(input, target);
  check_implemented(is_floating(t), "\"", kernel, "\" not implemented for '", scalar_type_name(t),
                    "'");
}

void check_keeps_input(const Tensor& input, const Tensor& target) {
  DType t = common(input, target);
  if (!is_complex(t)) t = to_float_dtype(t);
  check(can_cast(t, input.dtype()), "result type ", scalar_type_name(t),
        " can't be cast to the desired output type ", scalar_type_name(input.dtype()));
}

void check_keeps_sizes(const Tensor& input, const Tensor& result) {
  check(same(input.sizes(), result.sizes()), "output with shape ", input.sizes(),
        " doesn't match the broadcast shape ", result.sizes());
}

void warn_of_sizes(const Tensor& input, const Tensor& target) {
  if (same(input.sizes(), target.sizes())) return;
  warn(str("Using a target size (tenon.Size(", target.sizes(),
           ")) that is different to the input size (tenon.Size(", input.sizes(),
           ")). This will likely lead to incorrect results due to broadcasting. Please ensure they "
           "have the same size."));
}

std::string_view old_reduction(std::optional<bool> size_average, std::optional<bool> reduce,
                               std::string_view reduction) {
  if (!size_average && !reduce) return reduction;
  std::string_view how = !reduce.value_or(true)        ? "none"
                         : size_average.value_or(true) ? "mean"
                                                       : "sum";
  warn(str("size_average and reduce args will be deprecated, please use reduction='", how,
           "' instead."));
  return how;
}

}  // namespace tenon

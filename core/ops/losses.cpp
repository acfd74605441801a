#include "core/ops/losses.h"

#include "core/api/reduce.h"

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

std::string_view old_reduction(std::optional<bool> size_average, std::optional<bool> reduce,
                               std::string_view reduction) {
  if (!size_average && !reduce) return reduction;
  if (!reduce.value_or(true)) return "none";
  return size_average.value_or(true) ? "mean" : "sum";
}

}  // namespace tenon

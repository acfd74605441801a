// Shared by the families of losses.
#pragma once
#include <optional>
#include <string_view>

#include "core/tensor/tensor.h"

namespace tenon {

enum class Reduce { None, Mean, Sum };
Reduce check_reduction(std::string_view reduction);  // ValueError unless 'none', 'mean' or 'sum'
Tensor reduced(const Tensor& loss, std::string_view reduction);
// NotImplementedError, which names the kernel, unless their common dtype is a real floating one.
void check_real_loss(const char* kernel, const Tensor& input, const Tensor& target);
// RuntimeError unless the loss can be of the input's dtype.
void check_keeps_input(const Tensor& input, const Tensor& target);
void check_keeps_sizes(const Tensor& input, const Tensor& result);  // or of its sizes
// Warns when they differ in size, which is legal and rarely meant.
void warn_of_sizes(const Tensor& input, const Tensor& target);
// PyTorch's older pair of switches, which win when given.
std::string_view old_reduction(std::optional<bool> size_average, std::optional<bool> reduce,
                               std::string_view reduction);

}  // namespace tenon

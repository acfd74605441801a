// What some ops ask of the tensors given as out=, as bits of OpDef::traits beside Out.
#pragma once
#include "core/registry/op.h"

namespace tenon {

constexpr uint32_t OutApart = 1u << 16;  // they may share no memory with an argument
constexpr uint32_t OutExact = 1u << 17;  // they have the results' dtypes: nothing is cast

// RuntimeError when one of `outs` shares memory with a tensor among the arguments, or with itself.
void check_outs_apart(const Op& op, const Value* args, TensorSpan outs);

}  // namespace tenon

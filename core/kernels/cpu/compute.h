// The type that elements of a dtype are computed in: float for the 16-bit floats, the type itself
// for others.
#pragma once
#include "core/base/half.h"
#include "core/kernels/cpu/vec.h"

namespace tenon::kernels::TN_ISA {
namespace {

template <class A, class B>
constexpr bool kSame = false;
template <class A>
constexpr bool kSame<A, A> = true;

template <class T>
struct ComputeOf {
  using type = T;
};
template <>
struct ComputeOf<half> {
  using type = float;
};
template <>
struct ComputeOf<bfloat16> {
  using type = float;
};
template <class T>
using Compute = typename ComputeOf<T>::type;

}  // namespace
}  // namespace tenon::kernels::TN_ISA

// Moves of elements: conversion between dtypes.
#pragma once
#include "core/base/dtype.h"
#include "core/kernels/loops.h"

namespace tenon::kernels {

// One input of dtype `from`, one output of dtype `to`, converted as by a C++ cast (to bool: != 0). Never null.
Loop cast_loop(DType from, DType to);

}  // namespace tenon::kernels

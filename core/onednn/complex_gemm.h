// Products of complex matrices, made of one product of real ones.
#pragma once
#include "core/onednn/gemm.h"

namespace tenon::onednn {

void complex_gemm(const GemmArgs& args);

}  // namespace tenon::onednn

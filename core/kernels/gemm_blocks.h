// Block sizes of the packed matrix product, shared by all instruction sets.
#pragma once
#include <cstdint>

namespace tenon::kernels {

inline constexpr int64_t kGemmKc = 256;                     // a panel of b: kc x nr stays in L1
inline constexpr int64_t kGemmMc = 96, kGemmNc = 512;       // packed a stays in L2
inline constexpr int64_t kGemmMaxMr = 8, kGemmMaxNr = 128;  // over all types and instruction sets

}  // namespace tenon::kernels

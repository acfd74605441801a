// The instruction sets that kernels are compiled for, and the one in use.
#pragma once

namespace tenon::kernels {

enum class Isa : int { V2 = 0, V3 = 1, V4 = 2 };  // x86-64-v2, v3 (AVX2, FMA, F16C), v4 (AVX-512)
inline constexpr int kIsas = 3;

// The best one this CPU has, capped by TN_CPU. Decided once.
Isa isa() noexcept;
bool cpu_has(Isa level) noexcept;

}  // namespace tenon::kernels

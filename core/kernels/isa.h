// The instruction sets that kernels are compiled for, and the one in use.
#pragma once

namespace tenon::kernels {

enum class Isa : int { V2 = 0, V3 = 1, V4 = 2 };  // x86-64-v2, v3 (AVX2, FMA, F16C), v4 (AVX-512)
inline constexpr int kIsas = 3;

// The best one this CPU has, capped by TN_CPU. Decided once.
Isa isa() noexcept;
bool cpu_has(Isa level) noexcept;

// A table of which every copy of kernels/cpu has its own. A null pointer: not compiled for that
// instruction set, the next lower one serves.
template <class Table>
class PerIsa {
 public:
  explicit constexpr PerIsa(const Table* v2, const Table* v3, const Table* v4)
      : tables_{v2, v3, v4} {}
  const Table& get() const noexcept { return get(isa()); }
  const Table& get(Isa level) const noexcept {
    int i = static_cast<int>(level);
    while (!tables_[i]) --i;
    return *tables_[i];
  }
  // Null when there is none up to that level.
  const Table* find(Isa level) const noexcept {
    int i = static_cast<int>(level);
    while (i >= 0 && !tables_[i]) --i;
    return i < 0 ? nullptr : tables_[i];
  }

 private:
  const Table* tables_[kIsas];
};

// Declares the tables of every instruction set. Weak: a file may leave one out ("// isa: v2 v3").
#define TN_DECLARE_PER_ISA(Table, name)                                \
  namespace v2 {                                                       \
  extern const Table name __attribute__((weak, visibility("hidden"))); \
  }                                                                    \
  namespace v3 {                                                       \
  extern const Table name __attribute__((weak, visibility("hidden"))); \
  }                                                                    \
  namespace v4 {                                                       \
  extern const Table name __attribute__((weak, visibility("hidden"))); \
  }

}  // namespace tenon::kernels

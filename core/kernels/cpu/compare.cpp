// Comparisons and logical functions: bool outputs.
#include "core/kernels/cpu/define.h"

namespace tenon::kernels::TN_ISA {

TN_COMPARE(eq, kReals | kBool, a == b)
TN_COMPARE(ne, kReals | kBool, a != b)
TN_COMPARE(lt, kReals | kBool, a < b)
TN_COMPARE(le, kReals | kBool, a <= b)
TN_COMPARE(gt, kReals | kBool, a > b)
TN_COMPARE(ge, kReals | kBool, a >= b)
TN_COMPARE(logical_and, kReals | kBool, (a != 0) & (b != 0))
TN_COMPARE(logical_or, kReals | kBool, (a != 0) | (b != 0))
TN_COMPARE(logical_xor, kReals | kBool, (a != 0) ^ (b != 0))

}  // namespace tenon::kernels::TN_ISA

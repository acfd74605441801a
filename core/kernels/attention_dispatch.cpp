// The object of attention.h over the tables of every instruction set.
#include "core/kernels/attention.h"

namespace tenon::kernels {

TN_DECLARE_PER_ISA(AttentionTable, attention_table)
constinit const PerIsa<AttentionTable> attention_loops{&v2::attention_table, &v3::attention_table,
                                                       &v4::attention_table};

}  // namespace tenon::kernels

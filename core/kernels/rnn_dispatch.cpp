// The object of rnn.h over the tables of every instruction set.
#include "core/kernels/rnn.h"

namespace tenon::kernels {

TN_DECLARE_PER_ISA(RnnTable, rnn_table)
constinit const PerIsa<RnnTable> rnn_loops{&v2::rnn_table, &v3::rnn_table, &v4::rnn_table};

}  // namespace tenon::kernels

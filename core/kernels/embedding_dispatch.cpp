// The object of embedding.h over the tables of every instruction set.
#include "core/kernels/embedding.h"

namespace tenon::kernels {

TN_DECLARE_PER_ISA(EmbeddingTable, embedding_table)
constinit const PerIsa<EmbeddingTable> embedding_loops{&v2::embedding_table, &v3::embedding_table,
                                                       &v4::embedding_table};

}  // namespace tenon::kernels

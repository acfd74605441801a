// The objects of optim.h over the tables of every instruction set.
#include "core/kernels/optim.h"

namespace tenon::kernels {

TN_DECLARE_PER_ISA(OptimTable, optim_table)
TN_DECLARE_PER_ISA(MomentsTable, moments_table)
constinit const PerIsa<OptimTable> optim{&v2::optim_table, &v3::optim_table, &v4::optim_table};
constinit const PerIsa<MomentsTable> moments{&v2::moments_table, &v3::moments_table,
                                             &v4::moments_table};

}  // namespace tenon::kernels

// The object of panels.h over the tables of every instruction set.
#include "core/kernels/panels.h"

namespace tenon::kernels {

TN_DECLARE_PER_ISA(PanelTable, panel_table)
constinit const PerIsa<PanelTable> panels{&v2::panel_table, &v3::panel_table, &v4::panel_table};

}  // namespace tenon::kernels

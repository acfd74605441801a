// Images for Tenon: codecs, transforms, data sets, models and detection ops. The tables stand in
// the folders.
#include "tenon/plugin.hpp"

TN_PLUGIN("tenon.vision", "0.1.0")

// The functions of the table (their contracts: table.h).
#pragma once
#include "core/onednn/table.h"

namespace tenon::onednn {

const char* matmul(const MatmulDesc* desc, const void* a, const void* b, const void* bias, void* c);
const char* conv_packed_bytes(const ConvDesc* desc, size_t* bytes);
const char* conv_pack(const ConvDesc* desc, const void* weights, void* packed);
const char* conv(const ConvDesc* desc, const void* first, const void* second, const void* bias,
                 void* out);

}  // namespace tenon::onednn

// How a convolution is cut into independent pieces, each one call of oneDNN.
#pragma once
#include <vector>

#include "core/onednn/conv.h"

namespace tenon::onednn {

// One piece: its description, and where its operands start, in elements from the whole ones.
struct ConvPiece {
  ConvDesc desc;
  int64_t src = 0, weights = 0, dst = 0, bias = 0;
  int pack = 0;  // index of its packed weights: equal for equal descriptions and weights
};

// Pieces of Forward and BackwardData write disjoint parts of the output. Those of BackwardWeights
// do too when `partials` is 1; else each group of images yields a partial sum of all weights.
struct ConvPieces {
  std::vector<ConvPiece> pieces;
  int packs = 0;
  int partials = 1;
};

ConvPieces cut_conv(const ConvShape& shape, Pass pass, bool bias);
double conv_work(const ConvShape& shape);  // floating operations

// The same by matrix products: float64 (operands contiguous), and what needs no blocked layout.
bool prefers_gemm(const ConvShape& shape, Pass pass);
void gemm_forward(const ConvShape& shape, const void* src, const void* weights, const void* bias,
                  void* dst);
void gemm_backward_data(const ConvShape& shape, const void* diff_dst, const void* weights,
                        void* diff_src);
void gemm_backward_weights(const ConvShape& shape, const void* src, const void* diff_dst,
                           void* diff_weights);

}  // namespace tenon::onednn

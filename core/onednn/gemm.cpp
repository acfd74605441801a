#include "core/onednn/gemm.h"

#include <algorithm>

#include "core/kernels/gemm.h"
#include "core/memory/allocator.h"
#include "core/onednn/complex_gemm.h"
#include "core/onednn/loader.h"
#include "core/onednn/scratch.h"
#include "core/parallel/parallel_for.h"

namespace tenon::onednn {
namespace {

// Below this many multiplications a call of oneDNN costs more than it saves.
constexpr int64_t kOwnLimit = 32 * 32 * 32;
constexpr int64_t kTinyWork = 3'000'000;  // floating operations worth a second thread
constexpr int64_t kGemvBlock = 256;       // rows per piece of a matrix-vector product

enum class Engine { Gemv, Own, OneDnn };

bool packed_rows(int64_t row, int64_t col, int64_t rows, int64_t cols) {
  return (col == 1 && row >= cols) || (row == 1 && col >= rows);
}

Engine choose(const GemmArgs& g) {
  bool wide = g.dtype == DType::F32 || g.dtype == DType::F64;
  if (wide && g.m == 1 && (g.a_col == 1 || g.k == 1) && (g.b_row == 1 || g.b_col == 1))
    return Engine::Gemv;
  if (wide && g.n == 1 && !g.bias && g.c_row == 1 && (g.b_row == 1 || g.k == 1) &&
      (g.a_row == 1 || g.a_col == 1))
    return Engine::Gemv;
  if (g.dtype != DType::F32 && g.dtype != DType::BF16) return Engine::Own;
  bool regular = packed_rows(g.a_row, g.a_col, g.m, g.k) &&
                 packed_rows(g.b_row, g.b_col, g.k, g.n) && g.c_row >= g.n;
  if (!regular || g.k == 0 || g.m * g.n * g.k <= kOwnLimit) return Engine::Own;
  return g.dtype == DType::F32 || table().has_bf16 ? Engine::OneDnn : Engine::Own;
}

const char* at(const void* p, int64_t elements, size_t size) {
  return static_cast<const char*>(p) + elements * static_cast<int64_t>(size);
}
char* at(void* p, int64_t elements, size_t size) {
  return static_cast<char*>(p) + elements * static_cast<int64_t>(size);
}

// Rows [i, i + m) and columns [j, j + n) of one item of the batch.
struct Piece {
  int64_t item, i, j, m, n;
};

void run_own(const GemmArgs& g, const Piece& p) {
  size_t size = dtype_size(g.dtype);
  Scratch work(kernels::gemm_work(g.dtype, p.m, p.n, g.k));
  kernels::gemm_kernels().gemm[static_cast<int>(g.dtype)](
      {.m = p.m,
       .n = p.n,
       .k = g.k,
       .a = at(g.a, p.item * g.a_batch + p.i * g.a_row, size),
       .a_row = g.a_row,
       .a_col = g.a_col,
       .b = at(g.b, p.item * g.b_batch + p.j * g.b_col, size),
       .b_row = g.b_row,
       .b_col = g.b_col,
       .bias = g.bias ? at(g.bias, p.j, size) : nullptr,
       .c = at(g.c, p.item * g.c_batch + p.i * g.c_row + p.j, size),
       .c_row = g.c_row,
       .accumulate = g.accumulate,
       .work = work.data()});
}

void run_onednn(const GemmArgs& g, const Piece& p) {
  size_t size = dtype_size(g.dtype);
  MatmulDesc desc{};
  desc.m = p.m, desc.n = p.n, desc.k = g.k;
  desc.a_row = g.a_row, desc.a_col = g.a_col, desc.b_row = g.b_row, desc.b_col = g.b_col,
  desc.c_row = g.c_row;
  desc.type = g.dtype == DType::BF16 ? Type::BF16 : Type::F32;
  desc.bias = g.bias != nullptr;
  desc.accumulate = g.accumulate;
  check_call("matmul", table().matmul(&desc, at(g.a, p.item * g.a_batch + p.i * g.a_row, size),
                                      at(g.b, p.item * g.b_batch + p.j * g.b_col, size),
                                      g.bias ? at(g.bias, p.j, size) : nullptr,
                                      at(g.c, p.item * g.c_batch + p.i * g.c_row + p.j, size)));
}

// One row (m == 1) as b transposed times a, one column (n == 1) as a times b.
void run_gemv(const GemmArgs& g, int64_t item, int64_t begin, int64_t end) {
  size_t size = dtype_size(g.dtype);
  bool row = g.m == 1;
  const void* matrix = at(row ? g.b : g.a, item * (row ? g.b_batch : g.a_batch), size);
  int64_t step = row ? g.b_col : g.a_row, along = row ? g.b_row : g.a_col;
  kernels::gemm_kernels().gemv[static_cast<int>(g.dtype)](
      {.rows = end - begin,
       .cols = g.k,
       .a = at(matrix, begin * step, size),
       .a_row = step,
       .a_col = along,
       .x = at(row ? g.a : g.b, item * (row ? g.a_batch : g.b_batch), size),
       .bias = g.bias ? at(g.bias, begin, size) : nullptr,
       .y = at(g.c, item * g.c_batch + begin, size),
       .accumulate = g.accumulate});
}

void gemv(const GemmArgs& g) {
  int64_t rows = g.m == 1 ? g.n : g.m, blocks = (rows + kGemvBlock - 1) / kGemvBlock;
  if (g.batch == 1 && rows * g.k * 2 < kTinyWork) return run_gemv(g, 0, 0, rows);
  int64_t grain =
      std::max<int64_t>(1, kTinyWork / std::max<int64_t>(1, 2 * g.k * std::min(rows, kGemvBlock)));
  parallel_for(0, g.batch * blocks, grain, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      int64_t first = i % blocks * kGemvBlock;
      run_gemv(g, i / blocks, first, std::min(rows, first + kGemvBlock));
    }
  });
}

struct Grid {
  int64_t rows, cols, count_m, count_n;
};

// How one item is cut: into up to 16 pieces of at least 8 MFLOP, then further while a piece takes
// milliseconds.
Grid cut(const GemmArgs& g) {
  int64_t rows = g.m, cols = g.n, pieces = 1;
  auto half = [](int64_t v, int64_t unit) { return (v / 2 + unit - 1) / unit * unit; };
  auto work = [&] { return 2 * rows * cols * g.k; };
  while (pieces < 256 && work() >= (pieces * g.batch < 16 ? 16'000'000 : 320'000'000)) {
    if (cols >= rows && cols >= 128) {
      cols = half(cols, 64);
    } else if (rows >= 64) {
      rows = half(rows, 32);
    } else if (cols >= 128) {
      cols = half(cols, 64);
    } else {
      break;
    }
    pieces *= 2;
  }
  return {rows, cols, (g.m + rows - 1) / rows, (g.n + cols - 1) / cols};
}

}  // namespace

void gemm(const GemmArgs& g) {
  if (g.batch == 0 || g.m == 0 || g.n == 0) return;
  if (is_complex(g.dtype)) return complex_gemm(g);
  Engine engine = choose(g);
  if (engine == Engine::Gemv) return gemv(g);
  auto run = engine == Engine::Own ? run_own : run_onednn;
  if (g.batch == 1 && g.m * g.n * g.k * 2 < kTinyWork) return run(g, {0, 0, 0, g.m, g.n});
  Grid grid = cut(g);
  int64_t per_item = grid.count_m * grid.count_n;
  int64_t grain =
      std::max<int64_t>(1, kTinyWork / std::max<int64_t>(1, 2 * grid.rows * grid.cols * g.k));
  parallel_for(0, g.batch * per_item, grain, [&](int64_t begin, int64_t end) {
    for (int64_t p = begin; p < end; ++p) {
      int64_t i = p % per_item / grid.count_n * grid.rows, j = p % grid.count_n * grid.cols;
      run(g, {p / per_item, i, j, std::min(grid.rows, g.m - i), std::min(grid.cols, g.n - j)});
    }
  });
}

}  // namespace tenon::onednn

// Note [Blocked attention]
// Rows of queries are taken kRows at a time against kCols keys. Keys and values of a head are
// packed once for all rows. Every row runs over the keys in the same order whoever computes it, so
// results do not depend on the threads. The backward pass recomputes the weights of a tile from the
// scores and the row's logarithm of the sum, and adds up the gradients of all heads that share
// keys.
#include "core/ops/attention_run.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

#include "core/iter/pointwise.h"
#include "core/kernels/attention.h"
#include "core/kernels/copy.h"
#include "core/kernels/panels.h"
#include "core/onednn/scratch.h"
#include "core/parallel/parallel_for.h"
#include "core/tensor/layout.h"

namespace tenon::raw {
namespace {

constexpr int64_t kRows = 48, kCols = 128;

// A tensor of four dimensions whose last one is contiguous, by batch, head and row.
struct Heads {
  Heads(const Tensor& t, DType dtype) : tensor(cast(t, dtype)) {
    if (tensor.stride(3) != 1 && tensor.size(3) > 1) tensor = contiguous(tensor);
    item = static_cast<int64_t>(tensor.itemsize());
  }
  char* at(int64_t b, int64_t h, int64_t row) const {
    const IntSpan s = tensor.strides();
    return tensor.raw() + (b * s[0] + h * s[1] + row * s[2]) * item;
  }
  int64_t stride() const { return tensor.strides()[2]; }
  Tensor tensor;
  int64_t item;
};

// [batch, heads, length, width] stored as [batch, length, heads, width], which is what layers
// reshape to without a copy.
Tensor new_heads(int64_t batch, int64_t heads, int64_t length, int64_t width, DType t, Device d) {
  return new_strided({{batch, heads, length, width}},
                     {{length * heads * width, width, heads * width, 1}}, t, d);
}

// The result: in memory in the order of the query's dimensions where it has the query's width.
Tensor new_output(const Attention& a) {
  const IntSpan q = a.query.sizes();
  const Dims sizes{q[0], q[1], q[2], a.value.size(3)};
  Dims strides = contiguous_strides(sizes);
  if (same(sizes, q)) {
    Dims kept = preserved_strides(sizes, a.query.strides());
    if (kept[3] == 1) strides = kept;
  }
  return new_strided(sizes, strides, a.query.dtype(), a.query.device());
}

struct Sizes {
  explicit Sizes(const Attention& a)
      : batch(a.query.size(0)),
        heads(a.query.size(1)),
        kv_heads(a.key.size(1)),
        length(a.query.size(2)),
        source(a.key.size(2)),
        width(a.query.size(3)),
        value_width(a.value.size(3)),
        group(kv_heads ? heads / kv_heads : 0) {}
  int64_t batch, heads, kv_heads, length, source, width, value_width, group;
  // Keys that the rows before `end` see.
  int64_t seen(bool causal, int64_t end) const { return causal ? std::min(source, end) : source; }
};

// What both passes need: operands in the compute type, loops, and products.
struct Pass {
  explicit Pass(const Attention& a)
      : a(a),
        n(a),
        type(a.query.dtype() == DType::F64 ? DType::F64 : DType::F32),
        item(static_cast<int64_t>(dtype_size(type))),
        q(a.query, type),
        k(a.key, type),
        v(a.value, type),
        panels(kernels::panels.get().of[static_cast<int>(type)]),
        loops(kernels::attention_loops.get().of[type == DType::F64]) {
    if (!a.mask) return;
    mask = a.mask.dtype() == DType::Bool ? a.mask : cast(a.mask, type);
    mask_item = static_cast<int64_t>(mask.itemsize());
  }

  // The tile of rows from i and columns from j.
  kernels::AttentionTile tile(int64_t b, int64_t h, int64_t i, int64_t rows, int64_t j,
                              int64_t cols, char* scores) const {
    kernels::AttentionTile t{.rows = rows,
                             .cols = cols,
                             .scores = scores,
                             .stride = kCols,
                             .mask = nullptr,
                             .mask_row = 0,
                             .mask_col = 0,
                             .mask_is_bool = false,
                             .visible = a.causal ? i - j : cols};
    if (!mask) return t;
    const IntSpan s = mask.strides();
    t.mask = mask.raw() + (b * s[0] + h * s[1] + i * s[2] + j * s[3]) * mask_item;
    t.mask_row = s[2], t.mask_col = s[3], t.mask_is_bool = mask.dtype() == DType::Bool;
    return t;
  }

  // Rounds a tile of weights to the operands' type where that is smaller, as PyTorch does before
  // the product with the values; `line` holds kCols elements.
  void round_weights(int64_t rows, int64_t cols, char* scores, char* line) const {
    const DType small = a.query.dtype();
    if (small == type) return;
    const auto size = static_cast<int64_t>(dtype_size(small));
    const int64_t out[] = {size, item}, back[] = {item, size};
    for (int64_t r = 0; r < rows; ++r) {
      char* row = scores + r * kCols * item;
      char *const narrowed[] = {line, row}, *const widened[] = {row, line};
      kernels::cast_loop(type, small)(narrowed, out, cols, nullptr);
      kernels::cast_loop(small, type)(widened, back, cols, nullptr);
    }
  }

  // c (+)= x y of packed y, x contiguous by rows of `stride`.
  void product(int64_t rows, int64_t depth, int64_t cols, const char* x, int64_t stride,
               const char* y, char* c, int64_t c_stride, bool accumulate) const {
    panels.multiply({rows, cols, depth, x, stride, 1, y, depth, c, c_stride, accumulate});
  }
  // c += x y, where y is the block from key j on that pack_blocks() made; x has columns for the
  // first `seen` of its keys only.
  void product_of_block(int64_t rows, int64_t seen, int64_t width, const char* x,
                        const char* blocks, int64_t j, char* c) const {
    const int64_t keys = std::min(kCols, n.source - j);
    panels.multiply({rows, width, seen, x, kCols, 1, blocks + j * panels.packed(1, width) * item,
                     keys, c, width, true});
  }
  // The same of x transposed: its rows of `stride` are the columns of the product's left side.
  void product_t(int64_t rows, int64_t depth, int64_t cols, const char* x, int64_t stride,
                 const char* y, char* c, int64_t c_stride) const {
    panels.multiply({rows, cols, depth, x, 1, stride, y, depth, c, c_stride, true});
  }

  const Attention& a;
  Sizes n;
  DType type;
  int64_t item;
  Heads q, k, v;
  Tensor mask;
  int64_t mask_item = 0;
  const kernels::PanelKernels& panels;
  const kernels::AttentionLoops& loops;
};

// Memory of one thread, cut into pieces of elements.
class Pieces {
 public:
  Pieces(int64_t item, std::initializer_list<int64_t> elements)
      : scratch_(total(item, elements)), at_(static_cast<char*>(scratch_.data())) {
    at_ += -reinterpret_cast<uintptr_t>(at_) & 63;
    for (int64_t n : elements) starts_.push_back(at_ - start()), at_ += up(n * item);
  }
  char* operator[](size_t i) const { return start() + starts_[i]; }

 private:
  static int64_t up(int64_t bytes) { return (bytes + 63) / 64 * 64; }
  static size_t total(int64_t item, std::initializer_list<int64_t> elements) {
    int64_t sum = 64;
    for (int64_t n : elements) sum += up(n * item);
    return static_cast<size_t>(sum);
  }
  char* start() const { return static_cast<char*>(scratch_.data()); }
  onednn::Scratch scratch_;
  char* at_;
  std::vector<int64_t> starts_;
};

// Calls f(first, count) for blocks of [0, n).
template <class F>
void each_block(int64_t begin, int64_t end, int64_t block, F&& f) {
  for (int64_t at = begin; at < end; at += block) f(at, std::min(block, end - at));
}

// Packs the rows of `from` as blocks of kCols of them, each a matrix of its own.
void pack_blocks(const Pass& p, const char* from, int64_t stride, int64_t rows, int64_t width,
                 char* to) {
  each_block(0, rows, kCols, [&](int64_t at, int64_t count) {
    p.panels.pack(from + at * stride * p.item, stride, 1, count, width,
                  to + at * p.panels.packed(1, width) * p.item);
  });
}

// The rows [begin, end) of one head.
void forward_rows(const Pass& p, int64_t b, int64_t h, int64_t begin, int64_t end, const char* keys,
                  const char* values, const Heads& out, char* lse) {
  const Sizes& n = p.n;
  const Pieces work(p.item,
                    {kRows * n.width, kRows * kCols, kRows * n.value_width, kRows, kRows, kCols});
  char *q = work[0], *scores = work[1], *acc = work[2], *max = work[3], *sum = work[4],
       *line = work[5];
  each_block(begin, end, kRows, [&](int64_t i, int64_t rows) {
    p.loops.gather(rows, n.width, p.q.at(b, h, i), p.q.stride(), p.a.scale, q);
    std::memset(acc, 0, static_cast<size_t>(rows * n.value_width * p.item));
    std::memset(sum, 0, static_cast<size_t>(rows * p.item));
    for (int64_t r = 0; r < rows; ++r) store_scalar(-INFINITY, p.type, max + r * p.item);
    each_block(0, n.seen(p.a.causal, i + rows), kCols, [&](int64_t j, int64_t cols) {
      p.product(rows, n.width, cols, q, n.width, keys + j * n.width * p.item, scores, kCols, false);
      p.loops.forward(p.tile(b, h, i, rows, j, cols, scores), max, sum, acc, n.value_width);
      p.round_weights(rows, cols, scores, line);
      p.product_of_block(rows, cols, n.value_width, scores, values, j, acc);
    });
    p.loops.finish(rows, n.value_width, max, sum, acc, out.at(b, h, i), out.stride(),
                   lse + i * p.item);
  });
}

// Gradients of one head of keys and values, and of the queries of its group.
void backward_head(const Pass& p, int64_t b, int64_t kv, const Heads& o, const Heads& g,
                   const char* lse, const Heads& gq, const Heads& gk, const Heads& gv) {
  const Sizes& n = p.n;
  auto packed = [&](int64_t depth, int64_t cols) { return p.panels.packed(depth, cols); };
  const Pieces work(
      p.item, {packed(n.width, n.source), packed(n.value_width, n.source),
               packed(n.source, n.width), kRows * n.width, packed(kRows, n.width),
               kRows * n.value_width, packed(kRows, n.value_width), kRows * kCols, kRows * kCols,
               kRows, kRows * n.width, n.source * n.width, n.source * n.value_width});
  char *keys_t = work[0], *values_t = work[1], *keys = work[2], *q = work[3], *q_packed = work[4],
       *go = work[5], *go_packed = work[6], *scores = work[7], *grads = work[8], *delta = work[9],
       *acc_q = work[10], *acc_k = work[11], *acc_v = work[12];
  p.panels.pack(p.k.at(b, kv, 0), 1, p.k.stride(), n.width, n.source, keys_t);
  p.panels.pack(p.v.at(b, kv, 0), 1, p.v.stride(), n.value_width, n.source, values_t);
  pack_blocks(p, p.k.at(b, kv, 0), p.k.stride(), n.source, n.width, keys);
  std::memset(acc_k, 0, static_cast<size_t>(n.source * n.width * p.item));
  std::memset(acc_v, 0, static_cast<size_t>(n.source * n.value_width * p.item));
  for (int64_t h = kv * n.group; h < (kv + 1) * n.group; ++h) {
    each_block(0, n.length, kRows, [&](int64_t i, int64_t rows) {
      const char* row_lse = lse + ((b * n.heads + h) * n.length + i) * p.item;
      p.loops.gather(rows, n.width, p.q.at(b, h, i), p.q.stride(), p.a.scale, q);
      p.panels.pack(p.q.at(b, h, i), p.q.stride(), 1, rows, n.width, q_packed);
      p.loops.gather(rows, n.value_width, g.at(b, h, i), g.stride(), 1.0, go);
      p.panels.pack(go, n.value_width, 1, rows, n.value_width, go_packed);
      p.loops.dots(rows, n.value_width, go, n.value_width, o.at(b, h, i), o.stride(), delta);
      std::memset(acc_q, 0, static_cast<size_t>(rows * n.width * p.item));
      each_block(0, n.seen(p.a.causal, i + rows), kCols, [&](int64_t j, int64_t cols) {
        p.product(rows, n.width, cols, q, n.width, keys_t + j * n.width * p.item, scores, kCols,
                  false);
        p.product(rows, n.value_width, cols, go, n.value_width,
                  values_t + j * n.value_width * p.item, grads, kCols, false);
        p.loops.backward(p.tile(b, h, i, rows, j, cols, scores), row_lse, delta, p.a.scale, grads);
        p.product_t(cols, rows, n.value_width, scores, kCols, go_packed,
                    acc_v + j * n.value_width * p.item, n.value_width);
        p.product_t(cols, rows, n.width, grads, kCols, q_packed, acc_k + j * n.width * p.item,
                    n.width);
        p.product_of_block(rows, cols, n.width, grads, keys, j, acc_q);
      });
      for (int64_t r = 0; r < rows; ++r)
        std::memcpy(gq.at(b, h, i + r), acc_q + r * n.width * p.item,
                    static_cast<size_t>(n.width * p.item));
    });
  }
  for (int64_t j = 0; j < n.source; ++j) {
    std::memcpy(gk.at(b, kv, j), acc_k + j * n.width * p.item,
                static_cast<size_t>(n.width * p.item));
    std::memcpy(gv.at(b, kv, j), acc_v + j * n.value_width * p.item,
                static_cast<size_t>(n.value_width * p.item));
  }
}

}  // namespace

std::tuple<Tensor, Tensor> flash_attention(const Attention& a) {
  const Sizes n(a);
  const Device device = a.query.device();
  const DType type = a.query.dtype(), stat = type == DType::F64 ? type : DType::F32;
  const Tensor out = new_output(a);
  const Tensor lse = new_tensor({{n.batch, n.heads, n.length}}, stat, device);
  if (out.is_meta() || n.batch * n.heads * n.length == 0) return {out, lse};
  const Pass p(a);
  const Heads to(
      p.type == type ? out : new_heads(n.batch, n.heads, n.length, n.value_width, p.type, device),
      p.type);
  // A unit is one head, or a part of its rows where there are fewer heads than threads.
  const int64_t units = n.batch * n.heads, threads = num_threads();
  const int64_t blocks = (n.length + kRows - 1) / kRows;
  const int64_t parts = std::clamp<int64_t>(2 * threads / units, 1, std::max<int64_t>(1, blocks));
  const int64_t share = (blocks + parts - 1) / parts * kRows;
  parallel_for(0, units * parts, 1, [&](int64_t begin, int64_t end) {
    const Pieces packed(
        p.item, {p.panels.packed(n.width, n.source), p.panels.packed(n.source, n.value_width)});
    int64_t have = -1;
    for (int64_t u = begin; u < end; ++u) {
      const int64_t head = u / parts, b = head / n.heads, h = head % n.heads, kv = h / n.group;
      if (have != b * n.kv_heads + kv) {
        have = b * n.kv_heads + kv;
        p.panels.pack(p.k.at(b, kv, 0), 1, p.k.stride(), n.width, n.source, packed[0]);
        pack_blocks(p, p.v.at(b, kv, 0), p.v.stride(), n.source, n.value_width, packed[1]);
      }
      const int64_t first = u % parts * share;
      forward_rows(p, b, h, first, std::min(n.length, first + share), packed[0], packed[1], to,
                   lse.raw() + head * n.length * p.item);
    }
  });
  if (p.type != type) copy(out, to.tensor);
  return {out, lse};
}

std::tuple<Tensor, Tensor, Tensor> flash_attention_backward(const Attention& a,
                                                            const Tensor& output,
                                                            const Tensor& logsumexp,
                                                            const Tensor& grad) {
  const Sizes n(a);
  const Pass p(a);
  const Device device = a.query.device();
  const Heads gq(new_heads(n.batch, n.heads, n.length, n.width, p.type, device), p.type);
  const Heads gk(new_heads(n.batch, n.kv_heads, n.source, n.width, p.type, device), p.type);
  const Heads gv(new_heads(n.batch, n.kv_heads, n.source, n.value_width, p.type, device), p.type);
  const Heads o(output, p.type), g(grad, p.type);
  const Tensor lse = contiguous(logsumexp);
  parallel_for(0, n.batch * n.kv_heads, 1, [&](int64_t begin, int64_t end) {
    for (int64_t u = begin; u < end; ++u)
      backward_head(p, u / n.kv_heads, u % n.kv_heads, o, g, lse.raw(), gq, gk, gv);
  });
  const DType type = a.query.dtype();
  return {cast(gq.tensor, type), cast(gk.tensor, type), cast(gv.tensor, type)};
}

}  // namespace tenon::raw

#include "core/kernels/index.h"

#include <algorithm>

#include "core/kernels/kernels.h"
#include "core/kernels/visit.h"
#include "core/parallel/parallel_for.h"

namespace tenon::kernels {
namespace {

constexpr int64_t kGrainBytes = 1 << 16;

// Where position i of some shared dimensions lies.
struct Place {
  int64_t table = 0, rows = 0;
};
Place place(const SharedDims& dims, int64_t i, size_t from = 0) {
  Place p;
  for (size_t d = from; d < dims.sizes.size(); ++d) {
    int64_t x = i % dims.sizes[d];
    i /= dims.sizes[d];
    p.table += x * dims.table[d];
    p.rows += x * dims.rows[d];
  }
  return p;
}

// Calls move(table, rows, n, table_stride, row_stride) for every run of position i of the index and
// b of `before`.
template <class Move>
inline void one_position(const IndexJob& job, int64_t b, int64_t i, const Move& move) {
  char *table = job.table + job.offsets[i], *rows = job.rows + i * job.row_step;
  if (b) {
    Place at = place(job.before, b);
    table += at.table;
    rows += at.rows;
  }
  const SharedDims& after = job.after;
  if (after.sizes.empty()) return move(table, rows, 1, 0, 0);
  int64_t n = after.sizes[0], runs = after.count() / std::max<int64_t>(n, 1);
  for (int64_t r = 0; r < runs; ++r) {
    Place at = r ? place(after, r, 1) : Place();
    move(table + at.table, rows + at.rows, n, after.table[0], after.rows[0]);
  }
}

int64_t block_bytes(const IndexJob& job) {
  return std::max<int64_t>(job.after.count() * static_cast<int64_t>(dtype_size(job.dtype)), 1);
}

// Every thread takes the positions that fall into its part of the table, so that none is written by
// two, and equal positions keep their order.
template <class Move>
void by_destination(const IndexJob& job, const Move& move) {
  int64_t before = job.before.count();
  auto all = [&](int64_t low, int64_t high) {
    for (int64_t b = 0; b < before; ++b) {
      for (int64_t i = 0; i < job.count; ++i) {
        if (job.offsets[i] >= low && job.offsets[i] < high) one_position(job, b, i, move);
      }
    }
  };
  if (job.count * before * block_bytes(job) < kGrainBytes || job.count < 64)
    return all(INT64_MIN, INT64_MAX);
  auto [low, high] = std::minmax_element(job.offsets, job.offsets + job.count);
  int64_t from = *low, range = *high - from + 1;
  parallel_for(0, range, (range + num_threads() - 1) / num_threads(),
               [&](int64_t b, int64_t e) { all(from + b, from + e); });
}

template <class T>
void copy_run(char* to, const char* from, int64_t n, int64_t to_stride, int64_t from_stride) {
  if (to_stride == sizeof(T) && from_stride == sizeof(T)) {
    std::memcpy(to, from, static_cast<size_t>(n) * sizeof(T));
    return;
  }
  for (int64_t i = 0; i < n; ++i) {
    *reinterpret_cast<T*>(to + i * to_stride) = *reinterpret_cast<const T*>(from + i * from_stride);
  }
}

// Positions [begin, end) whose blocks of `bytes` lie side by side. A table is larger than the
// caches as a rule and its positions jump, so what comes later is asked for now.
void gather_blocks(const IndexJob& job, int64_t bytes, int64_t begin, int64_t end) {
  constexpr int64_t kAhead = 8, kLine = 64, kLines = 8;
  int64_t asked = std::min(bytes, kLine * kLines);
  for (int64_t i = begin; i < end; ++i) {
    if (i + kAhead < end) {
      const char* later = job.table + job.offsets[i + kAhead];
      for (int64_t at = 0; at < asked; at += kLine) __builtin_prefetch(later + at);
    }
    std::memcpy(job.rows + i * job.row_step, job.table + job.offsets[i],
                static_cast<size_t>(bytes));
  }
}

// Bytes of a block that is one run in table and rows; 0: it is not.
int64_t dense_block(const IndexJob& job) {
  auto size = static_cast<int64_t>(dtype_size(job.dtype));
  const SharedDims& after = job.after;
  bool dense = after.sizes.size() == 1 && after.table[0] == size && after.rows[0] == size;
  return dense ? after.sizes[0] * size : 0;
}

}  // namespace

void SharedDims::add(int64_t size, int64_t table_stride, int64_t row_stride) {
  if (size == 1) return;
  if (!sizes.empty() && table_stride == table.back() * sizes.back() &&
      row_stride == rows.back() * sizes.back()) {
    sizes.back() *= size;
    return;
  }
  sizes.push_back(size);
  table.push_back(table_stride);
  rows.push_back(row_stride);
}

int64_t SharedDims::count() const {
  int64_t n = 1;
  for (int64_t s : sizes) n *= s;
  return n;
}

void gather_rows(const IndexJob& job) {
  int64_t grain = std::max<int64_t>(kGrainBytes / block_bytes(job), 1);
  if (int64_t bytes = dense_block(job); bytes && job.before.count() == 1) {
    parallel_for(0, job.count, grain,
                 [&](int64_t begin, int64_t end) { gather_blocks(job, bytes, begin, end); });
    return;
  }
  visit_bytes(dtype_size(job.dtype), [&]<class T> {
    auto move = [](char* table, char* rows, int64_t n, int64_t ts, int64_t rs) {
      copy_run<T>(rows, table, n, rs, ts);
    };
    parallel_for(0, job.count * job.before.count(), grain, [&](int64_t begin, int64_t end) {
      int64_t b = begin / job.count, i = begin % job.count;
      for (int64_t p = begin; p < end; ++p) {
        one_position(job, b, i, move);
        if (++i == job.count) {
          i = 0;
          ++b;
        }
      }
    });
  });
}

void scatter_rows(const IndexJob& job) {
  visit_bytes(dtype_size(job.dtype), [&]<class T> {
    by_destination(job, [](char* table, char* rows, int64_t n, int64_t ts, int64_t rs) {
      copy_run<T>(table, rows, n, ts, rs);
    });
  });
}

void add_rows(const IndexJob& job) {
  if (job.after.count() > 1) {
    Loop add_loop = add.loop(job.dtype);
    by_destination(job, [&](char* table, char* rows, int64_t n, int64_t ts, int64_t rs) {
      char* data[] = {table, table, rows};
      int64_t strides[] = {ts, ts, rs};
      add_loop(data, strides, n, nullptr);
    });
    return;
  }
  visit_number(job.dtype, [&]<class T> {
    by_destination(job, [](char* table, char* rows, int64_t, int64_t, int64_t) {
      T* to = reinterpret_cast<T*>(table);
      *to = static_cast<T>(static_cast<Compute<T>>(*to) +
                           static_cast<Compute<T>>(*reinterpret_cast<T*>(rows)));
    });
  });
}

}  // namespace tenon::kernels

#include "core/kernels/scatter.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/kernels/visit.h"
#include "core/parallel/parallel_for.h"

namespace tenon::kernels {
namespace {

constexpr int64_t kGrain = 1 << 14;

[[gnu::cold, gnu::noinline]] void out_of_bounds(const ScatterJob& job, int64_t x) {
  fail(ErrorKind::Runtime, "index ", x, " is out of bounds for dimension ", job.dim, " with size ",
       job.table_size);
}

// n positions whose index values lie side by side; the table moves by table_step apart from what
// the index says.
struct Run {
  char *table, *rows;
  const int64_t* index;
  int64_t n, table_step, row_step;
};

// Index and rows lie side by side, and so does the table along the dimension: vectors, mostly.
template <class T, class F>
inline void dense_run(const ScatterJob& job, const Run& r, F f) {
  auto* table = reinterpret_cast<T*>(r.table);
  auto* rows = reinterpret_cast<T*>(r.rows);
  const int64_t *index = r.index, n = r.n;
  auto size = static_cast<uint64_t>(job.table_size);
  for (int64_t i = 0; i < n; ++i) {
    auto x = static_cast<uint64_t>(index[i]);
    if (x >= size) [[unlikely]]
      out_of_bounds(job, index[i]);
    f(table[x], rows[i]);
  }
}

template <class T, class F>
inline void one_run(const ScatterJob& job, const Run& r, F f) {
  int64_t along = job.table_strides[job.dim], size = job.table_size;
  if (along == sizeof(T) && r.row_step == sizeof(T) && r.table_step == 0)
    return dense_run<T>(job, r, f);
  for (int64_t i = 0; i < r.n; ++i) {
    int64_t x = r.index[i];
    if (static_cast<uint64_t>(x) >= static_cast<uint64_t>(size)) [[unlikely]]
      out_of_bounds(job, x);
    f(*reinterpret_cast<T*>(r.table + i * r.table_step + x * along),
      *reinterpret_cast<T*>(r.rows + i * r.row_step));
  }
}

// Lanes are what can run at once without two of them writing one element: positions that differ in
// a dimension other than `dim`. Along the last dimension they are taken in runs.
template <class T, class F>
void walk(const ScatterJob& job, F f) {
  auto last = static_cast<int64_t>(job.sizes.size()) - 1;
  bool along_last = job.dim == last;
  int64_t inner = job.sizes[last], depth = along_last ? 1 : job.sizes[job.dim],
          lanes = along_last ? 1 : inner;
  Dims index_strides(job.sizes.size(), 1);
  for (int64_t d = last; d-- > 0;) index_strides[d] = index_strides[d + 1] * job.sizes[d + 1];
  for (int64_t d = 0; d < last; ++d) lanes *= d == job.dim ? 1 : job.sizes[d];
  int64_t work = along_last ? inner : depth;
  int64_t grain = std::max<int64_t>(1, kGrain / std::max<int64_t>(work, 1));
  parallel_for(0, lanes, grain, [&](int64_t begin, int64_t end) {
    while (begin < end) {
      int64_t outer = along_last ? begin : begin / inner, from = along_last ? 0 : begin % inner;
      int64_t n = along_last ? inner : std::min(inner - from, end - begin);
      Run r{job.table,
            job.rows,
            job.index,
            n,
            along_last ? 0 : job.table_strides[last],
            job.row_strides[last]};
      for (int64_t d = last, rest = outer; d-- > 0;) {
        if (d == job.dim) continue;
        int64_t x = rest % job.sizes[d];
        rest /= job.sizes[d];
        r.table += x * job.table_strides[d];
        r.rows += x * job.row_strides[d];
        r.index += x * index_strides[d];
      }
      r.table += from * r.table_step;
      r.rows += from * r.row_step;
      r.index += from;
      for (int64_t j = 0; j < depth; ++j) {
        one_run<T>(job, r, f);
        r.index += index_strides[job.dim];
        if (!along_last) r.rows += job.row_strides[job.dim];
      }
      begin += along_last ? 1 : n;
    }
  });
}

template <class T>
bool is_nan(T x) {
  return x != x;
}

}  // namespace

void scatter(const ScatterJob& job, Combine how) {
  for (int64_t s : job.sizes) {
    if (s == 0) return;
  }
  if (how == Combine::Gather || how == Combine::Set) {
    visit_bytes(dtype_size(job.dtype), [&]<class T> {
      if (how == Combine::Gather) {
        walk<T>(job, [](T& table, T& row) { row = table; });
      } else {
        walk<T>(job, [](T& table, T& row) { table = row; });
      }
    });
    return;
  }
  auto with = [&]<class T>(auto op) {
    using C = Compute<T>;
    walk<T>(job, [op](T& table, T& row) {
      table = static_cast<T>(op(static_cast<C>(table), static_cast<C>(row)));
    });
  };
  if (how == Combine::Add || how == Combine::Multiply) {
    return visit_number(job.dtype, [&]<class T> {
      using C = Compute<T>;
      if (how == Combine::Add) {
        with.template operator()<T>([](C a, C b) { return a + b; });
      } else {
        with.template operator()<T>([](C a, C b) { return a * b; });
      }
    });
  }
  visit_dtype(job.dtype, [&]<class T> {
    using C = Compute<T>;
    switch (how) {
      case Combine::Max:
        return with.template operator()<T>([](C a, C b) { return is_nan(a) || a > b ? a : b; });
      default:
        return with.template operator()<T>([](C a, C b) { return is_nan(a) || a < b ? a : b; });
    }
  });
}

}  // namespace tenon::kernels

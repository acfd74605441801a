// Finding places in sorted sequences.
#include "core/api/search.h"

#include "core/iter/pointwise.h"
#include "core/kernels/visit.h"
#include "core/ops/tables.h"
#include "core/parallel/parallel_for.h"
#include "core/registry/box.h"
#include "core/registry/outs.h"

namespace tenon::ops {
namespace {

using OptStr = std::optional<std::string_view>;

// The first place in the n sorted elements (read in the order `sorter`, if given) whose element is
// not below x, or above it.
template <class C, class At>
int64_t place_of(C x, int64_t n, bool right, At at) {
  int64_t from = 0, to = n;
  while (from < to) {
    int64_t mid = from + (to - from) / 2;
    C y = at(mid);
    if (right ? !(y > x) : !(y >= x)) {
      from = mid + 1;
    } else {
      to = mid;
    }
  }
  return from;
}

bool from_right(const char* op, OptStr side, bool right) {
  if (!side) return right;
  check(*side == "left" || *side == "right", op, "(): side can only be 'left' or 'right' but got ",
        *side);
  check(*side != "left" || !right, op,
        "(): side and right can't be set to opposites, got side of left while right was True");
  return *side == "right";
}

Tensor searchsorted_cpu(const Tensor& sorted_sequence, const Tensor& input, bool out_int32,
                        bool right, OptStr side, const Tensor& sorter) {
  right = from_right("searchsorted", side, right);
  const Tensor& seq = sorted_sequence;
  bool one = seq.dim() == 1;
  check(seq.dim() != 0,
        "searchsorted(): input value can be a scalar only when boundaries tensor dimension is 1, "
        "but we got boundaries tensor dim(0)");
  bool match = one || seq.dim() == input.dim();
  for (int64_t d = 0; match && !one && d + 1 < seq.dim(); ++d)
    match = seq.sizes()[d] == input.sizes()[d];
  check(match,
        "searchsorted(): boundaries tensor should be 1 dimension or the first N-1 dimensions of "
        "boundaries tensor and "
        "input value tensor must match, but we got boundaries tensor ",
        seq.sizes(), " and input value tensor ", input.sizes());
  check(!sorter.defined() || same(sorter.sizes(), seq.sizes()),
        "searchsorted(): boundary and sorter must have the same size, but got boundary tensor ",
        seq.sizes(), "and got sorter tensor ", sorter.defined() ? sorter.sizes() : IntSpan());
  check(!sorter.defined() || sorter.dtype() == DType::I64,
        "searchsorted(): sorter must be a tensor of long dtype");
  Tensor out = new_tensor(input.sizes(), DType::I64, input.device());
  if (!out.is_meta() && out.numel()) {
    DType t = Promoter().add(seq).add(input).result();
    Tensor s = raw::contiguous(raw::cast(seq, t)), x = raw::contiguous(raw::cast(input, t));
    Tensor order = sorter.defined() ? raw::contiguous(sorter) : Tensor();
    int64_t n = seq.sizes().back(), per_row = one ? x.numel() : x.sizes().back();
    kernels::visit_dtype(t, [&]<class T> {
      using C = kernels::Compute<T>;
      parallel_for(0, x.numel(), 4096, [&](int64_t begin, int64_t end) {
        for (int64_t i = begin; i < end; ++i) {
          int64_t base = one ? 0 : i / per_row * n;
          const T* p = s.data<T>() + base;
          const int64_t* by = order.defined() ? order.data<int64_t>() + base : nullptr;
          out.data<int64_t>()[i] =
              place_of(static_cast<C>(x.data<T>()[i]), n, right,
                       [&](int64_t m) { return static_cast<C>(p[by ? by[m] : m]); });
        }
      });
    });
  }
  return raw::cast(out, out_int32 ? DType::I32 : DType::I64);
}

// A number as a 0-d tensor that does not raise the type of the sequence more than it must.
Tensor number_tensor(const Scalar& s, const Tensor& like) {
  Tensor t = new_tensor({}, Promoter().add(like).add(s).result(), like.device());
  raw::fill(t, s);
  return t;
}

Tensor searchsorted_scalar_body(const Tensor& sorted_sequence, Scalar input, bool out_int32,
                                bool right, OptStr side, const Tensor& sorter) {
  check(sorted_sequence.dim() == 1,
        "searchsorted(): input value can be a scalar only when boundaries tensor dimension is 1, "
        "but we got boundaries tensor dim(",
        sorted_sequence.dim(), ") and input value's dim(0) numel(1)");
  return searchsorted(sorted_sequence, number_tensor(input, sorted_sequence), out_int32, right,
                      side, sorter);
}
Tensor bucketize_body(const Tensor& input, const Tensor& boundaries, bool out_int32, bool right) {
  check(boundaries.dim() == 1, "boundaries tensor must be 1 dimension, but got dim(",
        boundaries.dim(), ")");
  return searchsorted(boundaries, input, out_int32, right);
}
Tensor bucketize_scalar_body(Scalar input, const Tensor& boundaries, bool out_int32, bool right) {
  return bucketize(number_tensor(input, boundaries), boundaries, out_int32, right);
}

constexpr OpDef kOps[] = {
    {.schema = "searchsorted(Tensor sorted_sequence, Tensor input, *, bool out_int32=False, bool "
               "right=False, str? side=None, "
               "Tensor? sorter=None) -> Tensor",
     .cpu = kernel<searchsorted_cpu>(),
     .vjp = no_grad("gives positions"),
     .traits = Out | OutExact,
     .doc =
         R"(Returns where in the sorted sequence each element of input would be inserted to keep it sorted.

Args:
    right: after equal elements, not before them; so does side='right'.
    sorter: positions that sort the sequence, when it is not sorted.

Example:
    >>> tenon.searchsorted(tenon.tensor([1, 3, 5]), tenon.tensor([3, 6]))
    tensor([1, 3])
)"},
    {.schema = "searchsorted.scalar(Tensor sorted_sequence, Scalar input, *, bool out_int32=False, "
               "bool right=False, "
               "str? side=None, Tensor? sorter=None) -> Tensor",
     .body = kernel<searchsorted_scalar_body>(),
     .doc = R"(Returns where in the sorted sequence a number would be inserted to keep it sorted.

Example:
    >>> tenon.searchsorted(tenon.tensor([1, 3, 5]), 4)
    tensor(2)
)"},
    {.schema = "bucketize(Tensor input, Tensor boundaries, *, bool out_int32=False, bool "
               "right=False) -> Tensor",
     .body = kernel<bucketize_body>(),
     .traits = Out | OutExact,
     .doc =
         R"(Returns for each element the number of the bucket it falls into; boundaries are sorted.

Example:
    >>> tenon.bucketize(tenon.tensor([3, 6, 9]), tenon.tensor([1, 3, 5, 7, 9]))
    tensor([1, 3, 4])
)"},
    {.schema = "bucketize.scalar(Scalar input, Tensor boundaries, *, bool out_int32=False, bool "
               "right=False) -> Tensor",
     .body = kernel<bucketize_scalar_body>(),
     .doc = R"(Returns the number of the bucket that a number falls into.

Example:
    >>> tenon.bucketize(4, tenon.tensor([1, 3, 5]))
    tensor(2)
)"},
};

}  // namespace
void register_search(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops

// Embedding and EmbeddingBag.
#include "core/api/copy.h"
#include "core/api/view.h"
#include "core/autograd/meta.h"
#include "core/nn/layers/layer.h"
#include "core/registry/mode.h"
#include "core/registry/types.h"

namespace tenon::nn {
namespace {

enum Field : uint32_t {
  kCount,
  kDim,
  kPaddingIdx,
  kMaxNorm,
  kNormType,
  kScaleGrad,
  kSparse,
  kWeight
};

Value init(Self& self, Args a) {
  const int64_t n = a[0].to_int(), dim = a[1].to_int();
  Value padding = a[2];
  if (!padding.is_none()) {
    const int64_t p = padding.to_int();
    check_value(p >= -n && p < n, "Padding_idx must be within num_embeddings");
    if (p < 0) padding = Value(n + p);
  }
  for (uint32_t i = 0; i <= kSparse; ++i) self.set(i, i == kPaddingIdx ? padding : a[i]);
  const Tensor given = a[7].tensor();
  const int64_t size[] = {n, dim};
  if (given.defined()) {
    check_value(same(given.sizes(), size),
                "Shape of weight does not match num_embeddings and embedding_dim");
    self.set(kWeight, Value(given));
  } else {
    self.set(kWeight, Value(empty_tensor(size, a[9], a[10])));
    self.method_named("reset_parameters");
  }
  if (a[8].to_bool()) set_requires_grad(self.tensor(kWeight), false);
  return {};
}

// Draws all rows from a standard normal, but for the padding row, which is zero.
void reset_rows(const Tensor& weight, const Value& padding) {
  init_normal(weight, 0, 1);
  if (padding.is_none()) return;
  GradMode no_grad(false);
  const int64_t row[] = {weight.size(1)}, stride[] = {weight.stride(1)};
  zero_(as_strided(weight, row, stride, weight.offset() + padding.to_int() * weight.stride(0)));
}

Value reset(Self& self, Args) {
  reset_rows(self.tensor(kWeight), self.get(kPaddingIdx));
  return {};
}

Value forward(Self& self, Args a) {
  static const OpRef embedding("embedding", "weight indices padding_idx scale_grad_by_freq sparse");
  static const OpRef renorm("embedding_renorm_", "input indices max_norm norm_type");
  if (Value max_norm = self.get(kMaxNorm); !max_norm.is_none()) {
    GradMode no_grad(false);
    renorm({self.get(kWeight), a[0], max_norm, self.get(kNormType)}).drop();
  }
  const Value padding = self.get(kPaddingIdx);
  return embedding({self.get(kWeight), a[0], padding.is_none() ? Value(-1) : padding,
                    self.get(kScaleGrad), self.get(kSparse)});
}

Value extra_repr(Self& self, Args) {
  std::string out = str(self.to_int(kCount), ", ", self.to_int(kDim));
  if (Value p = self.get(kPaddingIdx); !p.is_none()) out += str(", padding_idx=", p.to_int());
  if (Value m = self.get(kMaxNorm); !m.is_none()) out += ", max_norm=" + repr(m);
  if (self.to_double(kNormType) != 2) out += str(", norm_type=", self.to_double(kNormType));
  if (self.to_bool(kScaleGrad)) out += ", scale_grad_by_freq=True";
  if (self.to_bool(kSparse)) out += ", sparse=True";
  return text(std::move(out));
}

// ---- EmbeddingBag ----

enum BagField : uint32_t {
  kBagCount,
  kBagDim,
  kBagMaxNorm,
  kBagNormType,
  kBagScaleGrad,
  kBagMode,
  kBagSparse,
  kBagLast,
  kBagPadding,
  kBagWeight
};

// a: num_embeddings, embedding_dim, max_norm, norm_type, scale_grad_by_freq, mode, sparse, _weight,
// include_last_offset, padding_idx, device, dtype
Value bag_init(Self& self, Args a) {
  const int64_t n = a[0].to_int(), dim = a[1].to_int();
  for (uint32_t i = 0; i <= kBagSparse; ++i) self.set(i, a[i]);
  self.set(kBagLast, a[8]);
  Value padding = a[9];
  if (!padding.is_none()) {
    const int64_t p = padding.to_int();
    if (p >= n || p < -n) fail(ErrorKind::Assertion, "padding_idx must be within num_embeddings");
    if (p < 0) padding = Value(n + p);
  }
  self.set(kBagPadding, padding);
  const int64_t size[] = {n, dim};
  if (const Tensor given = a[7].tensor(); given.defined()) {
    if (!same(given.sizes(), size))
      fail(ErrorKind::Assertion, "Shape of weight does not match num_embeddings and embedding_dim");
    self.set(kBagWeight, Value(given));
    return {};
  }
  self.set(kBagWeight, Value(empty_tensor(size, a[10], a[11])));
  self.method_named("reset_parameters");
  return {};
}

Value bag_reset(Self& self, Args) {
  reset_rows(self.tensor(kBagWeight), self.get(kBagPadding));
  return {};
}

Value bag_forward(Self& self, Args a) {
  static const OpRef bag("functional_embedding_bag",
                         "input weight offsets max_norm norm_type scale_grad_by_freq mode sparse "
                         "per_sample_weights include_last_offset padding_idx");
  return bag({a[0], self.get(kBagWeight), a[1], self.get(kBagMaxNorm), self.get(kBagNormType),
              self.get(kBagScaleGrad), self.get(kBagMode), self.get(kBagSparse), a[2],
              self.get(kBagLast), self.get(kBagPadding)});
}

Value bag_extra_repr(Self& self, Args) {
  std::string out = str(self.to_int(kBagCount), ", ", self.to_int(kBagDim));
  if (Value m = self.get(kBagMaxNorm); !m.is_none()) out += ", max_norm=" + repr(m);
  if (self.to_double(kBagNormType) != 2) out += ", norm_type=" + repr(self.get(kBagNormType));
  if (self.to_bool(kBagScaleGrad)) out += ", scale_grad_by_freq=True";
  out += ", mode=" + repr(self.get(kBagMode));
  if (Value p = self.get(kBagPadding); !p.is_none()) out += str(", padding_idx=", p.to_int());
  return text(std::move(out));
}

constexpr TypeDef kTypes[] = {
    {.name = "nn.Embedding",
     .ctor = "(int num_embeddings, int embedding_dim, int? padding_idx=None, float? max_norm=None, "
             "float norm_type=2.0, "
             "bool scale_grad_by_freq=False, bool sparse=False, Tensor? _weight=None, bool "
             "_freeze=False, "
             "device? device=None, dtype? dtype=None)",
     .fields = "attr num_embeddings embedding_dim padding_idx max_norm norm_type "
               "scale_grad_by_freq sparse, param weight",
     .init = init,
     .methods = {{"forward(Tensor input) -> Tensor", forward},
                 {"reset_parameters()", reset, "Draws the weight again from a standard normal."},
                 {"extra_repr() -> str", extra_repr}},
     .doc = R"(A table of num_embeddings vectors; the input holds the indices of rows.

Example:
    >>> m = tenon.nn.Embedding(10, 3)
    >>> m(tenon.tensor([[1, 2], [4, 5]])).shape
    tenon.Size([2, 2, 3])
)"},
    {.name = "nn.EmbeddingBag",
     .ctor =
         "(int num_embeddings, int embedding_dim, float? max_norm=None, float norm_type=2.0, bool "
         "scale_grad_by_freq=False, str mode='mean', bool sparse=False, Tensor? _weight=None, bool "
         "include_last_offset=False, int? padding_idx=None, device? device=None, dtype? "
         "dtype=None)",
     .fields =
         "attr num_embeddings embedding_dim max_norm norm_type scale_grad_by_freq mode sparse "
         "include_last_offset padding_idx, param weight",
     .init = bag_init,
     .methods = {{"forward(Tensor input, Tensor? offsets=None, Tensor? per_sample_weights=None) -> "
                  "Tensor",
                  bag_forward},
                 {"reset_parameters()", bag_reset,
                  "Draws the weight again from a standard normal."},
                 {"extra_repr() -> str", bag_extra_repr}},
     .doc = R"(Sums, means or maxima of bags of rows of a table, which are not made one by one. See
nn.functional.embedding_bag().

Example:
    >>> m = tenon.nn.EmbeddingBag(10, 3, mode='sum')
    >>> m(tenon.tensor([1, 2, 4, 5]), tenon.tensor([0, 3])).shape
    tenon.Size([2, 3])
)"},
};

}  // namespace
void register_sparse() { define_types(kTypes); }
}  // namespace tenon::nn

// einsum(): the equation is read into dimensions, and operands are contracted from left to right as
// batched products.
#include "core/api/einsum.h"

#include <algorithm>
#include <string>
#include <vector>

#include "core/api/binary.h"
#include "core/api/cast.h"
#include "core/api/matmul.h"
#include "core/api/reduce.h"
#include "core/api/view.h"
#include "core/api/view_dims.h"
#include "core/api/view_slice.h"
#include "core/iter/promote.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"
#include "core/tensor/layout.h"

namespace tenon::ops {
namespace {

constexpr int kLetters = 52, kEllipsis = kLetters;

int letter(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return 26 + c - 'a';
  return -1;
}

std::string name_of(int label) {
  if (label == kEllipsis) return "...";
  return std::string(1, static_cast<char>(label < 26 ? 'A' + label : 'a' + label - 26));
}

// The labels of one term, kEllipsis for "...".
std::vector<int> read_term(std::string_view term, const std::string& whose) {
  std::vector<int> labels;
  bool ellipsis = false;
  for (size_t i = 0; i < term.size(); ++i) {
    if (term[i] == ' ') continue;
    if (term[i] == '.') {
      check(!ellipsis, "einsum(): found '.' for ", whose,
            " for which an ellipsis was already found");
      check(term.substr(i, 3) == "...", "einsum(): found '.' for ", whose,
            " that is not part of any ellipsis");
      labels.push_back(kEllipsis);
      ellipsis = true;
      i += 2;
      continue;
    }
    int label = letter(term[i]);
    check(label >= 0, "einsum(): invalid subscript given at index ", i,
          " in the equation string, subscripts must be in [a-zA-Z]");
    labels.push_back(label);
  }
  return labels;
}

struct Equation {
  std::vector<std::vector<int>> terms;
  std::vector<int> output;
  bool explicit_output = false;
};

Equation read_equation(std::string_view text, size_t operands) {
  Equation e;
  size_t arrow = text.find("->");
  std::string_view left = text.substr(0, arrow);
  while (true) {
    size_t comma = left.find(',');
    e.terms.push_back(read_term(left.substr(0, comma), str("operand ", e.terms.size())));
    if (comma == left.npos) break;
    left.remove_prefix(comma + 1);
  }
  check(e.terms.size() <= operands,
        "einsum(): fewer operands were provided than specified in the equation");
  check(e.terms.size() >= operands,
        "einsum(): more operands were provided than specified in the equation");
  if (arrow == text.npos) return e;
  e.explicit_output = true;
  e.output = read_term(text.substr(arrow + 2), "the output");
  return e;
}

// Dimensions of the whole: the output's in order, then those that are summed. slot[label] is a
// label's place; the ellipsis takes as many places as its longest use has dimensions.
struct Plan {
  int slot[kLetters + 1];
  int64_t ellipsis = 0;  // dimensions
  int64_t output = 0, total = 0;
};

Plan plan(const Equation& e, TensorSpan operands) {
  Plan p;
  int uses[kLetters + 1] = {};
  for (size_t i = 0; i < operands.size(); ++i) {
    auto named = static_cast<int64_t>(e.terms[i].size());
    bool has_ellipsis = std::count(e.terms[i].begin(), e.terms[i].end(), kEllipsis) > 0;
    if (has_ellipsis) --named;
    check(has_ellipsis ? named <= operands[i].dim() : named == operands[i].dim(),
          "einsum(): the number of subscripts in the ", "equation (", named, ") ",
          has_ellipsis ? "is more than the number of dimensions ("
                       : "does not match the number of dimensions (",
          operands[i].dim(), ") for operand ", i, has_ellipsis ? "" : " and no ellipsis was given");
    if (has_ellipsis) p.ellipsis = std::max(p.ellipsis, operands[i].dim() - named);
    for (int label : e.terms[i]) ++uses[label];
  }
  std::fill_n(p.slot, kLetters + 1, -1);
  auto place = [&](int label) {
    p.slot[label] = static_cast<int>(p.total);
    p.total += label == kEllipsis ? p.ellipsis : 1;
  };
  if (e.explicit_output) {
    for (int label : e.output) {
      check(p.slot[label] < 0, "einsum(): output subscript ", name_of(label),
            " appears more than once in the output");
      check(uses[label] > 0 || label == kEllipsis, "einsum(): output subscript ", name_of(label),
            " does not appear in the equation for any input operand");
      place(label);
    }
  } else {
    if (uses[kEllipsis]) place(kEllipsis);
    for (int label = 0; label < kLetters; ++label)
      if (uses[label] == 1) place(label);
  }
  p.output = p.total;
  for (int label = 0; label <= kLetters; ++label)
    if (uses[label] && p.slot[label] < 0) place(label);
  return p;
}

// One size per letter over all operands, but for 1, which broadcasts.
void check_sizes(const Equation& e, TensorSpan operands) {
  int64_t seen[kLetters];
  std::fill_n(seen, kLetters, 1);
  for (size_t i = 0; i < operands.size(); ++i) {
    int64_t d = 0;
    for (int label : e.terms[i]) {
      if (label == kEllipsis) {
        d += operands[i].dim() - static_cast<int64_t>(e.terms[i].size()) + 1;
        continue;
      }
      int64_t size = operands[i].size(d++);
      check(seen[label] == 1 || size == 1 || size == seen[label], "einsum(): subscript ",
            name_of(label), " has size ", size, " for operand ", i,
            " which does not broadcast with previously seen size ", seen[label]);
      if (seen[label] == 1) seen[label] = size;
    }
  }
}

// The operand with every dimension of the plan, of size 1 where it has none.
Tensor aligned(Tensor x, std::vector<int> term, const Plan& p) {
  for (size_t i = 0; i < term.size(); ++i)  // a label used twice takes the diagonal
    for (size_t j = i + 1; j < term.size(); ++j) {
      if (term[j] != term[i] || term[i] == kEllipsis) continue;
      auto at = std::find(term.begin(), term.end(), kEllipsis);
      int64_t shift = x.dim() - static_cast<int64_t>(term.size());
      auto dim = [&](size_t k) {
        return static_cast<int64_t>(k) + (at < term.begin() + static_cast<int64_t>(k) ? shift : 0);
      };
      int64_t a = dim(i), b = dim(j);
      check(x.size(a) == x.size(b), "einsum(): subscript ", name_of(term[i]),
            " is repeated for an operand but the sizes don't match, ", x.size(b),
            " != ", x.size(a));
      Tensor diagonal_last = diagonal(x, 0, a, b);
      x = movedim(diagonal_last, Ints<-1>::span, IntSpan(&a, 1));
      term.erase(term.begin() + static_cast<int64_t>(j));
      --j;
    }
  Dims order(static_cast<size_t>(p.total), -1);
  int64_t d = 0, covered = x.dim() - static_cast<int64_t>(term.size()) + 1;
  for (int label : term) {
    if (label == kEllipsis) {
      for (int64_t k = 0; k < covered; ++k) order[p.slot[label] + p.ellipsis - covered + k] = d++;
    } else {
      order[p.slot[label]] = d++;
    }
  }
  Dims dims;
  for (int64_t from : order)
    if (from >= 0) dims.push_back(from);
  x = permute(x, dims);
  for (int64_t k = 0; k < p.total; ++k)
    if (order[k] < 0) x = unsqueeze(x, k);
  return x;
}

// The product of two aligned operands, summed over the dimensions in `over`, which keep size 1.
Tensor contract(Tensor a, Tensor b, const std::vector<bool>& over) {
  Dims both, only_a, only_b, summed, sum_a, sum_b;
  int64_t n = a.dim();
  Dims out_sizes;
  for (int64_t d = 0; d < n; ++d) {
    bool in_a = a.size(d) != 1, in_b = b.size(d) != 1;
    check(!in_a || !in_b || a.size(d) == b.size(d),
          "einsum(): operands do not broadcast with remapped shapes [original->remapped]: ",
          a.sizes(), " and ", b.sizes());
    if (over[d]) {
      (in_a && in_b ? summed : in_a ? sum_a : sum_b).push_back(d);
    } else {
      (in_a == in_b ? both : in_a ? only_a : only_b).push_back(d);
    }
    out_sizes.push_back(over[d] ? 1 : std::max(a.size(d), b.size(d)));
    if (!over[d] && (a.size(d) == 0 || b.size(d) == 0)) out_sizes[d] = 0;
  }
  if (!sum_a.empty()) a = sum(a, sum_a, true);
  if (std::any_of(sum_b.begin(), sum_b.end(), [&](int64_t d) { return b.size(d) != 1; }))
    b = sum(b, sum_b, true);
  if (DType t = promote(a.dtype(), b.dtype()); a.dtype() != b.dtype()) a = to(a, t), b = to(b, t);
  if (summed.empty() && only_a.empty() && only_b.empty()) return mul(a, b);
  auto count = [](const Tensor& t, const Dims& dims) {
    int64_t c = 1;
    for (int64_t d : dims) c *= t.size(d);
    return c;
  };
  auto join = [](std::initializer_list<const Dims*> parts) {
    Dims all;
    for (const Dims* part : parts)
      for (int64_t d : *part) all.push_back(d);
    return all;
  };
  Dims rest_a = join({&only_b, &sum_a, &sum_b}), rest_b = join({&only_a, &sum_a, &sum_b});
  int64_t batch = count(a, both), m = count(a, only_a), k = count(a, summed),
          cols = count(b, only_b);
  Tensor x = reshape(permute(a, join({&both, &only_a, &summed, &rest_a})), {{batch, m, k}});
  Tensor y = reshape(permute(b, join({&both, &summed, &only_b, &rest_b})), {{batch, k, cols}});
  Tensor z = bmm(x, y);
  Dims order = join({&both, &only_a, &only_b, &summed, &sum_a, &sum_b}), sizes, back(order.size());
  for (size_t i = 0; i < order.size(); ++i) {
    sizes.push_back(out_sizes[order[i]]);
    back[order[i]] = static_cast<int64_t>(i);
  }
  return permute(reshape(z, sizes), back);
}

Tensor einsum_body(std::string_view equation, TensorSpan operands) {
  check(!operands.empty(), "einsum(): must provide at least one operand");
  Equation e = read_equation(equation, operands.size());
  Plan p = plan(e, operands);
  check_sizes(e, operands);
  std::vector<Tensor> all;
  for (size_t i = 0; i < operands.size(); ++i) all.push_back(aligned(operands[i], e.terms[i], p));
  Tensor out = all[0];
  for (size_t i = 1; i < all.size(); ++i) {
    std::vector<bool> over(static_cast<size_t>(p.total));
    for (int64_t d = p.output; d < p.total; ++d) {
      bool later = std::any_of(all.begin() + static_cast<int64_t>(i) + 1, all.end(),
                               [&](const Tensor& t) { return t.size(d) != 1; });
      over[d] = !later;
    }
    out = contract(out, all[i], over);
  }
  if (p.total == p.output) return out;
  Dims summed;
  for (int64_t d = p.output; d < p.total; ++d) summed.push_back(d);
  // What one operand sums alone, integers as int64, goes on so; products keep their dtype.
  if (operands.size() == 1) return sum(out, summed);
  bool left =
      std::any_of(summed.begin(), summed.end(), [&](int64_t d) { return out.size(d) != 1; });
  return left ? sum(out, summed, false, out.dtype()) : squeeze_dims(out, summed);
}

constexpr OpDef kOps[] = {
    {.schema = "einsum(str equation, Tensor[] operands) -> Tensor",
     .body = kernel<einsum_body>(),
     .traits = VarArgs | NoFunction,
     .doc =
         R"(Sums products of the operands over the dimensions that the equation leaves out. tenon.einsum() is its public form.)"},
};

}  // namespace
void register_einsum(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops

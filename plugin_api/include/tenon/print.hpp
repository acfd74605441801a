// Tensors as text, as Python prints them: std::cout << x, repr(x).
#pragma once
#include <algorithm>
#include <cmath>
#include <limits>
#include <ostream>

#include "tenon/operators.hpp"

TN_NAMESPACE_BEGIN
namespace detail {

// Python's print options.
inline constexpr int kPrecision = 4;
inline constexpr int64_t kThreshold = 1000, kEdge = 3, kLineWidth = 80;

inline std::string number_text(double v, std::chars_format format, int precision) {
  if (std::isnan(v)) return "nan";
  if (std::isinf(v)) return v > 0 ? "inf" : "-inf";
  char buffer[400];  // the largest double has 309 digits
  return {buffer, std::to_chars(buffer, buffer + sizeof(buffer), v, format, precision).ptr};
}

// The texts of the numbers that are shown, of one width.
struct Column {
  std::vector<std::string> texts;
  size_t width = 1;

  void align() {
    for (std::string& s : texts) s.insert(0, width - std::min(width, s.size()), ' ');
  }
};

inline Column float_column(const std::vector<double>& values) {
  auto counts = [](double v) { return v != 0 && std::isfinite(v); };
  bool whole = true;
  double low = std::numeric_limits<double>::infinity(), high = 0;
  for (double v : values) {
    if (!counts(v)) continue;
    whole = whole && v == std::ceil(v);
    low = std::min(low, std::abs(v));
    high = std::max(high, std::abs(v));
  }
  const bool scientific = high > 0 && (high / low > 1000 || high > 1e8 || low < 1e-4);
  Column out;
  for (double v : values) {
    std::string s = scientific ? number_text(v, std::chars_format::scientific, kPrecision)
                               : number_text(v, std::chars_format::fixed, whole ? 0 : kPrecision);
    if (whole && !scientific && std::isfinite(v)) s += '.';
    if (counts(v)) out.width = std::max(out.width, s.size());
    out.texts.push_back(std::move(s));
  }
  out.align();
  return out;
}

inline Column int_column(const std::vector<int64_t>& values, bool as_bool) {
  Column out;
  for (int64_t v : values) {
    out.texts.push_back(as_bool ? str(v != 0) : str(v));
    out.width = std::max(out.width, out.texts.back().size());
  }
  out.align();
  return out;
}

inline Column complex_column(const std::vector<double>& pairs) {
  std::vector<double> reals, imags;
  for (size_t i = 0; i < pairs.size(); i += 2) {
    reals.push_back(pairs[i]);
    imags.push_back(pairs[i + 1]);
  }
  Column out = float_column(reals), imag = float_column(imags);
  for (size_t i = 0; i < out.texts.size(); ++i) {
    std::string s = imag.texts[i].substr(imag.texts[i].find_first_not_of(' '));
    out.texts[i] += (s[0] == '-' ? "" : "+") + s + "j";
  }
  out.width += imag.width + 1;
  return out;
}

// The elements as numbers of another type, in order.
template <class T>
std::vector<T> elements(const Tensor& t, DType as, int64_t per_element = 1) {
  const Tensor dense = tenon::call<"resolve_conj">(t.to(as)).contiguous();
  const TensorView v = dense.view();
  const T* first = static_cast<const T*>(v.dl.data);
  return {first, first + v.numel * per_element};
}

inline bool is_cut(int64_t size) { return size > 2 * kEdge; }

// The elements that are shown of a large tensor: of every long dimension the first and last three.
inline Tensor edges(Tensor t) {
  for (int64_t d = 0; d < t.dim(); ++d) {
    const int64_t n = t.size(d);
    if (!is_cut(n)) continue;
    const int64_t kept[] = {0, 1, 2, n - 3, n - 2, n - 1};
    static_assert(std::size(kept) == 2 * kEdge);
    const int64_t count[] = {2 * kEdge};
    t = tenon::call<"index_select">(t, d, from_values<int64_t>(kept, count));
  }
  return t;
}

inline Column column_of(const Tensor& shown) {
  switch (static_cast<uint32_t>(shown.dtype()) & 0xff) {  // DLPack's code
    case 2:
    case 4:
      return float_column(elements<double>(shown, float64));
    case 5:
      return complex_column(elements<double>(shown, complex128, 2));
    default:
      return int_column(elements<int64_t>(shown, int64), shown.dtype() == boolean);
  }
}

// Brackets around the texts, which `next` walks along.
struct Nesting {
  const Column& column;
  bool cut;
  size_t next = 0;

  void write(std::string& out, IntSpan shape, int64_t indent) {
    if (shape.empty()) {
      out += column.texts[next++];
      return;
    }
    const bool innermost = shape.size() == 1;
    const int64_t per_line =
        std::max<int64_t>(1, (kLineWidth - indent) / (static_cast<int64_t>(column.width) + 2));
    const std::string margin(static_cast<size_t>(indent) + 1, ' ');
    out += '[';
    for (int64_t i = 0, place = 0; i < shape[0]; ++i, ++place) {
      if (place > 0 && innermost && place % per_line != 0)
        out += ", ";
      else if (place > 0)
        out += "," + std::string(std::max<size_t>(1, shape.size() - 1), '\n') + margin;
      if (cut && is_cut(shape[0]) && i == kEdge) {
        out += innermost ? " ..." : "...";
        i = shape[0] - kEdge - 1;
      } else {
        write(out, shape.subspan(1), indent + 1);
      }
    }
    out += ']';
  }
};

inline std::string contents(const Tensor& t, int64_t indent) {
  const TensorView v = t.view();
  if (v.is_meta()) return "...";
  if (v.numel == 0) return "[]";
  const bool cut = v.numel > kThreshold;
  Tensor shown = v.device().kind == TN_CPU ? t.detach() : tenon::call<"cpu">(t.detach());
  const Column column = column_of(cut ? edges(std::move(shown)) : shown);
  std::string out;
  Nesting{column, cut}.write(out, v.shape(), indent);
  return out;
}

inline std::string size_text(IntSpan shape) {
  std::string out;
  for (int64_t n : shape) out += str(out.empty() ? "" : ", ", n);
  return "size=(" + out + (shape.size() == 1 ? ",)" : ")");
}

// What follows the elements, where it is not the usual.
inline std::vector<std::string> suffixes(const Tensor& t) {
  const TensorView v = t.view();
  const DType usual = tenon::call<"empty">(std::vector<int64_t>{0}).dtype();
  const uint32_t code = static_cast<uint32_t>(usual);
  // The complex numbers whose parts are of the default type.
  const DType usual_complex{(code >> 8) << 9 | 5};
  bool say_dtype = v.dtype() != usual;
  std::vector<std::string> out;
  if (v.device().kind != TN_CPU) {
    tn_value named{};
    check(tables().tensor.device_name(v.is_meta() ? meta : v.device(), &named));
    const Value device = Value::adopt(named);
    out.push_back(str("device='", device.str(), "'"));
  }
  if (v.is_meta() || (v.numel == 0 && v.dim() != 1))
    out.push_back(size_text(v.shape()));
  else if (v.numel > 0)
    say_dtype =
        say_dtype && v.dtype() != usual_complex && v.dtype() != int64 && v.dtype() != boolean;
  if (say_dtype) out.push_back(str("dtype=tenon.", name(v.dtype())));
  if (v.flags & TN_VIEW_REQUIRES_GRAD) out.push_back("requires_grad=True");
  return out;
}

}  // namespace detail

// What Python's repr() gives. A tensor with a history ends in requires_grad=True: the host does not
// tell the name of its grad_fn.
inline std::string repr(const Tensor& t) {
  if (!t) return "None";
  std::string out = "tensor(";
  const size_t indent = out.size();
  out += detail::contents(t, static_cast<int64_t>(indent));
  size_t column = out.size() + 1 - (out.rfind('\n') == out.npos ? size_t(-1) : out.rfind('\n'));
  for (const std::string& suffix : detail::suffixes(t)) {
    if (column + suffix.size() + 2 > static_cast<size_t>(detail::kLineWidth)) {
      out += ",\n" + std::string(indent, ' ') + suffix;
      column = indent + suffix.size();
    } else {
      out += ", " + suffix;
      column += suffix.size() + 2;
    }
  }
  return out + ")";
}

inline std::ostream& operator<<(std::ostream& out, const Tensor& t) { return out << repr(t); }

TN_NAMESPACE_END

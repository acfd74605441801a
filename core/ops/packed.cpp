// Sequences of different lengths in one tensor: padded, or packed step by step.
#include "core/api/packed.h"

#include "core/api/create.h"
#include "core/api/index.h"
#include "core/api/join.h"
#include "core/api/scatter.h"
#include "core/api/view.h"
#include "core/api/view_dims.h"
#include "core/iter/pointwise.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"

namespace tenon::ops {
namespace {

// Where element `step` of sequence `b` lies in a padded tensor of `steps` and `batch`.
int64_t place(int64_t step, int64_t b, int64_t steps, int64_t batch, bool batch_first) {
  return batch_first ? b * steps + step : step * batch + b;
}

Tensor to_index(const std::vector<int64_t>& v, Device device) {
  Tensor t = new_tensor({{static_cast<int64_t>(v.size())}}, DType::I64);
  std::copy(v.begin(), v.end(), t.data<int64_t>());
  return t.device() == device ? t : new_tensor(t.sizes(), DType::I64, device);
}

Tensor lengths_on_cpu(const Tensor& t, const char* what) {
  check(t.dim() == 1 && t.dtype() == DType::I64 && !t.is_meta(), what,
        " should be a 1D CPU int64 tensor, but got ", t.dim(), "D ", t.device(), " ", t.dtype(),
        " tensor");
  return raw::contiguous(t);
}

// A tensor of two leading dimensions as rows of them.
Tensor as_rows(const Tensor& t) {
  Dims sizes(t.sizes().subspan(1));
  sizes[0] = t.size(0) * t.size(1);
  return reshape(t, sizes);
}

std::tuple<Tensor, Tensor> pack_padded_sequence_body(const Tensor& input, const Tensor& lengths,
                                                     bool batch_first) {
  check(input.dim() >= 2, "Expected an input of at least 2 dimensions, got size ", input.sizes());
  check(lengths.device().kind == DeviceKind::CPU,
        "'lengths' argument should be a 1D CPU int64 tensor, but got ", lengths.dim(), "D ",
        lengths.device(), " tensor");
  const Tensor sizes = lengths_on_cpu(lengths, "'lengths' argument");
  const int64_t steps = input.size(batch_first ? 1 : 0), batch = input.size(batch_first ? 0 : 1);
  const int64_t* n = sizes.data<int64_t>();
  check(input.numel() > 0, "Cannot pack empty tensors.");
  check(sizes.numel() == batch, "Expected `len(lengths)` to be equal to batch_size, but got ",
        sizes.numel(), " (batch_size=", batch, ")");
  check(n[batch - 1] > 0,
        "Length of all samples has to be greater than 0, but found an element in 'lengths' that is "
        "<= 0");
  for (int64_t b = 1; b < batch; ++b) {
    check(
        n[b] <= n[b - 1],
        "`lengths` array must be sorted in decreasing order when `enforce_sorted` is True. You "
        "can pass `enforce_sorted=False` to pack_padded_sequence and/or pack_sequence to sidestep "
        "this requirement if you do not need ONNX exportability.");
  }
  check(n[0] <= steps, "Expected lengths of at most ", steps, " as the input has, got ", n[0]);
  std::vector<int64_t> rows;
  const Tensor batch_sizes = new_tensor({{n[0]}}, DType::I64);
  int64_t active = batch;
  for (int64_t t = 0; t < n[0]; ++t) {
    while (n[active - 1] <= t) --active;
    batch_sizes.data<int64_t>()[t] = active;
    for (int64_t b = 0; b < active; ++b) rows.push_back(place(t, b, steps, batch, batch_first));
  }
  return {index_select(as_rows(input), 0, to_index(rows, input.device())), batch_sizes};
}

// The batch sizes of steps as lengths of sequences, the longest first.
std::vector<int64_t> lengths_of(const Tensor& batch_sizes) {
  const int64_t* sizes = batch_sizes.data<int64_t>();
  std::vector<int64_t> lengths(static_cast<size_t>(sizes[0]));
  for (int64_t t = 0; t < batch_sizes.numel(); ++t) {
    check(sizes[t] > 0 && sizes[t] <= sizes[std::max<int64_t>(t - 1, 0)],
          "batch_sizes of a packed sequence must be positive and never grow");
    for (int64_t b = 0; b < sizes[t]; ++b) ++lengths[static_cast<size_t>(b)];
  }
  return lengths;
}

std::tuple<Tensor, Tensor> pad_packed_sequence_body(const Tensor& data, const Tensor& batch_sizes,
                                                    bool batch_first, Scalar padding_value,
                                                    int64_t total_length) {
  const Tensor sizes = lengths_on_cpu(batch_sizes, "'batch_sizes' argument");
  check(sizes.numel() > 0, "Expected at least one step in batch_sizes, got none");
  const std::vector<int64_t> lengths = lengths_of(sizes);
  const int64_t real = sizes.numel(), batch = sizes.data<int64_t>()[0];
  const int64_t steps = total_length > 0 ? total_length : real;
  check(steps >= real,
        "Expected total_length to be at least the length of the longest sequence in input, but got "
        "total_length=",
        total_length, " and max sequence length being ", real);
  std::vector<int64_t> rows;
  for (int64_t t = 0; t < real; ++t)
    for (int64_t b = 0; b < sizes.data<int64_t>()[t]; ++b)
      rows.push_back(place(t, b, steps, batch, batch_first));
  check(data.dim() > 0 && data.size(0) == static_cast<int64_t>(rows.size()), "Expected ",
        rows.size(), " rows as batch_sizes say, got data of size ", data.sizes());
  Dims flat(data.sizes()), full(data.sizes());
  flat[0] = steps * batch;
  full[0] = batch_first ? steps : batch;
  full.insert(0, batch_first ? batch : steps);
  const Tensor padding =
      tenon::full(flat, padding_value, data.dtype(), std::nullopt, data.device());
  return {view(index_copy(padding, 0, to_index(rows, data.device()), data), full),
          to_index(lengths, Device())};
}

void check_sequences(TensorSpan sequences) {
  check(!sequences.empty(), "received an empty list of sequences");
  for (const Tensor& t : sequences) {
    check(t.dim() > 0 && same(t.sizes().subspan(1), sequences[0].sizes().subspan(1)),
          "pad_sequence(): sequences must agree in all dimensions but the first: got ", t.sizes(),
          " and ", sequences[0].sizes());
  }
}

Tensor pad_sequence_body(TensorSpan sequences, bool batch_first, double padding_value,
                         std::string_view padding_side) {
  check(padding_side == "left" || padding_side == "right",
        "Expected padding_side to be one of left or right, but got ", padding_side, ".");
  check_sequences(sequences);
  const auto batch = static_cast<int64_t>(sequences.size());
  int64_t steps = 0;
  for (const Tensor& t : sequences) steps = std::max(steps, t.size(0));
  std::vector<int64_t> rows;
  for (int64_t b = 0; b < batch; ++b) {
    const int64_t n = sequences[static_cast<size_t>(b)].size(0);
    const int64_t first = padding_side == "left" ? steps - n : 0;
    for (int64_t t = 0; t < n; ++t) rows.push_back(place(first + t, b, steps, batch, batch_first));
  }
  const Tensor all = cat(sequences);
  Dims flat(all.sizes()), full(all.sizes());
  flat[0] = steps * batch;
  full[0] = batch_first ? steps : batch;
  full.insert(0, batch_first ? batch : steps);
  const Tensor padding = tenon::full(flat, padding_value, all.dtype(), std::nullopt, all.device());
  return view(index_copy(padding, 0, to_index(rows, all.device()), all), full);
}

constexpr OpDef kOps[] = {
    {.schema = "_pack_padded_sequence(Tensor input, Tensor lengths, bool batch_first) -> (Tensor, "
               "Tensor)",
     .body = kernel<pack_padded_sequence_body>(),
     .traits = DataDependent,
     .doc =
         "The elements of padded sequences, step by step, and how many sequences have each step. "
         "lengths never grow. See nn.utils.rnn.pack_padded_sequence."},
    {.schema = "_pad_packed_sequence(Tensor data, Tensor batch_sizes, bool batch_first, Scalar "
               "padding_value, int total_length) -> (Tensor, Tensor)",
     .body = kernel<pad_packed_sequence_body>(),
     .traits = DataDependent,
     .doc = "Padded sequences and their lengths out of packed ones. See "
            "nn.utils.rnn.pad_packed_sequence."},
    {.schema = "pad_sequence(Tensor[] sequences, bool batch_first=False, float padding_value=0.0, "
               "str padding_side='right') -> Tensor",
     .body = kernel<pad_sequence_body>(),
     .paths = "tenon._C._nn.pad_sequence",
     .doc =
         R"(Stacks sequences of different lengths along a new dimension, padded to the longest. See nn.utils.rnn.pad_sequence.)"},
};

}  // namespace
void register_packed(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops

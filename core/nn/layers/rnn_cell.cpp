// RNNCell, LSTMCell, GRUCell: single steps of recurrent networks.
#include <cmath>

#include "core/api/create.h"
#include "core/api/view_dims.h"
#include "core/nn/layers/layer.h"
#include "core/registry/types.h"

namespace tenon::nn {
namespace {

enum Field : uint32_t { kInput, kHidden, kBias, kWih, kWhh, kBih, kBhh, kNonlinearity };

Value init_with(Self& self, const Value& input_size, const Value& hidden_size, const Value& bias,
                int64_t chunks, const Value& device, const Value& dtype) {
  const int64_t in = input_size.to_int(), hidden = hidden_size.to_int(), width = chunks * hidden;
  self.set(kInput, input_size);
  self.set(kHidden, hidden_size);
  self.set(kBias, bias);
  const int64_t ih[] = {width, in}, hh[] = {width, hidden};
  self.set(kWih, Value(empty_tensor(ih, device, dtype)));
  self.set(kWhh, Value(empty_tensor(hh, device, dtype)));
  for (uint32_t field : {kBih, kBhh})
    self.set(field, Value(bias.to_bool() ? empty_tensor({ih, 1}, device, dtype) : Tensor()));
  self.method_named("reset_parameters");
  return {};
}

Value base_init(Self& self, Args a) {
  return init_with(self, a[0], a[1], a[2], a[3].to_int(), a[4], a[5]);
}
Value rnn_init(Self& self, Args a) {
  self.set(kNonlinearity, a[3]);
  return init_with(self, a[0], a[1], a[2], 1, a[4], a[5]);
}
Value lstm_init(Self& self, Args a) { return init_with(self, a[0], a[1], a[2], 4, a[3], a[4]); }
Value gru_init(Self& self, Args a) { return init_with(self, a[0], a[1], a[2], 3, a[3], a[4]); }

Value reset(Self& self, Args) {
  const int64_t hidden = self.to_int(kHidden);
  const double bound = hidden > 0 ? 1 / std::sqrt(static_cast<double>(hidden)) : 0;
  for (uint32_t field : {kWih, kWhh, kBih, kBhh}) {
    if (const Tensor t = self.tensor(field); t.defined()) init_uniform(t, -bound, bound);
  }
  return {};
}

void check_dims(std::string_view cell, const char* what, const Tensor& t) {
  check_value(t.dim() == 1 || t.dim() == 2, cell, ": Expected ", what, " to be 1D or 2D, got ",
              t.dim(), "D instead");
}

Tensor zero_state(Self& self, const Tensor& input) {
  const int64_t size[] = {input.size(0), self.to_int(kHidden)};
  return zeros(size, input.dtype(), std::nullopt, input.device());
}

// One step of a cell whose state is one tensor.
Value step(Self& self, std::string_view cell, const OpRef& op, Args a) {
  const Tensor input = a[0].tensor(), given = a[1].tensor();
  check_dims(cell, "input", input);
  if (given) check_dims(cell, "hidden", given);
  const bool batched = input.dim() == 2;
  const Tensor x = batched ? input : unsqueeze(input, 0);
  const Tensor h = !given ? zero_state(self, x) : batched ? given : unsqueeze(given, 0);
  const Owned out(
      op({Value(x), Value(h), self.get(kWih), self.get(kWhh), self.get(kBih), self.get(kBhh)}));
  if (batched) return out.get().own();
  return Value::pointer(TN_TENSOR, squeeze_dim(out.get().tensor(), 0).release());
}

Value rnn_forward(Self& self, Args a) {
  static const OpRef tanh_cell("rnn_tanh_cell"), relu_cell("rnn_relu_cell");
  const std::string_view kind = self.to_str(kNonlinearity);
  check(kind == "tanh" || kind == "relu", "Unknown nonlinearity: ", kind);
  return step(self, "RNNCell", kind == "tanh" ? tanh_cell : relu_cell, a);
}

Value gru_forward(Self& self, Args a) {
  static const OpRef gru_cell("gru_cell");
  return step(self, "GRUCell", gru_cell, a);
}

Value lstm_forward(Self& self, Args a) {
  static const OpRef lstm_cell("lstm_cell");
  const Tensor input = a[0].tensor();
  check_dims("LSTMCell", "input", input);
  const bool batched = input.dim() == 2;
  const Tensor x = batched ? input : unsqueeze(input, 0);
  Tensor hx[2];
  if (a[1].is_none()) {
    hx[0] = hx[1] = zero_state(self, x);
  } else {
    const std::vector<Value> parts = list_items(a[1]);
    check_type(parts.size() == 2 && parts[0].is_tensor() && parts[1].is_tensor(),
               "forward(): hx of an LSTMCell must be the two tensors h and c");
    for (size_t i = 0; i < 2; ++i) {
      check_value(parts[i].tensor().dim() == 1 || parts[i].tensor().dim() == 2,
                  "LSTMCell: Expected hx[", i, "] to be 1D or 2D, got ", parts[i].tensor().dim(),
                  "D instead");
      hx[i] = batched ? parts[i].tensor() : unsqueeze(parts[i].tensor(), 0);
    }
  }
  Owned out(lstm_cell.all({Value(x), Value(TensorSpan(hx)), self.get(kWih), self.get(kWhh),
                           self.get(kBih), self.get(kBhh)}));
  if (batched) return out.release();
  std::vector<Value> parts;
  for (const Value& v : list_items(out.get()))
    parts.push_back(Value::pointer(TN_TENSOR, squeeze_dim(v.tensor(), 0).release()));
  return make_list(std::move(parts), TN_TUPLE);
}

std::string sizes_repr(Self& self) {
  return str(self.to_int(kInput), ", ", self.to_int(kHidden),
             self.to_bool(kBias) ? "" : ", bias=False");
}
Value extra_repr(Self& self, Args) { return text(sizes_repr(self)); }
Value rnn_extra_repr(Self& self, Args) {
  const std::string_view kind = self.to_str(kNonlinearity);
  return text(kind == "tanh" ? sizes_repr(self) : str(sizes_repr(self), ", nonlinearity=", kind));
}

constexpr TypeDef kTypes[] = {
    {.name = "nn.RNNCellBase",
     .ctor = "(int input_size, int hidden_size, bool bias, int num_chunks, device? device=None, "
             "dtype? dtype=None)",
     .fields =
         "attr input_size hidden_size bias, param weight_ih weight_hh, param? bias_ih bias_hh",
     .init = base_init,
     .methods = {{"reset_parameters()", reset,
                  "Draws all parameters again, uniform in 1 / sqrt(hidden_size)."},
                 {"extra_repr() -> str", extra_repr}},
     .doc = "The base of RNNCell, LSTMCell and GRUCell: parameters for num_chunks gates."},
    {.name = "nn.RNNCell",
     .base = "nn.RNNCellBase",
     .ctor = "(int input_size, int hidden_size, bool bias=True, str nonlinearity='tanh', device? "
             "device=None, dtype? dtype=None)",
     .fields = "attr nonlinearity",
     .init = rnn_init,
     .methods = {{"forward(Tensor input, Tensor? hx=None) -> Tensor", rnn_forward},
                 {"extra_repr() -> str", rnn_extra_repr}},
     .doc = R"(One step of an Elman network: h' = tanh(x W_ih^T + b_ih + h W_hh^T + b_hh), or relu.

Example:
    >>> tenon.nn.RNNCell(10, 20)(tenon.zeros(3, 10)).shape
    tenon.Size([3, 20])
)"},
    {.name = "nn.LSTMCell",
     .base = "nn.RNNCellBase",
     .ctor = "(int input_size, int hidden_size, bool bias=True, device? device=None, dtype? "
             "dtype=None)",
     .init = lstm_init,
     .methods = {{"forward(Tensor input, any hx=None) -> any", lstm_forward}},
     .doc = R"(One step of a long short-term memory network: h and c from the input, h and c.

Example:
    >>> h, c = tenon.nn.LSTMCell(10, 20)(tenon.zeros(3, 10))
    >>> h.shape
    tenon.Size([3, 20])
)"},
    {.name = "nn.GRUCell",
     .base = "nn.RNNCellBase",
     .ctor = "(int input_size, int hidden_size, bool bias=True, device? device=None, dtype? "
             "dtype=None)",
     .init = gru_init,
     .methods = {{"forward(Tensor input, Tensor? hx=None) -> Tensor", gru_forward}},
     .doc = R"(One step of a network of gated recurrent units.

Example:
    >>> tenon.nn.GRUCell(10, 20)(tenon.zeros(3, 10)).shape
    tenon.Size([3, 20])
)"},
};

}  // namespace
void register_rnn_cell() { define_types(kTypes); }
}  // namespace tenon::nn

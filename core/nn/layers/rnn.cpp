// RNN, LSTM, GRU: layers of a recurrent network over padded or packed sequences.
#include <cmath>

#include "core/api/create.h"
#include "core/api/index.h"
#include "core/api/view_dims.h"
#include "core/base/warn.h"
#include "core/nn/layers/layer.h"
#include "core/registry/types.h"

namespace tenon::nn {
namespace {

enum Field : uint32_t {
  kMode,
  kInput,
  kHidden,
  kLayers,
  kBias,
  kBatchFirst,
  kDropout,
  kBidirectional,
  kProjection,
  kNonlinearity  // of RNN
};

int64_t gates_of(std::string_view mode) {
  if (mode == "LSTM") return 4;
  if (mode == "GRU") return 3;
  check_value(mode == "RNN_TANH" || mode == "RNN_RELU", "Unrecognized RNN mode: ", mode);
  return 1;
}

void check_options(Self& self) {
  const double p = self.to_double(kDropout);
  check_value(p >= 0 && p <= 1,
              "dropout should be a number in range [0, 1] representing the probability of an "
              "element being zeroed");
  if (p > 0 && self.to_int(kLayers) == 1) {
    warn(
        str("dropout option adds dropout after all but last recurrent layer, so non-zero dropout "
            "expects num_layers greater than 1, but got dropout=",
            repr(self.get(kDropout)), " and num_layers=1"));
  }
  check_value(self.to_int(kInput) > 0, "input_size must be greater than zero");
  check_value(self.to_int(kHidden) > 0, "hidden_size must be greater than zero");
  check_value(self.to_int(kLayers) > 0, "num_layers must be greater than zero");
  const int64_t projection = self.to_int(kProjection);
  check_value(projection >= 0,
              "proj_size should be a positive integer or zero to disable projections");
  check_value(projection < self.to_int(kHidden), "proj_size has to be smaller than hidden_size");
}

// Calls f(name) for the parameters of a layer in one direction, in the order in which ops take
// them.
template <class F>
void each_name(Self& self, int64_t layer, bool reverse, F&& f) {
  const std::string suffix = str(layer, reverse ? "_reverse" : "");
  f("weight_ih_l" + suffix);
  f("weight_hh_l" + suffix);
  if (self.to_bool(kBias)) {
    f("bias_ih_l" + suffix);
    f("bias_hh_l" + suffix);
  }
  if (self.to_int(kProjection) > 0) f("weight_hr_l" + suffix);
}
template <class F>
void each_name(Self& self, F&& f) {
  for (int64_t layer = 0; layer < self.to_int(kLayers); ++layer) {
    each_name(self, layer, false, f);
    if (self.to_bool(kBidirectional)) each_name(self, layer, true, f);
  }
}

void make_parameters(Self& self, const Value& device, const Value& dtype) {
  const int64_t hidden = self.to_int(kHidden), projection = self.to_int(kProjection);
  const int64_t width = gates_of(self.to_str(kMode)) * hidden;
  const int64_t state = projection > 0 ? projection : hidden;
  const int64_t wide = state * (self.to_bool(kBidirectional) ? 2 : 1);
  each_name(self, [&](const std::string& name) {
    const bool first = name == "weight_ih_l0" || name == "weight_ih_l0_reverse";
    Dims size = {width};
    if (name.starts_with("weight_ih")) size = {width, first ? self.to_int(kInput) : wide};
    if (name.starts_with("weight_hh")) size = {width, state};
    if (name.starts_with("weight_hr")) size = {projection, hidden};
    self.set_named(FieldKind::Param, name, Value(empty_tensor(size, device, dtype)));
  });
}

// a: the fields from kInput on, then device and dtype.
Value init_as(Self& self, std::string_view mode, Args a) {
  gates_of(mode);
  self.set(kMode, Value(mode));
  const uint32_t given = static_cast<uint32_t>(a.size()) - 2;
  for (uint32_t i = 0; i < given; ++i)
    self.set(kInput + i, kInput + i == kDropout ? Value(a[i].to_double()) : a[i]);
  if (kInput + given <= kProjection) self.set(kProjection, Value(0));
  check_options(self);
  make_parameters(self, a[given], a[given + 1]);
  self.method_named("reset_parameters");
  return {};
}

Value base_init(Self& self, Args a) { return init_as(self, a[0].to_str(), a.subspan(1)); }
Value lstm_init(Self& self, Args a) { return init_as(self, "LSTM", a); }
Value gru_init(Self& self, Args a) { return init_as(self, "GRU", a); }

Value rnn_init(Self& self, Args a) {
  const std::string_view kind = a[3].to_str();
  check_value(kind == "tanh" || kind == "relu", "Unknown nonlinearity '", kind,
              "'. Select from 'tanh' or 'relu'.");
  self.set(kNonlinearity, a[3]);
  std::vector<Value> rest(a.begin(), a.begin() + 3);
  rest.insert(rest.end(), a.begin() + 4, a.end());
  return init_as(self, kind == "tanh" ? "RNN_TANH" : "RNN_RELU", rest);
}

Value reset(Self& self, Args) {
  const double bound = 1 / std::sqrt(static_cast<double>(self.to_int(kHidden)));
  each_name(self, [&](const std::string& name) {
    const Value v = self.get_named(name);
    if (v.is_tensor()) init_uniform(v.tensor(), -bound, bound);
  });
  return {};
}

// ---- forward ----

// What forward was given, as batched or packed tensors.
struct Call {
  Tensor input, batch_sizes, sorted, unsorted;  // the last three of packed sequences
  bool packed = false, batched = true;
  std::vector<Tensor> hx;  // h; LSTM: h and c
};

std::string_view short_mode(std::string_view mode) {
  return mode.starts_with("RNN") ? std::string_view("RNN") : mode;
}

void read_input(Self& self, const Value& v, Call& call) {
  if (!v.is_tensor()) {
    const std::vector<Value> parts = list_items(v);
    check_type(parts.size() == 4 && parts[0].is_tensor() && parts[1].is_tensor(),
               "forward(): the input must be a tensor or a packed sequence: got ", tag_name(v.tag));
    call.packed = true;
    call.input = parts[0].tensor(), call.batch_sizes = parts[1].tensor();
    call.sorted = parts[2].tensor(), call.unsorted = parts[3].tensor();
    check(call.input.dim() == 2, "input must have 2 dimensions, got ", call.input.dim());
  } else {
    call.input = v.tensor();
    const int64_t dim = call.input.dim();
    const std::string_view mode = self.to_str(kMode);
    check_value(dim == 2 || dim == 3, short_mode(mode), ": Expected input to be 2D or 3D, got ",
                dim, short_mode(mode) == "RNN" ? "D tensor instead" : "D instead");
    call.batched = dim == 3;
    if (!call.batched) call.input = unsqueeze(call.input, self.to_bool(kBatchFirst) ? 0 : 1);
  }
  check(self.to_int(kInput) == call.input.size(-1),
        "input.size(-1) must be equal to input_size. Expected ", self.to_int(kInput), ", got ",
        call.input.size(-1));
}

void check_state_dims(const Call& call, bool lstm) {
  const int64_t want = call.batched ? 3 : 2;
  for (const Tensor& t : call.hx) {
    if (t.dim() == want || call.packed) continue;
    if (!lstm)
      fail(ErrorKind::Runtime, "For ", call.batched ? "batched 3-D" : "unbatched 2-D",
           " input, hx should also be ", want, "-D but got ", t.dim(), "-D tensor");
    fail(ErrorKind::Runtime, "For ", call.batched ? "batched 3-D" : "unbatched 2-D",
         " input, hx and cx should also be ", want, "-D but got (", call.hx[0].dim(), "-D, ",
         call.hx[1].dim(), "-D) tensors");
  }
}

void check_state(const char* what, const Tensor& t, IntSpan want) {
  check(same(t.sizes(), want), "Expected ", what, " size (", want[0], ", ", want[1], ", ", want[2],
        "), got ", t.sizes());
}

void read_states(Self& self, const Value& v, Call& call) {
  const bool lstm = self.to_str(kMode) == "LSTM";
  const int64_t layers = self.to_int(kLayers) * (self.to_bool(kBidirectional) ? 2 : 1);
  const int64_t hidden = self.to_int(kHidden), projection = self.to_int(kProjection);
  const int64_t batch = call.packed ? *call.batch_sizes.data<int64_t>()
                                    : call.input.size(self.to_bool(kBatchFirst) ? 0 : 1);
  const int64_t h[] = {layers, batch, projection > 0 ? projection : hidden};
  const int64_t c[] = {layers, batch, hidden};
  auto zero = [&](IntSpan size) {
    return zeros(size, call.input.dtype(), std::nullopt, call.input.device());
  };
  if (v.is_none()) {
    call.hx.push_back(zero(h));
    if (lstm) call.hx.push_back(zero(c));
    return;
  }
  if (lstm) {
    const std::vector<Value> parts = list_items(v);
    check_type(parts.size() == 2 && parts[0].is_tensor() && parts[1].is_tensor(),
               "forward(): hx of an LSTM must be the two tensors h and c");
    call.hx = {parts[0].tensor(), parts[1].tensor()};
  } else {
    check_type(v.is_tensor(), "forward(): hx must be a tensor: got ", tag_name(v.tag));
    call.hx = {v.tensor()};
  }
  check_state_dims(call, lstm);
  for (Tensor& t : call.hx) {
    if (!call.batched) t = unsqueeze(t, 1);
    if (call.sorted) t = index_select(t, 1, call.sorted);
  }
  check_state(lstm ? "hidden[0]" : "hidden", call.hx[0], h);
  if (lstm) check_state("hidden[1]", call.hx[1], c);
}

// The op's results: output, h, and c for an LSTM.
std::vector<Owned> run(Self& self, const Call& call) {
  static const OpRef lstm("lstm.input"), gru("gru.input"), rnn_tanh("rnn_tanh.input"),
      rnn_relu("rnn_relu.input");
  static const OpRef lstm_data("lstm.data"), gru_data("gru.data"), tanh_data("rnn_tanh.data"),
      relu_data("rnn_relu.data");
  std::vector<Tensor> weights;
  each_name(self,
            [&](const std::string& name) { weights.push_back(self.get_named(name).tensor()); });
  check_value(weights[0].dtype() == call.input.dtype(), "RNN input dtype (", call.input.dtype(),
              ") does not match weight dtype (", weights[0].dtype(), "). Convert input: input.to(",
              weights[0].dtype(), "), or convert model: model.to(", call.input.dtype(), ")");
  const std::string_view mode = self.to_str(kMode);
  const bool is_lstm = mode == "LSTM", is_gru = mode == "GRU", is_tanh = mode == "RNN_TANH";
  const Value hx = is_lstm ? Value(TensorSpan(call.hx)) : Value(call.hx[0]);
  const Value params = Value(TensorSpan(weights));
  const Value training = Value(self.training());
  const OpRef& padded = is_lstm ? lstm : is_gru ? gru : is_tanh ? rnn_tanh : rnn_relu;
  const OpRef& packed = is_lstm ? lstm_data : is_gru ? gru_data : is_tanh ? tanh_data : relu_data;
  const Owned all(call.packed ? packed.all({Value(call.input), Value(call.batch_sizes), hx, params,
                                            self.get(kBias), self.get(kLayers), self.get(kDropout),
                                            training, self.get(kBidirectional)})
                              : padded.all({Value(call.input), hx, params, self.get(kBias),
                                            self.get(kLayers), self.get(kDropout), training,
                                            self.get(kBidirectional), self.get(kBatchFirst)}));
  std::vector<Owned> out;
  for (const Value& v : list_items(all.get())) out.push_back(Owned::copy(v));
  return out;
}

Value tuple(std::initializer_list<Value> items) {
  std::vector<Value> owned;
  for (const Value& v : items) owned.push_back(v.own());
  return make_list(std::move(owned), TN_TUPLE);
}

Value forward(Self& self, Args a) {
  Call call;
  read_input(self, a[0], call);
  read_states(self, a[1], call);
  std::vector<Owned> results = run(self, call);
  std::vector<Tensor> states;
  for (size_t i = 1; i < results.size(); ++i) {
    Tensor t = results[i].get().tensor();
    if (call.unsorted) t = index_select(t, 1, call.unsorted);
    states.push_back(call.batched ? t : squeeze_dim(t, 1));
  }
  Owned output = results[0];
  if (call.packed)
    output = Owned(
        tuple({output.get(), Value(call.batch_sizes), Value(call.sorted), Value(call.unsorted)}));
  if (!call.batched)
    output = Owned(Value::pointer(
        TN_TENSOR,
        squeeze_dim(output.get().tensor(), self.to_bool(kBatchFirst) ? 0 : 1).release()));
  if (states.size() == 1) return tuple({output.get(), Value(states[0])});
  const Owned pair(tuple({Value(states[0]), Value(states[1])}));
  return tuple({output.get(), pair.get()});
}

Value extra_repr(Self& self, Args) {
  std::string out = str(self.to_int(kInput), ", ", self.to_int(kHidden));
  if (self.to_int(kProjection) != 0) out += str(", proj_size=", self.to_int(kProjection));
  if (self.to_int(kLayers) != 1) out += str(", num_layers=", self.to_int(kLayers));
  if (!self.to_bool(kBias)) out += ", bias=False";
  if (self.to_bool(kBatchFirst)) out += ", batch_first=True";
  if (self.to_double(kDropout) != 0) out += ", dropout=" + repr(self.get(kDropout));
  if (self.to_bool(kBidirectional)) out += ", bidirectional=True";
  return text(std::move(out));
}

constexpr TypeDef kTypes[] = {
    {.name = "nn.RNNBase",
     .ctor = "(str mode, int input_size, int hidden_size, int num_layers=1, bool bias=True, bool "
             "batch_first=False, float dropout=0.0, bool bidirectional=False, int proj_size=0, "
             "device? device=None, dtype? dtype=None)",
     .fields = "attr mode input_size hidden_size num_layers bias batch_first dropout bidirectional "
               "proj_size",
     .init = base_init,
     .methods = {{"run(any input, any hx=None) -> any", forward,
                  "forward() of RNN, LSTM and GRU, which takes a packed sequence as its four parts "
                  "and gives it so."},
                 {"reset_parameters()", reset,
                  "Draws all parameters again, uniform in 1 / sqrt(hidden_size)."},
                 {"extra_repr() -> str", extra_repr}},
     .doc = "The base of RNN, LSTM and GRU: parameters by layer and direction. mode is LSTM, GRU, "
            "RNN_TANH or RNN_RELU."},
    {.name = "nn.RNN",
     .base = "nn.RNNBase",
     .ctor = "(int input_size, int hidden_size, int num_layers=1, str nonlinearity='tanh', bool "
             "bias=True, bool batch_first=False, float dropout=0.0, bool bidirectional=False, "
             "device? device=None, dtype? dtype=None)",
     .fields = "attr nonlinearity",
     .init = rnn_init,
     .methods = {{"forward(any input, any hx=None) -> any", forward}},
     .doc = R"(An Elman network: h' = tanh(x W_ih^T + b_ih + h W_hh^T + b_hh), or relu.

Args:
    input_size: features of the input
    hidden_size: features of the state
    num_layers: layers, each on the outputs of the one before
    nonlinearity: 'tanh' or 'relu'
    bias: whether there are b_ih and b_hh
    batch_first: whether input and output are [batch, steps, features] instead of [steps, batch, features]
    dropout: of the outputs of every layer but the last
    bidirectional: whether each layer also runs from the end

Example:
    >>> output, hn = tenon.nn.RNN(10, 20, 2)(tenon.zeros(5, 3, 10))
    >>> output.shape, hn.shape
    (tenon.Size([5, 3, 20]), tenon.Size([2, 3, 20]))
)"},
    {.name = "nn.LSTM",
     .base = "nn.RNNBase",
     .ctor = "(int input_size, int hidden_size, int num_layers=1, bool bias=True, bool "
             "batch_first=False, float dropout=0.0, bool bidirectional=False, int proj_size=0, "
             "device? device=None, dtype? dtype=None)",
     .init = lstm_init,
     .methods = {{"forward(any input, any hx=None) -> any", forward}},
     .doc = R"(A long short-term memory network; its states are h and c.

Args:
    input_size: features of the input
    hidden_size: features of the state
    num_layers: layers, each on the outputs of the one before
    bias: whether there are b_ih and b_hh
    batch_first: whether input and output are [batch, steps, features] instead of [steps, batch, features]
    dropout: of the outputs of every layer but the last
    bidirectional: whether each layer also runs from the end
    proj_size: if positive, h is projected to this size

Example:
    >>> output, (hn, cn) = tenon.nn.LSTM(10, 20, 2)(tenon.zeros(5, 3, 10))
    >>> output.shape, cn.shape
    (tenon.Size([5, 3, 20]), tenon.Size([2, 3, 20]))
)"},
    {.name = "nn.GRU",
     .base = "nn.RNNBase",
     .ctor = "(int input_size, int hidden_size, int num_layers=1, bool bias=True, bool "
             "batch_first=False, float dropout=0.0, bool bidirectional=False, device? device=None, "
             "dtype? dtype=None)",
     .init = gru_init,
     .methods = {{"forward(any input, any hx=None) -> any", forward}},
     .doc = R"(A network of gated recurrent units.

Args:
    input_size: features of the input
    hidden_size: features of the state
    num_layers: layers, each on the outputs of the one before
    bias: whether there are b_ih and b_hh
    batch_first: whether input and output are [batch, steps, features] instead of [steps, batch, features]
    dropout: of the outputs of every layer but the last
    bidirectional: whether each layer also runs from the end

Example:
    >>> output, hn = tenon.nn.GRU(10, 20, bidirectional=True)(tenon.zeros(5, 3, 10))
    >>> output.shape, hn.shape
    (tenon.Size([5, 3, 40]), tenon.Size([2, 3, 20]))
)"},
};

}  // namespace
void register_rnn() { define_types(kTypes); }
}  // namespace tenon::nn

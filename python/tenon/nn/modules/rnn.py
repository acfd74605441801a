"""RNN, LSTM, GRU and their cells: what their types in core do not cover, which is packed sequences and lists of weights."""

from __future__ import annotations

from typing import Any

from tenon import _C, Tensor
from tenon.nn.modules.module import Module
from tenon.nn.parameter import Parameter
from tenon.nn.utils.rnn import PackedSequence

__all__ = ["GRU", "LSTM", "RNN", "GRUCell", "LSTMCell", "RNNBase", "RNNCell", "RNNCellBase"]

TYPE_CHECKING = False


class RNNBase(Module):
    """The base of RNN, LSTM and GRU: parameters by layer and direction. mode is LSTM, GRU, RNN_TANH or RNN_RELU."""

    if TYPE_CHECKING:
        num_layers: int
        dropout: float
        bias: bool
        bidirectional: bool
        proj_size: int

        def run(self, input: Any, hx: Any = None) -> Any: ...

    @property
    def _all_weights(self) -> list[list[str]]:
        kinds = ["weight_ih", "weight_hh"] + ["bias_ih", "bias_hh"] * self.bias + ["weight_hr"] * (self.proj_size > 0)
        suffixes = ["", "_reverse"] if self.bidirectional else [""]
        return [[f"{kind}_l{i}{suffix}" for kind in kinds] for i in range(self.num_layers) for suffix in suffixes]

    @property
    def all_weights(self) -> list[list[Parameter]]:
        """The parameters, a list for every layer and direction."""
        return [[getattr(self, name) for name in names] for names in self._all_weights]

    @property
    def _flat_weights_names(self) -> list[str]:
        return sum(self._all_weights, [])

    @property
    def _flat_weights(self) -> list[Parameter | None]:
        return [getattr(self, name, None) for name in self._flat_weights_names]

    def flatten_parameters(self) -> None:
        """Does nothing: the CPU has no faster place for parameters than where they are."""

    def permute_hidden(self, hx: Any, permutation: Tensor | None) -> Any:
        """The states of the batch in another order."""
        if permutation is None:
            return hx
        if isinstance(hx, tuple):
            return tuple(h.index_select(1, permutation) for h in hx)
        return hx.index_select(1, permutation)


def _forward(self: Any, input: Any, hx: Any = None) -> Any:
    """The outputs of the last layer at all steps, and the last states of all layers."""
    if not isinstance(input, PackedSequence):
        return self.run(input, hx)
    output, states = self.run(tuple(input), hx)
    return PackedSequence(*output), states


RNNBase.__module__ = "tenon.nn"
_C._bind_type(RNNBase, "nn.RNNBase")
RNN, LSTM, GRU, RNNCellBase, RNNCell, LSTMCell, GRUCell = (
    _C._type_class(f"nn.{name}") for name in ("RNN", "LSTM", "GRU", "RNNCellBase", "RNNCell", "LSTMCell", "GRUCell")
)
for _class in (RNN, LSTM, GRU):
    _class.forward = _forward
del _class

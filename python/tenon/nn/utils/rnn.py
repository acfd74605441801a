"""Sequences of different lengths: packed, padded, and back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import tenon
from tenon import _C, Tensor

__all__ = [
    "PackedSequence",
    "invert_permutation",
    "pack_padded_sequence",
    "pack_sequence",
    "pad_packed_sequence",
    "pad_sequence",
    "unpack_sequence",
    "unpad_sequence",
]


class PackedSequence_(NamedTuple):
    data: Tensor
    batch_sizes: Tensor
    sorted_indices: Tensor | None
    unsorted_indices: Tensor | None


class PackedSequence(PackedSequence_):
    """Sequences of different lengths step by step, as recurrent layers take them: `data` holds batch_sizes[t] rows for step t.

    Made by pack_padded_sequence() and pack_sequence(); sorted_indices says in which order the sequences were put.
    """

    def __new__(
        cls,
        data: Any,
        batch_sizes: Tensor | None = None,
        sorted_indices: Tensor | None = None,
        unsorted_indices: Tensor | None = None,
    ) -> Any:
        if unsorted_indices is None:
            unsorted_indices = invert_permutation(sorted_indices)
        if batch_sizes is None:
            if not (isinstance(data, (list, tuple)) and len(data) == 2):
                raise AssertionError("Expected data to be a list or tuple of length 2")
            data, batch_sizes = data
        elif batch_sizes.device.type != "cpu":
            raise ValueError(
                "batch_sizes should always be on CPU. Instances of PackedSequence should never be created manually. "
                "They should be instantiated by functions like pack_sequence and pack_padded_sequences in nn.utils.rnn."
            )
        return super().__new__(cls, data, batch_sizes, sorted_indices, unsorted_indices)

    def to(self, *args: Any, **kwargs: Any) -> PackedSequence:
        """The same with data.to(...), and the indices on its device."""
        data = self.data.to(*args, **kwargs)
        if data is self.data:
            return self
        moved = [None if t is None else t.to(data.device) for t in (self.sorted_indices, self.unsorted_indices)]
        return type(self)(data, self.batch_sizes, *moved)

    def cpu(self, *args: Any, **kwargs: Any) -> PackedSequence:
        """The same on the CPU."""
        return self.to(*args, device="cpu", **kwargs)

    def cuda(self, *args: Any, **kwargs: Any) -> PackedSequence:
        """The same on a CUDA device."""
        return self.to(*args, **{"device": "cuda", **kwargs})

    @property
    def is_cuda(self) -> bool:
        """Whether data is on a CUDA device."""
        return bool(self.data.is_cuda)

    def pin_memory(self) -> PackedSequence:
        """The same in pinned memory."""
        moved = [None if t is None else t.pin_memory() for t in (self.sorted_indices, self.unsorted_indices)]
        return type(self)(self.data.pin_memory(), self.batch_sizes, *moved)

    def is_pinned(self) -> bool:
        """Whether data is in pinned memory."""
        return bool(self.data.is_pinned())


def _add_casts() -> None:
    for name, dtype in (
        ("double", tenon.float64),
        ("float", tenon.float32),
        ("half", tenon.float16),
        ("long", tenon.int64),
        ("int", tenon.int32),
        ("short", tenon.int16),
        ("char", tenon.int8),
        ("byte", tenon.uint8),
    ):

        def cast(self: PackedSequence, _dtype: Any = dtype) -> PackedSequence:
            return self.to(dtype=_dtype)

        cast.__name__, cast.__qualname__ = name, f"PackedSequence.{name}"
        cast.__doc__ = f"The same with data.{name}()."
        setattr(PackedSequence, name, cast)


_add_casts()


def invert_permutation(permutation: Tensor | None) -> Tensor | None:
    """The inverse of a permutation, None of None.

    >>> invert_permutation(tenon.tensor([2, 0, 1]))
    tensor([1, 2, 0])
    """
    if permutation is None:
        return None
    places = tenon.arange(permutation.numel(), device=permutation.device)
    return tenon.empty_like(permutation).scatter_(0, permutation, places)


def pack_padded_sequence(
    input: Tensor, lengths: Tensor | list[int], batch_first: bool = False, enforce_sorted: bool = True
) -> PackedSequence:
    """Packs padded sequences [steps, batch, ...] (or [batch, steps, ...]) of the given lengths.

    Lengths must not grow along the batch, unless enforce_sorted is False: then the sequences are sorted, and the packed
    sequence says how.

    >>> pack_padded_sequence(tenon.tensor([[1, 4], [2, 5], [3, 0]]), [3, 2])
    PackedSequence(data=tensor([1, 4, 2, 5, 3]), batch_sizes=tensor([2, 2, 1]), sorted_indices=None, unsorted_indices=None)
    """
    if isinstance(lengths, Tensor):
        lengths = lengths.to(dtype=tenon.int64)
    else:
        lengths = tenon.as_tensor(lengths, dtype=tenon.int64)
    sorted_indices = None
    if not enforce_sorted:
        lengths, sorted_indices = tenon.sort(lengths, descending=True)
        sorted_indices = sorted_indices.to(input.device)
        input = input.index_select(0 if batch_first else 1, sorted_indices)
    data, batch_sizes = tenon._pack_padded_sequence(input, lengths, batch_first)
    return PackedSequence(data, batch_sizes, sorted_indices)


def pad_packed_sequence(
    sequence: PackedSequence, batch_first: bool = False, padding_value: float = 0.0, total_length: int | None = None
) -> tuple[Tensor, Tensor]:
    """The inverse of pack_padded_sequence(): padded sequences, in their first order, and their lengths.

    total_length, which is at least the longest length, is the number of steps of the result.

    >>> packed = pack_padded_sequence(tenon.tensor([[1, 4], [2, 5], [3, 0]]), [3, 2])
    >>> pad_packed_sequence(packed, batch_first=True)
    (tensor([[1, 2, 3],
            [4, 5, 0]]), tensor([3, 2]))
    """
    steps = sequence.batch_sizes.size(0)
    if total_length is not None:
        if total_length < steps:
            raise ValueError(
                "Expected total_length to be at least the length of the longest sequence in input, but got "
                f"total_length={total_length} and max sequence length being {steps}"
            )
        steps = total_length
    padded, lengths = tenon._pad_packed_sequence(sequence.data, sequence.batch_sizes, batch_first, padding_value, steps)
    if sequence.unsorted_indices is None:
        return padded, lengths
    order = sequence.unsorted_indices
    return padded.index_select(0 if batch_first else 1, order), lengths[order.cpu()]


def pad_sequence(
    sequences: Any, batch_first: bool = False, padding_value: float = 0.0, padding_side: str = "right"
) -> Tensor:
    """Stacks sequences [steps, ...] of different lengths as [longest, batch, ...] (or [batch, longest, ...]).

    >>> pad_sequence([tenon.tensor([1, 2]), tenon.tensor([3])], batch_first=True)
    tensor([[1, 2],
            [3, 0]])
    """
    if not isinstance(sequences, Iterable):
        raise RuntimeError(
            f"pad_sequence: Expected iterable for input sequences, but got arg of type: {type(sequences)}"
        )
    padded: Tensor = _C._find_op("tenon._C._nn.pad_sequence")(list(sequences), batch_first, padding_value, padding_side)
    return padded


def unpad_sequence(padded_sequences: Tensor, lengths: Tensor, batch_first: bool = False) -> list[Tensor]:
    """The sequences of the given lengths in a padded tensor.

    >>> unpad_sequence(tenon.tensor([[1, 2], [3, 0]]), tenon.tensor([2, 1]), batch_first=True)
    [tensor([1, 2]), tensor([3])]
    """
    padded = padded_sequences if batch_first else padded_sequences.transpose(0, 1)
    steps = tenon.arange(padded.shape[1], device=lengths.device)
    if len(padded) != len(lengths):
        raise ValueError(f"unpad_sequence(): got {len(lengths)} lengths for {len(padded)} sequences")
    return [sequence[steps < length] for sequence, length in zip(padded, lengths)]


def pack_sequence(sequences: list[Tensor], enforce_sorted: bool = True) -> PackedSequence:
    """Packs a list of sequences [steps, ...]. See pack_padded_sequence().

    >>> pack_sequence([tenon.tensor([1, 2]), tenon.tensor([3])]).data
    tensor([1, 3, 2])
    """
    lengths = tenon.as_tensor([v.size(0) for v in sequences])
    return pack_padded_sequence(pad_sequence(sequences), lengths, enforce_sorted=enforce_sorted)


def unpack_sequence(packed_sequences: PackedSequence) -> list[Tensor]:
    """The sequences in a packed sequence, in their first order.

    >>> unpack_sequence(pack_sequence([tenon.tensor([1, 2]), tenon.tensor([3])]))
    [tensor([1, 2]), tensor([3])]
    """
    return unpad_sequence(*pad_packed_sequence(packed_sequences, batch_first=True), batch_first=True)

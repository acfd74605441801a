"""Layers that take functions, and old ones."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

from tenon import _C, Tensor
from tenon.nn import functional as F
from tenon.nn.modules.module import Module

__all__ = ["CrossMapLRN2d", "NLLLoss2d", "TripletMarginWithDistanceLoss", "convert_sync_batchnorm"]


class TripletMarginWithDistanceLoss(Module):
    """TripletMarginLoss with a distance of one's own."""

    def __init__(
        self,
        *,
        distance_function: Callable[[Tensor, Tensor], Tensor] | None = None,
        margin: float = 1.0,
        swap: bool = False,
        reduction: str = "mean",
    ) -> None:
        super().__init__()
        if margin <= 0:
            raise ValueError(
                f"TripletMarginWithDistanceLoss: expected margin to be greater than 0, got {margin} instead"
            )
        self.reduction = reduction
        self.distance_function: Any = distance_function or _C._type_class("nn.PairwiseDistance")()
        self.margin, self.swap = margin, swap

    def forward(self, anchor: Tensor, positive: Tensor, negative: Tensor) -> Tensor:
        return F.triplet_margin_with_distance_loss(
            anchor,
            positive,
            negative,
            distance_function=self.distance_function,
            margin=self.margin,
            swap=self.swap,
            reduction=self.reduction,
        )


class CrossMapLRN2d(Module):
    """LocalResponseNorm over an odd number of channels around each, as Torch 7 counted them."""

    def __init__(self, size: int, alpha: float = 1e-4, beta: float = 0.75, k: float = 1) -> None:
        super().__init__()
        self.size, self.alpha, self.beta, self.k = size, alpha, beta, k

    def forward(self, input: Tensor) -> Tensor:
        if input.dim() != 4:
            raise ValueError(f"CrossMapLRN2d: Expected input to be 4D, got {input.dim()}D instead.")
        around = 2 * int((self.size - 1) / 2 + 1) - 1
        alpha = self.alpha * around / self.size
        return _C._find_op("tenon.nn.functional.local_response_norm")(input, around, alpha, self.beta, self.k)

    def extra_repr(self) -> str:
        return f"{self.size}, alpha={self.alpha}, beta={self.beta}, k={self.k}"


class NLLLoss2d(_C._type_class("nn.NLLLoss")):  # type: ignore[misc]
    """The old name of NLLLoss."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        warnings.warn(
            "NLLLoss2d has been deprecated. Please use NLLLoss instead as a drop-in replacement.",
            FutureWarning,
            stacklevel=2,
        )
        super().__init__(*args, **kwargs)


def convert_sync_batchnorm(cls: Any, module: Module, process_group: Any = None) -> Module:
    """The module with all BatchNorm layers replaced by SyncBatchNorm, which share their parameters and statistics."""
    kinds = tuple(_C._type_class(f"nn.BatchNorm{n}d") for n in (1, 2, 3)) + (cls,)
    out: Any = module
    if isinstance(module, kinds):
        source: Any = module
        numbers = (source.num_features, source.eps, source.momentum, source.affine, source.track_running_stats)
        out = cls(*numbers, process_group)
        if source.affine:
            out.weight, out.bias = source.weight, source.bias
        out.running_mean, out.running_var = source.running_mean, source.running_var
        out.num_batches_tracked = source.num_batches_tracked
        out.training = source.training
    for name, child in module.named_children():
        out.add_module(name, convert_sync_batchnorm(cls, child, process_group))
    return out


class _Kinds(type):
    """A class that stands for several types: isinstance and issubclass ask for any of them."""

    kinds: tuple[type, ...]

    def __instancecheck__(cls, instance: Any) -> bool:
        return isinstance(instance, cls.kinds)

    def __subclasscheck__(cls, subclass: type) -> bool:
        return issubclass(subclass, cls.kinds)


def _kind(name: str, *types: str) -> Any:
    return _Kinds(name, (), {"kinds": tuple(_C._type_class(f"nn.{t}") for t in types), "__module__": __name__})


# PyTorch's common bases, which programs ask for.
_BatchNorm = _kind("_BatchNorm", "BatchNorm1d", "BatchNorm2d", "BatchNorm3d", "SyncBatchNorm")
_InstanceNorm = _kind("_InstanceNorm", "InstanceNorm1d", "InstanceNorm2d", "InstanceNorm3d")
_NormBase = _kind("_NormBase", *(t.__name__ for t in _BatchNorm.kinds + _InstanceNorm.kinds))
_ConvNd = _kind("_ConvNd", *(f"Conv{n}d" for n in (1, 2, 3)), *(f"ConvTranspose{n}d" for n in (1, 2, 3)))
_ConvTransposeNd = _kind("_ConvTransposeNd", *(f"ConvTranspose{n}d" for n in (1, 2, 3)))


for _class in (TripletMarginWithDistanceLoss, CrossMapLRN2d, NLLLoss2d):
    _class.__module__ = "tenon.nn"
del _class

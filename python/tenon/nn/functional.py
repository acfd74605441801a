"""Layers and losses as functions. Most are ops, put here by their public path; the rest is what ops do not cover."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import tenon
from tenon import _C, Tensor
from tenon.nn._attention import _canonical_mask, _none_or_dtype, multi_head_attention_forward  # noqa: F401


def _with_inplace(name: str, *numbers: tuple[str, Any]) -> Callable[..., Tensor]:
    """F.NAME(input, numbers..., inplace=False) over the ops NAME and NAME_."""
    plain, inplace = (_C._find_op(f"tenon.nn.functional.{n}") or _C._find_op(f"tenon.{n}") for n in (name, name + "_"))
    if plain is None:
        raise ImportError(f"tenon.nn.functional: there is no op '{name}'")
    parameters = ", ".join(["input", *(f"{n}={v!r}" for n, v in numbers), "inplace=False"])
    passed = ", ".join(["input", *(n for n, _ in numbers)])
    # Written out so that signature, defaults and errors are those of an ordinary function, and calls cost no packing.
    write = f"return inplace_({passed})" if inplace else f"return input.copy_(plain({passed}))"
    source = f"def {name}({parameters}):\n    if inplace:\n        {write}\n    return plain({passed})\n"
    scope: dict[str, Any] = {"plain": plain, "inplace_": inplace, "__name__": __name__}
    exec(source, scope)
    function = scope[name]
    function.__doc__ = plain.__doc__
    return function


for _name, *_numbers in (
    ("relu",),
    ("relu6",),
    ("selu",),
    ("silu",),
    ("mish",),
    ("hardswish",),
    ("hardsigmoid",),
    ("leaky_relu", ("negative_slope", 0.01)),
    ("elu", ("alpha", 1.0)),
    ("celu", ("alpha", 1.0)),
    ("hardtanh", ("min_val", -1.0), ("max_val", 1.0)),
):
    globals()[_name] = _with_inplace(_name, *_numbers)


def threshold(input: Tensor, threshold: float, value: float, inplace: bool = False) -> Tensor:
    """x where x > threshold, else value."""
    out = _C._find_op("tenon.threshold")(input, threshold, value)
    return input.copy_(out) if inplace else out


def tanh(input: Tensor) -> Tensor:
    """The hyperbolic tangent."""
    return input.tanh()


def sigmoid(input: Tensor) -> Tensor:
    """1 / (1 + exp(-x))."""
    return input.sigmoid()


def _softmax_dim(name: str, dim: int | None, input: Tensor) -> int:
    """PyTorch's choice, with its warning, where no dimension was given."""
    if dim is not None:
        return dim
    import warnings

    warnings.warn(
        f"Implicit dimension choice for {name} has been deprecated. Change the call to include dim=X as an argument.",
        stacklevel=3,
    )
    return 0 if input.dim() in (0, 1, 3) else 1


def softmax(input: Tensor, dim: int | None = None, _stacklevel: int = 3, dtype: Any = None) -> Tensor:
    """exp(x) divided by its sum over dim."""
    return tenon.softmax(input, _softmax_dim("softmax", dim, input), dtype=dtype)


def log_softmax(input: Tensor, dim: int | None = None, _stacklevel: int = 3, dtype: Any = None) -> Tensor:
    """The logarithm of softmax."""
    return tenon.log_softmax(input, _softmax_dim("log_softmax", dim, input), dtype=dtype)


def softmin(input: Tensor, dim: int | None = None, _stacklevel: int = 3, dtype: Any = None) -> Tensor:
    """softmax of -x."""
    return tenon.softmax(-input, _softmax_dim("softmin", dim, input), dtype=dtype)


def rrelu(
    input: Tensor, lower: float = 1.0 / 8, upper: float = 1.0 / 3, training: bool = False, inplace: bool = False
) -> Tensor:
    """Leaky ReLU with a random slope while training, the mean slope otherwise."""
    return (tenon.rrelu_ if inplace else tenon.rrelu)(input, lower, upper, training)


def rrelu_(input: Tensor, lower: float = 1.0 / 8, upper: float = 1.0 / 3, training: bool = False) -> Tensor:
    """rrelu() in place."""
    return tenon.rrelu_(input, lower, upper, training)


def embedding(
    input: Tensor,
    weight: Tensor,
    padding_idx: int | None = None,
    max_norm: float | None = None,
    norm_type: float = 2.0,
    scale_grad_by_freq: bool = False,
    sparse: bool = False,
) -> Tensor:
    """The rows of weight that the input names."""
    if padding_idx is None:
        padding_idx = -1
    elif not -weight.size(0) <= padding_idx < weight.size(0):
        raise AssertionError("Padding_idx must be within num_embeddings")
    elif padding_idx < 0:
        padding_idx += weight.size(0)
    if max_norm is not None:
        with tenon.no_grad():
            tenon.embedding_renorm_(weight, input, max_norm, norm_type)
    return tenon.embedding(weight, input, padding_idx, scale_grad_by_freq, sparse)


def batch_norm(
    input: Tensor,
    running_mean: Tensor | None,
    running_var: Tensor | None,
    weight: Tensor | None = None,
    bias: Tensor | None = None,
    training: bool = False,
    momentum: float = 0.1,
    eps: float = 1e-5,
) -> Tensor:
    """Batch normalisation: by batch statistics while training, by running ones otherwise."""
    if training and input.numel() and input.numel() == (input.size(1) if input.dim() > 1 else 1):
        raise ValueError(f"Expected more than 1 value per channel when training, got input size {input.size()}")
    return _C._find_op("tenon.batch_norm")(input, weight, bias, running_mean, running_var, training, momentum, eps)


def one_hot(tensor: Tensor, num_classes: int = -1) -> Tensor:
    """A new last dimension with 1 at the index that the tensor holds."""
    if tensor.dtype != tenon.int64:
        raise RuntimeError(f"one_hot is only applicable to index tensor of type LongTensor, got {tensor.dtype}.")
    if tensor.numel() and int(tensor.min()) < 0:
        raise RuntimeError("Class values must be non-negative.")
    if num_classes == -1:
        if tensor.numel() == 0:
            raise RuntimeError("Can not infer total number of classes from empty tensor.")
        num_classes = int(tensor.max()) + 1
    elif tensor.numel() and int(tensor.max()) >= num_classes:
        raise RuntimeError("Class values must be smaller than num_classes.")
    classes = tenon.arange(num_classes, device=tensor.device)
    return (tensor.unsqueeze(-1) == classes).to(tenon.int64)


def normalize(input: Tensor, p: float = 2.0, dim: int = 1, eps: float = 1e-12, out: Tensor | None = None) -> Tensor:
    """The input divided by its p-norm over dim, or by eps where that is larger."""
    result = input / input.norm(p, dim, keepdim=True).clamp_min(eps).expand_as(input)
    return result if out is None else out.copy_(result)


def gumbel_softmax(logits: Tensor, tau: float = 1, hard: bool = False, eps: float = 1e-10, dim: int = -1) -> Tensor:
    """A sample of the Gumbel-softmax distribution; one-hot when hard, with the gradient of the soft one."""
    gumbels = -tenon.empty_like(logits).exponential_().log()
    soft = tenon.softmax((logits + gumbels) / tau, dim)
    if not hard:
        return soft
    index = soft.max(dim, keepdim=True)[1]
    return tenon.zeros_like(logits).scatter_(dim, index, 1.0) - soft.detach() + soft


_interpolate: Callable[..., Tensor] = _C._find_op("tenon.nn.functional.interpolate")


def _upsample_with(name: str, **fixed: Any) -> Callable[..., Tensor]:
    def function(input: Tensor, size: Any = None, scale_factor: Any = None) -> Tensor:
        import warnings

        warnings.warn(f"`nn.functional.{name}` is deprecated. Use `nn.functional.interpolate` instead.", stacklevel=2)
        return _interpolate(input, size, scale_factor, **fixed)

    function.__name__ = function.__qualname__ = name
    function.__doc__ = "interpolate() with fixed arguments: " + ", ".join(f"{k}={v!r}" for k, v in fixed.items())
    return function


upsample_nearest = _upsample_with("upsample_nearest", mode="nearest")
upsample_bilinear = _upsample_with("upsample_bilinear", mode="bilinear", align_corners=True)


def upsample(
    input: Tensor, size: Any = None, scale_factor: Any = None, mode: str = "nearest", align_corners: bool | None = None
) -> Tensor:
    """The old name of interpolate()."""
    import warnings

    warnings.warn("`nn.functional.upsample` is deprecated. Use `nn.functional.interpolate` instead.", stacklevel=2)
    return _interpolate(input, size, scale_factor, mode, align_corners)


_grid_sample: Callable[..., Tensor] = _C._find_op("tenon.nn.functional.grid_sample")
_affine_grid: Callable[..., Tensor] = _C._find_op("tenon.nn.functional.affine_grid")


def _align_corners(given: bool | None) -> bool:
    if given is None:
        import warnings

        warnings.warn(
            "Default grid_sample and affine_grid behavior has changed to align_corners=False since 1.3.0. Please specify "
            "align_corners=True if the old behavior is desired. See the documentation of grid_sample for details.",
            stacklevel=3,
        )
    return bool(given)


def grid_sample(
    input: Tensor,
    grid: Tensor,
    mode: str = "bilinear",
    padding_mode: str = "zeros",
    align_corners: bool | None = None,
) -> Tensor:
    return _grid_sample(input, grid, mode, padding_mode, _align_corners(align_corners))


def affine_grid(theta: Tensor, size: Any, align_corners: bool | None = None) -> Tensor:
    return _affine_grid(theta, size, _align_corners(align_corners))


grid_sample.__doc__, affine_grid.__doc__ = _grid_sample.__doc__, _affine_grid.__doc__


def triplet_margin_with_distance_loss(
    anchor: Tensor,
    positive: Tensor,
    negative: Tensor,
    *,
    distance_function: Callable[[Tensor, Tensor], Tensor] | None = None,
    margin: float = 1.0,
    swap: bool = False,
    reduction: str = "mean",
) -> Tensor:
    """triplet_margin_loss() with a distance of one's own."""
    if reduction not in ("mean", "sum", "none"):
        raise ValueError(f"{reduction} is not a valid value for reduction")
    if margin <= 0:
        raise ValueError(f"margin must be greater than 0, got {margin}")
    if not anchor.dim() == positive.dim() == negative.dim():
        raise RuntimeError(
            "The anchor, positive, and negative tensors are expected to have the same number of dimensions, but got: "
            f"anchor {anchor.dim()}D, positive {positive.dim()}D, and negative {negative.dim()}D inputs"
        )
    distance = distance_function or tenon.pairwise_distance
    near, far = distance(anchor, positive), distance(anchor, negative)
    if swap:
        far = tenon.minimum(far, distance(positive, negative))
    loss = (margin + near - far).clamp_min(0)
    return loss.mean() if reduction == "mean" else loss.sum() if reduction == "sum" else loss


# Every op of this namespace that is not written above.
_C._install("tenon.nn.functional", globals())
del _name, _numbers


def __getattr__(name: str) -> Any:
    op = _C._find_op(f"tenon.nn.functional.{name}")
    if op is None:
        raise AttributeError(f"module 'tenon.nn.functional' has no attribute '{name}'")
    globals()[name] = op
    return op

"""Single ops on large tensors."""

from __future__ import annotations

from typing import Any

from lines import line


@line("softmax 4096x4096", "softmax(x, -1)", threads=(1, 2), bar=1.0)
def _softmax(t: Any) -> dict[str, Any]:
    return {"softmax": t.softmax, "x": t.rand(4096, 4096)}


@line("layer_norm 4096x1024", "norm(x, (1024,), w, b)", threads=(1, 2), bar=1.0)
def _layer_norm(t: Any) -> dict[str, Any]:
    return {"norm": t.nn.functional.layer_norm, "x": t.rand(4096, 1024), "w": t.rand(1024), "b": t.rand(1024)}


@line("gelu, 16 M elements", "gelu(x)", threads=(1, 2), bar=1.0)
def _gelu(t: Any) -> dict[str, Any]:
    return {"gelu": t.nn.functional.gelu, "x": t.randn(1 << 24)}


@line("transpose copy 4096x4096", "x.t().contiguous()", threads=(1, 2), bar=1.0)
def _transpose(t: Any) -> dict[str, Any]:
    return {"x": t.rand(4096, 4096)}


@line("sort, 1 M elements", "x.sort()", threads=(1, 2), bar=1.0)
def _sort(t: Any) -> dict[str, Any]:
    return {"x": t.rand(1 << 20)}


@line("sort rows, 4096x1024", "x.sort(-1)", threads=(1, 2), bar=1.0)
def _sort_rows(t: Any) -> dict[str, Any]:
    return {"x": t.rand(4096, 1024)}


@line("topk 10 of 4096x1024", "x.topk(10)", threads=(1, 2), bar=1.0)
def _topk(t: Any) -> dict[str, Any]:
    return {"x": t.rand(4096, 1024)}


@line("index_add of rows, 100k of 64", "y.index_add_(0, i, x)", threads=(1, 2), bar=1.0)
def _index_add(t: Any) -> dict[str, Any]:
    return {"y": t.zeros(10000, 64), "i": t.randint(0, 10000, (100000,)), "x": t.rand(100000, 64)}


@line("index_select of rows, 100k of 64", "x.index_select(0, i)", threads=(1, 2), bar=1.0)
def _index_select(t: Any) -> dict[str, Any]:
    return {"x": t.rand(100000, 64), "i": t.randint(0, 100000, (100000,))}


@line("x[i] of rows, 100k of 64", "x[i]", threads=(1, 2), bar=1.0)
def _index_rows(t: Any) -> dict[str, Any]:
    return {"x": t.rand(100000, 64), "i": t.randint(0, 100000, (100000,))}


@line("gather 4096x1024", "x.gather(1, i)", threads=(1, 2), bar=1.0)
def _gather(t: Any) -> dict[str, Any]:
    return {"x": t.rand(4096, 1024), "i": t.randint(0, 1024, (4096, 1024))}


@line("scatter_add, 1 M elements", "y.scatter_add_(0, i, x)", threads=(1, 2), bar=1.0)
def _scatter_add(t: Any) -> dict[str, Any]:
    return {"y": t.zeros(1 << 16), "i": t.randint(0, 1 << 16, (1 << 20,)), "x": t.rand(1 << 20)}


@line("amax over rows 4096x4096", "x.amax(-1)", threads=(1, 2), bar=1.0)
def _amax(t: Any) -> dict[str, Any]:
    return {"x": t.rand(4096, 4096)}


@line("sum over columns 4096x4096", "x.sum(0)", threads=(1, 2), bar=1.0)
def _sum_columns(t: Any) -> dict[str, Any]:
    return {"x": t.rand(4096, 4096)}


@line("cumsum 4096x4096", "x.cumsum(-1)", threads=(1, 2), bar=1.0)
def _cumsum(t: Any) -> dict[str, Any]:
    return {"x": t.rand(4096, 4096)}


@line("group_norm 16x64x56x56", "norm(x, 8, w, b)", threads=(1, 2), bar=1.0)
def _group_norm(t: Any) -> dict[str, Any]:
    return {"norm": t.nn.functional.group_norm, "x": t.rand(16, 64, 56, 56), "w": t.rand(64), "b": t.rand(64)}


@line("batch_norm, training, 16x64x56x56", "norm(x)", threads=(1, 2), bar=1.0)
def _batch_norm(t: Any) -> dict[str, Any]:
    return {"norm": t.nn.BatchNorm2d(64), "x": t.rand(16, 64, 56, 56)}


@line("max_pool 16x64x112x112", "pool(x, 3, 2, 1)", threads=(1, 2), bar=1.0)
def _max_pool(t: Any) -> dict[str, Any]:
    return {"pool": t.nn.functional.max_pool2d, "x": t.rand(16, 64, 112, 112)}


@line("randn, 4 M elements", "randn(n)", bar=1.0)
def _randn(t: Any) -> dict[str, Any]:
    return {"randn": t.randn, "n": 1 << 22}


@line("dropout, 4 M elements", "dropout(x)", bar=1.0)
def _dropout(t: Any) -> dict[str, Any]:
    return {"dropout": t.nn.Dropout(0.5), "x": t.rand(1 << 22)}


@line("cat of 8, 16 M elements", "cat(xs)", threads=(1, 2), bar=1.0)
def _cat(t: Any) -> dict[str, Any]:
    return {"cat": t.cat, "xs": [t.rand(1 << 21) for _ in range(8)]}


@line("cross_entropy 4096x4096, with gradient", "loss(x, y).backward()", threads=(1, 2), bar=1.0, grad=True)
def _cross_entropy(t: Any) -> dict[str, Any]:
    x = t.randn(4096, 4096).requires_grad_()
    return {"loss": t.nn.functional.cross_entropy, "x": x, "y": t.randint(0, 4096, (4096,))}


@line(
    "interpolate bilinear, 16x16x128x128 to 256x256",
    "resize(x, scale_factor=2, mode='bilinear')",
    threads=(1, 2),
    bar=1.0,
)
def _interpolate(t: Any) -> dict[str, Any]:
    return {"resize": t.nn.functional.interpolate, "x": t.rand(16, 16, 128, 128)}


@line("grid_sample bilinear, 16x16x128x128", "sample(x, g, align_corners=False)", threads=(1, 2), bar=1.0)
def _grid_sample(t: Any) -> dict[str, Any]:
    return {"sample": t.nn.functional.grid_sample, "x": t.rand(16, 16, 128, 128), "g": t.rand(16, 128, 128, 2) * 2 - 1}

"""Module paths that programs import from PyTorch and that are kept elsewhere here: one table, no files.

`tenon.optim.adamax.Adamax is tenon.optim.Adamax`. A path gives the names that its row lists, from the module of that row; what
that module does not have is missing under the path too. A row without names is the module itself under another name.
"""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.machinery
from types import ModuleType
from typing import Any

# Path: the module that has it, and the names.
_PATHS = {
    "tenon.functional": (
        "tenon",
        "align_tensors atleast_1d atleast_2d atleast_3d block_diag broadcast_shapes broadcast_tensors cartesian_prod cdist chain_matmul "
        "einsum lu meshgrid norm split stft tensordot unique unique_consecutive unravel_index",
    ),
    "tenon.autograd.variable": ("tenon.autograd", "Variable"),
    "tenon.nn.modules.utils": (
        "tenon.nn._pairs",
        "_ntuple _pair _quadruple _single _triple consume_prefix_in_state_dict_if_present",
    ),
    "tenon.nn.common_types": (
        "tenon.nn._pairs",
        "_maybe_indices_t _ratio_2_t _ratio_3_t _ratio_any_t _scalar_or_tuple_any_t _scalar_or_tuple_1_t _scalar_or_tuple_2_t "
        "_scalar_or_tuple_3_t _size_1_t _size_2_opt_t _size_2_t _size_3_opt_t _size_3_t _size_4_t _size_5_t _size_6_t _size_any_opt_t "
        "_size_any_t",
    ),
    "tenon.utils.data._utils": ("tenon.utils.data", "default_collate get_worker_info"),
    "tenon.utils.data._utils.collate": ("tenon.utils.data.collate", "collate default_collate default_convert"),
    "tenon.utils.data._utils.worker": ("tenon.utils.data", "WorkerInfo get_worker_info"),
    "tenon.utils.data.distributed": ("tenon.utils.data", "DistributedSampler"),
    "tenon.utils.model_zoo": ("tenon._download", "load_url"),
    "tenon.vision.transforms.transforms": ("tenon.vision.transforms", ""),
    "tenon.vision.models.resnet": ("tenon.vision.models", ""),
    "tenon.vision.datasets.mnist": ("tenon.vision.datasets", ""),
    "tenon.vision.datasets.cifar": ("tenon.vision.datasets", ""),
    "tenon.vision.datasets.folder": ("tenon.vision.datasets", ""),
    "tenon.vision.ops.boxes": ("tenon.vision.ops", ""),
}
# Optimizers, each in a file of its own in PyTorch.
_OPTIMIZERS = (
    "Adadelta Adafactor Adagrad Adam Adamax AdamW ASGD LBFGS Muon NAdam RAdam RMSprop Rprop SGD SparseAdam".split()
)
_PATHS |= {f"tenon.optim.{name.lower()}": ("tenon.optim", name) for name in _OPTIMIZERS}


class _View(ModuleType):
    """A module whose names live in another."""

    def __init__(self, path: str, source: str, names: str) -> None:
        super().__init__(path, f"Names of {source} where PyTorch keeps them.")
        self.__dict__.update(_source=source, __all__=names.split(), __path__=[])

    def __getattr__(self, name: str) -> Any:
        if name not in self.__all__:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        value = getattr(importlib.import_module(self._source), name)
        setattr(self, name, value)
        return value

    def __dir__(self) -> list[str]:
        return list(self.__all__)


class _Loader(importlib.abc.Loader):
    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        source, names = _PATHS[spec.name]
        if names:
            return _View(spec.name, source, names)
        module = importlib.import_module(source)
        self._spec = module.__spec__
        return module

    def exec_module(self, module: ModuleType) -> None:
        if not isinstance(module, _View):
            module.__spec__ = self._spec


def spec_of(fullname: str) -> importlib.machinery.ModuleSpec | None:
    """The spec of a path of the table; None for others and for paths of plugins that are not there."""
    if fullname not in _PATHS:
        return None
    try:
        importlib.import_module(_PATHS[fullname][0])
    except ModuleNotFoundError:
        return None
    return importlib.machinery.ModuleSpec(fullname, _Loader(), origin=_PATHS[fullname][0], is_package=True)

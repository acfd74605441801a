"""The examples in the doc strings of Python modules. Those of ops are run by op_sample_test."""

import doctest
import importlib
import pkgutil

import pytest
import tenon
import tenon.func
import tenon.multiprocessing
import tenon.optim
import tenon.utils.data

PACKAGES = [tenon.amp, tenon.autograd, tenon.func, tenon.profiler, tenon.multiprocessing, tenon.optim, tenon.utils.data]


def modules(package):
    yield package.__name__
    for info in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
        yield info.name


NAMES = [
    *(name for package in PACKAGES for name in modules(package)),
    "tenon._lowrank",
    "tenon.functional",
    "tenon.overrides",
    "tenon.utils._pytree",
    "tenon.utils.checkpoint",
]


@pytest.mark.parametrize("name", NAMES)
def test_examples(name):
    options = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
    result = doctest.testmod(importlib.import_module(name), extraglobs={"tenon": tenon}, optionflags=options)
    assert result.failed == 0

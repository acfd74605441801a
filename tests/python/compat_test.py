"""tenon.compat: `import torch` gives Tenon's own modules and objects, in this process, in scripts, modules and child processes."""

import importlib
import pathlib
import pickle
import subprocess
import sys

import pytest
import tenon
from tenon import compat

PATHS = """
torch torch.nn torch.nn.functional torch.nn.init torch.nn.modules torch.nn.modules.linear torch.nn.modules.conv torch.nn.modules.batchnorm
torch.nn.modules.module torch.nn.modules.utils torch.nn.common_types torch.nn.parameter torch.nn.utils torch.optim torch.optim.lr_scheduler
torch.optim.optimizer torch.optim.adam torch.optim.adamw torch.utils torch.utils.data torch.utils.data.dataloader torch.utils.data.dataset
torch.utils.data.sampler torch.utils.data._utils.collate torch.utils.dlpack torch.utils.hooks torch.utils.model_zoo torch.autograd
torch.autograd.function torch.autograd.variable torch.cuda torch.backends torch.backends.cudnn torch.backends.mps torch.version torch.types
torch.__config__ torch._utils torch.hub torch.linalg torch.fft torch.special torch.serialization torch.storage torch.functional torch.random
torch.distributed torch.accelerator torch.testing
""".split()


@pytest.fixture
def door():
    compat.install()
    yield
    compat.uninstall()


def run(*args: str, cwd=None) -> str:
    done = subprocess.run([sys.executable, *args], capture_output=True, text=True, cwd=cwd)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("path", PATHS)
def test_one_module_under_both_names(door, path):
    own = importlib.import_module("tenon" + path.removeprefix("torch"))
    spec = own.__spec__
    assert importlib.import_module(path) is own
    assert own.__spec__ is spec and not own.__name__.startswith("torch")


def test_forms_of_import(door):
    import torch
    import torch.nn as nn
    import torch.nn.functional as F
    from torch import optim
    from torch.nn.modules.linear import Linear
    from torch.nn.parameter import Parameter
    from torch.utils.data import DataLoader
    from torch.utils.data.dataset import Dataset

    assert torch is tenon and nn is tenon.nn and F is tenon.nn.functional and optim is tenon.optim
    assert Linear is tenon.nn.Linear and Parameter is tenon.nn.Parameter
    assert DataLoader is tenon.utils.data.DataLoader and Dataset is tenon.utils.data.Dataset
    m = torch.nn.Linear(2, 1)
    assert type(pickle.loads(pickle.dumps(m))) is Linear


def test_paths_exist_without_the_door():
    from tenon.nn.modules.utils import _pair, _triple
    from tenon.optim.sgd import SGD
    from tenon.utils.data._utils.collate import default_collate

    assert _pair(3) == (3, 3) and _triple([1, 2, 3]) == (1, 2, 3)
    assert tenon.utils.model_zoo.load_url is tenon.hub.load_state_dict_from_url
    assert SGD is tenon.optim.SGD and default_collate is tenon.utils.data.default_collate


def test_what_is_missing_is_named(door):
    with pytest.raises(
        ModuleNotFoundError, match="No module named 'torch.nowhere': it stands for 'tenon.nowhere'"
    ) as error:
        importlib.import_module("torch.nowhere")
    assert error.value.name == "torch.nowhere"
    with pytest.raises(ModuleNotFoundError, match="torch.nn.nowhere"):
        importlib.import_module("torch.nn.nowhere")
    with pytest.raises(ImportError, match="cannot import name 'Nothing'"):
        exec("from torch.nn import Nothing")
    with pytest.raises(AttributeError, match="module 'tenon' has no attribute 'nothing'"):
        tenon.nothing  # noqa: B018


def test_torchvision_is_the_plugin(door):
    pytest.importorskip("tenon.vision")
    import torchvision
    from torchvision import datasets, models, transforms
    from torchvision.models.resnet import resnet18
    from torchvision.transforms import transforms as same

    assert torchvision is tenon.vision and transforms is tenon.vision.transforms is same
    assert models is tenon.vision.models and datasets is tenon.vision.datasets
    assert resnet18 is tenon.vision.models.resnet18


def test_uninstall():
    assert not compat.is_installed()
    compat.install()
    compat.install()
    assert compat.is_installed()
    compat.uninstall()
    assert not [n for n in sys.modules if n.split(".")[0] in ("torch", "torchvision")] and not compat.is_installed()


def test_real_pytorch_is_left_alone(tmp_path):
    (tmp_path / "torch.py").write_text("x = 1\n")
    code = "import torch, tenon.compat\ntry: tenon.compat.install()\nexcept RuntimeError as e: print(e)\nassert torch.x == 1"
    assert "torch is imported already" in run("-c", code, cwd=tmp_path)


def test_scripts_modules_and_code(tmp_path):
    text = "import sys, torch\nprint(torch.__name__, sys.argv[1:], __name__, sys.path[0])\n"
    (tmp_path / "script.py").write_text(text)
    expected = f"tenon ['a', '-b'] __main__ {tmp_path}\n"
    assert run("-m", "tenon.compat", str(tmp_path / "script.py"), "a", "-b") == expected
    assert run("-m", "tenon.compat", "-m", "script", "a", "-b", cwd=tmp_path) == expected
    assert run("-m", "tenon.compat", "-c", text, "a", "-b", cwd=tmp_path) == expected
    for args in ([], ["-c"], ["-x"]):
        done = subprocess.run([sys.executable, "-m", "tenon.compat", *args], capture_output=True, text=True)
        assert done.returncode == 2 and "usage:" in done.stderr


def test_a_scripts_exit_status_and_traceback(tmp_path):
    (tmp_path / "script.py").write_text("import torch\nraise SystemExit(3)\n")
    done = subprocess.run([sys.executable, "-m", "tenon.compat", str(tmp_path / "script.py")])
    assert done.returncode == 3


def test_processes_that_a_program_starts(tmp_path):
    (tmp_path / "script.py").write_text(
        "import multiprocessing as mp\nimport torch\n\n\n"
        "def work(queue):\n    queue.put((torch.__name__, torch.ones(2).sum().item()))\n\n\n"
        "if __name__ == '__main__':\n    ctx = mp.get_context('spawn')\n    queue = ctx.Queue()\n"
        "    p = ctx.Process(target=work, args=(queue,))\n    p.start()\n    print(queue.get(timeout=60))\n    p.join()\n"
    )
    assert run("-m", "tenon.compat", str(tmp_path / "script.py")) == "('tenon', 2.0)\n"


def test_honest_answers():
    assert tenon.cuda.memory_allocated() == 0 and tenon.cuda.memory_stats() == {}
    for call in (tenon.cuda.current_device, lambda: tenon.cuda.set_device(0), tenon.cuda.get_device_properties):
        with pytest.raises(AssertionError, match="not compiled with CUDA"):
            call()
    for make in (tenon.cuda.Stream, tenon.cuda.Event):
        with pytest.raises(RuntimeError, match="requires CUDA"):
            make()
    with pytest.raises(TypeError, match="not available"):
        tenon.cuda.FloatTensor(2)
    tenon.cuda.manual_seed_all(1)
    assert not tenon.accelerator.is_available() and tenon.accelerator.current_accelerator() is None
    with pytest.raises(RuntimeError, match="none is available"):
        tenon.accelerator.synchronize()
    assert not tenon.distributed.is_available() and not tenon.distributed.is_initialized()
    with pytest.raises(RuntimeError, match="several processes"):
        tenon.distributed.init_process_group("gloo")
    assert tenon.version.cuda is None and "Tenon built with" in tenon.__config__.show()


def test_flags():
    b = tenon.backends
    assert not b.cudnn.is_available() and b.mkldnn.is_available() and not b.mps.is_built()
    b.cudnn.benchmark = True
    assert b.cudnn.benchmark
    with b.cudnn.flags(benchmark=False):
        assert not b.cudnn.benchmark
    assert b.cudnn.benchmark
    b.cudnn.benchmark = False
    b.cuda.matmul.allow_tf32 = True
    b.cuda.enable_flash_sdp(False)
    assert not b.cuda.flash_sdp_enabled()
    b.cuda.enable_flash_sdp(True)


def test_downloads(tmp_path):
    import hashlib

    tenon.save({"w": tenon.ones(2)}, tmp_path / "a.pth")
    digest = hashlib.sha256((tmp_path / "a.pth").read_bytes()).hexdigest()
    url = (tmp_path / "a.pth").as_uri()
    named = tmp_path / f"net-{digest[:8]}.pth"
    named.write_bytes((tmp_path / "a.pth").read_bytes())
    before = tenon.hub.get_dir()
    tenon.hub.set_dir(tmp_path / "hub")
    try:
        state = tenon.hub.load_state_dict_from_url(named.as_uri(), progress=False, check_hash=True)
        assert state["w"].tolist() == [1, 1]
        assert [p.name for p in pathlib.Path(tenon.hub.get_dir(), "checkpoints").iterdir()] == [named.name]
    finally:
        tenon.hub.set_dir(before)
    with pytest.raises(RuntimeError, match="invalid hash value"):
        tenon.hub.download_url_to_file(url, tmp_path / "b.pth", "00", progress=False)
    assert not (tmp_path / "b.pth").exists()
    with pytest.raises(ValueError, match="expected a URL"):
        tenon.hub.download_url_to_file("ftp://x/y", tmp_path / "b.pth")


def test_small_tools():
    a, b = tenon.ones(2), tenon.zeros(1, 2)
    flat = tenon._utils._flatten_dense_tensors([a, b])
    x, y = tenon._utils._unflatten_dense_tensors(flat, [a, b])
    assert x.tolist() == [1, 1] and y.shape == (1, 2)
    assert [len(c) for c in tenon._utils._take_tensors([a, a, a], 16)] == [2, 1]
    assert tenon.utils.dlpack.from_dlpack(tenon.utils.dlpack.to_dlpack(a)).tolist() == [1, 1]

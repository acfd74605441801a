"""Worker processes of the DataLoader: order, seeds, transport, errors, and that they leave nothing behind."""

import collections
import gc
import os
import random
import signal
import subprocess
import sys
import textwrap
import time

import numpy as np
import pytest
import tenon
from tenon.utils import data
from tenon.utils.data import DataLoader

pytestmark = pytest.mark.filterwarnings("ignore:This DataLoader will create")
Point = collections.namedtuple("Point", "x y")


class Items(data.Dataset):
    """function(index) for each index below n."""

    def __init__(self, n, function):
        self.n, self.function = n, function

    def __getitem__(self, i):
        return self.function(i)

    def __len__(self):
        return self.n


class Shards(data.IterableDataset):
    def __iter__(self):
        info = data.get_worker_info()
        return iter(range(info.id, 10, info.num_workers) if info else range(10))


def lists(loader):
    return [batch.tolist() for batch in loader]


def running(pid):
    try:
        with open(f"/proc/{pid}/stat") as f:
            return f.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_until(condition, seconds=8.0):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.02)


@pytest.mark.parametrize("context", ["fork", "spawn", "forkserver"])
def test_order_is_that_of_the_sampler(context):
    tenon.manual_seed(5)
    want = lists(DataLoader(range(23), batch_size=3, shuffle=True))
    tenon.manual_seed(5)
    loader = DataLoader(range(23), batch_size=3, shuffle=True, num_workers=2, multiprocessing_context=context)
    assert lists(loader) == want


def test_every_worker_has_its_seeds():
    def draw(i):
        info = data.get_worker_info()
        return [info.id, info.seed, random.random(), np.random.rand(), tenon.rand(()).item(), os.getpid()]

    tenon.manual_seed(0)
    rows = list(DataLoader(Items(4, draw), batch_size=None, num_workers=2))
    base = rows[0][1]
    assert [row[0] for row in rows] == [0, 1, 0, 1] and [row[1] - base for row in rows] == [0, 1, 0, 1]
    random.seed(base + 1)
    assert rows[1][2] == random.random()
    assert rows[1][4] == tenon.rand((), generator=tenon.Generator().manual_seed(base + 1)).item()
    np.random.seed(np.random.SeedSequence([1, base & 0xFFFFFFFF, base >> 32, 0]).generate_state(4))
    assert rows[1][3] == np.random.rand()
    assert os.getpid() not in {row[5] for row in rows} and tenon.utils.data.get_worker_info() is None


def test_what_travels():
    def make(i):
        wide = tenon.arange(24.0).reshape(2, 3, 4).permute(2, 0, 1)
        leaf = tenon.ones(2, requires_grad=True)
        return {"wide": wide, "same": [wide], "empty": tenon.empty(0, 3), "scalar": tenon.tensor(i), "leaf": leaf,
                "text": "x" * 5000, "point": Point(i, tenon.tensor([True])), "parameter": tenon.nn.Parameter(tenon.ones(1)),
                "half": tenon.ones(3, dtype=tenon.float16), "array": np.arange(3)}  # fmt: skip

    got = list(DataLoader(Items(3, make), batch_size=None, num_workers=2, collate_fn=lambda x: x))[1]
    want = make(1)
    assert got["wide"].stride() == want["wide"].stride() and got["wide"].tolist() == want["wide"].tolist()
    assert got["same"][0] is got["wide"] and got["empty"].shape == (0, 3) and got["scalar"].item() == 1
    assert got["leaf"].requires_grad and got["text"] == want["text"] and got["array"].tolist() == [0, 1, 2]
    assert isinstance(got["point"], Point) and got["point"].y.dtype == tenon.bool
    assert isinstance(got["parameter"], tenon.nn.Parameter) and got["half"].dtype == tenon.float16
    assert got["wide"].is_shared()
    got["wide"].zero_()
    assert got["half"].tolist() == [1, 1, 1]


def test_errors_arrive_with_their_traceback():
    def fail(i):
        raise ValueError("item of no value")

    with pytest.raises(ValueError, match=r"(?s)^Caught ValueError in DataLoader worker process 0\.\nOriginal Traceback.*"
                       r"data_worker_test.*in fail.*ValueError: item of no value"):  # fmt: skip
        next(iter(DataLoader(Items(2, fail), num_workers=1)))

    def start(worker):
        raise KeyError("no start")

    with pytest.raises(KeyError, match=r"(?s)Caught KeyError in DataLoader worker process 0\.\n.*no start"):
        next(iter(DataLoader(range(2), num_workers=1, worker_init_fn=start)))
    with pytest.raises(AttributeError, match="(?s)in DataLoader worker process 0.*local object"):
        next(iter(DataLoader(Items(2, lambda i: lambda: i), batch_size=None, num_workers=1)))


def test_a_killed_worker_is_noticed():
    def die(i):
        if i == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        return i

    batches = iter(DataLoader(Items(8, die), num_workers=2))
    assert next(batches).tolist() == [0]
    with pytest.raises(RuntimeError, match=r"DataLoader worker \(pid\(s\) \d+\) exited unexpectedly") as error:
        list(batches)
    assert "is killed by signal: Killed" in str(error.value.__cause__)
    assert list(batches) == []


def test_persistent_workers_stay():
    loader = DataLoader(Items(6, lambda i: os.getpid()), batch_size=None, num_workers=2, persistent_workers=True)
    first = list(loader)
    batches = iter(loader)
    next(batches)
    assert set(first) == set(iter(loader)) and len(set(first)) == 2
    assert sorted(lists(DataLoader(Shards(), batch_size=2, num_workers=2, persistent_workers=True))) == [
        [0, 2], [1, 3], [4, 6], [5, 7], [8], [9],
    ]  # fmt: skip
    stream = DataLoader(Shards(), batch_size=5, num_workers=2, persistent_workers=True)
    assert [lists(stream) for _ in range(3)] == [[[0, 2, 4, 6, 8], [1, 3, 5, 7, 9]]] * 3


def test_out_of_order():
    def slow(i):
        time.sleep(0.3 if i == 0 else 0)
        return i

    order = list(DataLoader(Items(6, slow), batch_size=None, num_workers=2, in_order=False))
    assert sorted(order) == list(range(6)) and order[0] != 0


def test_long_queues_and_long_indices():
    loader = DataLoader(range(3000), batch_size=2, num_workers=2, prefetch_factor=700)
    assert [x for batch in loader for x in batch.tolist()] == list(range(3000))
    loader = DataLoader(range(400000), batch_size=200000, num_workers=1, collate_fn=sum)
    assert sum(loader) == sum(range(400000))


def test_nothing_stays_behind():
    def state():
        gc.collect()
        return set(os.listdir("/dev/shm")), len(os.listdir("/proc/self/fd"))

    pids = set()
    list(DataLoader(range(2), num_workers=1))
    before = state()
    for _ in range(3):
        loader = DataLoader(Items(8, lambda i: (tenon.ones(1000), os.getpid())), batch_size=None, num_workers=2)
        kept = list(loader)
        pids |= {pid for _, pid in kept}
        batches = iter(loader)
        pids.add(next(batches)[1])
        del batches, kept
    assert state() == before
    assert not any(map(running, pids))


def script(text, *args):
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(text), *args],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    pids = [int(pid) for pid in process.stdout.readline().split()]
    assert len(pids) == 2 and all(map(running, pids))
    return process, pids


LOADER = """
    import os, sys, time
    from tenon.utils.data import DataLoader, Dataset
    class Slow(Dataset):
        def __len__(self):
            return 1000
        def __getitem__(self, i):
            time.sleep(0.02)
            return os.getpid()
    batches = iter(DataLoader(Slow(), batch_size=None, num_workers=2, persistent_workers=True))
    print(next(batches), next(batches), flush=True)
"""


def test_interrupt_leaves_no_process():
    process, pids = script(LOADER + "    for _ in batches: pass")
    os.killpg(process.pid, signal.SIGINT)
    _, error = process.communicate(timeout=20)
    assert process.returncode != 0 and error.count("KeyboardInterrupt") == 1 and error.count("Traceback") == 1
    wait_until(lambda: not any(map(running, pids)))


@pytest.mark.parametrize("how", ["    os.kill(os.getpid(), 9)", "    sys.exit()", "    raise SystemError"])
def test_end_of_the_parent_leaves_no_process(how):
    process, pids = script(LOADER + "    sys.stdin.readline()\n" + how)
    process.communicate("\n", timeout=20)
    wait_until(lambda: not any(map(running, pids)))


def test_workers_after_the_pool_was_used():
    tenon.ones(2000, 2000).mul(2).sum()
    loader = DataLoader(Items(2, lambda i: tenon.ones(600, 600) @ tenon.ones(600, 600)), batch_size=None, num_workers=2)
    assert [t[0, 0].item() for t in loader] == [600, 600]


def test_pinning_warns_and_contexts_are_checked():
    with pytest.warns(UserWarning, match="'pin_memory' argument is set as true but no accelerator is found"):
        list(DataLoader(range(2), pin_memory=True))
    with pytest.raises(ValueError, match="valid start method"):
        DataLoader(range(2), num_workers=1, multiprocessing_context="swim")
    with pytest.raises(TypeError, match="valid context object"):
        DataLoader(range(2), num_workers=1, multiprocessing_context=3)
    with pytest.raises(ValueError, match="only be used with multi-process"):
        DataLoader(range(2), multiprocessing_context="fork")
    loader = DataLoader(range(2))
    with pytest.raises(ValueError, match="batch_size attribute should not be set after DataLoader is initialized"):
        loader.batch_size = 3

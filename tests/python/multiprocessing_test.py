"""Tensors between processes: shared memory, queues, pipes, pools, spawn."""

import os
import signal

import pytest
import tenon
from tenon import multiprocessing as mp


def forked(target, *args):
    process = mp.get_context("fork").Process(target=target, args=args)
    process.start()
    process.join(10)
    assert process.exitcode == 0


def double(t):
    t *= 2


def test_share_memory():
    t = tenon.arange(4.0)
    plain = tenon.ones(2)
    assert not t.is_shared() and t.share_memory_() is t and t.is_shared()
    forked(double, t)
    forked(double, plain)
    assert t.tolist() == [0, 2, 4, 6] and plain.tolist() == [1, 1]
    view = t[1:]
    view += 1
    assert view.is_shared() and t.tolist() == [0, 3, 5, 7]


def test_memory_that_others_show_is_not_moved():
    t = tenon.zeros(4)
    alias = t.detach()
    with pytest.raises(RuntimeError, match=r"share_memory_\(\): other tensors or arrays show this tensor's memory"):
        t.share_memory_()
    assert not t.is_shared()
    del alias
    view = t[2:]
    view.share_memory_()
    t += 1
    assert view.tolist() == [1, 1] and t.is_shared()


def test_a_module_is_shared():
    model = tenon.nn.Sequential(tenon.nn.Linear(2, 2), tenon.nn.BatchNorm1d(2)).share_memory()
    assert all(t.is_shared() for t in model.state_dict().values())

    def train():
        with tenon.no_grad():
            model[0].weight.fill_(3)

    forked(train)
    assert model[0].weight.tolist() == [[3, 3], [3, 3]]


@pytest.mark.parametrize("context", ["fork", "spawn"])
def test_queues_pass_the_memory(context):
    context = mp.get_context(context)
    there, back = context.Queue(), context.Queue()
    process = context.Process(target=answer, args=(there, back), daemon=True)
    process.start()
    t = tenon.ones(3)
    leaf = tenon.nn.Parameter(tenon.ones(1))
    there.put([t, t, {"leaf": leaf, "empty": tenon.empty(0), "row": tenon.arange(6.0).reshape(2, 3).t()}])
    got = back.get(timeout=20)
    assert got["same"] and got["kinds"] == ["Parameter", True, (0,), [[0.0, 3.0], [1.0, 4.0], [2.0, 5.0]], (1, 3)]
    assert t.tolist() == [5, 5, 5]  # both sides show the same bytes
    got["t"].zero_()
    assert t.tolist() == [0, 0, 0]
    there.put(None)
    process.join(10)
    assert process.exitcode == 0


def answer(there, back):
    a, b, rest = there.get()
    a += 4
    leaf, row = rest["leaf"], rest["row"]
    kinds = [type(leaf).__name__, leaf.requires_grad, tuple(rest["empty"].shape), row.tolist(), row.stride()]
    back.put({"t": a, "same": a.data_ptr() == b.data_ptr(), "kinds": kinds})
    there.get()


def test_results_of_a_graph_are_refused():
    t = tenon.ones(1, requires_grad=True) * 2
    with pytest.raises(RuntimeError, match="Cowardly refusing to serialize non-leaf tensor"):
        mp.reductions.reduce_tensor(t)


def test_pool_and_names():
    with mp.get_context("fork").Pool(2) as pool:
        assert [t.item() for t in pool.map(tenon.sum, [tenon.ones(3), tenon.ones(4)])] == [3, 4]
    assert mp.get_sharing_strategy() in mp.get_all_sharing_strategies()
    with pytest.raises(AssertionError, match="invalid sharing strategy"):
        mp.set_sharing_strategy("pigeon")


def fail(i):
    if i == 1:
        raise ValueError("the second one")


def die(i):
    os.kill(os.getpid(), signal.SIGKILL)


def test_start_processes():
    t = tenon.zeros(2).share_memory_()
    mp.start_processes(t.__setitem__, args=(1.0,), nprocs=2, start_method="fork")
    assert t.tolist() == [1, 1]
    with pytest.raises(mp.ProcessRaisedException, match="(?s)-- Process 1 terminated.*ValueError: the second one"):
        mp.start_processes(fail, nprocs=2, start_method="fork")
    with pytest.raises(mp.ProcessExitedException, match="process 0 terminated with signal SIGKILL"):
        mp.start_processes(die, start_method="fork")


def test_nothing_is_left_in_shm():
    before = set(os.listdir("/dev/shm"))
    t = tenon.ones(1000).share_memory_()
    assert set(os.listdir("/dev/shm")) == before
    fds = len(os.listdir("/proc/self/fd"))
    del t
    assert len(os.listdir("/proc/self/fd")) == fds - 1

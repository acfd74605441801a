"""tenon.utils.data: order, seeds, worker threads, batches of containers, and splits. Random numbers are those of PyTorch 2.13."""

import collections
import threading
import time

import numpy as np
import pytest
import tenon
from tenon.utils import data
from tenon.utils.data import DataLoader


def lists(loader):
    return [b.tolist() for b in loader]


pytestmark = pytest.mark.filterwarnings("ignore:This DataLoader will create")


class Squares(data.Dataset):
    def __len__(self):
        return 20

    def __getitem__(self, i):
        return i * i


class Count(data.IterableDataset):
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return iter(range(self.n))


def test_order_and_last_batch():
    assert lists(DataLoader(range(5), batch_size=2)) == [[0, 1], [2, 3], [4]]
    assert lists(DataLoader(range(5), batch_size=2, drop_last=True)) == [[0, 1], [2, 3]]
    assert [len(DataLoader(range(5), 2)), len(DataLoader(range(5), 2, drop_last=True)), len(DataLoader(range(5)))] == [
        3,
        2,
        5,
    ]
    assert list(DataLoader(range(3), batch_size=None)) == [0, 1, 2]
    assert lists(DataLoader(range(9), batch_sampler=[[8, 1], [3]])) == [[8, 1], [3]]
    assert lists(DataLoader(range(9), batch_size=2, sampler=[5, 4, 3])) == [[5, 4], [3]]
    assert list(DataLoader([], batch_size=2)) == []


def test_seeds():
    tenon.manual_seed(7)
    loader = DataLoader(range(10), batch_size=4, shuffle=True)
    assert lists(loader) == [[3, 2, 7, 8], [6, 1, 5, 9], [0, 4]]
    assert lists(loader) == [[1, 3, 5, 2], [8, 9, 6, 7], [4, 0]]
    assert tenon.rand(2).tolist() == [0.36531615257263184, 0.8512683510780334]
    generator = tenon.Generator().manual_seed(3)
    assert lists(DataLoader(range(10), 5, shuffle=True, generator=generator)) == [[7, 4, 2, 9, 1], [5, 0, 8, 6, 3]]


def test_an_iteration_draws_a_seed_even_without_shuffle():
    tenon.manual_seed(7)
    list(DataLoader(range(3), batch_size=2))
    assert tenon.rand(1).item() == 0.6592116951942444


@pytest.mark.parametrize("workers", [1, 3])
def test_workers_change_no_number(workers):
    tenon.manual_seed(7)
    loader = DataLoader(range(10), batch_size=4, shuffle=True, num_workers=workers)
    assert lists(loader) == [[3, 2, 7, 8], [6, 1, 5, 9], [0, 4]]
    assert lists(loader) == [[1, 3, 5, 2], [8, 9, 6, 7], [4, 0]]


SAMPLERS = {
    "random": (lambda: data.RandomSampler(range(5), num_samples=12), [1, 3, 4, 0, 2, 1, 0, 3, 4, 2, 4, 2]),
    "replacement": (
        lambda: data.RandomSampler(range(10), replacement=True, num_samples=40),
        [6, 2, 0, 4, 1, 4, 0, 5, 4, 1, 2, 1, 4, 3, 5, 2, 4, 2, 1, 9, 2, 3, 3, 0]
        + [8, 1, 6, 8, 2, 1, 1, 4, 5, 8, 6, 3, 2, 9, 8, 0],
    ),
    "subset": (lambda: data.SubsetRandomSampler([3, 1, 4, 15, 9]), [3, 9, 4, 15, 1]),
    "weighted": (lambda: data.WeightedRandomSampler([0.1, 0.9, 0.5, 3.0], 8), [1, 2, 2, 1, 3, 1, 3, 3]),
    "weighted once": (lambda: data.WeightedRandomSampler([0.1, 0.9, 0.5, 3.0], 4, replacement=False), [3, 1, 2, 0]),
    "sequential": (lambda: data.SequentialSampler("abc"), [0, 1, 2]),
}


@pytest.mark.parametrize("name", SAMPLERS)
def test_samplers(name):
    make, expected = SAMPLERS[name]
    tenon.manual_seed(1)
    sampler = make()
    assert list(sampler) == expected and len(sampler) == len(expected)


def test_random_split():
    def split(n, lengths):
        parts = data.random_split(range(n), lengths, tenon.Generator().manual_seed(42))
        return [list(p.indices) for p in parts]

    assert split(10, [7, 3]) == [[2, 6, 1, 8, 4, 5, 0], [9, 3, 7]]
    assert split(10, [0.5, 0.3, 0.2]) == [[2, 6, 1, 8, 4], [5, 0, 9], [3, 7]]
    assert [len(p) for p in split(11, [0.5, 0.3, 0.2])] == [6, 3, 2]
    with pytest.raises(ValueError, match="Sum of input lengths"):
        split(10, [7, 4])


def test_workers_keep_the_order_and_work_at_once():
    class Slow(Squares):
        running = most = 0
        lock = threading.Lock()

        def __getitem__(self, i):
            with self.lock:
                self.running += 1
                self.most = max(self.most, self.running)
            time.sleep(0.03 if i % 2 else 0.01)
            with self.lock:
                self.running -= 1
            return i

    slow = Slow()
    assert lists(DataLoader(slow, batch_size=2, num_workers=3, multiprocessing_context="thread")) == [
        [i, i + 1] for i in range(0, 20, 2)
    ]
    assert 1 < slow.most <= 3


def test_batches_made_ahead_are_bounded():
    class Seen(Squares):
        seen = 0

        def __getitem__(self, i):
            self.seen = max(self.seen, i)
            return i

    seen = Seen()
    batches = iter(DataLoader(seen, batch_size=2, num_workers=1, prefetch_factor=2, multiprocessing_context="thread"))
    next(batches)
    time.sleep(0.1)
    assert seen.seen <= 5  # one batch given, two ahead


WORKERS = [{}, {"num_workers": 2}, {"num_workers": 2, "multiprocessing_context": "thread"}]


@pytest.mark.parametrize("workers", WORKERS)
def test_an_error_comes_where_its_batch_would(workers):
    class Bad(Squares):
        def __getitem__(self, i):
            if i == 5:
                raise KeyError("item five")
            return i

    batches = iter(DataLoader(Bad(), batch_size=2, **workers))
    assert [next(batches).tolist() for _ in range(2)] == [[0, 1], [2, 3]]
    with pytest.raises(KeyError, match="item five"):
        next(batches)
    assert next(batches).tolist() == [6, 7]


@pytest.mark.parametrize("context", [None, "thread"])
def test_timeouts(context):
    class Late(Squares):
        def __getitem__(self, i):
            time.sleep(0.5)
            return i

    with pytest.raises(RuntimeError, match=r"timed out after 0\.05 seconds"):
        next(iter(DataLoader(Late(), num_workers=1, timeout=0.05, multiprocessing_context=context)))

    class Fails(Squares):
        def __getitem__(self, i):
            raise TimeoutError("of its own")

    with pytest.raises(TimeoutError, match="of its own"):
        next(iter(DataLoader(Fails(), num_workers=1, timeout=5, multiprocessing_context=context)))


def test_worker_threads_info_and_init():
    started, infos = [], []

    class Info(Squares):
        def __getitem__(self, i):
            infos.append(data.get_worker_info())
            time.sleep(0.01)
            return i

    dataset = Info()
    list(DataLoader(dataset, num_workers=2, worker_init_fn=started.append, multiprocessing_context="thread"))
    assert sorted(started) == [0, 1] and {i.id for i in infos} == {0, 1}
    assert {i.num_workers for i in infos} == {2} and all(i.dataset is dataset for i in infos)
    assert len({i.seed - i.id for i in infos}) == 1
    assert data.get_worker_info() is None

    def fail(worker):
        raise ZeroDivisionError(f"worker {worker} has no start")

    with pytest.raises(ZeroDivisionError, match="worker 0 has no start"):
        next(iter(DataLoader(dataset, num_workers=1, worker_init_fn=fail, multiprocessing_context="thread")))


def test_worker_threads_end_with_the_iteration():
    def workers():
        return [t for t in threading.enumerate() if t.name.startswith("tenon-loader")]

    list(DataLoader(Squares(), num_workers=2, multiprocessing_context="thread"))
    batches = iter(DataLoader(Squares(), num_workers=2, multiprocessing_context="thread"))
    next(batches)
    del batches
    deadline = time.time() + 5
    while workers() and time.time() < deadline:
        time.sleep(0.01)
    assert not workers()


@pytest.mark.parametrize("workers", [{}, {"num_workers": 1}, {"num_workers": 2, "multiprocessing_context": "thread"}])
def test_streams(workers):
    assert lists(DataLoader(Count(5), batch_size=2, **workers)) == [[0, 1], [2, 3], [4]]
    assert lists(DataLoader(Count(5), batch_size=2, drop_last=True, **workers)) == [[0, 1], [2, 3]]
    assert list(DataLoader(Count(3), batch_size=None, **workers)) == [0, 1, 2]
    assert lists(DataLoader(Count(2) + Count(2), batch_size=3, **workers)) == [[0, 1, 0], [1]]


def test_a_stream_has_no_order_to_choose():
    for options in ({"shuffle": True}, {"sampler": [0]}, {"batch_sampler": [[0]]}):
        with pytest.raises(ValueError, match="IterableDataset"):
            DataLoader(Count(3), **options)
    with pytest.raises(TypeError):
        len(DataLoader(Count(3)))


@pytest.mark.parametrize(
    "options",
    [
        {"num_workers": -1},
        {"timeout": -1},
        {"prefetch_factor": 2},
        {"persistent_workers": True},
        {"sampler": [0], "shuffle": True},
        {"batch_sampler": [[0]], "batch_size": 2},
        {"batch_size": None, "drop_last": True},
        {"batch_size": 0},
        {"batch_size": True},
    ],
)
def test_options_that_do_not_go(options):
    with pytest.raises(ValueError):
        DataLoader(range(3), **options)


Point = collections.namedtuple("Point", "x y")


def test_collate_containers():
    collate = data.default_collate
    items = [
        {"a": (tenon.ones(2) * i, i, f"n{i}"), "p": Point(i, [float(i), True]), "n": np.full(2, i, np.int32)}
        for i in range(2)
    ]
    out = collate(items)
    assert out["a"][0].tolist() == [[0, 0], [1, 1]] and out["a"][1].dtype == tenon.int64
    assert out["a"][2] == ("n0", "n1")
    assert isinstance(out["p"], Point) and out["p"].x.tolist() == [0, 1]
    assert out["p"].y[0].dtype == tenon.float64 and out["p"].y[1].tolist() == [True, True]
    assert out["n"].dtype == tenon.int32 and out["n"].shape == (2, 2)
    assert collate([np.float32(1), np.float32(2)]).dtype == tenon.float32
    assert collate([b"x", b"y"]) == [b"x", b"y"]
    with_default = collate([collections.defaultdict(list, a=1), collections.defaultdict(list, a=2)])
    assert with_default.default_factory is list and with_default["a"].tolist() == [1, 2]
    assert isinstance(collate([collections.deque([1, 2]), collections.deque([3, 4])]), collections.deque)


@pytest.mark.parametrize(
    ("batch", "error", "text"),
    [
        ([[1, 2], [3]], RuntimeError, "each element in list of batch should be of equal size"),
        ([object()], TypeError, "found <class 'object'>"),
        ([None, None], TypeError, "found <class 'NoneType'>"),
        ([np.array(["a"])], TypeError, "found <U1"),
        ([tenon.ones(2), tenon.ones(3)], RuntimeError, "stack"),
        ([{"a": 1}, {"b": 1}], KeyError, "a"),
    ],
)
def test_collate_errors(batch, error, text):
    with pytest.raises(error, match=text):
        data.default_collate(batch)


def test_convert():
    array, text = np.arange(3), np.array(["a"])
    out = data.default_convert({"a": array, "t": (array, "s"), "n": 1, "u": text, "p": Point(array, None)})
    assert out["a"].tolist() == [0, 1, 2] and isinstance(out["t"], list) and out["t"][1] == "s" and out["n"] == 1
    assert out["u"] is text and isinstance(out["p"].x, tenon.Tensor)


def test_datasets_of_datasets():
    a, b = data.TensorDataset(tenon.arange(3), tenon.arange(3) * 2), data.TensorDataset(*[tenon.arange(2) + 9] * 2)
    both = a + b
    assert len(both) == 5 and [both[i][0].item() for i in (0, 2, 3, -1)] == [0, 2, 9, 10]
    with pytest.raises(ValueError):
        both[-6]
    assert data.StackDataset(range(3), "abc")[1] == (1, "b")
    assert data.StackDataset(x=range(3), y="abc")[2] == {"x": 2, "y": "c"}
    with pytest.raises(ValueError, match="Size mismatch"):
        data.StackDataset(range(3), "ab")
    with pytest.raises(AssertionError, match="Size mismatch"):
        data.TensorDataset(tenon.ones(2), tenon.ones(3))
    subset = data.Subset(Squares(), [4, 2, 3])
    assert len(subset) == 3 and subset[0] == 16 and lists(DataLoader(subset, 3)) == [[16, 4, 9]]


def test_many_items_at_once():
    class Many(Squares):
        def __getitems__(self, indices):
            return [-i for i in indices]

    assert lists(DataLoader(Many(), 10)) == [[-i for i in range(10)], [-i for i in range(10, 20)]]
    assert lists(DataLoader(data.Subset(Many(), [5, 6]), 2)) == [[-5, -6]]


def test_items_of_several_data_sets():
    subset = data.Subset(range(5, 9), [3, 2])
    assert data.StackDataset(range(2), subset).__getitems__([1, 0]) == [(1, 7), (0, 8)]
    assert data.StackDataset(a=range(2), b=subset).__getitems__([1]) == [{"a": 1, "b": 7}]
    with pytest.raises(ValueError, match="At least one dataset"):
        data.StackDataset()
    with pytest.raises(AssertionError, match="ChainDataset only supports"):
        len(data.ChainDataset([range(3)]))
    with pytest.warns(FutureWarning, match="renamed to `cumulative_sizes`"):
        assert data.ConcatDataset([range(3), range(4)]).cummulative_sizes == [3, 7]
    assert [list(data.DistributedSampler(range(5), 2, rank, shuffle=False)) for rank in (0, 1)] == [
        [0, 2, 4],
        [1, 3, 0],
    ]


def test_what_needs_workers_says_so():
    with pytest.raises(AssertionError, match="timeout needs workers"):
        next(iter(DataLoader(range(3), timeout=3)))
    for context in (None, "thread"):
        with pytest.raises(AssertionError, match="prefetch_factor must be greater than 0"):
            iter(DataLoader(range(3), num_workers=1, prefetch_factor=0, multiprocessing_context=context))

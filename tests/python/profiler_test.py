"""The profiler: events and their tree, tables, schedules, Chrome traces."""

import gzip
import json
import threading

import pytest
import tenon
from tenon import nn
from tenon.profiler import ProfilerAction, profile, record_function, schedule, tensorboard_trace_handler


@pytest.fixture
def step():
    model = nn.Sequential(nn.Linear(4, 3), nn.ReLU())
    x = tenon.ones(2, 4)

    def run():
        with record_function("forward"):
            y = model(x)
        y.sum().backward()

    return run


def test_events(step):
    with profile(record_shapes=True, profile_memory=True) as prof:
        step()
    tenon.arange(3)
    events = {e.name: e for e in prof.events()}
    assert "aten::arange" not in events
    linear = events["aten::linear"]
    assert linear.cpu_parent is events["forward"] and linear in events["forward"].cpu_children
    assert linear.input_shapes[:2] == [[2, 4], [3, 4]]
    assert events["forward"].is_user_annotation and not linear.is_user_annotation
    assert "ReluBackward0" in events and "AccumulateGrad" in events
    assert 0 <= linear.time_range.start <= linear.time_range.end
    assert linear.cpu_time_total >= sum(c.cpu_time_total for c in linear.cpu_children)
    assert linear.cpu_memory_usage >= 2 * 3 * 4


def test_averages_and_table(step):
    with profile(record_shapes=True, profile_memory=True) as prof:
        for _ in range(3):
            step()
    averages = {e.key: e for e in prof.key_averages()}
    assert averages["aten::linear"].count == averages["forward"].count == 3
    assert averages["forward"].cpu_time == pytest.approx(averages["forward"].cpu_time_total / 3)
    table = prof.key_averages().table(sort_by="cpu_time_total", row_limit=2)
    lines = table.splitlines()
    assert lines[0] == lines[2] == lines[5] and set(lines[0]) == {"-", " "}
    assert lines[1].split("  ")[-2].strip() == "# of Calls" and "Self CPU Mem" in lines[1]
    assert len({len(line) for line in lines[:6]}) == 1 and lines[6].startswith("Self CPU time total: ")
    shapes = prof.key_averages(group_by_input_shape=True).table()
    assert "[[2, 4], [3, 4], [3]]" in shapes and "Input Shapes" in shapes
    assert "ms" in prof.key_averages().table(time_unit="ms") and str(prof.key_averages()).startswith("---")
    assert prof.events().total_average().count == len(prof.events())


def test_stacks():
    def here():
        return tenon.ones(2) + 1

    with profile(with_stack=True) as prof:
        here()
    assert any("in here" in line for line in prof.events()[-1].stack)
    assert "Source Location" in prof.key_averages(group_by_stack_n=3).table()


@pytest.mark.parametrize("name", ["trace.json", "trace.json.gz"])
def test_chrome_trace(step, tmp_path, name):
    with profile(record_shapes=True) as prof:
        step()
    prof.export_chrome_trace(str(tmp_path / name))
    with (gzip.open if name.endswith(".gz") else open)(tmp_path / name, "rt") as file:
        trace = json.load(file)
    complete = [e for e in trace["traceEvents"] if e["ph"] == "X"]
    assert len(complete) == len(prof.events())
    assert all({"name", "cat", "ts", "dur", "pid", "tid"} <= e.keys() and e["dur"] >= 0 for e in complete)
    assert {e["cat"] for e in complete} == {"cpu_op", "user_annotation"}
    assert any(e["args"].get("Input Dims") for e in complete)


def test_schedule(step, tmp_path):
    plan = schedule(wait=1, warmup=1, active=2, repeat=2, skip_first=1)
    names = [plan(i).name for i in range(10)]
    cycle = ["NONE", "WARMUP", "RECORD", "RECORD_AND_SAVE"]
    assert names == ["NONE", *cycle, *cycle, "NONE"] and plan(4) is ProfilerAction.RECORD_AND_SAVE
    ready = []
    with profile(schedule=plan, on_trace_ready=lambda p: ready.append([e.name for e in p.events()])) as prof:
        for _ in range(10):
            step()
            prof.step()
    assert len(ready) == 2
    assert [n for n in ready[0] if n.startswith("ProfilerStep")] == ["ProfilerStep#3", "ProfilerStep#4"]
    assert ready[0].count("forward") == 2
    with profile(on_trace_ready=tensorboard_trace_handler(str(tmp_path), "worker")):
        step()
    (file,) = tmp_path.iterdir()
    assert file.name.startswith("worker.") and file.name.endswith(".pt.trace.json")
    with pytest.raises(AssertionError, match="Invalid profiler schedule"):
        schedule(wait=0, warmup=0, active=0)
    with pytest.warns(UserWarning, match="won't be using warmup"):
        schedule(wait=0, warmup=0, active=1)


def test_threads_and_nesting(step):
    with profile() as prof:
        thread = threading.Thread(target=lambda: tenon.ones(3) * 7)
        thread.start()
        thread.join()
        step()
        with pytest.raises(RuntimeError, match="already enabled"), profile():
            pass
    assert "aten::mul" not in {e.name for e in prof.events()}
    with pytest.raises(AssertionError, match="nothing has been recorded"):
        profile().events()
    with record_function("outside"):
        step()

    @record_function("decorated")
    def function():
        return 5

    with profile() as prof:
        assert function() == 5
    assert [e.name for e in prof.events()] == ["decorated"]


def test_old_names(step):
    with tenon.autograd.profiler.profile() as prof:
        step()
    assert "aten::linear" in prof.table() and prof.self_cpu_time_total > 0
    with tenon.autograd.profiler.profile(enabled=False) as prof:
        step()
    with pytest.raises(AssertionError):
        prof.table()

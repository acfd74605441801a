"""Runs schedules and averages under one library, called `t` here, and writes what came out as JSON: schedule_run.py tenon|torch."""

from __future__ import annotations

import importlib
import json
import sys
import warnings
from typing import Any

EPOCHS = 100

SCHEDULES: dict[str, Any] = {
    "LambdaLR": lambda s, o: s.LambdaLR(o, [lambda e: 0.95**e, lambda e: 1 / (1 + e)]),
    "MultiplicativeLR": lambda s, o: s.MultiplicativeLR(o, lambda e: 0.9 + 0.001 * e),
    "StepLR": lambda s, o: s.StepLR(o, 7, 0.5),
    "MultiStepLR": lambda s, o: s.MultiStepLR(o, [3, 30, 30, 50], 0.5),
    "ConstantLR": lambda s, o: s.ConstantLR(o, 0.3, 9),
    "LinearLR": lambda s, o: s.LinearLR(o, 0.25, 0.9, 33),
    "ExponentialLR": lambda s, o: s.ExponentialLR(o, 0.97),
    "PolynomialLR": lambda s, o: s.PolynomialLR(o, 40, 1.7),
    "CosineAnnealingLR": lambda s, o: s.CosineAnnealingLR(o, 17, 0.01),
    "CosineAnnealingWarmRestarts": lambda s, o: s.CosineAnnealingWarmRestarts(o, 5, 2, 0.001),
    "CyclicLR": lambda s, o: s.CyclicLR(o, 0.001, [0.1, 0.2], 13, 8, "triangular2"),
    "CyclicLR exp": lambda s, o: s.CyclicLR(o, 0.001, 0.1, 10, mode="exp_range", gamma=0.99, cycle_momentum=False),
    "OneCycleLR": lambda s, o: s.OneCycleLR(o, 0.3, EPOCHS),
    "OneCycleLR three": lambda s, o: s.OneCycleLR(
        o, [0.3, 0.5], epochs=20, steps_per_epoch=6, anneal_strategy="linear", three_phase=True
    ),
    "ReduceLROnPlateau": lambda s, o: s.ReduceLROnPlateau(o, patience=3, factor=0.7, cooldown=2, min_lr=[1e-3, 1e-2]),
    "ReduceLROnPlateau max": lambda s, o: s.ReduceLROnPlateau(o, "max", 0.5, 2, 0.1, "abs"),
    "SequentialLR": lambda s, o: s.SequentialLR(
        o, [s.LinearLR(o, 0.1, total_iters=10), s.StepLR(o, 5), s.CosineAnnealingLR(o, 20)], [10, 40]
    ),
    "ChainedScheduler": lambda s, o: s.ChainedScheduler([s.ConstantLR(o, 0.5, 10), s.ExponentialLR(o, 0.99)]),
    "SWALR": lambda s, o: s.SWALR(o, [0.02, 0.3], 20),
    "SWALR linear": lambda s, o: s.SWALR(o, 0.02, 15, "linear"),
}


def metric(epoch: int) -> float:
    return 1 / (1 + epoch % 9) + (0.3 if epoch % 4 == 0 else 0)


def optimizer_of(t: Any, kind: str) -> Any:
    groups = [{"params": [t.nn.Parameter(t.ones(1))]}, {"params": [t.nn.Parameter(t.ones(2))], "lr": 0.4}]
    return t.optim.SGD(groups, lr=0.1, momentum=0.9) if kind == "SGD" else t.optim.Adam(groups, lr=0.1)


def run(t: Any, name: str, kind: str) -> dict[str, Any]:
    """Rates and momenta of all epochs, the warnings, and the state in the middle."""
    space = t.optim.swa_utils if name.startswith("SWALR") else t.optim.lr_scheduler
    optimizer = optimizer_of(t, kind)
    rows, state = [], ""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        schedule = SCHEDULES[name](space, optimizer)
        for epoch in range(EPOCHS):
            rows.append([[g["lr"], g.get("momentum", g.get("betas"))] for g in optimizer.param_groups])
            optimizer.step()
            schedule.step(metric(epoch)) if "Plateau" in name else schedule.step()
            rows.append(schedule.get_last_lr())
            if epoch == 42:
                state = {k: repr(v) for k, v in sorted(schedule.state_dict().items())}
    return {"rows": rows, "state": state, "warnings": [str(w.message) for w in caught]}


def misuse(t: Any) -> dict[str, list[str]]:
    """Warnings and errors of calls in the wrong order and with wrong arguments."""
    s = t.optim.lr_scheduler
    calls: dict[str, Any] = {
        "order": lambda o: s.StepLR(o, 1).step(),
        "epoch": lambda o: [o.step(), s.ExponentialLR(o, 0.5).step(3)],
        "get_lr": lambda o: s.ExponentialLR(o, 0.5).get_lr(),
        "not an optimizer": lambda o: s.StepLR(3, 1),
        "resume": lambda o: s.StepLR(o, 1, last_epoch=2),
        "lambdas": lambda o: s.LambdaLR(o, [abs]),
        "not callable": lambda o: s.MultiplicativeLR(o, 3),
        "factor": lambda o: s.ConstantLR(o, 2.0),
        "start": lambda o: s.LinearLR(o, 0.0),
        "end": lambda o: s.LinearLR(o, 0.5, 2.0),
        "warm": lambda o: s.CosineAnnealingWarmRestarts(o, 0),
        "mult": lambda o: s.CosineAnnealingWarmRestarts(o, 2, 0),
        "eta": lambda o: s.CosineAnnealingWarmRestarts(o, 2, 1, "a"),
        "negative": lambda o: s.CosineAnnealingWarmRestarts(o, 2).step(-1),
        "cycle": lambda o: s.CyclicLR(o, [1], 2),
        "mode": lambda o: s.CyclicLR(o, 1, 2, mode="x"),
        "plateau": lambda o: s.ReduceLROnPlateau(o, "mid"),
        "threshold": lambda o: s.ReduceLROnPlateau(o, threshold_mode="x"),
        "plateau factor": lambda o: s.ReduceLROnPlateau(o, factor=1.0),
        "min_lrs": lambda o: s.ReduceLROnPlateau(o, min_lr=[1]),
        "total": lambda o: s.OneCycleLR(o, 1.0),
        "total 0": lambda o: s.OneCycleLR(o, 1.0, 0),
        "pct": lambda o: s.OneCycleLR(o, 1.0, 5, pct_start=3),
        "anneal": lambda o: s.OneCycleLR(o, 1.0, 5, anneal_strategy="x"),
        "too far": lambda o: [[o.step(), c.step()] for c in [s.OneCycleLR(o, 1.0, 2)] for _ in range(4)],
        "none chained": lambda o: s.ChainedScheduler([]),
        "chained plateau": lambda o: s.ChainedScheduler([s.ReduceLROnPlateau(o)]),
        "milestones": lambda o: s.SequentialLR(o, [s.StepLR(o, 1)], [3]),
        "no schedules": lambda o: s.SequentialLR(o, [], []),
        "swa": lambda o: t.optim.swa_utils.SWALR(o, 0.1, anneal_epochs=-1),
        "decay": lambda o: t.optim.swa_utils.get_ema_avg_fn(2),
    }
    out = {}
    for name, call in calls.items():
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            try:
                call(optimizer_of(t, "SGD"))
                said = []
            except Exception as error:
                said = [type(error).__name__, str(error)]
        out[name] = said + [str(w.message) for w in caught]
    return out


def averages(t: Any) -> dict[str, Any]:
    swa, out = t.optim.swa_utils, {}
    options = {
        "default": {},
        "ema": {"multi_avg_fn": swa.get_ema_multi_avg_fn(0.7)},
        "ema one": {"avg_fn": swa.get_ema_avg_fn(0.7), "use_buffers": True},
        "swa one": {"avg_fn": swa.get_swa_avg_fn()},
        "buffers": {"use_buffers": True, "multi_avg_fn": swa.get_ema_multi_avg_fn(0.5)},
    }
    for name, kwargs in options.items():
        t.manual_seed(0)
        model = t.nn.Sequential(t.nn.Linear(3, 4), t.nn.BatchNorm1d(4))
        averaged = swa.AveragedModel(model, **kwargs)
        batches = [t.randn(8, 3) for _ in range(6)]
        for batch in batches:
            model(batch)
            with t.no_grad():
                for p in model.parameters():
                    p.add_(t.randn(p.shape))
            averaged.update_parameters(model)
        first = {k: v.double().flatten().tolist() for k, v in averaged.state_dict().items()}
        swa.update_bn([(b, None) for b in batches], averaged)
        out[name] = [first, {k: v.double().flatten().tolist() for k, v in averaged.state_dict().items()}]
    return out


def main() -> None:
    t = importlib.import_module(sys.argv[1])
    importlib.import_module(f"{sys.argv[1]}.optim.swa_utils")
    runs = {f"{name}, {kind}": run(t, name, kind) for name in SCHEDULES for kind in ("SGD", "Adam")}
    json.dump({"runs": runs, "misuse": misuse(t), "averages": averages(t)}, sys.stdout)


if __name__ == "__main__":
    main()

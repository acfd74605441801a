"""Lines of recurrent networks and attention."""

from __future__ import annotations

from typing import Any

from lines import line


def _recurrent_step(t: Any, layer: str) -> dict[str, Any]:
    model = getattr(t.nn, layer)(256, 256, 2)
    x, params = t.randn(64, 32, 256), list(model.parameters())

    def step() -> None:
        for p in params:
            p.grad = None
        model(x)[0].sum().backward()

    return {"step": step}


@line("LSTM step, 2x256, 32x64", "step()", bar=1.0, threads=(1, 2), grad=True)
def _lstm(t: Any) -> dict[str, Any]:
    return _recurrent_step(t, "LSTM")


@line("GRU step, 2x256, 32x64", "step()", bar=1.0, threads=(1, 2), grad=True)
def _gru(t: Any) -> dict[str, Any]:
    return _recurrent_step(t, "GRU")


@line("LSTM inference, 2x256, 32x64", "model(x)", bar=1.0, threads=(1, 2))
def _lstm_inference(t: Any) -> dict[str, Any]:
    return {"model": t.nn.LSTM(256, 256, 2).eval(), "x": t.randn(64, 32, 256)}


@line("LSTMCell, 32x256", "cell(x, state)", bar=1.0)
def _lstm_cell(t: Any) -> dict[str, Any]:
    return {"cell": t.nn.LSTMCell(256, 256), "x": t.randn(32, 256), "state": (t.randn(32, 256), t.randn(32, 256))}

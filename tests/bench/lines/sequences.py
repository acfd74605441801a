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


def _attention(t: Any, grad: bool) -> dict[str, Any]:
    q, k, v = (t.randn(4, 8, 512, 64, requires_grad=grad) for _ in range(3))
    return {"attention": t.nn.functional.scaled_dot_product_attention, "q": q, "k": k, "v": v}


@line("attention, 4x8x512x64", "attention(q, k, v)", bar=1.0, threads=(1, 2))
def _attention_inference(t: Any) -> dict[str, Any]:
    return _attention(t, False)


@line("causal attention, 4x8x512x64", "attention(q, k, v, is_causal=True)", bar=1.0, threads=(1, 2))
def _causal_attention(t: Any) -> dict[str, Any]:
    return _attention(t, False)


@line("attention step, 4x8x512x64", "step()", bar=1.0, threads=(1, 2), grad=True)
def _attention_step(t: Any) -> dict[str, Any]:
    names = _attention(t, True)
    q, k, v = names["q"], names["k"], names["v"]

    def step() -> None:
        q.grad = k.grad = v.grad = None
        names["attention"](q, k, v).sum().backward()

    return {"step": step}


@line("attention, one query of 1024 keys", "attention(q, k, v)", bar=1.0)
def _decode(t: Any) -> dict[str, Any]:
    q, k, v = t.randn(1, 8, 1, 64), t.randn(1, 8, 1024, 64), t.randn(1, 8, 1024, 64)
    return {"attention": t.nn.functional.scaled_dot_product_attention, "q": q, "k": k, "v": v}


def _step_of(model: Any, loss: Any, optimizer: Any) -> dict[str, Any]:
    def step() -> None:
        optimizer.zero_grad()
        loss().backward()
        optimizer.step()

    return {"step": step}


@line("Transformer encoder layer step, 8x128x256", "step()", bar=1.0, threads=(1, 2), grad=True)
def _encoder_layer(t: Any) -> dict[str, Any]:
    model = t.nn.TransformerEncoderLayer(256, 4, 1024, dropout=0.0, batch_first=True)
    x = t.randn(8, 128, 256)
    return _step_of(model, lambda: (model(x) ** 2).mean(), t.optim.AdamW(model.parameters()))


@line("Transformer encoder layer, 8x128x256", "model(x)", bar=1.0, threads=(1, 2))
def _encoder_layer_inference(t: Any) -> dict[str, Any]:
    return {"model": t.nn.TransformerEncoderLayer(256, 4, 1024, batch_first=True).eval(), "x": t.randn(8, 128, 256)}


def character_gpt(t: Any, layers: int, width: int, heads: int, length: int, vocabulary: int) -> Any:
    """A decoder-only model, written as such models are."""
    nn, attention = t.nn, t.nn.functional.scaled_dot_product_attention

    class Block(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.ln1, self.ln2 = nn.LayerNorm(width), nn.LayerNorm(width)
            self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
            self.mlp = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))

        def forward(self, x: Any) -> Any:
            b, n, c = x.shape
            q, k, v = self.qkv(self.ln1(x)).split(c, dim=2)
            q, k, v = (y.view(b, n, heads, c // heads).transpose(1, 2) for y in (q, k, v))
            y = attention(q, k, v, is_causal=True).transpose(1, 2).contiguous().view(b, n, c)
            x = x + self.out(y)
            return x + self.mlp(self.ln2(x))

    class Model(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.tokens, self.places = nn.Embedding(vocabulary, width), nn.Embedding(length, width)
            self.blocks = nn.Sequential(*(Block() for _ in range(layers)))
            self.norm, self.head = nn.LayerNorm(width), nn.Linear(width, vocabulary, bias=False)

        def forward(self, ids: Any) -> Any:
            x = self.tokens(ids) + self.places(t.arange(ids.shape[1]))
            return self.head(self.norm(self.blocks(x)))

    return Model()


@line("character GPT step, 6x192, 16x128", "step()", bar=1.0, threads=(1, 2), grad=True)
def _gpt(t: Any) -> dict[str, Any]:
    model = character_gpt(t, 6, 192, 6, 128, 65)
    ids = t.randint(0, 65, (16, 129))
    x, y = ids[:, :-1], ids[:, 1:].reshape(-1)

    def loss() -> Any:
        return t.nn.functional.cross_entropy(model(x).view(-1, 65), y)

    return _step_of(model, loss, t.optim.AdamW(model.parameters(), lr=1e-3))


def _bag(t: Any, grad: bool) -> dict[str, Any]:
    weight = t.randn(100_000, 64, requires_grad=grad)
    return {"bag": t.nn.functional.embedding_bag, "x": t.randint(0, 100_000, (2048, 32)), "w": weight}


@line("embedding bag, 2048x32 of 100k x 64", "bag(x, w, mode='sum')", bar=1.0, threads=(1, 2))
def _embedding_bag(t: Any) -> dict[str, Any]:
    return _bag(t, False)


@line("embedding bag step, 2048x32 of 100k x 64", "step()", bar=1.0, threads=(1, 2), grad=True)
def _embedding_bag_step(t: Any) -> dict[str, Any]:
    names = _bag(t, True)

    def step() -> None:
        names["w"].grad = None
        names["bag"](names["x"], names["w"], mode="mean").sum().backward()

    return {"step": step}

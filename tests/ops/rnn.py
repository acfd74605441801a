import numpy as np
from samples import S, T, op


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def cell(mode, x, h, c, w_ih, w_hh, b_ih, b_hh):
    """One step: h, c, the gates, and what else is kept for the gradient."""
    gx, gh = x @ w_ih.T + (0 if b_ih is None else b_ih), h @ w_hh.T + (0 if b_hh is None else b_hh)
    if mode == "LSTM":
        i, f, u, o = np.split(gx + gh, 4, axis=1)
        i, f, u, o = sigmoid(i), sigmoid(f), np.tanh(u), sigmoid(o)
        c = f * c + i * u
        return o * np.tanh(c), c, np.concatenate([i, f, u, o], 1), c
    if mode == "GRU":
        (xr, xz, xn), (hr, hz, hn) = np.split(gx, 3, axis=1), np.split(gh, 3, axis=1)
        r, z = sigmoid(xr + hr), sigmoid(xz + hz)
        u = np.tanh(xn + r * hn)
        return (1 - z) * u + z * h, c, np.concatenate([r, z, u], 1), hn
    h = np.tanh(gx + gh) if mode == "RNN_TANH" else np.maximum(gx + gh, 0)
    return h, c, None, None


def layer(mode, x, sizes, h, c, w_ih, w_hh, b_ih=None, b_hh=None, reverse=False, w_hr=None):
    starts, h, c = np.concatenate([[0], np.cumsum(sizes)]), h.copy(), None if c is None else c.copy()
    steps = [None] * len(sizes)
    for t in reversed(range(len(sizes))) if reverse else range(len(sizes)):
        n = sizes[t]
        out, cell_out, *kept = cell(
            mode, x[starts[t] : starts[t + 1]], h[:n], None if c is None else c[:n], w_ih, w_hh, b_ih, b_hh
        )
        h[:n] = out = out if w_hr is None else out @ w_hr.T
        if c is not None:
            c[:n] = cell_out
        steps[t] = [out, *kept]
    return (
        np.concatenate([s[0] for s in steps]),
        h,
        c,
        *(None if k[0] is None else np.concatenate(k) for k in zip(*(s[1:] for s in steps))),
    )


def given(results):
    return [r for r in results if r is not None]


def network(mode, x, sizes, hx, params, has_biases, num_layers, dropout, train, bidirectional):
    h, c = hx if mode == "LSTM" else (hx, None)
    directions = 2 if bidirectional else 1
    per, hs, cs = len(params) // (num_layers * directions), [], []
    for i in range(num_layers):
        outs = []
        for d in range(directions):
            k = i * directions + d
            w = params[k * per : (k + 1) * per]
            bias, w_hr = (w[2:4], w[4:]) if has_biases else ((None, None), w[2:])
            out, hn, cn, *_ = layer(mode, x, sizes, h[k], None if c is None else c[k], w[0], w[1], *bias, d == 1, *w_hr)
            outs.append(out), hs.append(hn), cs.append(cn)
        x = np.concatenate(outs, 1)
    return (x, np.stack(hs)) + ((np.stack(cs),) if mode == "LSTM" else ())


def padded(mode):
    def run(x, hx, params, has_biases, num_layers, dropout, train, bidirectional, batch_first):
        x = x.swapaxes(0, 1) if batch_first else x
        steps, batch, _ = x.shape
        out, *states = network(
            mode,
            x.reshape(steps * batch, -1),
            [batch] * steps,
            hx,
            params,
            has_biases,
            num_layers,
            dropout,
            train,
            bidirectional,
        )
        out = out.reshape(steps, batch, -1)
        return [out.swapaxes(0, 1) if batch_first else out, *states]

    return run


def packed(mode):
    return lambda x, sizes, *rest: list(network(mode, x, [int(n) for n in sizes], *rest))


GATES = {"LSTM": 4, "GRU": 3, "RNN_TANH": 1, "RNN_RELU": 1}
DTYPES = ("float32", "float64")
# As much smaller as weights are in practice: states must not all saturate.
small = {"low": -0.7, "high": 0.7}


def weights(gates, inner, hidden, biases=True, layers=1, directions=1, project=0):
    out, state = [], project or hidden
    for i in range(layers):
        for _ in range(directions):
            out += [
                T(gates * hidden, inner if i == 0 else state * directions, **small),
                T(gates * hidden, state, **small),
            ]
            out += [T(gates * hidden, **small), T(gates * hidden, **small)] if biases else []
            out += [T(project, hidden, **small)] if project else []
    return out


def states(mode, count, batch, hidden, project=0):
    h = T(count, batch, project or hidden)
    return [h, T(count, batch, hidden)] if mode == "LSTM" else h


def layers(mode):
    g = GATES[mode]
    c = (T(3, 4),) if mode == "LSTM" else (None,)
    return [
        S(mode, T(6, 5), [3, 3], T(3, 4), *c, *weights(g, 5, 4)),
        S(mode, T(6, 5), [3, 2, 1], T(3, 4), *c, *weights(g, 5, 4), True),
        S(mode, T(6, 5), [3, 2, 1], T(3, 4), *c, *weights(g, 5, 4, False)),
        S(mode, T(3, 5), [3], T(3, 4), *c, *weights(g, 5, 4)),
        S(
            mode,
            T(43, 5, grad=False),
            [9, 9, 9, 9, 7],
            T(9, 19, grad=False),
            *(T(9, 19, grad=False) if x else None for x in c),
            *weights(g, 5, 19),
        ),
    ]


op(
    "rnn_layer",
    ref=lambda *args: given(layer(*args)),
    run=lambda f, *args: given(f(*args)),
    dtypes=DTYPES,
    samples=[s for mode in GATES for s in layers(mode)],
)
for name, mode in (("lstm", "LSTM"), ("gru", "GRU"), ("rnn_tanh", "RNN_TANH"), ("rnn_relu", "RNN_RELU")):
    g = GATES[mode]
    # Rounding to bfloat16 carries relu over its kink.
    op(
        f"{name}.input",
        ref=padded(mode),
        dtypes=DTYPES + ("float16", "bfloat16")[: 1 if name == "rnn_relu" else 2],
        samples=[
            S(T(3, 2, 5), states(mode, 1, 2, 4), weights(g, 5, 4), True, 1, 0.0, False, False, False),
            S(T(2, 3, 5), states(mode, 4, 2, 3), weights(g, 5, 3, False, 2, 2), False, 2, 0.5, False, True, True),
        ]
        + (
            [S(T(3, 2, 5), states(mode, 2, 2, 4, 3), weights(g, 5, 4, True, 1, 2, 3), True, 1, 0.0, False, True, False)]
            if mode == "LSTM"
            else []
        ),
    )
    op(
        f"{name}.data",
        ref=packed(mode),
        meta="batch_sizes are read",
        strided="batch_sizes are read",
        samples=[
            S(
                T(6, 5),
                T(values=[3, 2, 1], dtype="int64", grad=False),
                states(mode, 2, 3, 4),
                weights(g, 5, 4, True, 1, 2),
                True,
                1,
                0.0,
                False,
                True,
            ),
        ],
    )
    one = (
        (lambda x, hx, *w: cell("LSTM", x, *hx, *w)[:2])
        if mode == "LSTM"
        else lambda x, h, *w, _m=mode: cell(_m, x, h, None, *w)[0]
    )
    op(
        f"{name}_cell",
        ref=one,
        samples=[
            S(T(3, 5), [T(3, 4), T(3, 4)] if mode == "LSTM" else T(3, 4), *weights(g, 5, 4)),
            S(T(3, 5), [T(3, 4), T(3, 4)] if mode == "LSTM" else T(3, 4), *weights(g, 5, 4, False), None, None),
        ],
    )


def pack(x, lengths, batch_first):
    x = x if batch_first else x.swapaxes(0, 1)
    sizes = [int((lengths > t).sum()) for t in range(int(lengths.max()))]
    return np.stack([x[b, t] for t, n in enumerate(sizes) for b in range(n)]), np.array(sizes)


def pad_packed(data, sizes, batch_first, padding, total):
    out, rows = np.full((sizes[0], total, *data.shape[1:]), padding, data.dtype), iter(data)
    for t, n in enumerate(sizes):
        for b in range(n):
            out[b, t] = next(rows)
    return out if batch_first else out.swapaxes(0, 1), np.array(
        [(np.asarray(sizes) > b).sum() for b in range(sizes[0])]
    )


def pad(sequences, batch_first=False, padding_value=0.0, padding_side="right"):
    most = max(len(s) for s in sequences)
    out = np.stack(
        [
            np.concatenate(
                [s, np.full((most - len(s), *s.shape[1:]), padding_value)][:: 1 if padding_side == "right" else -1]
            )
            for s in sequences
        ]
    )
    return out if batch_first else out.swapaxes(0, 1)


lengths, sizes = T(values=[3, 2, 1], dtype="int64", grad=False), T(values=[3, 2, 1], dtype="int64", grad=False)
op(
    "_pack_padded_sequence",
    ref=pack,
    meta="lengths are read",
    samples=[S(T(3, 3, 2), lengths, False), S(T(3, 4), lengths, True)],
)
op(
    "_pad_packed_sequence",
    ref=pad_packed,
    meta="batch_sizes are read",
    samples=[S(T(6, 2), sizes, False, 0, 3), S(T(6), sizes, True, -1, 5)],
)
op("pad_sequence", ref=pad, samples=[S([T(3, 2), T(1, 2), T(2, 2)]), S([T(2), T(3)], True, -1.0, "left")])

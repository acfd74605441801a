"""Autograd: what gradcheck asks of backward(), and threads that run it at once."""

import threading

import pytest
import tenon
from tenon.autograd import Function, gradcheck, gradgradcheck


def test_what_gradcheck_asks_of_backward():
    x = tenon.ones(2, dtype=tenon.float64, requires_grad=True)

    def of(backward):
        class Same(Function):
            @staticmethod
            def forward(ctx, t):
                return t * 1

            @staticmethod
            def backward(ctx, g):
                return backward(g)

        return Same.apply

    noise = iter(range(100))
    assert gradcheck(of(lambda g: g), x, check_grad_dtypes=True, fast_mode=True, check_batched_grad=True)
    with pytest.raises(RuntimeError, match="not reentrant"):
        gradcheck(of(lambda g: g + 1e-7 * next(noise)), x)
    assert gradcheck(of(lambda g: g + 1e-7 * (next(noise) % 2)), x, nondet_tol=1e-6, check_undefined_grad=False)
    with pytest.raises(RuntimeError, match="to be zeros"):
        gradcheck(of(lambda g: g + 1e-6), x)
    assert not gradcheck(of(lambda g: g + 1e-6), x, raise_exception=False)
    assert gradcheck(of(lambda g: g * 5), x, check_backward_ad=False)
    with pytest.raises(NotImplementedError, match="forward mode"):
        gradcheck(of(lambda g: g), x, check_forward_ad=True)
    assert gradgradcheck(lambda t: t**3, x, gen_non_contig_grad_outputs=True, check_fwd_over_rev=False)


def test_threads_run_backward_at_once():
    shared = [tenon.ones(200, 200, requires_grad=True) for _ in range(2)]
    errors = []

    def work():
        try:
            for _ in range(10):
                ((shared[0] @ shared[1].t()).relu() * shared[0]).sum().backward()
        except BaseException as error:  # noqa: B036  (reported by the main thread)
            errors.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert not errors
    assert shared[0].grad.mean().item() == 40 * 400 and shared[1].grad.mean().item() == 40 * 200
    (y,) = tenon.autograd.grad(shared[0].exp().sum(), shared[0], create_graph=True)
    found = [None] * 4

    def again(i):
        found[i] = tenon.autograd.grad(y.sum(), shared[0], retain_graph=True)[0].sum().item()

    threads = [threading.Thread(target=again, args=(i,)) for i in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert len(set(found)) == 1


@pytest.mark.filterwarnings("ignore:Anomaly Detection")
def test_anomaly_mode_without_looking_for_nan():
    x = tenon.zeros(1, requires_grad=True)
    with tenon.autograd.detect_anomaly(check_nan=False):
        (x.sqrt() * 0.0).sum().backward()
        assert not tenon._C.is_anomaly_check_nan_enabled()
    assert x.grad.isnan().all() and tenon._C.is_anomaly_check_nan_enabled()
    with tenon.autograd.detect_anomaly():
        y = (x.sqrt() * 0.0).sum()
        raises = pytest.raises(RuntimeError, match="'SqrtBackward0' returned nan")
        with raises, pytest.warns(UserWarning, match=r"(.|\n)*autograd_more_test"):
            y.backward()

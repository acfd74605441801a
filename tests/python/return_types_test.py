"""Results that have names: their classes, how they print, what calls with out= return."""

import pickle

import pytest
import tenon


def test_prints_a_line_for_each_result():
    best = tenon.max(tenon.tensor([[1.0, 3.0], [4.0, 2.0]]), 1)
    assert repr(best) == "tenon.return_types.max(\nvalues=tensor([3., 4.]),\nindices=tensor([1, 0]))"
    assert str(best) == repr(best)


def test_classes_have_names_and_are_shared_by_overloads():
    x = tenon.arange(3.0)
    assert type(tenon.max(x, 0)) is tenon.return_types.max
    assert type(tenon.sort(x)) is type(tenon.sort(x, stable=True)) is tenon.return_types.sort
    assert "topk" in dir(tenon.return_types)
    assert pickle.loads(pickle.dumps(tenon.max(x, 0))).values == 2
    with pytest.raises(AttributeError, match=r"module 'tenon.return_types' has no attribute 'add'"):
        tenon.return_types.add  # noqa: B018


@pytest.mark.parametrize("kind", [tuple, list])
def test_out_is_returned_with_names(kind):
    out = kind((tenon.empty(2), tenon.empty(2, dtype=tenon.long)))
    got = tenon.topk(tenon.arange(4.0), 2, out=out)
    assert type(got) is tenon.return_types.topk_out and got.values is out[0] and got.indices is out[1]
    assert got.values.tolist() == [3, 2]

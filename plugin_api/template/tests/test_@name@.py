import tenon


def test_scale():
    x = tenon.ones(3, requires_grad=True)
    y = tenon.@name@.scale(x, 3.0)
    assert y.tolist() == [3.0, 3.0, 3.0]
    y.sum().backward()
    assert x.grad.tolist() == [3.0, 3.0, 3.0]


def test_module():
    assert tenon.@name@.Scale(4.0)(tenon.ones(1)).item() == 4.0

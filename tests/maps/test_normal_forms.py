"""Maps put together from blocks: their derivatives, their description as data, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest
import sympy

from verify.errors import InvalidInput
from verify.maps.models import model_from_spec
from verify.maps.normal_forms import NormalForm, normal_form
from verify.maps.taylor import TaylorMap
from verify.numbers.rationals import Rationals
from verify.numbers.symbols import Symbols

Q = Rationals()
BLOCKS = (("straight", 1), ("squares", 2), ("product", 2), ("cubes", 1), ("free", 1), ("constant", 1))


def bent(size: int) -> TaylorMap:
    """A change of coordinates with a nonzero second derivative; not invertible everywhere, which derivatives do not ask for."""
    rng = np.random.default_rng(size)
    quadratic = rng.integers(-2, 3, (size, size, size))
    return TaylorMap(
        Q.array(rng.integers(-2, 3, size)),
        Q.array(np.eye(size, dtype=int) + np.triu(rng.integers(-1, 2, (size, size)), 1)),
        Q.array(quadratic + quadratic.swapaxes(-1, -2)),
        Q.zeros((size, size)),
    )


def test_the_chain_rule_gives_the_derivatives_that_sympy_finds():
    model = NormalForm(BLOCKS, bent(7), bent(5))
    symbols, names = Symbols(), sympy.symbols("t1:8")
    values = model.outputs(symbols, symbols.array(list(names)))
    place = [1, -1, 2, 0, 1, -2, 1]
    jet = model.two_jet(Q, Q.array(place))
    at = dict(zip(names, place, strict=True))
    for a, value in enumerate(values):
        for i, first in enumerate(names):
            assert str(jet.jacobian[a, i]) == str(sympy.diff(value, first).subs(at))
            for j, second in enumerate(names):
                assert str(jet.curvature[a, i, j]) == str(sympy.diff(value, first, second).subs(at))


def test_the_description_rebuilds_the_map():
    model = NormalForm(BLOCKS, bent(7), bent(5))
    again = model_from_spec(model.spec(Q), Q)
    theta = Q.array([1, 2, 0, -1, 1, 1, 3])
    assert Q.text(again.outputs(Q, theta)) == Q.text(model.outputs(Q, theta))
    assert (again.parameters, again.behaviours) == (7, 5)


@pytest.mark.parametrize("block", [("spiral", 1), ("product", 3), ("free", -1)])
def test_a_block_that_does_not_exist_is_named(block):
    with pytest.raises(InvalidInput, match=r"no block .*kinds are straight"):
        normal_form(block)


def test_changes_of_coordinates_must_be_taylor_maps():
    spec = normal_form(("free", 1), ("constant", 1)).spec(Q)
    with pytest.raises(InvalidInput, match="must be Taylor maps"):
        model_from_spec(spec | {"before": {"kind": "formulas", "variables": ["t"], "formulas": ["t"]}}, Q)

"""Maps put together from blocks: their derivatives, their description as data, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest

from verify.errors import InvalidInput
from verify.maps.models import model_from_spec
from verify.maps.normal_forms import NormalForm, normal_form
from verify.maps.taylor import TaylorMap
from verify.numbers.polynomials import Polynomials
from verify.numbers.rationals import Rationals

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


def test_the_chain_rule_gives_the_derivatives_of_the_outputs_along_every_line():
    model, germs = NormalForm(BLOCKS, bent(7), bent(5)), Polynomials()
    place = Q.array([1, -1, 2, 0, 1, -2, 1])
    jet = model.two_jet(Q, place)
    for direction in np.eye(7, dtype=int)[:, None] + np.eye(7, dtype=int):
        for along in direction:
            line = germs.array(place) + germs.variable * germs.array(along)
            step = Q.array(along)[:, None]
            slopes = Q.matmul(jet.jacobian, step)[:, 0]
            bends = Q.matmul(step.T, Q.matmul(jet.curvature, step))[:, 0, 0]
            for value, slope, bend in zip(model.outputs(germs, line), slopes, bends, strict=True):
                assert (value[1], 2 * value[2]) == (slope, bend)


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

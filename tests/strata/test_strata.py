"""One builder text: a recipe gives the same instance in a float batch and over the rationals, and demands hold by construction."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, find, given, settings
from hypothesis import strategies as st

import verify
from verify import critical_point, jets, loss_stationary, polynomial_maps, rank
from verify.numbers.floats import Floats
from verify.statements.conclusions import all_zero
from verify.statements.quantities import jacobian
from verify.strata.strata import Stratum

STRATA = sorted((value for value in (getattr(verify, word) for word in verify.__all__) if isinstance(value, Stratum)), key=lambda s: s.name)
EXACT = [stratum for stratum in STRATA if stratum.exact]
SCREENED = [stratum for stratum in EXACT if stratum.screened]
UNSLOPED = (
    "matrix pairs",
    "curves with maps",
    "curves between double points",
    "lines at a fibre",
    "losses of degree one",
    "pairs of parameters of relu networks",
    "pairs of parameters of identity networks",
    "pairs of parameters seen as functions",
    "functions of one parameter",
    "functions of one parameter under squared error",
    "functions of two parameters",
)  # no loss gradient
MODELS = [stratum for stratum in EXACT if stratum.name not in UNSLOPED]


def as_floats(array):
    return np.array([[float(entry.p) / float(entry.q) for entry in row] for row in array.reshape(-1, array.shape[-1])]).reshape(array.shape)


@pytest.mark.parametrize("stratum", SCREENED, ids=lambda s: s.name)
@pytest.mark.parametrize("scale", [1, 2, 3])
def test_instance_i_of_a_batch_is_the_exact_instance_i(stratum, scale):
    for number in range(4):
        recipe = stratum.recipe((7, scale, number), 5, scale)
        batch, weight = recipe.batch()
        assert weight.shape == (5,)
        for index in range(5):
            exact = recipe.at(index).instance()
            for name in ("jacobian", "loss_hessian"):
                found, expected = getattr(batch, name), as_floats(getattr(exact, name))
                one = found[index] if found.ndim > expected.ndim else found
                np.testing.assert_allclose(one, expected, rtol=1e-9, atol=1e-9)


NEVER_FITTED = (
    "probability vectors",
    "critical points with residual",
    "saddles",
    "focal labels",
    "critical points on curved sheets",
    "critical points of a factorised matrix",
    "pairs of parameters with a regulariser",
)
BUILT_IN = [
    # - sum y log p is stationary nowhere, so that its fits are not among these; nor are points with residual.
    *((stratum, "fit", loss_stationary) for stratum in MODELS if stratum.name not in NEVER_FITTED),
    *((stratum, "critical", critical_point) for stratum in MODELS),
]


@pytest.mark.parametrize(("stratum", "demand", "condition"), BUILT_IN, ids=lambda part: getattr(part, "name", getattr(part, "text", part)))
def test_demands_hold_exactly_by_construction(stratum, demand, condition):
    met = 0
    for number in range(6):
        recipe = stratum.recipe((11, number), 2, 1 + number % 3, frozenset({demand}))
        for index in range(2):
            at = recipe.at(index).instance()
            if at.smooth.is_yes:
                assert condition.judge(at).is_yes, at.spec()
                met += 1
    assert met


@pytest.mark.parametrize("stratum", [jets, polynomial_maps], ids=lambda s: s.name)
def test_without_the_demand_most_instances_are_not_critical(stratum):
    batch, _ = stratum.recipe((3, 1), 100, 3).batch()
    assert critical_point.judge(batch).is_no.sum() > 50


def test_critical_points_with_nonzero_residual_are_reached():
    met = 0
    for number in range(20):
        batch, _ = polynomial_maps.recipe((5, number), 50, 2, frozenset({"critical"})).batch()
        met += int((critical_point.judge(batch).is_yes & loss_stationary.judge(batch).is_no).sum())
    assert met > 100


def test_every_rank_of_a_jacobian_is_reached():
    seen = set()
    for number in range(60):
        batch, _ = jets.recipe((9, number), 20, 3).batch()
        ranks = rank(jacobian)(batch)
        shape = batch.jacobian.shape[-2:]
        seen |= {(min(shape), int(r)) for r in ranks.lower[ranks.lower == ranks.upper]}
    assert {(size, r) for size in (1, 2, 3) for r in range(size + 1)} <= seen


def test_the_same_seed_gives_the_same_batch_and_another_seed_another():
    one, two, other = (jets.recipe(seed, 10, 2).batch()[0] for seed in ((1,), (1,), (2,)))
    assert np.array_equal(one.jacobian, two.jacobian)
    assert one.jacobian.shape != other.jacobian.shape or not np.array_equal(one.jacobian, other.jacobian)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_hypothesis_draws_instances_of_every_exact_stratum(data):
    stratum = data.draw(st.sampled_from(EXACT))
    at = data.draw(stratum.strategy())
    assert at.batch_axes == 0
    assert at.spec()["kind"] in ("matrices", "jet", "model", "curve", "cut", "pair", "named")


def test_a_counterexample_shrinks_to_the_smallest_one():
    at = find(jets.strategy(), lambda at: bool(rank(jacobian)(at).at_least(1).is_yes), settings=settings(database=None, derandomize=True))
    assert at.jacobian.shape == (1, 1)
    assert at.numbers.text(at.jacobian) in ([["1"]], [["-1"]])


def test_a_float_batch_and_its_number_system_agree_on_what_is_zero():
    batch, _ = jets.recipe((1, 2), 30, 2, frozenset({"fit"})).batch()
    assert isinstance(batch.numbers, Floats)
    assert all_zero(batch, batch.loss_gradient).is_yes.all()

"""Each family of generic instances contains what its hypotheses allow, and each set of derivatives is that of an exact instance."""

from __future__ import annotations

import itertools
from fractions import Fraction

import numpy as np
import pytest
import sympy

from verify.claims.witnesses import ask_one
from verify.proofs.hypotheses import CURVES, JETS, Generic, covering
from verify.proofs.index_sums import Kind
from verify.proofs.symbolic import STATIONARY, Jets
from verify.statements.conditions import critical_point, loss_stationary, perfect_fit
from verify.statements.loss_minima import loss_minimal
from verify.statements.quantities import behaviours
from verify.statements.squares import sum_of_squares
from verify.statements.statement import Statement
from verify.strata.losses import polynomial_losses, squared_errors

FACES = ("outputs", "jacobian", "curvature", "loss_gradient", "loss_hessian", "gradient", "hessian", "gauss_newton", "residual_curvature")
NAMES = [" and ".join(sorted(condition.text for condition in generic.given)) or "no hypothesis" for generic in JETS]


def symbol(letter, *indices):
    return sympy.Symbol(f"{letter}_{','.join(str(i + 1) for i in indices)}" if indices else letter)


def coordinates(at):
    """The values of all coordinates at an exact instance, read off its own 2-jets."""
    found = {}
    for a, b in itertools.product(range(at.outputs.shape[0]), repeat=2):
        found |= {sympy.Symbol(f"F{a + 1}"): at.outputs[a], sympy.Symbol(f"y{a + 1}"): at.labels[a]}
        found |= {symbol("l", a): at.loss_gradient[a], symbol("l", *sorted((a, b))): at.loss_hessian[a, b]}
        for i, j in itertools.product(range(at.theta.shape[0]), repeat=2):
            found |= {symbol(f"F{a + 1}", i): at.jacobian[a, i], symbol(f"F{a + 1}", *sorted((i, j))): at.curvature[a, i, j]}
    return {name: sympy.Rational(str(value)) for name, value in found.items()}


def contains(generic, at):
    """Are the faces of the instance those of the generic one at its coordinates?"""
    sizes = {Kind.BEHAVIOUR: at.outputs.shape[0], Kind.PARAMETER: at.theta.shape[0]}
    jet, values = generic.family.at(sizes), coordinates(at)
    for face in FACES:
        expected = np.asarray(getattr(at, face)).ravel()
        found = [at.numbers.array(str(sympy.sympify(entry).xreplace(values))).item() for entry in np.asarray(getattr(jet, face)).ravel()]
        if not all(x == y for x, y in zip(expected, found, strict=True)):
            return False
    return True


def instances(generic):
    """Exact instances that meet the hypotheses of the family."""
    asked = Statement((), tuple(generic.given), behaviours.at_least(1))
    for stratum, number in itertools.product((polynomial_losses, squared_errors), range(6)):
        at = stratum.recipe((number,), 1, 2, asked.demands).instance()
        if bool(ask_one(asked, at).supports):
            yield at


@pytest.mark.parametrize("generic", JETS, ids=NAMES)
def test_a_family_contains_the_instances_that_meet_its_hypotheses(generic):
    met = list(instances(generic))
    assert len(met) >= 3
    assert all(contains(generic, at) for at in met)


def test_a_family_that_hides_a_hypothesis_is_found_out():
    lying = Generic(Jets(STATIONARY), frozenset(), JETS[0].instance)
    assert not all(contains(lying, at) for at in instances(lying))


@pytest.mark.parametrize("generic", JETS, ids=NAMES)
@pytest.mark.parametrize("counts", [(1, 1), (2, 2)])
def test_the_instance_of_a_family_has_the_derivatives_asked_for_and_meets_the_hypotheses(generic, counts):
    sizes = dict(zip(generic.family.dimensions, counts, strict=True))
    jet = generic.family.at(sizes)
    names = sorted(
        {str(name) for face in FACES for entry in np.asarray(getattr(jet, face)).ravel() for name in sympy.sympify(entry).free_symbols}
    )
    rng = np.random.default_rng(0)
    for _ in range(3):
        values = {name: Fraction(int(value), 2) for name, value in zip(names, rng.integers(-4, 5, len(names)), strict=True)}
        values |= {name: Fraction(9) for name in names if name in ("l_1,1", "l_2,2")}  # so that a minimum of the loss is one
        at = generic.instance(sizes, values)
        assert all(bool(condition.judge(at).is_yes) for condition in generic.given)
        assert contains(generic, at)
        found = coordinates(at)
        assert all(found[sympy.Symbol(name)] == sympy.Rational(str(value)) for name, value in values.items())


def test_the_instance_of_a_curve_has_the_derivatives_asked_for():
    at = CURVES.instance({Kind.BEHAVIOUR: 1, Kind.PARAMETER: 2}, {"F1_2": Fraction(3), "c2_1": Fraction(1, 2)})
    assert at.numbers.text(at.jacobian) == [["0", "3"]]
    assert at.numbers.text(at.velocity) == ["0", "1/2"]
    assert at.numbers.text(at.motion) == ["3/2"]


def test_the_family_taken_is_the_narrowest_that_the_hypotheses_grant():
    chosen = covering((perfect_fit, critical_point, sum_of_squares), JETS)
    assert chosen is not None
    assert chosen.given == {perfect_fit, sum_of_squares}
    assert covering((critical_point,), JETS[1:]) is None


def test_each_hypothesis_that_grants_a_stationary_loss_does():
    for condition in (perfect_fit, loss_minimal):
        generic = covering((condition,), JETS)
        assert generic is not None
        assert generic.given == {condition}
        assert all(bool(loss_stationary.judge(at).is_yes) for at in instances(generic))

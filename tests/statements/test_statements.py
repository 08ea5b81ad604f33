"""Statements are asked unchanged of batches, exact instances and documents; their text is the formula they compute."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from verify import (
    Condition,
    MatrixInstance,
    Proposition,
    Statement,
    behaviours,
    gauss_newton,
    gradient,
    hessian,
    jacobian,
    jets,
    local_minimum,
    loss_curvature_definite,
    loss_curvature_definite_on_image,
    loss_curvature_diagonal,
    loss_curvature_identity,
    loss_hessian,
    loss_stationary,
    perfect_fit,
    point,
    polynomial_map,
    rank,
    residual_curvature,
    where,
)
from verify.errors import InvalidInput, NotDefined, OutOfDomain, Undecided
from verify.numbers.balls import Balls
from verify.numbers.rationals import Rationals
from verify.statements.instances import instance_from_spec
from verify.truth import NO, UNKNOWN, YES, Truth

Q = Rationals()


def pair(jacobian, form):
    return MatrixInstance(Q, Q.array(jacobian), Q.array(form))


def test_a_quantity_prints_the_formula_it_computes():
    assert (gauss_newton + residual_curvature).text == "J^T H J + S"
    assert (2 * (jacobian.T @ jacobian)).text == "2 J^T J"
    assert (hessian - (gauss_newton + residual_curvature)).text == "Hess L - (J^T H J + S)"
    assert rank(jacobian).at_most(behaviours - 1).text == "rank(J) <= m - 1"


def test_quantities_compute_what_they_print():
    at = pair([[1, 2], [0, 1]], [[1, 0], [0, 3]])
    product = (jacobian.T @ loss_hessian @ jacobian)(at)
    assert Q.text(product) == Q.text(gauss_newton(at)) == [["1", "2"], ["2", "7"]]
    assert Q.text((3 * jacobian - jacobian)(at)) == [["2", "4"], ["0", "2"]]
    assert Q.text((-jacobian)(at)) == [["-1", "-2"], ["0", "-1"]]
    assert str((rank(jacobian) + 1)(at)) == "3"
    assert str((5 - rank(jacobian))(at)) == "3"


def test_arrays_can_be_equal_but_not_ordered():
    with pytest.raises(InvalidInput, match="not ordered"):
        hessian.at_most(hessian).judge(point(polynomial_map("t"), at=[0], labels=[0]))


def test_a_hypothesis_can_be_dropped_by_identity_and_an_absent_one_cannot():
    statement = Statement((jets,), (loss_stationary, loss_curvature_definite), hessian.equals(gauss_newton))
    weaker = statement.without(loss_stationary)
    assert weaker.given == (loss_curvature_definite,)
    assert weaker.name == "without grad l(F(theta)) = 0"
    with pytest.raises(InvalidInput, match="no hypothesis"):
        weaker.without(loss_stationary)


def test_a_tuple_forgotten_is_said():
    with pytest.raises(InvalidInput, match="must be a tuple"):
        Statement(jets, (), hessian.equals(hessian))


def test_a_stratum_given_by_its_text_is_refused():
    with pytest.raises(InvalidInput, match="about holds '2-jets', which is no stratum"):
        Statement(("2-jets",), (), hessian.equals(hessian))


def test_an_instance_at_a_kink_is_outside_every_statement():
    statement = Statement((), (), Proposition("anything", lambda at: NO))
    at = dataclasses.replace(point(polynomial_map("t"), at=[0], labels=[0]))
    assert statement.ask(at).refutes
    kinked = at.jet.__class__(**{**{f.name: getattr(at.jet, f.name) for f in dataclasses.fields(at.jet)}, "smooth": NO})
    at.__dict__["jet"] = kinked
    assert not statement.ask(at).refutes


def test_an_unknown_hypothesis_is_neither_support_nor_refutation():
    undecided = Condition("who knows", lambda at: UNKNOWN)
    for conclusion in (YES, NO):
        answer = Statement((), (undecided,), Proposition("x", lambda at, c=conclusion: c)).ask(pair([[1]], [[1]]))
        assert not answer.refutes
        assert not answer.supports
        assert answer.undecided


@pytest.mark.parametrize(
    ("condition", "jacobian", "form", "expected"),
    [
        (loss_curvature_identity, [[1], [0]], [[1, 0], [0, 1]], YES),
        (loss_curvature_identity, [[1], [0]], [[1, 0], [0, 2]], NO),
        (loss_curvature_diagonal, [[1], [0]], [[1, 0], [0, 2]], YES),
        (loss_curvature_diagonal, [[1], [0]], [[1, 1], [1, 2]], NO),
        (loss_curvature_definite, [[1], [0]], [[1, 1], [1, 2]], YES),
        (loss_curvature_definite, [[1], [0]], [[1, 1], [1, 1]], NO),
        (loss_curvature_definite_on_image, [[1], [1]], [[2, 0], [0, 0]], YES),
        (loss_curvature_definite_on_image, [[0], [1]], [[2, 0], [0, 0]], NO),
        (loss_curvature_definite_on_image, [[1], [1]], [[1, 0], [0, -1]], NO),
        (loss_curvature_definite_on_image, [[2], [1]], [[1, 0], [0, -1]], YES),
    ],
)
def test_conditions_on_the_curvature_of_the_loss_are_decided_exactly(condition, jacobian, form, expected):
    assert condition.judge(pair(jacobian, form)).name == expected.name


@pytest.mark.parametrize(
    ("formulas", "theta", "labels", "expected"),
    [
        (("t**2",), 0, [-1], YES),  # a minimum with nonzero residual
        (("t**2",), 0, [1], NO),  # a maximum
        (("t**3",), 0, [1], NO),  # critical, and no minimum
        (("t", "t**2/2"), 0, [0, 1], YES),  # zero Hessian, quartic growth
        (("t", "t**2/2"), 0, [0, 2], NO),  # negative curvature
        (("t",), 1, [0], NO),  # not critical
        (("t*0 + 3",), 5, [1], YES),  # constant
        (("t",), 1, [1], YES),  # perfect fit
    ],
)
def test_the_ladder_decides_local_minima_of_one_parameter(formulas, theta, labels, expected):
    at = point(polynomial_map(*formulas, variables=("t",)), at=[theta], labels=labels)
    assert local_minimum.judge(at).name == expected.name


def test_a_flat_critical_point_of_two_parameters_is_left_undecided():
    at = point(polynomial_map("a**2*b", "a", variables=("a", "b")), at=[0, 0], labels=[1, 0])
    assert local_minimum.judge(at).is_unknown


def test_a_perfect_fit_is_a_minimum_however_flat():
    at = point(polynomial_map("a**2 + b**2"), at=[0, 0], labels=[0])
    assert local_minimum.judge(at).is_yes
    assert perfect_fit.judge(at).is_yes


def test_margins_measure_the_distance_from_holding():
    near, far = (point(polynomial_map("t"), at=[0], labels=[label]) for label in (1, 5))
    assert perfect_fit.margin(near) < perfect_fit.margin(far)
    full = where(rank(jacobian).equals(behaviours))
    assert full.margin(pair([[1, 0], [0, 0]], [[1, 0], [0, 1]])) == 1
    assert full.margin(pair([[1, 0], [0, 1]], [[1, 0], [0, 1]])) == 0


@pytest.mark.parametrize("numbers", [Q, Balls(100)], ids=lambda n: n.name)
def test_an_instance_survives_its_document(numbers):
    at = point(polynomial_map("a*b", "a + 1/2"), at=["1/3", -2], labels=[0, "7/5"], numbers=numbers)
    again = instance_from_spec(at.spec(), numbers)
    with numbers.arithmetic():
        for quantity in (hessian, gradient, jacobian):
            assert numbers.text(quantity(again)) == numbers.text(quantity(at)) or np.all(
                ~numbers.zero(quantity(again) - quantity(at)).is_no
            )


@pytest.mark.parametrize(
    "spec", [None, 3, {}, {"kind": "ghost"}, {"kind": "model"}, {"kind": "jet", "outputs": []}, {"kind": "matrices", "J": "x", "H": 1}]
)
def test_a_document_that_is_no_instance_is_refused_in_one_line(spec):
    with pytest.raises(InvalidInput) as fault:
        instance_from_spec(spec, Q)
    assert "\n" not in str(fault.value)


def test_a_judge_that_forgets_the_batch_axis_is_told_so():
    batch, _ = jets.recipe((1,), 5, 1).batch()
    careless = Proposition("theta is not zero", lambda at: (~at.numbers.zero(at.jacobian)).any())
    with pytest.raises(InvalidInput, match=r"truth.all\(axis=-1\)"):
        Statement((), (), careless).ask(batch)
    with pytest.raises(InvalidInput, match="structural=True"):
        Statement((), (Condition("careless", careless.of),), hessian.equals(gauss_newton)).ask(batch)
    structural = Condition("few rows", lambda at: Truth.of(at.jacobian.shape[-2] < 9), structural=True)
    assert Statement((), (structural,), hessian.equals(hessian)).ask(batch).supports.all()


def test_a_judge_that_returns_a_bool_is_told_so():
    with pytest.raises(InvalidInput, match=r"must return a Truth, not bool"):
        Statement((), (), Proposition("x", lambda at: True)).ask(pair([[1]], [[1]]))


@pytest.mark.parametrize(
    "slip",
    [
        lambda: rank(jacobian) == rank(hessian),
        lambda: rank(jacobian) != 1,
        lambda: rank(jacobian) <= rank(hessian),
        lambda: rank(jacobian) > 1,
        lambda: rank(jacobian).equals(1) and rank(hessian).equals(1),
        lambda: not rank(jacobian).equals(1),
    ],
)
def test_slips_that_would_drop_a_conclusion_are_refused(slip):
    with pytest.raises(TypeError, match=r"equals|&"):
        slip()


def test_an_unknown_keyword_or_a_wrong_length_is_refused_where_the_point_is_written():
    with pytest.raises(TypeError, match="los"):
        point(polynomial_map("t"), at=[0], labels=[0], los=1)
    with pytest.raises(InvalidInput, match="2 parameters"):
        point(polynomial_map("a*b"), at=[0], labels=[0])
    with pytest.raises(InvalidInput, match="1 labels"):
        point(polynomial_map("a*b"), at=[0, 0], labels=[0, 1])


@pytest.mark.parametrize("kind", [NotDefined, Undecided, OutOfDomain])
def test_what_a_judge_may_say_of_an_instance_by_raising_is_passed_on_as_it_is(kind):
    def raises(at):
        raise kind("of this instance")

    with pytest.raises(kind, match=r"^of this instance$"):
        Statement((), (Condition("odd", raises),), rank(jacobian).equals(0)).ask(pair([[1]], [[1]]))

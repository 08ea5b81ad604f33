"""The local dimension of a fibre, rule by rule, on maps whose fibres can be seen with the eye."""

from __future__ import annotations

import pytest

from verify.errors import NotDefined
from verify.maps.formulas import polynomial_map
from verify.maps.normal_forms import NormalForm, normal_form
from verify.maps.taylor import TaylorMap
from verify.numbers.floats import Floats
from verify.numbers.rationals import Rationals
from verify.statements.complex_fibres import complex_fibre_dimension
from verify.statements.fibres import fibre_dimension, fibre_is_manifold, generic_rank
from verify.statements.instances import point
from verify.statements.quantities import jacobian, rank
from verify.truth import NO, UNKNOWN, YES

Q = Rationals()
XY = ("x", "y")
XYZ = ("x", "y", "z")
MOTZKIN = "x**4*y**2 + x**2*y**4 - 3*x**2*y**2*z**2 + z**6"


def at(*formulas, theta, variables=XY):
    return point(polynomial_map(*formulas, variables=variables), at=theta, labels=[0] * len(formulas))


def blocks(*parts, theta):
    model = normal_form(*parts)
    return point(model, at=theta, labels=[0] * model.behaviours)


@pytest.mark.parametrize(
    ("instance", "dimension"),
    [
        pytest.param(at("x + y**2", theta=[1, 1]), 1, id="a submersion"),
        pytest.param(at("x", "x*y", "y", theta=[0, 0]), 0, id="an immersion"),
        pytest.param(at("x + y", "(x + y)**2", theta=[0, 0]), 1, id="constant rank 1 of 2"),
        pytest.param(at("x**2 + y**2", theta=[0, 0]), 0, id="definite curvature"),
        pytest.param(at("x", "x - y**2", theta=[0, 0]), 0, id="definite curvature along the kernel only"),
        pytest.param(at("x**2", "y**2", theta=[0, 0]), 0, id="a combination of behaviours is curved definitely"),
        pytest.param(at("x**2", theta=[0, 3]), 1, id="a squared factor"),
        pytest.param(at("x**3*(1 + y**2)", theta=[0, 0]), 1, id="a cubed factor beside one without real zeros"),
        pytest.param(at("5", theta=[1, 2]), 2, id="a constant"),
        pytest.param(at("exp(x)", "exp(x)", theta=[0, 0]), 1, id="one function twice"),
        pytest.param(at("x*y", theta=[0, 0]), 1, id="two lines that cross"),
        pytest.param(at("x*(y**2 + z**2)", theta=[0, 0, 0], variables=XYZ), 2, id="a plane and a line"),
        pytest.param(at("x**2 + y**2", theta=[0, 0, 0], variables=XYZ), 1, id="a line of squares"),
        pytest.param(at("x**2 + x*y + y**2", theta=[0, 0, 0], variables=XYZ), 1, id="a definite form in two of three variables"),
        pytest.param(at("x**2 - 2*x*y + y**2 + 3*z**2", theta=[1, 1, 0], variables=XYZ), 1, id="a semidefinite form"),
        pytest.param(at("x**2 - y**3", theta=[0, 0]), 1, id="a cusp"),
        pytest.param(at("x**2 - 2*y**2", theta=[0, 0]), 1, id="two irrational lines"),
        pytest.param(at("x**2 - y**4", "y**3", theta=[0, 0]), 0, id="flat beyond second order"),
        pytest.param(at("x", "x + y**3", theta=[0, 0]), 0, id="a graph, and a cube on it"),
        pytest.param(at("x**2 - y**3", "x**2 - z**3", theta=[0, 0, 0], variables=XYZ), 1, id="a curve cut out by cylinders over cusps"),
        pytest.param(at("x**2 - y**3", "x**2 - z**2", theta=[1, 0, 0], variables=XYZ), 1, id="a graph over a cusp"),
        pytest.param(at("x*y", "x**2 + y**2", theta=[1, -1, 0], variables=XYZ), 1, id="a circle that touches a hyperbola"),
        pytest.param(at("(x - 1)*y**2", theta=[0, 0]), 1, id="a factor that does not vanish there"),
    ],
)
def test_the_rules_find_the_dimension(instance, dimension):
    assert bool(fibre_dimension(instance).equal(dimension).is_yes)


@pytest.mark.parametrize(
    ("instance", "dimension"),
    [
        pytest.param(at(MOTZKIN, theta=[0, 0, 0], variables=XYZ), 1, id="nowhere negative, and no sum of squares"),
        pytest.param(at("exp(x*y) - 1", theta=[0, 0]), 1, id="no polynomial"),
    ],
)
def test_where_no_rule_applies_the_bounds_stay_open_and_contain_the_truth(instance, dimension):
    found = fibre_dimension(instance)
    assert found.lower <= dimension <= found.upper
    assert found.lower < found.upper


@pytest.mark.parametrize(
    ("instance", "dimension", "manifold"),
    [
        (blocks(("squares", 3), theta=[0, 0, 0]), 0, YES),
        (blocks(("squares", 3), theta=[0, 0, 1]), 2, YES),
        (blocks(("squares", 1), theta=[0]), 0, YES),
        (blocks(("product", 2), theta=[0, 0]), 1, NO),
        (blocks(("product", 2), theta=[0, 1]), 1, YES),
        (blocks(("cubes", 2), ("free", 1), theta=[0, 1, 5]), 1, YES),
        (blocks(("straight", 1), ("free", 2), ("constant", 1), theta=[0, 0, 0]), 2, YES),
    ],
)
def test_blocks_have_the_fibres_that_they_are_made_for(instance, dimension, manifold):
    assert bool(fibre_dimension(instance).equal(dimension).is_yes)
    assert fibre_is_manifold(instance).name == manifold.name


def test_a_singular_change_of_coordinates_leaves_the_dimension_open():
    crushed = TaylorMap(Q.array([0]), Q.array([[0]]), Q.array([[[2]]]), Q.array([[0]]))
    model = NormalForm((("straight", 1),), crushed, normal_form(("straight", 1)).after)
    instance = point(model, at=[0], labels=[0])
    assert str(fibre_dimension(instance)) == "in [0, 1]"
    assert fibre_is_manifold(instance).name == UNKNOWN.name


def test_a_float_batch_gets_the_dimension_of_each_instance():
    model, floats = normal_form(("squares", 2)), Floats()
    instance = point(model, at=[[0, 0], [1, 0]], labels=[[0], [0]], numbers=floats)
    assert fibre_dimension(instance).lower.tolist() == fibre_dimension(instance).upper.tolist() == [0, 1]


@pytest.mark.parametrize(
    ("instance", "real", "complexified"),
    [
        pytest.param(at("x**2 + y**2", theta=[0, 0]), 0, 1, id="a point, and two complex lines"),
        pytest.param(at("x", "x - y**2", theta=[0, 0]), 0, 0, id="a double point"),
        pytest.param(at("x*(y - 1)", theta=[0, 0]), 1, 1, id="the component through the point alone"),
        pytest.param(at("x*z", "y*z", theta=[0, 0, 0], variables=XYZ), 2, 2, id="a plane and a line"),
        pytest.param(at("x*z - z", "y*z", theta=[0, 0, 0], variables=XYZ), 2, 2, id="a plane, with the line elsewhere"),
        pytest.param(at("x*z - z", "y*z", theta=[1, 0, 1], variables=XYZ), 1, 1, id="the line, with the plane elsewhere"),
        pytest.param(at("x**2 - y**3", "x**2 - z**3", theta=[0, 0, 0], variables=XYZ), 1, 1, id="a curve with two complex companions"),
        pytest.param(at("0*x", theta=[0, 0]), 2, 2, id="no equation"),
    ],
)
def test_the_complex_fibre_is_no_smaller_than_the_real_one(instance, real, complexified):
    assert bool(complex_fibre_dimension(instance).equal(complexified).is_yes)
    assert not bool(fibre_dimension(instance).equal(real).is_no)
    assert real <= complexified


def test_the_complex_fibre_asks_for_polynomials():
    with pytest.raises(NotDefined, match="polynomial formulas"):
        complex_fibre_dimension(at("exp(x)", theta=[0, 0]))


def test_blocks_know_their_generic_rank():
    instance = blocks(("straight", 1), ("squares", 2), ("product", 2), ("cubes", 2), ("free", 1), ("constant", 2), theta=[0] * 8)
    assert str(generic_rank(instance)) == "5"
    seen_elsewhere = point(instance.model, at=[1, 2, 3, 4, 5, 6, 7, 8], labels=[0] * 7)
    assert bool(rank(jacobian)(seen_elsewhere).equal(5).is_yes)


def test_the_generic_rank_sees_past_a_point_of_deficient_rank():
    assert str(generic_rank(at("x**2", theta=[0, 0]))) == "1"
    assert str(generic_rank(at("7", theta=[0, 0]))) == "0"


def test_the_generic_rank_of_blocks_is_counted_where_their_changes_are_regular():
    folded = blocks(("squares", 2), ("cubes", 2), ("free", 1), ("constant", 1), theta=[0, 0, 0, 0, 0])
    assert str(generic_rank(folded)) == "3"
    crushed = TaylorMap(Q.array([0]), Q.array([[0]]), Q.array([[[2]]]), Q.array([[0]]))
    model = NormalForm((("straight", 1),), crushed, normal_form(("straight", 1)).after)
    assert str(generic_rank(point(model, at=[0], labels=[0]))) == "in [0, 1]"


def test_a_manifold_is_not_claimed_where_the_rank_may_jump():
    assert fibre_is_manifold(at("x*y", theta=[0, 0])).name == "unknown"
    assert fibre_is_manifold(at("x*y", theta=[0, 1])).name == "yes"

"""One formula asked of several number systems gives one answer, and each system keeps its own promises."""

import subprocess
import sys
from fractions import Fraction

import flint
import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from verify import numbers
from verify.errors import InvalidInput, NotDefined, Undecided

PRIME = 10007
SYSTEMS = ["float64", "rationals", "polynomials", "balls", "highprecision", f"residues({PRIME})", "symbols"]
small = st.fractions(min_value=-3, max_value=3, max_denominator=4)


def close(system, array, exact):
    """Does the array stand for the exact values?"""
    with system.arithmetic():
        return bool(system.zero(array - system.array(exact)).is_yes.all())


def enclosed(system, array, exact):
    """Balls enclose; every other system answers `close`."""
    if not isinstance(system, numbers.Balls):
        return close(system, array, exact)
    flat = zip(array.ravel(), np.asarray(exact, dtype=object).ravel(), strict=True)
    with numbers.Balls(2000).arithmetic():  # the exact value as a ball much smaller than the ones in question
        return all(ball.contains(flint.arb(flint.fmpq(value.numerator, value.denominator))) for ball, value in flat)


def matrices(rows, columns):
    return arrays(object, (rows, columns), elements=small)


def product(left, right):
    """The schoolbook product over Python's own fractions: the oracle."""
    found = np.full((len(left), right.shape[1]), Fraction(0), dtype=object)
    for i, j, k in np.ndindex(len(left), right.shape[1], len(right)):
        found[i, j] += left[i, k] * right[k, j]
    return found


@pytest.mark.parametrize("name", SYSTEMS)
@given(left=matrices(2, 3), right=matrices(3, 2))
def test_every_matrix_product_is_the_schoolbook_product(name, left, right):
    system = numbers.named(name)
    assert enclosed(system, system.matmul(system.array(left), system.array(right)), product(left, right))


@pytest.mark.parametrize("name", SYSTEMS)
def test_products_broadcast_over_the_batch_and_take_empty_matrices(name):
    system = numbers.named(name)
    left, right = system.array(np.arange(12).reshape(2, 1, 2, 3)), system.array(np.arange(18).reshape(3, 3, 2))
    expected = np.matmul(np.arange(12).reshape(2, 1, 2, 3), np.arange(18).reshape(3, 3, 2))
    found = system.matmul(left, right)
    assert found.shape == (2, 3, 2, 2)
    assert close(system, found, expected)
    assert system.zero(system.matmul(system.zeros((2, 0)), system.zeros((0, 3)))).is_yes.all()
    assert system.matmul(system.zeros((0, 2)), system.zeros((2, 3))).shape == (0, 3)
    with pytest.raises(InvalidInput, match="no matrix product"):
        system.matmul(system.zeros((2, 3)), system.zeros((2, 3)))
    with pytest.raises(InvalidInput, match="do not broadcast"):
        system.matmul(system.zeros((2, 2, 2)), system.zeros((3, 2, 2)))


@pytest.mark.parametrize("name", SYSTEMS)
@given(solution=matrices(3, 2))
def test_solve_gives_back_the_solution_it_was_made_from(name, solution):
    system = numbers.named(name)
    matrix = np.array([[0, 2, 1], [1, 1, 0], [3, 0, 1]])  # a zero where elimination would pivot first
    found = system.solve(system.array(matrix), system.array(product(matrix, solution)))
    assert enclosed(system, found, solution)


@pytest.mark.parametrize("name", SYSTEMS)
def test_solve_refuses_a_singular_matrix_and_a_wrong_shape(name):
    system = numbers.named(name)
    with pytest.raises((InvalidInput, Undecided), match="singular"):
        system.solve(system.array([[1, 2], [2, 4]]), system.array([[1], [1]]))
    with pytest.raises(InvalidInput, match="must be square"):
        system.solve(system.zeros((2, 3)), system.zeros((2, 1)))
    assert system.solve(system.zeros((0, 0)), system.zeros((0, 2))).shape == (0, 2)


@pytest.mark.parametrize("name", ["float64", "rationals", "polynomials", "balls", "highprecision", "symbols"])
def test_signs_of_plain_numbers_are_decided_everywhere(name):
    system = numbers.named(name)
    values = system.array([[-2, 0], ["1/3", 5]])
    for question in (system.positive, system.switch):
        assert question(values).state.tolist() == [[-1, -1], [1, 1]]
    for question in (system.zero, system.kink):
        assert question(values).state.tolist() == [[-1, 1], [-1, -1]]
    assert question(values[0, 1]).name == "yes", "a bare element stands for a 0-d array"


@pytest.mark.parametrize("name", ["float64", "balls", "highprecision"])
@pytest.mark.parametrize("function", ["exp", "log", "tanh", "sin", "cos", "sqrt", "erf", "softplus", "reciprocal"])
@pytest.mark.parametrize("point", ["1/3", "2", "50"])
def test_elementary_functions_agree_with_mpmath(name, function, point):
    system = numbers.named(name)
    with mpmath.workdps(70):
        x = mpmath.mpf(Fraction(point).numerator) / Fraction(point).denominator
        extra = {"reciprocal": lambda v: 1 / v, "softplus": lambda v: mpmath.log(1 + mpmath.exp(v))}
        true = (extra.get(function) or getattr(mpmath, function))(x)
        found = system.function(function, system.array([point]))[0]
        if name == "balls":
            flint.ctx.dps, before = 80, flint.ctx.dps
            try:
                assert found.overlaps(flint.arb(mpmath.nstr(true, 65), 1e-60 * float(abs(true)) + 1e-300))
                assert found.rel_accuracy_bits() > 150
            finally:
                flint.ctx.dps = before
        else:
            assert abs(mpmath.mpf(found) - true) <= abs(true) * mpmath.mpf(10) ** (-14 if name == "float64" else -47)


@pytest.mark.parametrize(
    ("function", "point", "value"),
    [
        ("exp", 0, "1"),
        ("cos", 0, "1"),
        ("tanh", 0, "0"),
        ("sin", 0, "0"),
        ("erf", 0, "0"),
        ("log", 1, "0"),
        ("sqrt", "4/9", "2/3"),
        ("reciprocal", "-2/3", "-3/2"),
    ],
)
@pytest.mark.parametrize("name", ["rationals", "polynomials", "symbols"])
def test_functions_over_the_rationals_have_their_rational_values(name, function, point, value):
    system = numbers.named(name)
    assert system.text(system.function(function, system.array(point))) == value


@pytest.mark.parametrize(
    ("name", "function", "point"),
    [
        ("rationals", "tanh", 1),
        ("rationals", "sqrt", 2),
        ("rationals", "sqrt", "4/3"),
        ("rationals", "sqrt", "3/4"),
        ("rationals", "sqrt", -4),
        ("rationals", "softplus", 0),
        ("rationals", "reciprocal", 0),
        ("rationals", "no such function", 0),
        ("polynomials", "exp", 1),
        (f"residues({PRIME})", "tanh", 0),
        (f"residues({PRIME})", "reciprocal", PRIME),
        ("balls", "log", 0),
        ("balls", "sqrt", -1),
        ("balls", "reciprocal", 0),
        ("highprecision", "log", -1),
        ("highprecision", "reciprocal", 0),
        ("symbols", "reciprocal", 0),
        ("symbols", "log", 0),
        ("balls", "no such function", 0),
        ("float64", "no such function", 0),
    ],
)
def test_a_function_without_a_value_is_refused_by_name_and_value(name, function, point):
    system = numbers.named(name)
    with pytest.raises(NotDefined, match=function):
        system.function(function, system.array(point))


def test_pi_is_a_constant_where_it_is_a_number():
    for name in ("float64", "balls", "highprecision", "symbols"):
        system = numbers.named(name)
        assert system.zero(system.function("sin", system.constant("pi")) * system.array([1])).state[0] >= 0
        assert system.positive(system.constant("pi") * system.array([1])).is_yes.all()
        with pytest.raises(NotDefined, match="tau"):
            system.constant("tau")
    for name in ("rationals", "polynomials", f"residues({PRIME})"):
        with pytest.raises(NotDefined, match="pi"):
            numbers.named(name).constant("pi")


@pytest.mark.parametrize("name", [*SYSTEMS, "float32", "balls(60)", "highprecision(20)"])
def test_a_system_is_found_by_its_name(name):
    system = numbers.named(name)
    assert numbers.named(system.name) == system


@pytest.mark.parametrize("name", ["float65", "residues", "rationals(3)", "balls()", "balls(200", ""])
def test_an_unknown_name_is_refused_with_the_names_there_are(name):
    with pytest.raises(InvalidInput, match="Names: float64"):
        numbers.named(name)


def test_systems_refuse_settings_that_make_no_sense():
    for make in (
        lambda: numbers.Residues(10),
        lambda: numbers.Residues(2**64 + 13),
        lambda: numbers.Floats("int64"),
        lambda: numbers.Floats(noise=1e-3),
        lambda: numbers.Balls(1),
        lambda: numbers.HighPrecision(0),
    ):
        with pytest.raises(InvalidInput):
            make()


def test_importing_the_room_loads_no_heavy_library():
    code = "import sys, verify.numbers; print([m for m in ('numpy', 'sympy', 'flint', 'mpmath', 'scipy') if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_sabotage_a_formula_with_one_wrong_sign_is_told_apart_by_every_system():
    for name in SYSTEMS:
        system = numbers.named(name)
        x, y = system.array([3]), system.array(["2/5"])
        with system.arithmetic():
            right = (x + y) * (x - y) - (x * x - y * y)
            wrong = (x + y) * (x - y) - (x * x + y * y)
        assert not system.zero(right).is_no.any(), name
        assert not system.zero(wrong).is_yes.any(), name

"""Each system says yes or no only where it knows, and the traps of its library are not sprung."""

import flint
import mpmath
import numpy as np
import pytest
import sympy
from flint import arb, fmpq
from hypothesis import given
from hypothesis import strategies as st

from verify.errors import NotDefined, Undecided
from verify.numbers import Balls, Floats, HighPrecision, Polynomials, Rationals, Residues, Symbols
from verify.numbers.polynomials import at

x, y = sympy.symbols("x y")
f, g, outer = sympy.Function("f"), sympy.Function("g"), sympy.Function("outer")


def test_a_float_between_noise_and_signal_is_unknown():
    system = Floats(noise=1e-10, signal=1e-6)
    values = np.array([-1.0, -1e-8, 0.0, 1e-10, 1e-8, 1e-6])
    assert system.zero(values).state.tolist() == [-1, 0, 1, 1, 0, -1]
    assert system.positive(values).state.tolist() == [-1, -1, -1, -1, 0, 1]


def test_a_kink_of_a_float_formula_is_compared_without_a_band():
    system = Floats()
    values = np.array([-1e-300, 0.0, -0.0, 1e-300, np.nan])
    assert system.switch(values).state.tolist() == [-1, -1, -1, 1, 0]
    assert system.kink(values).state.tolist() == [-1, 1, 1, -1, 0]


def test_a_nan_inside_a_float_batch_makes_unknown_and_spoils_nothing_beside_it():
    system = Floats()
    logs = system.function("log", np.array([-1.0, 1.0, 2.0]))
    assert system.zero(logs).state.tolist() == [0, 1, -1]
    assert system.positive(logs).state.tolist() == [0, -1, 1]


def test_a_nearly_singular_float_matrix_is_undecided():
    with pytest.raises(Undecided, match="smallest over largest"):
        Floats().solve(np.diag([1.0, 1e-12]), np.ones((2, 1)))
    with pytest.raises(Undecided, match="condition number"):
        HighPrecision().solve(HighPrecision().array([[1, 1], [1, "1." + "0" * 40 + "1"]]), HighPrecision().array([[1], [2]]))


def test_a_ball_that_contains_zero_has_an_unknown_sign_whatever_its_own_comparisons_say():
    ball = arb(0, 1)
    assert [ball > 0, ball < 0, ball == 0, ball != 0] == [False] * 4, "the trap: a library ball denies all four"
    values = Balls().array([ball, arb(1, 0.5), arb(0)])
    assert Balls().positive(values).state.tolist() == [0, 1, -1]
    assert Balls().zero(values).state.tolist() == [0, -1, 1]


def test_a_ball_that_touches_zero_from_below_is_not_positive():
    touching = arb(-1, 1)  # [-2, 0], up to outward rounding
    assert Balls().positive(Balls().array([touching])).state[0] <= 0
    assert Balls().zero(Balls().array([touching])).is_unknown.all()


def test_a_function_of_a_ball_across_the_edge_of_its_domain_is_undecided():
    for name in ("log", "sqrt", "reciprocal"):
        with pytest.raises(Undecided, match=name):
            Balls().function(name, Balls().array([arb(0, 1)]))


def test_a_ball_matrix_that_may_be_singular_is_undecided():
    with pytest.raises(Undecided, match="singular or not"):
        Balls().solve(Balls().array([[arb(0, 1)]]), Balls().array([[1]]))


@pytest.mark.parametrize("ambient", [2, 53, 1000])
def test_balls_have_their_own_precision_and_leave_the_ambient_one_alone(ambient):
    system, before = Balls(300), flint.ctx.prec
    flint.ctx.prec = ambient
    try:
        third = system.array("1/3")
        assert third[()].rel_accuracy_bits() >= 298
        root = system.function("sqrt", system.array([2]))
        assert root[0].rel_accuracy_bits() >= 295
        product = system.matmul(root[:, None], root[:, None])
        assert product[0, 0].rel_accuracy_bits() >= 290
        assert product[0, 0].contains(2)
        with system.arithmetic():
            assert (root * root)[0].rel_accuracy_bits() >= 290
        with pytest.raises(NotDefined):
            system.function("log", system.zeros((1,)))
        assert flint.ctx.prec == ambient
    finally:
        flint.ctx.prec = before


def test_high_precision_neither_reads_nor_sets_the_ambient_precision():
    before = mpmath.mp.dps
    root = HighPrecision(60).function("sqrt", HighPrecision(60).array([2]))
    assert abs((root * root)[0] - 2) < mpmath.mpf(10) ** -58
    assert mpmath.mp.dps == before


@pytest.mark.parametrize(("digits", "exponent", "state"), [(50, -31, 1), (50, -20, 0), (50, -14, -1), (30, -19, 1), (30, -8, -1)])
def test_the_band_at_high_precision_follows_the_digits(digits, exponent, state):
    system = HighPrecision(digits)
    assert system.zero(system.array([f"1e{exponent}"])).state.tolist() == [state]
    assert system.positive(system.array([f"1e{exponent}"])).state.tolist() == [-state]


def test_rationals_are_not_compared_with_floats():
    assert not fmpq(1, 2) == 0.5, "the trap"  # noqa: SIM201 - the comparison itself is the point
    difference = Rationals().array([0.5]) - Rationals().array(["1/2"])
    assert Rationals().zero(difference).is_yes.all()


def test_residues_have_no_order_and_say_what_to_hand_in():
    for question in (Residues(7).positive, Residues(7).switch):
        with pytest.raises(NotDefined, match="activation pattern"):
            question(Residues(7).array([1]))
    assert Residues(7).zero(Residues(7).array([7, 1])).state.tolist() == [1, -1]


@given(st.lists(st.integers(-3, 3), min_size=1, max_size=4))
def test_the_sign_of_a_germ_is_its_sign_close_to_zero(coefficients):
    system = Polynomials()
    t = system.variable * system.array([1])
    poly = sum((t**power * system.array([c]) for power, c in enumerate(coefficients)), system.zeros((1,)))
    nearby = at(poly, "1/1000")[0]
    answer = system.positive(poly).state[0]
    assert answer in (0, 1 if nearby > 0 else -1)
    assert answer != 0 or (coefficients[0] == 0 and nearby != 0)
    assert system.zero(poly).is_yes.all() == (not any(coefficients))


def test_numpy_does_not_iterate_a_polynomial():
    system = Polynomials()
    assert system.array([system.variable, system.variable + 1]).shape == (2,)
    assert (system.array([1, 2, 3]) * system.variable).shape == (3,)
    assert system.text(system.variable[()] * system.variable[()]) == "t^2", "an unboxed element is taken for a 0-d array"


def test_a_solution_that_is_no_polynomial_is_not_defined():
    system = Polynomials()
    t = system.variable
    with pytest.raises(NotDefined, match="not polynomial"):
        system.solve(system.array([[t]]), system.array([[1]]))
    assert system.text(system.solve(system.array([[t]]), system.array([[t * t]]))) == [["t"]]
    with pytest.raises(NotDefined, match="no polynomial"):
        system.function("reciprocal", t)


IDENTITIES = [
    (x - x, 1),
    ((x + 1) ** 3 - sympy.expand((x + 1) ** 3), 1),
    (1 / x - 1 / y - (y - x) / (x * y), 1),
    (f(x * (y + 1)) - f(x * y + x), 1),
    (sympy.diff(f(x) * g(x), x) - f(x).diff(x) * g(x) - f(x) * g(x).diff(x), 1),
    (f(x, y).diff(x, y) - f(x, y).diff(y, x), 1),
    (sympy.Subs(outer(y).diff(y), y, f(x)) - outer(f(x)).diff(f(x)), 1),
    (sympy.diff(outer(f(x), g(x)), x).subs(f(x).diff(x), 0).subs(g(x).diff(x), 0), 1),
    (sympy.sqrt(2) * sympy.exp(x) - sympy.exp(x) * sympy.sqrt(2), 1),
    (x, -1),
    (x * y - y, -1),
    (f(x) - f(y), -1),
    (f(x).diff(x) - f(x), -1),
    (f(x, y).diff(x) - f(x, y).diff(y), -1),
    (sympy.Rational(1, 10**40), -1),
    (sympy.sqrt(2) - 1, -1),
    (sympy.sin(x) ** 2 + sympy.cos(x) ** 2 - 1, 0),
    (sympy.exp(x) - 1, 0),
    (x**y - x, 0),
    (f(1 / (x + 1)) - f((x - 1) / (x**2 - 1)), 0),
]


def test_a_derivative_that_is_no_derivative_in_one_argument_is_left_unknown():
    total = sympy.Derivative(f(x, x), x)  # the sum of both partial derivatives, not one unknown beside them
    assert Symbols().zero(Symbols().array([total - f(x, x)])).is_unknown.all()
    assert Symbols().zero(Symbols().array([total - total])).is_yes.all()


def test_symbolic_systems_are_solved_generically_or_left_undecided():
    system = Symbols()
    found = system.solve(system.array([[x, 1], [0, f(x)]]), system.array([[1], [y]]))
    assert system.zero(found - system.array([[(f(x) - y) / (x * f(x))], [y / f(x)]])).is_yes.all()
    with pytest.raises(Undecided, match="singular or not"):
        system.solve(system.array([[sympy.sin(x)]]), system.array([[1]]))


@pytest.mark.parametrize(("expression", "answer"), IDENTITIES, ids=[str(e) for e, _ in IDENTITIES])
def test_an_identity_is_yes_a_rational_difference_no_and_anything_else_unknown(expression, answer):
    assert Symbols().zero(Symbols().array([expression])).state.tolist() == [answer]


def test_the_sign_of_a_symbol_is_known_from_its_assumptions_only():
    positive = sympy.Symbol("p", positive=True)
    values = Symbols().array([positive, -positive, x, sympy.sqrt(2) - 1, x - x, positive**2 + 1])
    assert Symbols().positive(values).state.tolist() == [1, -1, 0, 1, -1, 1]


def test_sabotage_reading_an_unknown_sign_as_no_would_be_noticed():
    wide = Balls().array([arb(0, 1)])
    assert Balls().positive(wide).is_no.tolist() == [False], "a ball across 0 may well be positive"
    assert Balls().zero(wide).is_no.tolist() == [False]

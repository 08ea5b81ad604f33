"""Formulas: nothing is executed, derivatives are exact, and every number system evaluates the same text."""

from __future__ import annotations

import math

import numpy as np
import pytest
import sympy

from verify.errors import InvalidInput, NotDefined
from verify.maps.expressions import FUNCTIONS, derivative, parse
from verify.maps.formulas import FormulaMap, polynomial_map
from verify.maps.models import model_from_spec
from verify.maps.taylor import TaylorMap
from verify.numbers import Balls, Floats, HighPrecision, Polynomials, Rationals, Residues, Symbols

Q, FLOATS = Rationals(), Floats()


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('true')",
        "a.real",
        "a[0]",
        "lambda: 1",
        "[a for a in (1,)]",
        "exp",
        "exp(a, b)",
        "exp(x=a)",
        "exp(*a)",
        "abs(a)",
        "relu(a)",
        "max(a, b)",
        "1.5*a",
        "'a'",
        "True",
        "a if a else b",
        "a < b",
        "a // 2",
        "a % 2",
        "a ** b",
        "a ** (1/2)",
        "a ** 1000",
        "2**64**64",
        "((((2**64)**64)**64)**64)",
        "c",
        "a +",
        "",
        "a; b",
        "1/0",
        "a/0",
        "log(0)",
        "sqrt(-1)",
        "log(-2)",
        "(" * 300 + "a" + ")" * 300,
        "-" * 100 + "a",
        "a" * 5000,
        "a\x00",
        None,
        3,
    ],
    ids=lambda text: str(text)[:20],
)
def test_everything_but_a_smooth_formula_is_refused(text: object) -> None:
    with pytest.raises(InvalidInput):
        parse(text, ["a", "b"])


def test_the_refusal_names_the_part_that_is_not_allowed() -> None:
    with pytest.raises(InvalidInput, match=r"'a\.real'"):
        parse("b + a.real*2", ["a", "b"])
    with pytest.raises(InvalidInput, match="not smooth"):
        parse("relu(a)", ["a"])


@pytest.mark.parametrize("variables", [(), "a", ("a", "a"), ("exp",), ("pi",), ("1a",), ("lambda",), (3,)])
def test_senseless_variables_are_refused(variables: object) -> None:
    with pytest.raises(InvalidInput):
        FormulaMap(variables, ("1",))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_has_its_textbook_value_in_floats_balls_and_high_precision(name: str) -> None:
    x = 0.375
    expected = {"sigmoid": 1 / (1 + math.exp(-x)), "softplus": math.log1p(math.exp(x))}.get(name) or getattr(math, name)(x)
    for numbers in (FLOATS, Balls(), HighPrecision()):
        (value,) = FormulaMap(("a",), (f"{name}(a)",)).outputs(numbers, numbers.array(["3/8"]))
        assert float(value) == pytest.approx(expected, rel=1e-14)


def test_derivatives_of_every_function_are_differences_of_its_values() -> None:
    numbers = HighPrecision(digits=60)
    everything = FormulaMap(("a", "b"), tuple(f"{name}(a*b + 1/3)*sqrt(pi)/b**2" for name in FUNCTIONS))
    h, theta = numbers.array(["1/1000000000000000", 0]), numbers.array(["1/4", "7/5"])
    two = everything.two_jet(numbers, theta)
    with numbers.arithmetic():
        slope = (everything.outputs(numbers, theta + h) - everything.outputs(numbers, theta - h)) / (2 * h[0])
        bend = (everything.jacobian(numbers, theta + h) - everything.jacobian(numbers, theta - h)) / (2 * h[0])
    assert two.jacobian[:, 0].astype(float) == pytest.approx(slope.astype(float), rel=1e-14)
    assert two.curvature[:, :, 0].astype(float) == pytest.approx(bend.astype(float), rel=1e-14)
    assert two.curvature[:, 1, 0].astype(float) == pytest.approx(two.curvature[:, 0, 1].astype(float))


def test_a_polynomial_formula_is_the_same_in_every_system() -> None:
    cubic = polynomial_map("s*t**2/2 - t + 3", "s**3 - 1/t")
    exact = cubic.two_jet(Q, Q.array(["2/3", 5]))
    assert Q.text(exact.outputs) == ["19/3", "13/135"]
    assert Q.text(exact.jacobian) == [["25/2", "7/3"], ["4/3", "1/25"]]
    assert Q.text(exact.curvature[1]) == [["4", "0"], ["0", "-2/125"]]
    modular = Residues(10007)
    found = cubic.two_jet(modular, modular.array(["2/3", 5]))
    assert modular.zero(found.curvature - modular.array(np.vectorize(str, otypes=[object])(exact.curvature))).is_yes.all()
    symbols = Symbols()
    s, t = sympy.symbols("s t")
    assert symbols.zero(
        cubic.outputs(symbols, np.array([s, t], dtype=object)) - np.array([s * t**2 / 2 - t + 3, s**3 - 1 / t])
    ).is_yes.all()
    assert np.allclose(cubic.outputs(FLOATS, np.array([[2 / 3, 5], [1, 1]])), [[19 / 3, 13 / 135], [2.5, 0]])


def test_a_germ_through_a_formula_is_a_polynomial() -> None:
    germs = Polynomials()
    outputs = FormulaMap(("a",), ("a**3",)).outputs(germs, germs.array([1]) + germs.variable)
    assert outputs[0] == (1 + germs.variable.item()) ** 3


def test_what_a_system_lacks_is_said_by_name() -> None:
    with pytest.raises(NotDefined, match="exp"):
        polynomial_map("exp(t)").outputs(Q, Q.array([1]))
    with pytest.raises(NotDefined, match="reciprocal"):
        polynomial_map("1/t").outputs(Q, Q.array([0]))
    with pytest.raises(InvalidInput, match="shape"):
        polynomial_map("t").outputs(Q, Q.array([1, 2]))


def test_constant_formulas_keep_the_shape_of_the_batch() -> None:
    two = FormulaMap(("a", "b"), ("2", "pi")).two_jet(FLOATS, np.zeros((3, 2)))
    assert [array.shape for array in (two.outputs, two.jacobian, two.curvature)] == [(3, 2), (3, 2, 2), (3, 2, 2, 2)]
    assert two.smooth.state.tolist() == [1, 1, 1]


def test_variables_of_a_polynomial_map_are_sorted_unless_given() -> None:
    assert polynomial_map("b*a + pi - exp(c)").variables == ("a", "b", "c")
    assert polynomial_map("b", variables=("b", "a")).variables == ("b", "a")
    with pytest.raises(InvalidInput):
        polynomial_map("b +")


def test_formula_and_taylor_maps_survive_plain_data() -> None:
    formula = polynomial_map("a*b", "a**2")
    assert model_from_spec(formula.spec(Q), Q) == formula
    rng = np.random.default_rng(2)
    constant, linear, cubic = rng.integers(-3, 4, 2), rng.integers(-3, 4, (2, 2)), rng.integers(-3, 4, (2, 2))
    quadratic = rng.integers(-3, 4, (2, 2, 2))
    taylor = TaylorMap(*map(Q.array, (constant, linear, quadratic + quadratic.swapaxes(1, 2), cubic)))
    assert model_from_spec(taylor.spec(Q), Q).spec(Q) == taylor.spec(Q)


def test_a_taylor_map_is_the_formula_that_its_docstring_states() -> None:
    taylor = TaylorMap(*map(Q.array, ([7], [[1, -2]], [[[3, 5], [5, -4]]], [[6, 9]])))
    formula = polynomial_map("7 + a - 2*b + (3*a**2 + 10*a*b - 4*b**2)/2 + (6*a**3 + 9*b**3)/6")
    theta = Q.array(["2/3", -3])
    for found, expected in zip(vars(taylor.two_jet(Q, theta)).values(), vars(formula.two_jet(Q, theta)).values(), strict=True):
        if isinstance(found, np.ndarray):
            assert Q.text(found) == Q.text(expected)


@pytest.mark.parametrize(
    "text", ["3", "b", "a**3*b - 2*a*b**2 + a", "(a - b)**4/(1 + a**2)**3", "a*exp(a*b)/(1 + sqrt(1 + a**2))", "1/(a*b)"]
)
def test_derivatives_are_those_that_sympy_takes(text):
    expression = parse(text, ["a", "b"])
    for variable in sympy.symbols("a b"):
        assert sympy.simplify(derivative(expression, variable) - sympy.diff(expression, variable)) == 0

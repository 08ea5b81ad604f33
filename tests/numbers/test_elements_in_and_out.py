"""Values are read as what they are, or refused by place and value; elements are written so that they read back."""

import re
from fractions import Fraction

import mpmath
import numpy as np
import pytest
import sympy
from flint import arb, fmpq, fmpz, nmod
from hypothesis import given
from hypothesis import strategies as st

from verify import numbers
from verify.errors import InvalidInput

EXACT = ["rationals", "polynomials", "balls", "residues(10007)", "symbols"]
ALL = [*EXACT, "float64", "highprecision"]

REFUSED = [
    ([[1, 2], [3]], "entry [1] has shape (1,)"),
    ([1, [2]], "entry [1] has shape (1,)"),
    ([1, "x"], "entry [1] is 'x'"),
    ([[1, 2], [3, float("nan")]], "entry [1][1] is nan: not finite"),
    (np.array([1.0, np.inf]), "entry [1] is inf"),
    ([1, None], "entry [1] is None"),
    ([[True]], "entry [0][0] is True: a truth value"),
    (1j, "the value is 1j"),
    ("1/0", "the value is '1/0'"),
    (np.array([[1], [2, 3]], dtype=object), "entry [0] is [1]"),
]


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize(("values", "text"), REFUSED)
def test_what_is_no_number_is_refused_with_its_place_and_value(name, values, text):
    with pytest.raises(InvalidInput, match=re.escape(text)):
        numbers.named(name).array(values)


@pytest.mark.parametrize("name", ALL)
def test_every_system_reads_the_same_numbers_from_every_kind_of_value(name):
    system = numbers.named(name)
    values = [3, np.int8(3), np.float32(3), 3.0, "3", "6/2", "3.0", "3e0", Fraction(3), fmpq(3), fmpz(3), sympy.Integer(3), np.array(3)]
    assert system.text(system.array(values)) == [system.text(system.array(3))] * len(values)


@pytest.mark.parametrize("name", ["rationals", "polynomials", "symbols"])
def test_an_exact_system_reads_a_float_as_the_dyadic_rational_that_it_is(name):
    system = numbers.named(name)
    assert system.text(system.array([0.1, 0.5])) == [str(Fraction(0.1)), "1/2"]


def test_a_decimal_string_is_exact_where_the_float_is_not():
    system = numbers.Rationals()
    assert system.zero(system.array("0.1") - system.array("1/10")).is_yes
    assert system.zero(system.array(0.1) - system.array("1/10")).is_no


@pytest.mark.parametrize(
    ("name", "element"),
    [
        ("rationals", fmpq(1, 3)),
        ("balls", arb("0.5 +/- 0.1")),
        ("highprecision", mpmath.mpf(1) / 3),
        ("residues(7)", nmod(3, 7)),
        ("symbols", sympy.Symbol("x")),
    ],
)
def test_the_systems_own_elements_pass_through(name, element):
    array = numbers.named(name).array([[element]])
    assert array.shape == (1, 1)
    assert numbers.named(name).array(array).shape == (1, 1)
    assert str(array[0, 0]) == str(element) or name == "highprecision"


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("shape", [(), (0,), (2, 0), (0, 3), (2, 1, 3)])
def test_zeros_have_the_shape_asked_for_and_are_zero(name, shape):
    system = numbers.named(name)
    zeros = system.zeros(shape)
    assert zeros.shape == shape
    assert system.zero(zeros).all().is_yes


def test_a_number_too_large_for_a_float_is_refused_and_not_made_infinite():
    with pytest.raises(InvalidInput, match="too large"):
        numbers.Floats().array([Fraction(10) ** 400])
    with pytest.raises(InvalidInput, match="too large"):
        numbers.Floats("float32").array([1e300])
    with pytest.raises(InvalidInput, match=r"entry \[0\]"):
        numbers.Floats("float32").array(np.array([1e300]))


def test_a_residue_needs_a_denominator_that_the_prime_does_not_divide():
    with pytest.raises(InvalidInput, match="divides the denominator"):
        numbers.Residues(7).array(["1/14"])
    with pytest.raises(InvalidInput, match="residue mod 5"):
        numbers.Residues(7).array([nmod(1, 5)])


def test_a_formula_in_a_string_is_never_read():
    with pytest.raises(InvalidInput):
        numbers.Symbols().array(["x + 1"])


@given(st.fractions(max_denominator=10**9))
def test_text_reads_back_as_the_same_rational(value):
    system = numbers.Rationals()
    assert Fraction(system.text(system.array(system.text(system.array(value))))) == value


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_text_of_a_float_is_the_exact_dyadic_rational(value):
    system = numbers.Floats()
    assert Fraction(system.text(system.array(value))) == Fraction(value)


@given(st.fractions(max_denominator=10**9))
def test_text_of_a_ball_encloses_the_ball(value):
    system = numbers.Balls(60)
    again = system.array(system.text(system.array(value)))
    with numbers.Balls(2000).arithmetic():  # the exact value as a ball much smaller than the one in question
        assert again[()].contains(arb(fmpq(value.numerator, value.denominator)))


@given(st.fractions(max_denominator=10**9))
def test_text_at_high_precision_reads_back_as_the_same_element(value):
    system = numbers.HighPrecision(30)
    element = system.array(value)
    assert system.array(system.text(element))[()] == element[()]

"""A solver's answer counts only for formulas that are held to the statement, on both answers."""

from __future__ import annotations

import dataclasses

import pytest
import sympy

from verify import Formulas, Quantity, Solved, Statement, point, polynomial_map, where
from verify.claims.evidence import Outcome, Scope

X = sympy.Symbol("x", real=True)
MAP = polynomial_map("x**3 - x", variables=("x",))
OUTPUT = Quantity("x^3 - x", lambda at: at.outputs)
ZERO = Quantity("0", lambda at: at.numbers.zeros((1,)))
ONE = Quantity("1", lambda at: at.numbers.array([1]))
THETA = Quantity("x", lambda at: at.theta)
at_one = where(THETA.equals(ONE))
RIGHT = Statement((), (at_one,), OUTPUT.equals(ZERO))
WRONG = RIGHT.without(at_one)
ENCODED = {RIGHT.name: Formulas({"x = 1": sympy.Eq(X, 1)}, sympy.Eq(X**3 - X, 0)), WRONG.name: Formulas({}, sympy.Eq(X**3 - X, 0))}


def build(values):
    try:
        return point(MAP, at=[values.get("x", "0")], labels=[0])
    except ValueError:
        return None


CHECK = Solved(
    ENCODED,
    read=lambda at: {"x": sympy.Rational(at.numbers.text(at.theta)[0])},
    build=build,
    over=tuple(point(MAP, at=[x], labels=[0]) for x in (0, 1, 2)),
)


def test_a_statement_is_decided_for_all_reals():
    asked = CHECK.ask(RIGHT, 0)
    assert (asked.outcome, asked.scope) == (Outcome.SUPPORTED, Scope.NAMED_SIZES)
    assert asked.supported == 1


def test_a_false_variant_falls_to_the_solvers_model():
    asked = CHECK.ask(WRONG, 0)
    assert asked.outcome is Outcome.REFUTED
    assert asked.witness["variant"] == WRONG.name


@pytest.mark.parametrize(
    "formulas",
    [
        Formulas({"x = 1": sympy.Eq(X, 1)}, sympy.Eq(X, 1)),
        Formulas({"x = 0": sympy.Eq(X, 0)}, sympy.Eq(X**3 - X, 0)),
        Formulas({"x = 2": sympy.Eq(X, 2)}, sympy.Eq(X**3 - X, 6)),
        Formulas({"x = 1": sympy.Eq(X, 1)}, sympy.Ge(X**2, 0)),
        Formulas({}, sympy.Ge(X**2, 0)),
    ],
)
def test_formulas_that_are_not_the_statement_support_nothing(formulas):
    check = dataclasses.replace(CHECK, encodings={RIGHT.name: formulas})
    asked = check.ask(RIGHT, 0)
    assert asked.outcome is Outcome.UNDECIDED
    assert "the formulas are not the statement" in asked.reason


def test_a_formula_that_is_always_true_cannot_be_held_to_a_statement_that_is_never_seen_to_be_false():
    wishful = dataclasses.replace(WRONG, name="wishful")
    check = dataclasses.replace(CHECK, encodings={"wishful": Formulas({}, sympy.Ge(X**2, 0))}, over=CHECK.over[:2])
    assert check.ask(wishful, 0).outcome is Outcome.UNDECIDED


def test_a_model_that_does_not_refute_the_statement_itself_refutes_nothing():
    check = dataclasses.replace(CHECK, encodings={RIGHT.name: Formulas({}, sympy.Eq(X, 1))})
    asked = check.ask(RIGHT, 0)
    assert asked.outcome is Outcome.UNDECIDED
    assert "does not refute the statement itself" in asked.reason


def test_a_hypothesis_said_to_be_needed_and_not_needed_leaves_it_undecided():
    given = {"x = 1": sympy.Eq(X, 1), "a square": sympy.Ge(X**2, 0)}
    check = dataclasses.replace(CHECK, encodings={RIGHT.name: Formulas(given, sympy.Eq(X**3 - X, 0), needed=("a square",))})
    asked = check.ask(RIGHT, 0)
    assert asked.outcome is Outcome.UNDECIDED
    assert "without 'a square'" in asked.reason


def test_without_formulas_or_instances_nothing_is_decided():
    assert CHECK.ask(dataclasses.replace(RIGHT, name="another"), 0).outcome is Outcome.UNDECIDED
    assert dataclasses.replace(CHECK, over=()).ask(RIGHT, 0).outcome is Outcome.VACUOUS

"""Instances written out: one that cannot be decided is never passed over, and the weakest arithmetic names the grade."""

from __future__ import annotations

import pytest

from verify import NO, UNKNOWN, YES, Condition, Proposition, Statement, point, polynomial_map, properties, witness
from verify.claims.evidence import Outcome
from verify.claims.witnesses import weakest
from verify.errors import OutOfDomain
from verify.numbers.floats import Floats
from verify.rigour import Rigour
from verify.strata.strata import Stratum

LINE = polynomial_map("t")
ZERO, ONE = point(LINE, at=[0], labels=[0]), point(LINE, at=[1], labels=[0])
IN_FLOATS = point(LINE, at=[1], labels=[0], numbers=Floats())


def at_zero(truth, elsewhere):
    return lambda at: truth if bool(at.numbers.zero(at.theta).all().is_yes) else elsewhere


def statement(then, *given):
    return Statement((), given, Proposition("said", then))


@pytest.mark.parametrize(
    ("then", "outcome"),
    [
        (at_zero(YES, YES), Outcome.SUPPORTED),
        (at_zero(UNKNOWN, YES), Outcome.UNDECIDED),
        (at_zero(UNKNOWN, NO), Outcome.REFUTED),
    ],
)
def test_what_is_unknown_at_one_instance_is_not_supported_by_another(then, outcome):
    assert witness(ZERO, ONE).ask(statement(then), 0).outcome is outcome
    points = Stratum("points", "two points", lambda choose: choose.among((ZERO, ONE)))
    assert properties(examples=20, over=(points,)).ask(statement(then), 0).outcome is outcome


def test_an_unknown_hypothesis_leaves_a_written_instance_undecided():
    doubtful = Condition("doubtful", at_zero(YES, UNKNOWN))
    assert witness(ZERO, ONE).ask(statement(lambda at: YES, doubtful), 0).outcome is Outcome.UNDECIDED
    outside = Condition("outside", at_zero(YES, NO))
    assert witness(ZERO, ONE).ask(statement(lambda at: YES, outside), 0).effective == {"named instances": 1}


def test_support_is_as_rigorous_as_the_weakest_instance_within_the_hypotheses():
    assert witness(ZERO, ONE).ask(statement(lambda at: YES), 0).rigour is Rigour.EXACT
    assert witness(ZERO, IN_FLOATS).ask(statement(lambda at: YES), 0).rigour is Rigour.FLOATING
    outside = Condition("outside", at_zero(YES, NO))
    assert witness(ZERO, IN_FLOATS).ask(statement(lambda at: YES, outside), 0).rigour is Rigour.EXACT


def test_the_weakest_of_several_grades_and_of_none():
    assert weakest(Rigour) is Rigour.FLOATING
    assert weakest([Rigour.CERTIFIED, Rigour.EXACT]) is Rigour.CERTIFIED
    assert weakest([]) is Rigour.EXACT


def test_an_instance_without_the_derivatives_that_a_statement_is_about_is_outside_it():
    def no_derivative(at):
        raise OutOfDomain("a kink")

    asked = witness(ZERO).ask(statement(lambda at: YES, Condition("smooth", no_derivative)), 0)
    assert (asked.outcome, asked.effective) == (Outcome.VACUOUS, {"named instances": 0})

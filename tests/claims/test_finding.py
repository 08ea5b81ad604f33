"""The rule from evidence to finding, case by case: one bad check is enough, and no check counts for more than it did."""

from __future__ import annotations

import itertools

import pytest

from tests.reporting.records import WITNESS, check, control
from verify.claims.evidence import Finding, Outcome, Role, Scope, Verdict
from verify.claims.finding import agreement, finding, not_shown, strongest
from verify.rigour import Rigour

SUPPORTED = check(name="good", scope=Scope.ALL_SIZES)
REFUTED = check(name="good", outcome=Outcome.REFUTED, witness=WITNESS)
WORTHLESS = [Outcome.TOOTHLESS, Outcome.UNSOUND, Outcome.VACUOUS, Outcome.CRASHED, Outcome.TIMED_OUT]
NO_ANSWER = [Outcome.UNDECIDED, Outcome.OUT_OF_DOMAIN, Outcome.UNAVAILABLE]


@pytest.mark.parametrize("outcome", WORTHLESS)
@pytest.mark.parametrize("good", [SUPPORTED, REFUTED])
def test_one_worthless_check_leaves_the_claim_undecided_whatever_the_others_say(good, outcome):
    found, why = finding([good, check(name="bad", outcome=outcome)], [])
    assert found is Finding.UNDECIDED
    assert f"check 'bad' is {outcome}" in why
    for verdict in Verdict:
        assert not agreement(verdict, found, why, [good, check(outcome=outcome)])[0]


@pytest.mark.parametrize("outcome", NO_ANSWER)
def test_a_check_without_an_answer_takes_nothing_from_one_that_has_it_and_adds_nothing(outcome):
    silent = check(name="silent", outcome=outcome)
    assert finding([silent, SUPPORTED], [])[0] is Finding.HOLDS
    assert finding([silent], [])[0] is Finding.UNDECIDED


def test_every_outcome_is_ruled_on():
    assert {*WORTHLESS, *NO_ANSWER, Outcome.SUPPORTED, Outcome.REFUTED} == set(Outcome)


def test_a_refutation_outweighs_any_number_of_checks_that_support():
    assert finding([SUPPORTED, SUPPORTED, REFUTED], [])[0] is Finding.FAILS


@pytest.mark.parametrize("rigour", Rigour)
@pytest.mark.parametrize("witness", [WITNESS, None])
def test_a_claim_fails_by_a_witness_in_certain_arithmetic_only(rigour, witness):
    found, _ = finding([SUPPORTED, check(outcome=Outcome.REFUTED, rigour=rigour, witness=witness)], [])
    certain = rigour in (Rigour.EXACT, Rigour.CERTIFIED) and witness is not None
    assert found is (Finding.FAILS if certain else Finding.UNDECIDED)


def test_a_claim_fails_only_where_every_amendment_was_seen_to_stand():
    standing = control(name="sharp", role=Role.ACCEPTS, outcome=Outcome.SUPPORTED, behaved=True)
    fallen = control(name="sharp", role=Role.ACCEPTS, outcome=Outcome.UNDECIDED, behaved=False)
    variant = control(name="sharp", role=Role.REJECTS, behaved=True)
    for controls, found in (
        ([standing], Finding.FAILS),
        ([fallen], Finding.UNDECIDED),
        ([variant], Finding.UNDECIDED),
        ([], Finding.UNDECIDED),
    ):
        assert finding([check(outcome=Outcome.REFUTED, witness=WITNESS, controls=controls)], ["sharp"])[0] is found


def test_a_verdict_agrees_with_the_finding_of_its_name_and_with_no_other():
    for verdict, found in itertools.product((Verdict.HOLDS, Verdict.FAILS), Finding):
        assert agreement(verdict, found, "why", [SUPPORTED])[0] is (verdict.value == found.value)


def test_what_experiments_alone_support_is_measured():
    measured = check(scope=Scope.MEASURED, rigour=Rigour.FLOATING)
    assert finding([measured], [])[0] is Finding.MEASURED
    assert finding([measured, check(scope=Scope.NAMED_INSTANCES)], [])[0] is Finding.HOLDS


def test_open_takes_any_answer_and_measured_any_but_no():
    for outcome in (Outcome.SUPPORTED, Outcome.UNDECIDED, Outcome.REFUTED):
        checks = [check(outcome=outcome)]
        assert agreement(Verdict.OPEN, *finding(checks, []), checks)[0]
        assert agreement(Verdict.MEASURED, *finding(checks, []), checks)[0] is (outcome is not Outcome.REFUTED)


def test_scope_counts_before_rigour_and_rigour_decides_among_equals():
    wide, narrow = check(scope=Scope.ALL_SIZES, rigour=Rigour.FLOATING), check(scope=Scope.SAMPLED, rigour=Rigour.EXACT)
    assert strongest([narrow, wide]) is wide
    weak = check(scope=Scope.SAMPLED, rigour=Rigour.FLOATING)
    assert strongest([weak, narrow]) is narrow


def test_what_is_not_shown_follows_from_the_strongest_check_that_supports():
    assert not_shown(Finding.HOLDS, [SUPPORTED]) == []
    assert "exactness" in not_shown(Finding.HOLDS, [check(rigour=Rigour.FLOATING)])[-1]
    assert "the law's words" in not_shown(Finding.HOLDS, [check(kind="law", scope=Scope.SAMPLED)])[-1]
    assert "formulas" in not_shown(Finding.HOLDS, [check(kind="smt")])[-1]
    assert not_shown(Finding.FAILS, [REFUTED]) == ["how often it fails: a single counterexample was asked for"]
    assert not_shown(Finding.UNDECIDED, [check(outcome=Outcome.UNDECIDED)]) == ["that it holds, or that it fails"]
    for scope in Scope:
        assert bool(not_shown(Finding.HOLDS, [check(scope=scope)])) is (scope is not Scope.ALL_SIZES)

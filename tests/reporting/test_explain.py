"""What a person is told follows from the record and from nothing else."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest

from tests.reporting.records import CAUGHT, WITNESS, check, claim, control, hunt
from verify.claims.evidence import Finding, HuntOutcome, MechanismEvidence, Outcome, Role, Scope, StratumHunted, Verdict
from verify.claims.finding import strongest
from verify.reporting.explain import faults, refutation, standing, strength, strength_text, witness_line, witnesses
from verify.reporting.hunts import hunt_line
from verify.reporting.sheet import evidence_lines, laid_out
from verify.rigour import Rigour


def test_the_strength_is_that_of_the_check_which_the_rule_of_findings_calls_strongest() -> None:
    checks = [check(scope=scope, rigour=rigour, outcome=Outcome.SUPPORTED) for scope, rigour in itertools.product(Scope, Rigour)]
    for pair in itertools.combinations(checks, 2):
        best = strongest(pair)
        assert strength(claim(finding=Finding.HOLDS, checks=list(pair))) == (best.scope, best.rigour)


def test_one_witness_refutes_as_well_as_many() -> None:
    wide = check(scope=Scope.ALL_SIZES, rigour=Rigour.CERTIFIED, outcome=Outcome.REFUTED)
    exact = check(scope=Scope.NAMED_INSTANCES, rigour=Rigour.EXACT, outcome=Outcome.REFUTED)
    again = check(scope=Scope.SAMPLED, rigour=Rigour.EXACT, outcome=Outcome.REFUTED)
    assert strength(claim(finding=Finding.FAILS, checks=[wide, exact, again])) == (Scope.NAMED_INSTANCES, Rigour.EXACT)


def test_a_check_that_does_not_support_the_finding_lends_it_no_strength() -> None:
    undecided = check(outcome=Outcome.UNDECIDED, scope=Scope.ALL_SIZES)
    assert strength_text(claim(checks=[undecided, check()])) == "sampled, exact"
    assert strength_text(claim(finding=Finding.UNDECIDED, checks=[undecided])) == "none"
    assert strength_text(claim(finding=Finding.FAILS, checks=[check()])) == "none"
    assert strength_text(None) == "not run"


@pytest.mark.parametrize("outcome", [outcome for outcome in Outcome if outcome not in (Outcome.SUPPORTED, Outcome.REFUTED)])
def test_every_outcome_that_is_no_answer_is_named_with_its_check_and_reason(outcome: Outcome) -> None:
    faulty = claim(checks=[check(name="smt", outcome=outcome, reason="so it went"), check()])
    assert list(faults(faulty)) == [f"check 'smt' is {outcome}: so it went"]


def test_a_green_claim_has_no_fault_and_one_that_disagrees_has_its_reason_said_once() -> None:
    assert list(faults(claim())) == []
    reason = "recorded holds, found undecided: check 'sampled' is vacuous: none of 9 instances meets the hypotheses"
    vacuous = check(outcome=Outcome.VACUOUS, reason="none of 9 instances meets the hypotheses")
    assert list(faults(claim(verdict=Verdict.HOLDS, agrees=False, reason=reason, checks=[vacuous]))) == [reason]


@pytest.mark.parametrize(("role", "duty"), [(Role.REJECTS, "must fall"), (Role.ACCEPTS, "must stand")])
def test_a_control_that_did_not_behave_is_named_with_its_duty(role: Role, duty: str) -> None:
    odd = control(name="the odd one", role=role, outcome=Outcome.UNDECIDED, behaved=False, reason="too hard")
    (line,) = faults(claim(checks=[check(controls=[odd])]))
    assert line == f"check 'sampled': 'the odd one' {duty}, and is undecided: too hard"


def test_the_witness_of_a_refutation_is_the_first_of_the_most_rigorous() -> None:
    floating, first, second = ({**WITNESS, "variant": name} for name in ("floating", "first", "second"))
    checks = [
        check(outcome=Outcome.REFUTED, rigour=Rigour.FLOATING, witness=floating),
        check(outcome=Outcome.REFUTED, scope=Scope.NAMED_INSTANCES, witness=first),
        check(outcome=Outcome.REFUTED, scope=Scope.GENERIC, witness=second),
        check(outcome=Outcome.REFUTED, scope=Scope.ALL_SIZES, witness=None),
    ]
    refuted = claim(finding=Finding.FAILS, checks=checks)
    assert refutation(refuted) == first
    assert refutation(claim()) is None
    assert [witness["variant"] for _, witness in witnesses(refuted)][:3] == ["floating", "first", "second"]
    assert len(list(witnesses(refuted))) == 7


def test_a_witness_at_a_glance_shows_the_values_first_and_is_shortened_visibly() -> None:
    assert witness_line(WITNESS) == "rank(Hess L) = 1, rank(J) = 0; at theta=[1/3,0]"
    assert witness_line(WITNESS, 20) == "rank(Hess L) = 1, r…"
    assert witness_line({}) == ""


def test_a_witness_on_the_page_is_the_witness() -> None:
    wide = {**WITNESS, "instance": {"jacobian": [[str(i * j) for i in range(20)] for j in range(20)], "name": "…"}}
    assert json.loads(laid_out(wide)) == wide
    page = "\n".join(evidence_lines(claim(checks=[check(outcome=Outcome.REFUTED, witness=wide, controls=[])]), 1, "today"))
    assert json.loads(page[page.index("{") :]) == wide


def test_evidence_about_another_revision_says_so() -> None:
    assert "this run was about revision 1" in "\n".join(evidence_lines(claim(), 2, "today"))
    assert "this run was about" not in "\n".join(evidence_lines(claim(checks=[check(controls=[])]), 1, "today"))


def test_a_survivor_lends_no_strength_and_a_refutation_against_the_record_disagrees() -> None:
    survived = claim(hunts=[hunt()])
    assert (standing(survived), strength(survived), list(faults(survived))) == ("holds", strength(claim()), [])
    refuted = claim(hunts=[hunt(), hunt(seed=1, outcome=HuntOutcome.REFUTED, witness=CAUGHT)])
    assert (standing(refuted), strength(refuted)) == ("disagrees", strength(claim()))
    assert list(faults(refuted)) == [hunt_line(refuted.hunts[1])]
    assert "DISAGREES" in "\n".join(evidence_lines(refuted, 1, "today"))
    as_it_must = claim(hunts=[hunt(false=True, role=Role.REJECTS, outcome=HuntOutcome.REFUTED, witness=CAUGHT)])
    assert (standing(as_it_must), list(faults(as_it_must))) == ("holds", [])


def test_witnesses_of_hunts_come_last_and_only_where_those_of_controls_are_wanted() -> None:
    mechanisms = [MechanismEvidence(CAUGHT | {"variant": name}, None) for name in ("first", "second")]
    hunted = claim(
        hunts=[hunt(outcome=HuntOutcome.REFUTED, witness=CAUGHT, mechanisms=mechanisms), hunt(witness=CAUGHT | {"variant": "w"})]
    )
    assert [witness["variant"] for _, witness in witnesses(hunted)][-3:] == ["first", "second", "w"]
    assert list(witnesses(hunted, of_controls=False)) == list(witnesses(claim(), of_controls=False))


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({}, "hunted blind: 3000 instances in 2 strata, 1500 within the hypotheses, none refutes (seed 0)"),
        ({"undecided": 3}, "none refutes, 3 could not be decided"),
        ({"outcome": HuntOutcome.REFUTED}, "hunted blind: refuted after 3000 instances in 2 strata, AGAINST what is recorded (seed 0)"),
        (
            {"outcome": HuntOutcome.REFUTED, "false": True, "role": Role.REJECTS, "variant": "x"},
            "hunted blind, false variant 'x': refuted after 3000 instances in 2 strata (seed 0)",
        ),
        ({"outcome": HuntOutcome.REFUTED, "false": None, "dropped": "H = I"}, "hunted blind, without 'H = I': refuted after"),
        ({"role": Role.ACCEPTS, "variant": "y"}, "hunted blind, amendment 'y': 3000 instances"),
        (
            {
                "outcome": HuntOutcome.REFUTED,
                "false": True,
                "mechanisms": [MechanismEvidence(CAUGHT, "S = 0"), MechanismEvidence(CAUGHT, None)],
            },
            "mechanisms excluded by S = 0, no named property",
        ),
        (
            {"outcome": HuntOutcome.NOTHING_LEARNED, "coverage": {"maps": StratumHunted(9, 0, 0, 0)}},
            "nothing learned, none of 9 instances in 1 stratum met the hypotheses",
        ),
        (
            {"outcome": HuntOutcome.CRASHED, "reason": "its process died", "coverage": {}},
            "hunted blind: crashed: its process died (seed 0)",
        ),
    ],
)
def test_a_hunt_is_told_in_a_line(changes: dict[str, Any], line: str) -> None:
    assert line in hunt_line(hunt(**changes))

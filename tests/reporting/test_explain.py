"""What a person is told follows from the record and from nothing else."""

from __future__ import annotations

import itertools
import json

import pytest

from tests.reporting.records import WITNESS, check, claim, control
from verify.claims.evidence import Finding, Outcome, Role, Scope, Verdict
from verify.claims.finding import strongest
from verify.reporting.explain import faults, refutation, strength, strength_text, witness_line, witnesses
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
    assert "revision 1" in "\n".join(evidence_lines(claim(), 2, "today"))
    assert "revision" not in "\n".join(evidence_lines(claim(checks=[check(controls=[])]), 1, "today"))

"""Every case of the library is told lies, one at a time, and each one turns it red with a message that says which it is."""

from __future__ import annotations

import copy
import dataclasses
import functools

from verify.claims.case import Case
from verify.claims.catalogue import load
from verify.claims.evidence import ClaimEvidence, Verdict
from verify.claims.folders import library_folder
from verify.claims.settle import settle
from verify.statements.conclusions import Comparison

SEED = 0


@functools.cache
def library() -> dict[str, Case]:
    return {identifier: loaded.case for identifier, loaded in load([library_folder()]).cases.items()}


def pytest_generate_tests(metafunc):
    if "identifier" in metafunc.fixturenames:
        metafunc.parametrize("identifier", sorted(library()))


def planted(case: Case, **changes: object) -> Case:
    """The case with parts exchanged, past the validation that would refuse some of these lies at once."""
    liar = copy.copy(case)
    for name, value in changes.items():
        object.__setattr__(liar, name, value)
    return liar


def with_verdict(case: Case, verdict: Verdict) -> Case:
    claim = copy.copy(case.claim)
    object.__setattr__(claim, "verdict", verdict)
    return planted(case, claim=claim)


def red(case: Case) -> ClaimEvidence:
    evidence = settle(case, SEED)
    assert not evidence.agrees, evidence
    return evidence


def emptied(statement):
    return dataclasses.replace(statement, about=())


def test_a_flipped_verdict_is_named(identifier):
    case = library()[identifier]
    lie = Verdict.HOLDS if case.claim.verdict is Verdict.FAILS else Verdict.FAILS
    evidence = red(with_verdict(case, lie))
    found = settle(case, SEED).finding if case.claim.verdict is Verdict.OPEN else case.claim.verdict
    assert evidence.reason.startswith(f"recorded {lie}, found {found}")


def test_a_control_of_the_opposite_truth_is_named(identifier):
    case = library()[identifier]
    true = case.statement if case.claim.verdict is not Verdict.FAILS else None
    if true is not None:
        evidence = red(planted(case, rejects=(dataclasses.replace(true, name="planted control"),)))
        assert "toothless" in evidence.reason
    else:
        evidence = red(planted(case, accepts=(dataclasses.replace(case.statement, name="planted control"),)))
        assert "unsound" in evidence.reason
    assert "planted control" in evidence.reason


def test_emptied_strata_are_named(identifier):
    case = library()[identifier]
    evidence = red(
        planted(
            case,
            statement=emptied(case.statement),
            rejects=tuple(map(emptied, case.rejects)),
            accepts=tuple(map(emptied, case.accepts)),
            checks=tuple(dataclasses.replace(check, over=()) for check in case.checks),
        )
    )
    assert "vacuous" in evidence.reason


def test_a_wrong_sign_is_caught(identifier):
    case = library()[identifier]
    true = case.statement if case.claim.verdict is not Verdict.FAILS else case.accepts[0]
    wrong = true.sign_flipped()
    if wrong is None:
        assert not isinstance(true.then, Comparison) or true.then.right.text == "0", "a formula has a sign to flip"
        return
    if case.claim.verdict is not Verdict.FAILS:
        wrong_case = planted(case, statement=wrong, rejects=())
        evidence = red(with_verdict(wrong_case, Verdict.HOLDS))  # any finding would agree with an open claim
        assert evidence.reason.startswith("recorded holds, found fails"), evidence.reason
        assert any(check.witness for check in evidence.checks)
    else:
        evidence = red(planted(case, accepts=(wrong,)))
        assert "unsound" in evidence.reason
        assert "sign flipped" in evidence.reason

"""What the checks add up to, by rule; nobody types a finding."""

from __future__ import annotations

from collections.abc import Sequence

from verify.claims.evidence import CheckEvidence, Finding, Outcome, Role, Scope, Verdict
from verify.rigour import Rigour

_SPOILS = frozenset({Outcome.TOOTHLESS, Outcome.UNSOUND, Outcome.VACUOUS, Outcome.CRASHED, Outcome.TIMED_OUT})
"""Outcomes that leave a claim undecided whatever its other checks say."""

_ANSWERS = frozenset({Outcome.SUPPORTED, Outcome.REFUTED, Outcome.UNDECIDED})
"""Outcomes of a check that was asked and did what it could."""

CERTAIN = frozenset({Rigour.EXACT, Rigour.CERTIFIED})
"""Grades of arithmetic in which a refutation counts, and which give the same outcome on every machine."""

_WIDEST_FIRST = list(Scope)
_STRONGEST_FIRST = list(Rigour)


def finding(checks: Sequence[CheckEvidence], amendments: Sequence[str]) -> tuple[Finding, str]:
    """Fails if a check refutes with an exact or certified witness; holds if one supports, every control behaved and none refutes.

    Where only experiments support, it is measured: a frequency with an interval is no proof.

    Returns
    -------
    finding : Finding
    why : str
        The deciding check, or what stands in the way.
    """
    spoiled = [check for check in checks if check.outcome in _SPOILS]
    if spoiled:
        return Finding.UNDECIDED, "; ".join(f"check {check.name!r} is {check.outcome}: {check.reason}" for check in spoiled)
    refuting = [check for check in checks if check.outcome is Outcome.REFUTED]
    certain = [check for check in refuting if check.witness is not None and check.rigour in CERTAIN]
    if certain:
        stood = {control.name for check in checks for control in check.controls if control.role is Role.ACCEPTS and control.behaved}
        missing = [name for name in amendments if name not in stood]
        if missing:
            return Finding.UNDECIDED, f"no check showed that the amendment {missing[0]!r} stands"
        return Finding.FAILS, f"check {certain[0].name!r} refutes it: {certain[0].reason}"
    if refuting:
        return Finding.UNDECIDED, f"check {refuting[0].name!r} refutes it, but without an exact or certified witness"
    supporting = [check for check in checks if check.outcome is Outcome.SUPPORTED]
    if supporting:
        best = strongest(supporting)
        found = Finding.MEASURED if best.scope is Scope.MEASURED else Finding.HOLDS
        return found, f"check {best.name!r} supports it ({best.scope}, {best.rigour})"
    return Finding.UNDECIDED, "; ".join(f"check {check.name!r} is {check.outcome}: {check.reason}" for check in checks)


def strongest(checks: Sequence[CheckEvidence]) -> CheckEvidence:
    """The check with the widest scope; among those, the strongest rigour."""
    return min(checks, key=lambda check: (_WIDEST_FIRST.index(check.scope), _STRONGEST_FIRST.index(check.rigour)))


def agreement(verdict: Verdict, found: Finding, why: str, checks: Sequence[CheckEvidence]) -> tuple[bool, str]:
    """Whether the finding agrees with the recorded verdict, and why.

    Any finding agrees with *open*, unless a check is at fault or none of them got as far as an answer; with *measured* likewise, unless an
    experiment said no.
    """
    if verdict in (Verdict.OPEN, Verdict.MEASURED):
        agrees = not any(check.outcome in _SPOILS for check in checks) and any(check.outcome in _ANSWERS for check in checks)
        if verdict is Verdict.MEASURED:
            agrees = agrees and not any(check.outcome is Outcome.REFUTED for check in checks)
    else:
        agrees = verdict.value == found.value
    return agrees, why if agrees else f"recorded {verdict}, found {found}: {why}"


def not_shown(found: Finding, checks: Sequence[CheckEvidence]) -> list[str]:
    """What a reader might take from the finding and must not, by rule from scope and rigour."""
    if found is Finding.FAILS:
        return ["how often it fails: a single counterexample was asked for"]
    supporting = [check for check in checks if check.outcome is Outcome.SUPPORTED]
    if not supporting:
        return ["that it holds, or that it fails"]
    best = strongest(supporting)
    notes = {
        Scope.ALL_SIZES: [],
        Scope.NAMED_SIZES: ["sizes other than those the checks name"],
        Scope.GENERIC: ["the exceptional set of measure zero"],
        Scope.NAMED_INSTANCES: ["anything beyond the instances named"],
        Scope.MEASURED: ["anything for certain: frequencies with intervals, of runs of the kind described", "why it is so"],
        Scope.SAMPLED: ["sizes beyond those drawn, and instances that the strata do not reach"],
    }[best.scope]
    if best.kind == "law" and best.scope is not Scope.ALL_SIZES:
        given = [equation for certificate in best.certificates for equation in certificate.get("given", ())]
        granted = f", and that {', '.join(given)} can be had there" if given else ""
        words = f"that both sides of the statement are the law's words at every size{granted}"
        notes = [*notes, f"{words}: compared on the exact instances counted"]
    if best.kind == "generic":
        notes = [*notes, "networks and data other than the families named", "certainty: see the probability of error stated by the check"]
    if best.kind == "smt":
        notes = [*notes, "that the solver's formulas are the statement: compared on the exact instances named"]
    if best.rigour is Rigour.FLOATING and best.scope is not Scope.MEASURED:
        notes = [*notes, "exactness: float64 batches found no counterexample, and that is all"]
    return notes

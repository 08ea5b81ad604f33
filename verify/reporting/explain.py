"""What the evidence about a claim says to a person: how strong, why not green, and which witness."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from verify.claims.evidence import CheckEvidence, ClaimEvidence, Finding, Outcome, Role, Scope, Verdict, Witness
from verify.claims.finding import strongest
from verify.reporting.hunts import hunt_line
from verify.rigour import Rigour

_MOST_RIGOROUS_FIRST = list(Rigour)

NO_STRENGTH = "none"
NOT_RUN = "not run"

_SUPPORTING = {Finding.HOLDS: Outcome.SUPPORTED, Finding.MEASURED: Outcome.SUPPORTED, Finding.FAILS: Outcome.REFUTED}


STANDINGS = {
    "disagrees": "disagree",
    "holds": "hold",
    "fails": "fail as stated",
    "open": "open",
    "measured": "measured",
    "undecided": "undecided",
}
"""Where claims stand, the most urgent first, each with what is said of several."""


def agrees(claim: ClaimEvidence) -> bool:
    """Does everything known of a claim agree with what is recorded: what its checks found, and the hunts kept with it?"""
    return claim.agrees and not any(hunt.contradicts for hunt in claim.hunts)


def standing(claim: ClaimEvidence) -> str:
    """Where a claim stands, in a word: ``disagrees``; ``open`` or ``measured``, which no verdict binds; else what was found."""
    if not agrees(claim):
        return "disagrees"
    return claim.verdict.value if claim.verdict in (Verdict.OPEN, Verdict.MEASURED) else claim.finding.value


def strength(claim: ClaimEvidence) -> tuple[Scope, Rigour] | None:
    """Scope and rigour of the strongest check that supports the finding; None if no check does.

    One witness refutes as well as many, so that among refuting checks rigour alone counts, then the author's order.
    """
    outcome = _SUPPORTING.get(claim.finding)
    found = [check for check in claim.checks if check.outcome is outcome]
    if not found:
        return None
    best = min(found, key=_lack_of_rigour) if outcome is Outcome.REFUTED else strongest(found)
    return best.scope, best.rigour


def _lack_of_rigour(check: CheckEvidence) -> int:
    return _MOST_RIGOROUS_FIRST.index(check.rigour)


def strength_text(claim: ClaimEvidence | None) -> str:
    """Scope and rigour in one phrase, or that there is none."""
    if claim is None:
        return NOT_RUN
    return ", ".join(strength(claim) or (NO_STRENGTH,))


def faults(claim: ClaimEvidence) -> Iterator[str]:
    """Why a claim is not green: the reason of the finding, then every other check, control or hunt that is not as it should be."""
    if not claim.agrees:
        yield claim.reason
    yield from (hunt_line(hunt) for hunt in claim.hunts if hunt.contradicts)
    for check in claim.checks:
        if check.outcome not in (Outcome.SUPPORTED, Outcome.REFUTED) and not _said(check, claim.reason):
            yield f"check {check.name!r} is {check.outcome}: {check.reason}"
        for control in check.controls:
            if not control.behaved and repr(control.name) not in check.reason:
                duty = "must fall" if control.role is Role.REJECTS else "must stand"
                yield f"check {check.name!r}: {control.name!r} {duty}, and is {control.outcome}: {control.reason}"


def _said(check: CheckEvidence, reason: str) -> bool:
    return f"check {check.name!r} is" in reason or (bool(check.reason) and check.reason in reason)


def witnesses(claim: ClaimEvidence, *, of_controls: bool = True) -> Iterator[tuple[str, Witness]]:
    """The witnesses of a claim with the name of what each refutes: the claim itself, then the variants that controls ask about, then hunts.

    Without ``of_controls``, those of its own checks alone.
    """
    for check in claim.checks:
        if check.witness:
            yield f"check {check.name!r}", check.witness
    for check in claim.checks if of_controls else ():
        for control in check.controls:
            if control.witness:
                yield f"check {check.name!r}, {control.role} {control.name!r}", control.witness
    for hunt in claim.hunts if of_controls else ():
        for witness in hunt.witnesses:
            yield f"hunted blind, {hunt.variant!r}", witness


def refutation(claim: ClaimEvidence) -> Witness | None:
    """The witness of the most rigorous check that refutes the claim; of several, the one that its author put first."""
    found = [check for check in claim.checks if check.outcome is Outcome.REFUTED and check.witness]
    best = min(found, key=_lack_of_rigour, default=None)
    return best.witness if best else None


def witness_line(witness: Witness, length: int = 160) -> str:
    """A witness at a glance: what it shows, then the instance, shortened to about ``length`` characters."""
    shows = ", ".join(f"{name} = {_compact(value)}" for name, value in witness.get("shows", {}).items())
    line = "; at ".join(part for part in (shows, _instance_text(witness.get("instance", {}))) if part)
    return line if len(line) <= length else f"{line[: length - 1]}…"


def _instance_text(instance: Witness) -> str:
    """An instance in a phrase: its own fields, with what everybody knows already (kinds, defaults) left out."""
    phrases = []
    for name, value in instance.items():
        if name == "model" and isinstance(value, dict) and value.get("kind") == "formulas":
            phrases.append(f"F({', '.join(value['variables'])}) = ({', '.join(value['formulas'])})")
        elif name == "model" and isinstance(value, dict) and value.get("kind") == "network":
            phrases.append(f"network {'-'.join(map(str, value['architecture']['widths']))}, inputs {_compact(value['inputs'])}")
        elif name == "of" and isinstance(value, dict):
            phrases.append(_instance_text(value))
        elif name == "loss" and isinstance(value, dict):
            phrases.append(str(value.get("formula", value.get("kind"))))
        elif name != "kind":
            phrases.append(f"{name}={_compact(value)}")
    return ", ".join(phrases)


def _compact(value: object) -> str:
    """JSON without the quotes that exact numbers carry."""
    return value if isinstance(value, str) else msgspec.json.encode(value).decode().replace('"', "")

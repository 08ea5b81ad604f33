"""Judges what documents state about claims against a report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from verify.claims.evidence import ClaimEvidence, Scope
from verify.claims.nearest import did_you_mean
from verify.reporting.citation import Stated, cannot_be_cited, verdict_text
from verify.reporting.explain import NO_STRENGTH, strength, strength_text
from verify.rigour import Rigour
from verify.writeups.mention import Mention


@dataclass(frozen=True)
class Fault:
    """What is wrong with a citation, and where it stands."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


def faults(file: str, mention: Mention, claims: Mapping[str, ClaimEvidence]) -> Iterator[Fault]:
    """Everything that is wrong with one mention, given the claims of a report by their ids."""
    for reason in _reasons(mention.stated, claims):
        yield Fault(file, mention.line, f"{mention.place}: {reason}" if mention.place else reason)


def _reasons(stated: Stated, claims: Mapping[str, ClaimEvidence]) -> Iterator[str]:
    claim = claims.get(stated.id)
    if claim is None:
        yield f"no claim {stated.id!r} in the report" + (f": {hint}" if (hint := did_you_mean(stated.id, claims)) else "")
        return
    if refused := cannot_be_cited(claim):
        yield refused
    if stated.revision not in (None, str(claim.revision)):
        yield f"claim {claim.id!r} is stale: revision {stated.revision} is cited, the report has revision {claim.revision}"
    elif stated.fingerprint not in (None, claim.fingerprint):
        yield f"claim {claim.id!r} is stale: fingerprint {stated.fingerprint} is cited, the report has {claim.fingerprint or 'none'}"
    if not _same_verdict(stated.verdict, claim):
        yield f"claim {claim.id!r}: the verdict {_words(stated.verdict)!r} is stated, the report has {verdict_text(claim)!r}"
    yield from _overstated(stated, claim)


def _words(text: str | None) -> str:
    return " ".join((text or "").replace("~", " ").split()).lower()


def _same_verdict(stated: str | None, claim: ClaimEvidence) -> bool:
    return stated is None or _words(stated) in (verdict_text(claim), str(claim.verdict))


def _overstated(stated: Stated, claim: ClaimEvidence) -> Iterator[str]:
    """A scope that is wider, or a rigour that is stronger, than the report's."""
    if stated.strength is None or _words(stated.strength) == NO_STRENGTH:
        return
    found = strength(claim)
    for part in (_words(part) for part in stated.strength.split(",")):
        if part not in (*Scope, *Rigour):
            grades = ", ".join((*Scope, *Rigour))
            yield f"claim {claim.id!r}: {part!r} is no strength; there are {grades}"
        elif found is None or any(_stronger(part, grade) for grade in found):
            yield f"claim {claim.id!r} is overstated: {part!r} is stated, the report has {strength_text(claim)!r}"


def _stronger(stated: str, found: StrEnum) -> bool:
    """Does a stated grade come before the one found, on the same axis? Both are listed from the strongest on."""
    order = [str(grade) for grade in type(found)]
    return stated in order and order.index(stated) < order.index(found)

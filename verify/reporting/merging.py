"""Reports put together: what a run or a hunt found, with what was found before and still stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from verify.claims.evidence import ClaimEvidence, HuntEvidence, Ran
from verify.claims.index import content_hash
from verify.reporting.document import Report


@dataclass(frozen=True)
class Merged:
    """A report that holds more than one run, with the ids of the claims kept from earlier ones, and of those left out as stale."""

    report: Report
    kept: list[str]
    stale: list[str]


def merged(report: Report, earlier: Report) -> Merged:
    """The report of a run, with the claims of an earlier report whose case files are what they were, and the hunts of its own.

    A claim that the run settled takes the place of its earlier evidence. Of the others, those are stale whose case file has changed, has
    gone, or could not be loaded by this run, and those of which it is not known from which file they came.
    """
    fresh = {claim.id: claim for claim in report.claims}
    before = {claim.id: claim for claim in earlier.claims}
    faulty = {str(Path(error.file).absolute()) for error in report.load_errors}
    others = [claim for claim in earlier.claims if claim.id not in fresh]
    kept = {claim.id: claim for claim in others if claim.ran and _as_it_was(claim.ran, faulty)}
    fresh = {name: _with_hunts_of(claim, before[name]) if name in before else claim for name, claim in fresh.items()}
    claims = [(fresh | kept)[name] for name in dict.fromkeys([*before, *fresh]) if name in fresh or name in kept]
    selection = replace(
        report.selection,
        folders=list(dict.fromkeys([*report.selection.folders, *(earlier.selection.folders if kept else [])])),
        ids=[claim.id for claim in claims],
    )
    stale = [claim.id for claim in others if claim.id not in kept]
    return Merged(replace(report, claims=claims, selection=selection), list(kept), stale)


def _as_it_was(ran: Ran, faulty: set[str]) -> bool:
    file = Path(ran.file)
    return bool(ran.hash) and str(file.absolute()) not in faulty and content_hash(file) == ran.hash


def _with_hunts_of(claim: ClaimEvidence, earlier: ClaimEvidence) -> ClaimEvidence:
    """The claim with the hunts kept before, if its case file is what it was."""
    same = claim.ran and earlier.ran and claim.ran.hash == earlier.ran.hash
    return replace(claim, hunts=_together(earlier.hunts, claim.hunts)) if same else claim


@dataclass(frozen=True)
class Recorded:
    """A report with hunts put to its claims, and the ids of the claims that it does not have as they stand."""

    report: Report
    recorded: list[str]
    missing: list[str]


def with_hunts(report: Report, hunts: Mapping[str, Sequence[HuntEvidence]], hashes: Mapping[str, str]) -> Recorded:
    """The hunts of claims recorded beside their evidence, where the claim was settled from the very case file that was hunted.

    Parameters
    ----------
    report : Report
    hunts : mapping
        Hunts by the id of their claim; one of the same statement and seed takes the place of an earlier one.
    hashes : mapping
        SHA-256 of the case file by the id of the claim.
    """
    recorded = [claim.id for claim in report.claims if claim.id in hunts and claim.ran and claim.ran.hash == hashes[claim.id]]
    claims = [replace(claim, hunts=_together(claim.hunts, hunts[claim.id])) if claim.id in recorded else claim for claim in report.claims]
    return Recorded(replace(report, claims=claims), recorded, [name for name in hunts if name not in recorded])


def _together(earlier: Sequence[HuntEvidence], found: Sequence[HuntEvidence]) -> list[HuntEvidence]:
    return list({(one.variant, one.statement, one.seed): one for one in (*earlier, *found)}.values())

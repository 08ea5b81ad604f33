"""A job: one claim to settle, as plain JSON in and plain JSON out."""

from __future__ import annotations

import contextlib
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import msgspec

from verify.claims.entries import IndexEntry
from verify.claims.evidence import CheckEvidence, ClaimEvidence, Finding, LoadError, Outcome, Scope
from verify.rigour import Rigour
from verify.running.fault import Fault


@dataclass(frozen=True)
class Job:
    """One claim of one file, with the seed that is its own; ``beside`` names every claim that the index knows of the file."""

    file: str
    id: str
    seed: int
    beside: list[str]
    thorough: bool = False


@dataclass(frozen=True)
class Settled:
    """What comes back from a job: evidence, or why the case could not be loaded; exactly one of the two."""

    evidence: ClaimEvidence | None = None
    load_error: LoadError | None = None


def perform(request: bytes) -> bytes:
    """Load the file of a job and settle its claim, which is what a worker does: a `Job` as JSON in, a `Settled` as JSON out."""
    from verify.claims.catalogue import load_files  # deferred: only the worker needs the number systems and SymPy, the parent just waits
    from verify.claims.settle import settle  # deferred: as above

    job = msgspec.json.decode(request, type=Job)
    library = load_files([Path(job.file)])
    unknown = sorted(set(library.cases) - set(job.beside))
    if unknown:
        reason = f"the index does not know its case {unknown[0]!r}, so nothing of this file was run; delete .verify/index.json"
        settled = Settled(load_error=LoadError(job.file, library.cases[unknown[0]].line, f"{reason}, or write the index beside it anew"))
    elif loaded := library.cases.get(job.id):
        settled = Settled(evidence=settle(loaded.case, job.seed, thorough=job.thorough, source_text=loaded.source_text))
    elif library.errors:
        settled = Settled(load_error=LoadError.of(library.errors[0]))
    else:
        settled = Settled(load_error=LoadError(job.file, 0, f"it no longer has a case {job.id!r}; run the command again"))
    return msgspec.json.encode(settled)


def evidence_of_fault(entry: IndexEntry, seed: int, fault: Fault) -> ClaimEvidence:
    """Evidence that a claim was asked and nothing was learned; it never agrees with any verdict, not even with an open one."""
    advice = "; allow more with --time-limit, or make the check smaller" if fault.outcome is Outcome.TIMED_OUT else ""
    reason = f"{fault.reason}{advice}"
    check = CheckEvidence(
        name="the whole claim",
        kind="run",
        scope=Scope.SAMPLED,
        rigour=Rigour.FLOATING,
        outcome=fault.outcome,
        reason=reason,
        seconds=fault.seconds,
        seed=seed,
    )
    return ClaimEvidence(
        id=entry.id,
        revision=entry.revision,
        title=entry.title,
        topic=entry.topic,
        statement=entry.says,
        given=entry.given,
        source=entry.source,
        verdict=entry.verdict,
        finding=Finding.UNDECIDED,
        agrees=False,
        reason=f"recorded {entry.verdict}, found {Finding.UNDECIDED}: {fault.outcome}: {reason}",
        amended_by=entry.amended_by,
        uses=entry.uses,
        fingerprint="",
        not_shown=entry.not_shown,
        checks=[check],
        pointwise=entry.pointwise,
        contradicts=entry.contradicts,
    )


def answer(job: Job) -> bytes | Fault:
    """Perform a job in this process: no protection against a hang or a dying interpreter."""
    started = time.monotonic()
    try:
        with contextlib.redirect_stdout(sys.stderr):  # as in a child: what a case prints could be taken for a verdict
            return perform(msgspec.json.encode(job))
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001 -- whatever a case raises, an exit too, becomes evidence about that case
        return Fault.of(error, time.monotonic() - started)

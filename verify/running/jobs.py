"""A job: one claim to settle, as plain JSON in and plain JSON out."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

import msgspec

from verify.claims.evidence import CheckEvidence, ClaimEvidence, Finding, Outcome, Scope
from verify.claims.index import IndexEntry
from verify.errors import CaseError
from verify.rigour import Rigour


@dataclass(frozen=True)
class Job:
    """One claim of one file, with the seed that is its own."""

    folders: list[str]
    file: str
    id: str
    seed: int


@dataclass(frozen=True)
class Fault:
    """Why a job left no evidence of its own."""

    outcome: Outcome
    reason: str
    seconds: float = 0.0

    @classmethod
    def of(cls, error: BaseException, seconds: float = 0.0) -> Fault:
        return cls(Outcome.CRASHED, f"{type(error).__name__}: {error}", seconds)


@dataclass(frozen=True)
class LoadError:
    """A case that cannot be loaded, and why."""

    file: str
    line: int
    reason: str

    @classmethod
    def of(cls, error: CaseError) -> LoadError:
        return cls(error.file, error.line, error.reason)

    def __str__(self) -> str:
        return str(CaseError(self.reason, self.file, self.line))


@dataclass(frozen=True)
class Settled:
    """What comes back from a job: evidence, or why the case could not be loaded; exactly one of the two."""

    evidence: ClaimEvidence | None = None
    load_error: LoadError | None = None


def perform(request: bytes) -> bytes:
    """Load the file of a job and settle its claim, which is what a worker does: a `Job` as JSON in, a `Settled` as JSON out."""
    from verify.claims.catalogue import load  # deferred: only the worker needs the number systems and SymPy, the parent just waits
    from verify.claims.settle import settle  # deferred: as above

    job = msgspec.json.decode(request, type=Job)
    library = load([Path(folder) for folder in job.folders], files=[Path(job.file)])
    if loaded := library.cases.get(job.id):
        settled = Settled(evidence=settle(loaded.case, job.seed, source_text=loaded.source_text))
    elif library.errors:
        settled = Settled(load_error=LoadError.of(library.errors[0]))
    else:
        settled = Settled(load_error=LoadError(job.file, 0, f"it no longer has a case {job.id!r}; run the command again"))
    return msgspec.json.encode(settled)


def evidence_of_fault(entry: IndexEntry, seed: int, fault: Fault) -> ClaimEvidence:
    """Evidence that a claim was asked and nothing was learned; it never agrees with any verdict, not even with an open one."""
    check = CheckEvidence(
        name="the whole claim",
        kind="run",
        scope=Scope.SAMPLED,
        rigour=Rigour.FLOATING,
        outcome=fault.outcome,
        reason=fault.reason,
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
        reason=f"recorded {entry.verdict}, found {Finding.UNDECIDED}: {fault.outcome}: {fault.reason}",
        amended_by=entry.amended_by,
        uses=entry.uses,
        fingerprint="",
        not_shown=entry.not_shown,
        checks=[check],
        pointwise=entry.pointwise,
    )


def answer(job: Job) -> bytes | Fault:
    """Perform a job in this process: no protection against a hang or a dying interpreter."""
    started = time.monotonic()
    try:
        return perform(msgspec.json.encode(job))
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a case raises becomes evidence about that case
        return Fault.of(error, time.monotonic() - started)

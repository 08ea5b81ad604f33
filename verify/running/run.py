"""One run: every chosen claim settled, with progress told along the way."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from verify.claims.entries import IndexEntry
from verify.claims.evidence import ClaimEvidence, LoadError
from verify.running.fault import Fault
from verify.running.isolation import in_children
from verify.running.jobs import Job, Settled, answer, evidence_of_fault, perform
from verify.running.seeds import claim_seed


@dataclass(frozen=True)
class Progress:
    """Where a run stands: told after each claim (``latest``), and whenever another claim has been started."""

    done: int
    total: int
    running: list[str]
    latest: ClaimEvidence | None = None


@dataclass(frozen=True)
class Run:
    """The evidence in the order in which the claims were asked for, and the cases that could not be loaded after all."""

    claims: list[ClaimEvidence]
    load_errors: list[LoadError]


def run(
    entries: Sequence[IndexEntry],
    *,
    seed: int = 0,
    thorough: bool = False,
    workers: int | None = None,
    seconds_per_claim: float = 120.0,
    on_progress: Callable[[Progress], None] = lambda _: None,
) -> Run:
    """Settle the claims of ``entries``; never raises for what a case does.

    A claim that hangs beyond ``seconds_per_claim`` or whose process dies is evidence (timed out, crashed) that agrees with no verdict.
    The results do not depend on ``workers`` (default: the number of cores); with 0 all happens in this process, without protection.
    Experiments run at their quick scale, unless ``thorough`` is said.
    """
    jobs = {
        entry.id: Job(str(Path(entry.file).absolute()), entry.id, claim_seed(seed, entry.id), entry.beside, thorough) for entry in entries
    }
    settled: dict[str, Settled] = {}
    now: list[str] = []

    def on_running(ids: list[str]) -> None:
        now[:] = ids
        on_progress(Progress(len(settled), len(jobs), ids))

    by_id = {entry.id: entry for entry in entries}
    for name, result in _answers(jobs, workers, seconds_per_claim, on_running):
        settled[name] = _settled(by_id[name], jobs[name], result)
        on_progress(Progress(len(settled), len(jobs), [other for other in now if other not in settled], settled[name].evidence))
    ordered = [settled[name] for name in jobs]
    return Run([one.evidence for one in ordered if one.evidence], [one.load_error for one in ordered if one.load_error])


def _answers(
    jobs: Mapping[str, Job], workers: int | None, seconds_per_claim: float, on_running: Callable[[list[str]], None]
) -> Iterator[tuple[str, bytes | Fault]]:
    if workers is None:
        workers = os.cpu_count() or 1
    if workers > 0 and jobs:
        requests = {name: msgspec.json.encode(job) for name, job in jobs.items()}
        yield from in_children(perform, requests, workers, seconds_per_claim, on_running)
        return
    for name, job in jobs.items():
        on_running([name])
        yield name, answer(job)


def _settled(entry: IndexEntry, job: Job, result: bytes | Fault) -> Settled:
    """What a job came to; an answer that is no evidence (a NaN became ``null``, say) is a fault of the case."""
    if isinstance(result, bytes):
        try:
            return msgspec.json.decode(result, type=Settled)
        except msgspec.MsgspecError as error:
            result = Fault.of(error)
    return Settled(evidence=evidence_of_fault(entry, job.seed, result))

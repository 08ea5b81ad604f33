"""Hunts as jobs: plain JSON in and out, in children that can be killed, or here."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from verify.claims.case import Case
from verify.claims.catalogue import load_files
from verify.claims.evidence import HuntEvidence, HuntOutcome, Outcome, Role
from verify.errors import InvalidInput
from verify.running.blind import Question, asked, questions
from verify.running.fault import Fault
from verify.running.hunt import Budget, Hunted, hunt
from verify.running.hunt_evidence import evidence_of
from verify.running.isolation import in_children

_PATIENCE, _AT_LEAST = 12, 120.0
"""A child is killed after so many times the seconds of its hunt, and so many seconds more: hunts end by themselves, but a library that
computes for ever in one call does not. Going on after a refutation takes up to sixteen hunts, each with a quarter of the seconds."""


@dataclass(frozen=True)
class HuntJob:
    """One statement of one case to hunt; ``dropped`` is the place of the hypothesis that an ablation leaves out, ``condition`` its text."""

    file: str
    id: str
    variant: str
    statement: str
    false: bool | None
    budget: Budget
    role: Role | None = None
    go_on: bool = False
    dropped: int | None = None
    condition: str = ""

    @property
    def asked(self) -> str:
        """The name of the statement that is hunted."""
        return self.variant if self.dropped is None else f"without {self.condition}"

    @property
    def name(self) -> str:
        return f"{self.id} ({self.asked})"


@dataclass(frozen=True)
class HuntProgress:
    """Where a sequence of hunts stands; ``latest`` is how far the one being done in this process is."""

    done: int
    total: int
    running: list[str]
    latest: Hunted | None = None


OnProgress = Callable[[HuntProgress], None]


def job_of(question: Question, file: Path, budget: Budget, *, go_on: bool = False) -> HuntJob:
    """The job of hunting a question."""
    case, statement = question.case, question.statement
    roles = {one.name: role for role, those in ((Role.REJECTS, case.rejects), (Role.ACCEPTS, case.accepts)) for one in those}
    place, role = str(file.absolute()), roles.get(statement.name)
    return HuntJob(place, case.claim.id, statement.name, statement.text, question.false, budget, role, go_on)


def ablations_of(case: Case, variant: str, file: Path, budget: Budget) -> list[HuntJob]:
    """The jobs of hunting a statement without each of its hypotheses in turn."""
    statement = case.variant(variant)
    return [
        HuntJob(
            str(file.absolute()),
            case.claim.id,
            variant,
            statement.without(condition).text,
            None,
            budget,
            dropped=place,
            condition=condition.text,
        )
        for place, condition in enumerate(statement.given)
    ]


def hunts(jobs: Sequence[HuntJob], workers: int, on_progress: OnProgress = lambda _: None) -> Iterator[HuntEvidence]:
    """What the hunts came to, in the order of the jobs; never raises for what a case does in a child.

    What is found with a number of instances does not depend on ``workers``; with 0 all happens in this process, without protection.
    """
    if workers > 0 and jobs:
        yield from _in_order(_apart(jobs, workers, on_progress))
        return
    for number, job in enumerate(jobs):

        def follow(found: Hunted | None = None, *, number: int = number, job: HuntJob = job) -> None:
            on_progress(HuntProgress(number, len(jobs), [job.name], found))

        follow()
        yield _here(job, follow)


def _in_order(answers: Iterator[tuple[int, HuntEvidence]]) -> Iterator[HuntEvidence]:
    """The answers by their numbers, each as soon as all before it are there."""
    early: dict[int, HuntEvidence] = {}
    number = 0
    for place, answer in answers:
        early[place] = answer
        while number in early:
            yield early.pop(number)
            number += 1


def _apart(jobs: Sequence[HuntJob], workers: int, on_progress: OnProgress) -> Iterator[tuple[int, HuntEvidence]]:
    names = {str(number): job for number, job in enumerate(jobs)}
    requests = {name: msgspec.json.encode(job) for name, job in names.items()}
    seconds = _AT_LEAST + _PATIENCE * max(job.budget.seconds for job in jobs)
    done = 0

    def on_running(running: list[str]) -> None:
        on_progress(HuntProgress(done, len(jobs), [names[name].name for name in running]))

    for name, answer in in_children(perform, requests, workers, seconds, on_running):
        done += 1
        yield int(name), _decoded(names[name], answer)


def _decoded(job: HuntJob, answer: bytes | Fault) -> HuntEvidence:
    """What a child said; an answer that is no evidence (a NaN became ``null``, say) is a fault."""
    if isinstance(answer, bytes):
        try:
            return msgspec.json.decode(answer, type=HuntEvidence)
        except msgspec.MsgspecError as error:
            answer = Fault.of(error)
    return _of_fault(job, answer)


def _here(job: HuntJob, follow: Callable[[Hunted], None]) -> HuntEvidence:
    started = time.monotonic()
    try:
        with contextlib.redirect_stdout(sys.stderr):  # as in a child: what a case prints could be taken for a verdict
            return hunted(job, follow)
    except Exception as error:  # noqa: BLE001 -- whatever a case raises becomes evidence about that case
        return _of_fault(job, Fault.of(error, time.monotonic() - started))


def perform(request: bytes) -> bytes:
    """Load the file of a job and hunt its statement, which is what a worker does."""
    return msgspec.json.encode(hunted(msgspec.json.decode(request, type=HuntJob)))


def hunted(job: HuntJob, on_progress: Callable[[Hunted], None] = lambda _: None) -> HuntEvidence:
    """Do the job in this process."""
    library = load_files([Path(job.file)])
    loaded = library.cases.get(job.id)
    if loaded is None:
        raise InvalidInput(str(library.errors[0]) if library.errors else f"{job.file}: it no longer has a case {job.id!r}")
    case = loaded.case
    statement = case.variant(job.variant)
    signature = {"claim": case.claim.id, "revision": case.claim.revision}
    if job.dropped is not None:
        condition = statement.given[job.dropped]
        found = hunt(statement.without(condition), job.budget, on_progress=on_progress)
        return evidence_of(found, None, job.budget, dropped=condition.text, signature=signature)
    question = next(question for question in questions(case) if question.statement is statement)
    row = asked(question, job.budget, go_on=job.go_on, on_progress=on_progress)
    return evidence_of(row.hunted, row.sharpened, job.budget, false=job.false, role=job.role, signature=signature)


def _of_fault(job: HuntJob, fault: Fault) -> HuntEvidence:
    """Evidence that a hunt was begun and nothing was learned; it is never as recorded."""
    return HuntEvidence(
        variant=job.asked,
        statement=job.statement,
        false=job.false,
        at_most=job.budget.instances,
        within=job.budget.seconds,
        seed=job.budget.seed,
        outcome=HuntOutcome.TIMED_OUT if fault.outcome is Outcome.TIMED_OUT else HuntOutcome.CRASHED,
        reason=fault.reason,
        role=job.role,
        dropped=job.condition,
        seconds=fault.seconds,
    )

"""Hunts give the same whoever does them, in the order in which they were asked for, and one that dies costs itself alone."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from verify.claims.catalogue import load_files
from verify.claims.evidence import HuntEvidence, HuntOutcome
from verify.claims.folders import library_folder
from verify.claims.index import read_index
from verify.claims.replay import replay
from verify.running import hunting
from verify.running.blind import questions
from verify.running.hunt import Budget
from verify.running.hunting import HuntJob, HuntProgress, ablations_of, hunts, job_of

BUDGET = Budget(instances=150, seconds=600.0)

HEAD = '''
"""Ranks of a Jacobian."""

import os
import signal

from verify import HOLDS, Case, Claim, Condition, Proposition, Source, Statement, jacobian, jets, loss_stationary, parameters, rank, sampled
from verify.truth import YES


def dies(at):
    os._exit(3)


def hangs(at):
    signal.signal(signal.SIGALRM, signal.SIG_IGN)
    while True:
        pass


def raises(at):
    return 1 / 0


statement = Statement(about=(jets,), given=(loss_stationary,), then=rank(jacobian).at_most(parameters))
'''
CASE = """
{variable} = Case(
    Claim("{id}", HOLDS, revision=1, topic="rank", title="T", says="S.", source=Source("notes", "line 1")),
    statement,
    rejects=[statement.replace("wrong", {wrong})],
    checks=[sampled()],
)
"""
WRONG = "then=rank(jacobian).at_most(parameters - 1)"


def file_of(folder: Path, *wrong: str) -> Path:
    file = folder / "case.py"
    cases = (CASE.format(variable=f"case_{place}", id=f"claim-{place}", wrong=one) for place, one in enumerate(wrong))
    file.write_text(HEAD + "".join(cases), encoding="utf-8")
    return file


def jobs_of(file: Path, budget: Budget = BUDGET, *, go_on: bool = False) -> list[HuntJob]:
    cases = load_files([file]).cases.values()
    return [job_of(question, file, budget, go_on=go_on) for loaded in cases for question in questions(loaded.case)]


def timeless(found: HuntEvidence) -> HuntEvidence:
    return dataclasses.replace(found, seconds=0.0, survivors=[dataclasses.replace(one, seconds=0.0) for one in found.survivors])


def test_the_same_is_found_in_this_process_and_in_one_or_more_children(tmp_path: Path) -> None:
    names = ("rank-equality-at-minima", "rank-equality-at-perfect-fit", "separable-loss-rank-equality")
    files = {entry.id: Path(entry.file) for entry in read_index([library_folder()], tmp_path).entries}
    library = load_files([files[name] for name in names])
    some = [(one, loaded.file) for name in names for loaded in (library.cases[name],) for one in questions(loaded.case)]
    jobs = [job_of(question, file, BUDGET, go_on=question.false and number < 2) for number, (question, file) in enumerate(some)]
    holds = library.cases[names[1]]
    jobs += ablations_of(holds.case, holds.case.statement.name, holds.file, BUDGET)
    runs = [[timeless(found) for found in hunts(jobs, workers)] for workers in (0, 1, 2)]
    assert runs[0] == runs[1] == runs[2]
    assert [(found.variant, found.role) for found in runs[0]] == [(job.asked, job.role) for job in jobs]
    assert {found.outcome for found in runs[0]} == {HuntOutcome.REFUTED, HuntOutcome.SURVIVED}
    assert any(found.mechanisms for found in runs[0])
    assert any(found.dropped for found in runs[0])
    for found in runs[0]:
        assert all(replay(witness, library).refuted for witness in found.witnesses)


@pytest.mark.parametrize(
    ("deed", "outcome", "reason"),
    [
        ("dies", HuntOutcome.CRASHED, "its process died (exit status 3)"),
        ("hangs", HuntOutcome.TIMED_OUT, "no answer within 4 s"),
        ("raises", HuntOutcome.CRASHED, "'x' cannot be judged: ZeroDivisionError: division by zero"),
    ],
)
def test_a_hunt_that_dies_hangs_or_raises_costs_itself_alone_and_is_never_as_recorded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deed: str, outcome: HuntOutcome, reason: str
) -> None:
    monkeypatch.setattr(hunting, "_AT_LEAST", 4.0)
    monkeypatch.setattr(hunting, "_PATIENCE", 0)
    file = file_of(tmp_path, f'then=Proposition("x", {deed})', WRONG)
    _, bad, _, good = hunts(jobs_of(file), 2)
    assert (bad.outcome, bad.as_recorded, bad.variant) == (outcome, False, "wrong")
    assert reason in bad.reason
    assert (good.outcome, good.as_recorded) == (HuntOutcome.REFUTED, True)
    if deed == "raises":
        assert f"{file}:{HEAD[: HEAD.index('1 / 0')].count(chr(10)) + 1}" in bad.reason
        (_, here, *_) = hunts(jobs_of(file), 0)
        assert timeless(here) == timeless(bad)


@pytest.mark.parametrize("workers", [0, 1])
def test_the_time_of_a_hunt_ends_it_within_an_instance_in_a_child_too(tmp_path: Path, workers: int) -> None:
    endless = file_of(tmp_path, 'then=Proposition("x", lambda at: [0 for _ in iter(int, 1)])')
    (_, found) = hunts(jobs_of(endless, Budget(instances=150, seconds=0.5)), workers)
    assert (found.outcome, found.instances) == (HuntOutcome.NOTHING_LEARNED, 0)
    assert found.seconds < 10


def test_progress_tells_how_many_are_done_and_which_are_under_way(tmp_path: Path) -> None:
    jobs = jobs_of(file_of(tmp_path, WRONG))
    told: list[HuntProgress] = []
    assert len(list(hunts(jobs, 0, told.append))) == 2
    assert (told[0].done, told[0].total, told[0].running) == (0, 2, ["claim-0 (as stated)"])
    assert any(one.latest is not None and one.latest.instances for one in told)
    told.clear()
    assert len(list(hunts(jobs, 2, told.append))) == 2
    assert told[-1] == HuntProgress(2, 2, [])


def test_answers_come_in_the_order_of_the_jobs_whoever_is_first() -> None:
    first, second, third = (HuntEvidence(name, "", None, 1, 1.0, 0, HuntOutcome.SURVIVED) for name in "abc")
    assert list(hunting._in_order(iter([(2, third), (0, first), (1, second)]))) == [first, second, third]


def test_a_hunt_that_refutes_what_is_recorded_as_true_contradicts_it_and_others_do_not() -> None:
    found = HuntEvidence("as stated", "", False, 1, 1.0, 0, HuntOutcome.REFUTED)
    assert (found.contradicts, found.as_recorded) == (True, False)
    for changed, as_recorded in (({"false": True}, True), ({"false": None}, True), ({"outcome": HuntOutcome.SURVIVED}, True)):
        other = dataclasses.replace(found, **changed)
        assert (other.contradicts, other.as_recorded) == (False, as_recorded)
    assert not dataclasses.replace(found, false=True, outcome=HuntOutcome.NOTHING_LEARNED).as_recorded

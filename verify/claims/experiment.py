"""The check that measures: seeded experiments whose frequencies, with exact intervals, answer the statement."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Self

import numpy as np

from verify.claims.check import Asked
from verify.claims.evidence import Outcome, Scope
from verify.claims.witnesses import ask_one
from verify.experiments.frequencies import DECIDES
from verify.experiments.measurements import Arm, Measurement, document
from verify.numbers.floats import Floats
from verify.rigour import Rigour
from verify.statements.instances import Subject
from verify.statements.statement import Statement


@dataclass(frozen=True)
class Experiment:
    """Runs every arm the statement is about, and asks the statement of the table that each of them leaves.

    An answer is yes or no only where the interval at confidence 1 - 10^-6 decides it. Whatever comes out is a frequency with an interval:
    no number of runs makes it a proof, so that it supports a finding *measured* and no other, and refutes nothing for certain.

    Parameters
    ----------
    quick, many : int
        Runs of each setting, at the quick scale and at the thorough one.
    thoroughly : bool
        At the thorough scale?
    over : tuple, optional
        Strata of arms, measured instead of the statement's own.
    """

    quick: int
    many: int
    thoroughly: bool = False
    over: tuple[Any, ...] | None = None
    name: str = "experiment"
    kind: str = "experiment"

    def thorough(self) -> Self:
        """The same experiment with more runs."""
        return replace(self, thoroughly=True)

    def ask(self, question: Statement, seed: int) -> Asked:
        """Supported if every arm within the hypotheses has frequencies that say yes; undecided if the intervals are too wide."""
        count = self.many if self.thoroughly else self.quick
        answers, effective, measured = [], dict[str, int](), []
        for stratum in question.about if self.over is None else self.over:
            effective[stratum.name] = 0
            for subject in stratum:
                found = measurement(subject.value, seed, count)
                answer = ask_one(question, Subject(subject.name, Measured(subject.value, found), Floats()))
                measured.append(found)
                if not bool(answer.effective.is_no):
                    answers.append((subject.name, answer))
                effective[stratum.name] += bool(answer.effective.is_yes)
        outcome, why = _outcome(answers)
        scale = f"{'thorough' if self.thoroughly else 'quick'} scale, {count} runs of each setting"
        supported = sum(bool(answer.supports) for _, answer in answers)
        table = (document(measured),) if measured else ()
        return Asked(outcome, Scope.MEASURED, Rigour.FLOATING, f"{why} ({scale})", len(measured), effective, supported, certificates=table)


@dataclass(frozen=True)
class Measured:
    """An arm and what was measured on it: what the conditions and conclusions of a statement look at."""

    arm: Any
    found: Measurement


@lru_cache(maxsize=64)
def measurement(arm: Arm, seed: int, count: int) -> Measurement:
    """What an arm measures: a function of the arm, the seed and the number of runs, whatever else is asked beside it."""
    return arm.measure(np.random.default_rng(np.random.SeedSequence((seed, zlib.crc32(arm.name.encode())))), count)


def _outcome(answers: list[tuple[str, Any]]) -> tuple[Outcome, str]:
    against = [name for name, answer in answers if bool(answer.refutes)]
    if against:
        return Outcome.REFUTED, f"the frequencies measured say no: {', '.join(against)}"
    undecided = [f"{name}{f' ({answer.note})' if answer.note else ''}" for name, answer in answers if bool(answer.undecided)]
    if undecided:
        return Outcome.UNDECIDED, f"the intervals are too wide to decide: {', '.join(undecided)}"
    if not answers:
        return Outcome.VACUOUS, "no arm of the experiment meets the hypotheses"
    return Outcome.SUPPORTED, f"the frequencies of {len(answers)} arms say yes, each interval at confidence {DECIDES}"


def experiment(*, quick: int, thorough: int, over: tuple[Any, ...] | None = None) -> Experiment:
    """Measure, with so many runs of each setting at the quick scale and at the thorough one."""
    return Experiment(quick, thorough, over=over)

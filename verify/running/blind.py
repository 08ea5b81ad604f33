"""The blind test of the hunt: every statement of a library whose truth is recorded, hunted without the case's own instances."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from verify.claims.case import Case
from verify.claims.evidence import Verdict
from verify.running.hunt import Budget, Hunted, hunt
from verify.running.mechanisms import Sharpened, mechanisms
from verify.statements.statement import Statement
from verify.strata.strata import Stratum


@dataclass(frozen=True)
class Question:
    """A statement of a case, and whether it is known to be false; ``unhunted`` says why it cannot be hunted, if so."""

    case: Case
    statement: Statement
    false: bool
    unhunted: str = ""


@dataclass(frozen=True)
class Row:
    """What the hunt made of one question; ``sharpened`` where it was told to go on after a refutation."""

    question: Question
    hunted: Hunted
    sharpened: Sharpened | None = None

    @property
    def right(self) -> bool:
        """Was it refuted exactly if it is false?"""
        return self.question.false == (self.hunted.caught is not None)


def questions(case: Case) -> Iterator[Question]:
    """The statement of a case, its false variants and its amendments, as far as their truth is recorded."""
    if case.claim.verdict in (Verdict.HOLDS, Verdict.FAILS):
        yield _question(case, case.statement, case.claim.verdict is Verdict.FAILS)
    for statements, false in ((case.rejects, True), (case.accepts, False)):
        yield from (_question(case, statement, false) for statement in statements)


def _question(case: Case, statement: Statement, false: bool) -> Question:
    if not case.claim.pointwise:
        return Question(case, statement, false, "not pointwise: no single point refutes it")
    if not any(isinstance(stratum, Stratum) for stratum in statement.about):
        return Question(case, statement, false, "about named instances only: there is nothing to search")
    return Question(case, statement, false)


def asked(question: Question, budget: Budget, *, go_on: bool = False, on_progress: Callable[[Hunted], None] = lambda _: None) -> Row:
    """Hunt one question; with ``go_on``, look for further mechanisms after a refutation, with a quarter of the budget for each hunt."""
    hunted = hunt(question.statement, budget, on_progress=on_progress)
    less = replace(budget, instances=1 + budget.instances // 4, seconds=budget.seconds / 4)
    further = mechanisms(question.statement, less, on_progress) if go_on and hunted.caught else None
    return Row(question, hunted, further)

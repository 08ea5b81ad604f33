"""Case files whose checks do as they are told, so that the machinery around claims is tested without any mathematics."""

from __future__ import annotations

from pathlib import Path

_HEAD = '''
"""A scripted case."""

import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from verify.claims.case import Case
from verify.claims.check import Asked
from verify.claims.claim import FAILS, HOLDS, OPEN, Claim, Source
from verify.claims.evidence import Outcome, Scope
from verify.rigour import Rigour
from verify.statements.conclusions import Proposition
from verify.statements.statement import Statement
from verify.truth import YES


@dataclass(frozen=True)
class Scripted:
    falls: tuple[str, ...]
    deed: Callable[[], Any] = lambda: None
    name: str = "scripted"
    kind: str = "scripted"
    over: None = None

    def ask(self, question, seed):
        extra = self.deed()
        refuted = question.name in self.falls
        witness = {"variant": question.name, "numbers": "rationals", "instance": {"t": ["1/3", str(seed)]}}
        witness |= {"shows": {"left": "1", "right": "2"}}
        witness |= {"extra": extra} if extra is not None else {}
        outcome = Outcome.REFUTED if refuted else Outcome.SUPPORTED
        counts = {"scripted": 3}
        return Asked(outcome, Scope.NAMED_INSTANCES, Rigour.EXACT, "as told", 3, counts, 1, witness=witness if refuted else None)


def statement(name):
    return Statement(about=(), given=(), then=Proposition("left = right", lambda at: YES), name=name)
'''

_CASE = """
{variable} = Case(
    Claim(
        {id!r}, {verdict}, revision=1, topic={topic!r}, title={title!r}, says="Left is right.", source=Source("notes", "line 1"),
        amended_by={amended_by!r}, uses={uses!r},
    ),
    statement("as stated"),
    rejects=[statement("false variant")] if {verdict} is not FAILS else [],
    accepts=[statement("amendment")] if {verdict} is FAILS else [],
    checks=[Scripted({falls!r}, {deed})],
)
"""


def case(
    id: str,
    verdict: str = "HOLDS",
    *,
    falls: tuple[str, ...] | None = None,
    deed: str = "lambda: None",
    topic: str = "rank",
    title: str = "Left is right",
    amended_by: str | None = None,
    uses: tuple[str, ...] = (),
) -> str:
    """The text of one case: what its check refutes (by default what it should), and what it does before it answers."""
    by_rule = ("as stated",) if verdict == "FAILS" else ("false variant",)
    return _CASE.format(
        variable=id.replace("-", "_"),
        id=id,
        verdict=verdict,
        falls=by_rule if falls is None else falls,
        deed=deed,
        topic=topic,
        title=title,
        amended_by=amended_by,
        uses=uses,
    )


def write(folder: Path, name: str, *cases: str) -> Path:
    """Write a case file."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(_HEAD.lstrip() + "".join(cases), encoding="utf-8")
    return file

"""Why a piece of work left no answer of its own."""

from __future__ import annotations

from dataclasses import dataclass

from verify.claims.evidence import Outcome
from verify.errors import in_one_line_with_place


@dataclass(frozen=True)
class Fault:
    """Why a piece of work left no answer of its own."""

    outcome: Outcome
    reason: str
    seconds: float = 0.0

    @classmethod
    def of(cls, error: BaseException, seconds: float = 0.0) -> Fault:
        return cls(Outcome.CRASHED, in_one_line_with_place(error), seconds)

"""Is each hypothesis needed? It is dropped, and the hunt looks for a counterexample to what is left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from verify.running.hunt import FULL, Budget, Hunted, hunt
from verify.statements.conditions import Condition
from verify.statements.statement import Statement


@dataclass(frozen=True)
class Ablated:
    """One hypothesis, and the hunt against the statement without it."""

    condition: Condition
    hunted: Hunted

    @property
    def needed(self) -> bool:
        """Was a counterexample met? If not, the hypothesis is not shown to be needed, which does not mean that it is not."""
        return self.hunted.caught is not None


def ablation(statement: Statement, budget: Budget = FULL, on_progress: Callable[[Hunted], None] = lambda _: None) -> list[Ablated]:
    """Each hypothesis of a statement dropped in turn, each time with the whole budget."""
    return [Ablated(condition, hunt(statement.without(condition), budget, on_progress=on_progress)) for condition in statement.given]

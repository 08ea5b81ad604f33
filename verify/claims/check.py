"""What a check is: machinery that is asked one question, and then the opposite ones, and reports what it met."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from verify.claims.evidence import Outcome, Scope, Witness
from verify.rigour import Rigour


@dataclass(frozen=True)
class Asked:
    """What the machinery answered to one question.

    ``supported`` counts instances within the hypotheses at which the conclusion held: a false variant counts as rejected only if it
    is refuted *and* was content somewhere, otherwise nothing shows that the machinery can be content with it.
    """

    outcome: Outcome
    scope: Scope
    rigour: Rigour
    reason: str = ""
    instances: int = 0
    effective: dict[str, int] = field(default_factory=dict)
    supported: int = 0
    interval: dict[str, str] | None = None
    witness: Witness | None = None
    certificates: tuple[dict[str, Any], ...] = ()


class Check(Protocol):
    """Machinery that can be asked a statement and its variants.

    ``ask`` never sees whether it is asked the claim or a control; which questions are asked is not for a check to choose. ``over`` is
    where its instances come from (None: the statement's own strata); with an empty ``over`` it must answer vacuous.
    """

    name: str
    kind: str
    over: tuple[Any, ...] | None

    def ask(self, question: Any, seed: int) -> Asked:
        """Answer a question; pure given the seed."""


def at_scale(check: Check, *, thorough: bool) -> Check:
    """The check as it is; at its thorough scale, if that is asked for and it has one."""
    larger: Callable[[], Check] | None = getattr(check, "thorough", None)
    return larger() if thorough and larger is not None else check

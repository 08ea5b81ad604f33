"""What a check is: machinery that is asked one question, and then the opposite ones, and reports what it met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from verify.claims.evidence import Outcome, Role, Scope, Witness
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


@dataclass(frozen=True)
class Control:
    """A question whose answer is known: a false variant that must fall, or an amendment that must stand."""

    name: str
    role: Role
    question: Any


class Check(Protocol):
    """Machinery that can be asked a statement and its variants.

    ``ask`` never sees whether it is asked the claim or a control. ``over`` is where its instances come from (None: the statement's own
    strata); with an empty ``over`` it must answer vacuous.
    """

    name: str
    kind: str
    over: tuple[Any, ...] | None

    def question(self, statement: Any) -> Any:
        """What this check is asked for the claim itself; usually the statement."""

    def controls(self, rejects: Sequence[Any], accepts: Sequence[Any]) -> tuple[Control, ...]:
        """The opposite questions; usually the case's false variants and amendments."""

    def ask(self, question: Any, seed: int) -> Asked:
        """Answer a question; pure given the seed."""


class StatementCheck:
    """The usual questions: the case's statement, and as controls its false variants and its amendments."""

    def question(self, statement: Any) -> Any:
        return statement

    def controls(self, rejects: Sequence[Any], accepts: Sequence[Any]) -> tuple[Control, ...]:
        return tuple(Control(variant.name, Role.REJECTS, variant) for variant in rejects) + tuple(
            Control(variant.name, Role.ACCEPTS, variant) for variant in accepts
        )

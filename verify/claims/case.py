"""A case: a claim, the statement that encodes it, its controls, and the checks that decide it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from verify.claims.check import Check
from verify.claims.claim import FAILS, HOLDS, Claim
from verify.errors import InvalidInput
from verify.statements.statement import Statement


@dataclass(frozen=True)
class Case:
    """One entry of the library.

    Parameters
    ----------
    claim : Claim
    statement : Statement
    checks : sequence of Check
    rejects : sequence of Statement
        False variants, at least one for a claim that ``HOLDS``: every check must refute each of them.
    accepts : sequence of Statement
        Amendments, at least one for a claim that ``FAILS``: no check may refute any of them.

    Raises
    ------
    InvalidInput
        If the case has no check, or none of the controls its verdict calls for.
    """

    claim: Claim
    statement: Statement
    checks: tuple[Check, ...]
    rejects: tuple[Statement, ...] = ()
    accepts: tuple[Statement, ...] = ()

    def __post_init__(self) -> None:
        self._check_kinds()
        if not self.checks:
            raise InvalidInput(f"case {self.claim.id!r} has no checks: name at least one, such as sampled()")
        if self.claim.verdict is FAILS and not self.accepts:
            raise InvalidInput(f"case {self.claim.id!r} fails as stated but accepts no amendment: give accepts=[the sharp statement]")
        if self.claim.verdict is not FAILS and not self.rejects:
            kind = "holds" if self.claim.verdict is HOLDS else f"is {self.claim.verdict}"
            raise InvalidInput(f"case {self.claim.id!r} {kind} but has no control: give rejects=[a false variant]")
        names = [variant.name for variant in (self.statement, *self.rejects, *self.accepts)]
        if len(set(names)) < len(names):
            raise InvalidInput(f"case {self.claim.id!r}: two of its statements have the same name: {names}; name variants apart")

    def _check_kinds(self) -> None:
        """Each part is what it should be; an author's slip is named with its cure."""
        for name in ("checks", "rejects", "accepts"):
            members: Any = getattr(self, name)
            if not isinstance(members, list | tuple):
                raise InvalidInput(f"case {self.claim.id!r}: {name} must be a list, got a {type(members).__name__}; write {name}=[...]")
            object.__setattr__(self, name, tuple(members))
        for check in self.checks:
            if not hasattr(check, "ask") or isinstance(check, type):
                what = getattr(check, "__name__", repr(check))
                raise InvalidInput(f"case {self.claim.id!r}: {what} is no check; is a pair of parentheses missing?")
        for variant in (self.statement, *self.rejects, *self.accepts):
            if not isinstance(variant, Statement):
                raise InvalidInput(f"case {self.claim.id!r}: a Statement is expected, got {variant!r}")

    def variant(self, name: str) -> Statement:
        """The statement, false variant or amendment of that name."""
        for statement in (self.statement, *self.rejects, *self.accepts):
            if statement.name == name:
                return statement
        known = [variant.name for variant in (self.statement, *self.rejects, *self.accepts)]
        raise InvalidInput(f"case {self.claim.id!r} has no variant {name!r}; it has {known}")

"""The record of a claim: what is said, by whom, and what its author recorded as the verdict."""

from __future__ import annotations

import re
from dataclasses import dataclass

from verify.claims.evidence import Verdict
from verify.displays import Displayed
from verify.errors import InvalidInput

HOLDS, FAILS, OPEN, MEASURED = Verdict.HOLDS, Verdict.FAILS, Verdict.OPEN, Verdict.MEASURED

KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""What an id looks like."""


@dataclass(frozen=True)
class Source:
    """Where a claim is made: a document of ``references.bib`` (or a short name) and a locator in it."""

    document: str
    locator: str

    def __str__(self) -> str:
        return f"{self.document}, {self.locator}"


@dataclass(frozen=True)
class Claim(Displayed):
    """A claim under a permanent id.

    Parameters
    ----------
    id : str
        Permanent, short, kebab-case, says the claim.
    verdict : Verdict
        ``HOLDS``, ``FAILS``, ``OPEN`` (any finding is welcome) or ``MEASURED``.
    revision : int
        Raised whenever the statement changes.
    topic : str
        One word to filter by.
    title : str
        One line.
    says : str
        The claim restated in your own words; LaTeX between dollar signs.
    source : Source
    amended_by : str, optional
        Id of the sharp form; required where the verdict is ``FAILS``.
    uses : tuple of str
        Ids of the claims this one rests on.
    contradicts : tuple of str
        Ids of the claims that cannot hold if this one does.
    not_shown : tuple of str
        What a reader might think is shown and is not; the engine adds what follows from the checks' scope.
    pointwise : bool
        False for a statement about sets, volumes or limits, which no single instance decides.
    withdrawn : str
        Why the claim must no longer be cited; it stays in the library under its id.
    """

    id: str
    verdict: Verdict
    revision: int
    topic: str
    title: str
    says: str
    source: Source
    amended_by: str | None = None
    uses: tuple[str, ...] = ()
    contradicts: tuple[str, ...] = ()
    not_shown: tuple[str, ...] = ()
    pointwise: bool = True
    withdrawn: str = ""

    def __post_init__(self) -> None:
        for name, kind in _KINDS.items():
            if not isinstance(getattr(self, name), kind):
                raise InvalidInput(f"claim {self.id!r}: {name} must be a {kind.__name__}, got {getattr(self, name)!r}")
        if not KEBAB.fullmatch(self.id):
            raise InvalidInput(f"claim id {self.id!r} is not kebab-case (small letters, digits, single hyphens)")
        if self.revision < 1:
            raise InvalidInput(f"claim {self.id!r}: revision is {self.revision}, counted from 1")
        if self.verdict is FAILS and not self.amended_by:
            raise InvalidInput(f"claim {self.id!r} fails as stated and names no amendment: set amended_by to the id of its sharp form")
        for name in ("uses", "contradicts", "not_shown"):
            value = getattr(self, name)
            if not isinstance(value, tuple) or not all(isinstance(member, str) for member in value):
                raise InvalidInput(f"claim {self.id!r}: {name} must be a tuple of texts, got {value!r}")
        for name in ("uses", "contradicts"):
            if self.id in getattr(self, name):
                raise InvalidInput(f"claim {self.id!r} {name} itself")


_KINDS = {
    "id": str,
    "verdict": Verdict,
    "revision": int,
    "topic": str,
    "title": str,
    "says": str,
    "source": Source,
    "pointwise": bool,
    "withdrawn": str,
}

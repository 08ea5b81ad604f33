"""What is known of a case without running any of its code: plain text, read from an index."""

from __future__ import annotations

from dataclasses import dataclass, field

from verify.claims.evidence import Verdict
from verify.displays import Displayed


@dataclass(frozen=True)
class Words:
    """A statement in words: the names of its strata, and its text with its hypotheses."""

    about: list[str]
    statement: str


@dataclass(frozen=True)
class IndexEntry(Displayed):
    """One case, as far as it can be shown without running any of its code again; everything is plain text.

    ``file``, its ``hash`` and ``beside``, the ids of all its cases, are filled in when an index is read.
    """

    id: str
    revision: int
    title: str
    topic: str
    verdict: Verdict
    says: str
    about: list[str]
    statement: str
    given: list[str]
    source: str
    checks: list[str]
    rejects: list[str]
    accepts: list[str]
    amended_by: str | None
    uses: list[str]
    contradicts: list[str]
    rejected: list[Words]
    not_shown: list[str]
    pointwise: bool
    line: int
    file: str = ""
    hash: str = ""
    beside: list[str] = field(default_factory=list)

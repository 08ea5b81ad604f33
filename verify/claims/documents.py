"""What the documents claim, one entry a claim: which case settles it, or why none does."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from enum import StrEnum
from pathlib import Path

import msgspec

from verify.errors import InvalidInput

CLAIMS = "claims.toml"


class NoCase(StrEnum):
    """Why a claim of a document has no case."""

    OPINION = "opinion"
    EMPIRICAL = "empirical"
    NOT_WELL_POSED = "not well posed"
    DEFINITION = "definition"


class DocumentClaim(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A claim as a document makes it.

    Parameters
    ----------
    document : str
        Its key in ``references.bib``.
    locator : str
        Where it stands there: a section, a claim, a footnote, a comment.
    says : str
        The claim in other words.
    cases : list of str
        Ids of the cases that settle it: as stated first, then the sharp forms.
    reason : NoCase, optional
        Given exactly where there are no cases; ``why`` says it in a sentence.
    """

    document: str
    locator: str
    says: str
    cases: list[str] = []
    reason: NoCase | None = None
    why: str = ""


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    claim: list[DocumentClaim]


def read_claims(path: Path) -> list[DocumentClaim]:
    """The claims that a list such as ``cases/claims.toml`` holds.

    Raises
    ------
    InvalidInput
        If the file cannot be read, or an entry has neither cases nor a reason, or both.
    """
    try:
        found = msgspec.toml.decode(path.read_bytes(), type=_File).claim
    except (OSError, ValueError) as fault:
        raise InvalidInput(f"{path}: {fault}") from fault
    for place, claim in enumerate(found, start=1):
        if bool(claim.cases) == bool(claim.reason) or bool(claim.reason) != bool(claim.why.strip()):
            what = f"{path}: claim {place} ({claim.document}, {claim.locator})"
            raise InvalidInput(f"{what} must have either cases, or a reason ({', '.join(NoCase)}) with a sentence why")
    return found


def faults(claims: Collection[DocumentClaim], known: Collection[str], documents: Collection[str]) -> Iterator[str]:
    """Where a list and the library do not fit: an unknown case or document, a case that no claim names, an entry that stands twice."""
    seen = set()
    for claim in claims:
        where = f"{claim.document}, {claim.locator}"
        if claim.document not in documents:
            yield f"{where}: no document {claim.document!r} in references.bib"
        yield from (f"{where}: no case {name!r}" for name in claim.cases if name not in known)
        if (where, claim.says) in seen:
            yield f"{where}: stands twice: {claim.says}"
        seen.add((where, claim.says))
    named = {name for claim in claims for name in claim.cases}
    yield from (f"case {name!r} belongs to no claim of the list" for name in known if name not in named)

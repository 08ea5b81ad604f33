"""A citation: what it carries, the sentence that carries it in every style, and that sentence read back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from verify.claims.claim import KEBAB
from verify.claims.evidence import ClaimEvidence, Verdict
from verify.claims.nearest import did_you_mean
from verify.errors import InvalidInput
from verify.reporting.document import DISTRIBUTION, Report, ran
from verify.reporting.explain import agrees, faults, strength_text

KEY = "verify:"
"""What the key of a claim in a bibliography begins with."""

_FINGERPRINT = re.compile(r"[0-9a-f]{8,64}")
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+!-]*|not installed")


@dataclass(frozen=True)
class Citation:
    """A result that can be cited: one claim of one report.

    Every field but ``title`` is plain ASCII without any sign that LaTeX, BibTeX, Markdown or JSON would read as markup.
    """

    id: str
    revision: int
    verdict: str
    strength: str
    version: str
    seed: int
    fingerprint: str
    title: str
    on: date | None

    def __post_init__(self) -> None:
        for name, pattern in (("id", KEBAB), ("fingerprint", _FINGERPRINT), ("version", _VERSION)):
            if not pattern.fullmatch(getattr(self, name)):
                raise InvalidInput(f"the report cannot be cited: {getattr(self, name)!r} is no {name}")

    @property
    def key(self) -> str:
        """The key in a bibliography, which names the revision too."""
        return f"{KEY}{self.id}:r{self.revision}"

    @property
    def sentence(self) -> str:
        """All that the citation carries; the same text in every style."""
        return (
            f"Claim {self.id}, revision {self.revision}: {self.verdict} ({self.strength}); "
            f"{DISTRIBUTION} {self.version}, seed {self.seed}, fingerprint {self.fingerprint}"
        )


@dataclass(frozen=True)
class Stated:
    """What somebody wrote about a claim: its id, and as much of the rest as stands there."""

    id: str
    revision: str | None = None
    verdict: str | None = None
    strength: str | None = None
    version: str | None = None
    seed: str | None = None
    fingerprint: str | None = None

    @property
    def can_be_rerun(self) -> bool:
        """Is there enough to run the same thing again and compare?"""
        return self.seed is not None and self.fingerprint is not None


def verdict_text(claim: ClaimEvidence) -> str:
    """The recorded verdict; what was found as well where the verdict leaves that open."""
    return f"{claim.verdict}, found {claim.finding}" if claim.verdict in (Verdict.OPEN, Verdict.MEASURED) else str(claim.verdict)


def cannot_be_cited(claim: ClaimEvidence) -> str:
    """Why a claim must not be cited; empty if it may be."""
    if claim.withdrawn:
        return f"claim {claim.id!r} is withdrawn: {claim.withdrawn}"
    return "" if agrees(claim) else f"claim {claim.id!r} is not settled as recorded: {next(faults(claim))}"


def cited(report: Report, name: str) -> Citation:
    """The citation of a claim of the report; `InvalidInput` if it is not there, withdrawn, or does not agree with its verdict."""
    by_id = {claim.id: claim for claim in report.claims}
    if name not in by_id:
        hint = did_you_mean(name, by_id)
        raise InvalidInput(f"claim {name!r} is not in the report" + (f": {hint}" if hint else f"; python -m verify run {name} settles it"))
    return citation(report, by_id[name])


def citation(report: Report, claim: ClaimEvidence) -> Citation:
    """The citation of one of the claims of a report; `InvalidInput` if it must not be cited, or has a field that none can have."""
    if reason := cannot_be_cited(claim):
        raise InvalidInput(reason)
    how = ran(report, claim)
    return Citation(
        id=claim.id,
        revision=claim.revision,
        verdict=verdict_text(claim),
        strength=strength_text(claim),
        version=how.version,
        seed=how.seed,
        fingerprint=claim.fingerprint,
        title=claim.title,
        on=_day(how.started),
    )


def _day(started: str) -> date | None:
    try:
        return datetime.fromisoformat(started).date()
    except ValueError:
        return None


_VERDICTS = [str(verdict) for verdict in Verdict]
_GAP = r"[\s~]+"
_ID = r"[A-Za-z0-9][\w-]*"
_SAYS = rf"(?P<verdict>[^();:]{{1,60}}?){_GAP}\((?P<strength>[^()]{{1,80}})\)"
_RERUN = (
    rf"(?:\s*;{_GAP}{DISTRIBUTION}{_GAP}(?P<version>[^,;]{{1,60}}?)\s*,{_GAP}seed{_GAP}(?P<seed>\d+))?"
    rf"\s*[,;]{_GAP}fingerprint{_GAP}(?P<fingerprint>\w+)"
)
_REVISION = rf"\s*,{_GAP}revision{_GAP}(?P<revision>\w+)"
_BARE = rf"(?P<bare>(?:{'|'.join(_VERDICTS)})(?:,{_GAP}found{_GAP}\w+)?\b)"
_SENTENCE = re.compile(rf"\b[Cc]laim{_GAP}(?P<id>{_ID}){_REVISION}(?:\s*:{_GAP}(?:{_SAYS}|{_BARE}))?(?:{_RERUN})?")
_WORDS = re.compile(
    rf"\s*(?P<id>[^\s,]+)(?:{_REVISION})?(?:\s*:{_GAP}(?:{_SAYS}|(?P<bare>[^();:]{{1,60}}?)(?=\s*(?:[,;]|$))))?(?:{_RERUN})?\s*"
)
_KEY = re.compile(rf"{KEY}(?P<id>[^\s,;:\]\[(){{}}<>\"'`]*[^\s,;:\]\[(){{}}<>\"'`.])(?::r(?P<revision>\w+))?")
_PROSE_KEY = re.compile(rf"(?<![\w/:.-])(?P<at>@)?{_KEY.pattern}")


def sentences(text: str) -> Iterator[tuple[int, Stated]]:
    """The citations that stand in plain text, each with its position.

    "Claim such-and-such, revision 2", or "revision 2: holds", alone is taken for a citation only if the name is hyphenated, as nearly all
    ids are.

    Examples
    --------
    >>> [stated.revision for _, stated in sentences("see Claim rank-of-gram-matrix, revision 2, but not Claim 3, revision 4")]
    ['2']
    """
    for match in _SENTENCE.finditer(text):
        fields = match.groupdict()
        bare = fields.pop("bare")  # a verdict without a strength, as in "revision 2: holds."
        stated = Stated(**fields | ({"verdict": bare} if bare else {}))
        if stated.verdict and not stated.fingerprint and stated.verdict.split(",")[0] not in _VERDICTS:
            stated = replace(stated, verdict=None, strength=None)  # "revision 2: see the table (below)"
        if stated.strength or stated.fingerprint or "-" in stated.id:
            yield match.start(), stated


def words(text: str) -> Stated:
    """What the text of a role says: an id, and after it as much of a citation as its author wished to state.

    Examples
    --------
    >>> stated = words("rank-of-gram-matrix, revision 2: holds")
    >>> stated.id, stated.revision, stated.verdict
    ('rank-of-gram-matrix', '2', 'holds')
    """
    match = _WORDS.fullmatch(text)
    if match is None:
        return Stated(" ".join(text.split()))
    fields = match.groupdict()
    bare = fields.pop("bare")
    return Stated(**fields | ({"verdict": bare} if bare else {}))


def key(text: str) -> Stated | None:
    """What a key of a bibliography says; None if it is not the key of a claim.

    Examples
    --------
    >>> key("verify:spheres:r2") == Stated("spheres", "2"), key("knuth1984")
    (True, None)
    """
    if not text.startswith(KEY):
        return None
    match = _KEY.fullmatch(text)
    return Stated(match["id"], match["revision"]) if match else Stated(text.removeprefix(KEY))


def keys(text: str) -> Iterator[tuple[int, Stated]]:
    """Keys of claims that stand in plain text, such as ``[@verify:spheres:r1]``, each with its position.

    Without the revision, and without the sign ``@``, it may be anything.
    """
    for match in _PROSE_KEY.finditer(text):
        if match["revision"] or match["at"]:
            yield match.start(), Stated(match["id"], match["revision"])

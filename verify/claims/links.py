"""The links between claims: what rests on what, what amends what, and which claims cannot hold together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from verify.claims.entries import IndexEntry
from verify.claims.evidence import Verdict


@dataclass(frozen=True)
class Fallen:
    """A claim that falls with another, and the link by which it does; ``depth`` counts the links from the claim asked about."""

    id: str
    because: str
    depth: int


_ALIKE: Mapping[str, int] = {}


def broken_links(known: Mapping[str, IndexEntry], rank: Mapping[str, int] = _ALIKE) -> dict[str, str]:
    """The claims with a broken link and what is wrong: it leads nowhere, back to itself, to what cannot carry it, to a contradiction.

    Of two claims that contradict each other, both are at fault if they have the same ``rank``, else the one of the higher rank: so a
    user's claim is, and not that of the library which was there before.
    """
    rivals = _rivals(known, rank)
    return {name: fault for name, entry in known.items() if (fault := _broken_link(entry, known, rivals))}


def _broken_link(entry: IndexEntry, known: Mapping[str, IndexEntry], rivals: _Rivals) -> str | None:
    links = [*([entry.amended_by] if entry.amended_by else []), *entry.uses, *entry.contradicts]
    for link in links:
        if link not in known:
            return f"claim {entry.id!r} points to {link!r}, and no case that could be loaded has that id"
    if entry.amended_by and known[entry.amended_by].verdict is Verdict.FAILS:
        return f"claim {entry.id!r} is amended by {entry.amended_by!r}, which is itself recorded as failing"
    if entry.id in foundations(entry, known):
        return f"claim {entry.id!r} rests on itself: the claims that it uses lead back to it"
    if entry.verdict is Verdict.HOLDS:
        return _without_ground(entry, known) or _contradiction(entry, rivals)
    return None


def _without_ground(entry: IndexEntry, known: Mapping[str, IndexEntry]) -> str | None:
    failing = next((link for link in entry.uses if known[link].verdict is Verdict.FAILS), None)
    return failing and f"claim {entry.id!r} is recorded as holding and uses {failing!r}, which is recorded as failing"


_Said = tuple[tuple[str, ...], str]
"""A statement in words: its strata, and its text."""


@dataclass(frozen=True)
class _Rivals:
    """Which claims recorded as holding contradict a claim, by its id; which have a statement as a false variant, and which state it."""

    of_claim: Mapping[str, list[str]]
    of_words: Mapping[_Said, list[str]]
    stated: Mapping[_Said, list[str]]
    rank: Mapping[str, int]

    def before(self, one: str, other: str) -> bool:
        return self.rank.get(one, 0) < self.rank.get(other, 0)


def _rivals(known: Mapping[str, IndexEntry], rank: Mapping[str, int]) -> _Rivals:
    of_claim, of_words, stated = defaultdict[str, list[str]](list), defaultdict[_Said, list[str]](list), defaultdict[_Said, list[str]](list)
    for entry in known.values():
        if entry.verdict is not Verdict.HOLDS:
            continue
        for other in entry.contradicts:
            of_claim[other].append(entry.id)
            of_claim[entry.id] += [other] if other in known and known[other].verdict is Verdict.HOLDS else []
        for variant in entry.rejected:
            of_words[tuple(variant.about), variant.statement].append(entry.id)
        stated[tuple(entry.about), entry.statement].append(entry.id)
    return _Rivals(of_claim, of_words, stated, rank)


def _contradiction(entry: IndexEntry, rivals: _Rivals) -> str | None:
    """Another claim recorded as holding with which this one, recorded so too, cannot hold together."""
    for other in rivals.of_claim.get(entry.id, ()):
        if not rivals.before(entry.id, other):
            return f"claims {entry.id!r} and {other!r} contradict each other and are both recorded as holding"
    for other in rivals.of_words.get((tuple(entry.about), entry.statement), ()) if entry.about else ():
        if other != entry.id and not rivals.before(entry.id, other):
            return f"claim {entry.id!r} is recorded as holding, and its very statement is a false variant of {other!r}, which holds too"
    for variant in entry.rejected:
        for other in rivals.stated.get((tuple(variant.about), variant.statement), ()) if variant.about else ():
            if rivals.before(other, entry.id):
                return (
                    f"claim {entry.id!r} is recorded as holding, and its false variant is the very statement of {other!r}, which holds too"
                )
    return None


def foundations(entry: IndexEntry, known: Mapping[str, IndexEntry]) -> set[str]:
    """Ids of all claims that an entry rests on, directly or through others."""
    found: set[str] = set()
    waiting = list(entry.uses)
    while waiting:
        link = waiting.pop()
        if link in known and link not in found:
            found.add(link)
            waiting += known[link].uses
    return found


def impact(fallen: str, known: Mapping[str, IndexEntry]) -> Iterator[Fallen]:
    """What can no longer stand if a claim falls: all that rests on it, nearest first, and what would be left without an amendment.

    A claim is named once, at its smallest depth.
    """
    named, waiting = {fallen}, [(fallen, 0)]
    while waiting:
        link, depth = waiting.pop(0)
        for entry in known.values():
            because = f"uses {link}" if link in entry.uses else f"is amended by {link}" if entry.amended_by == link else ""
            if because and entry.id not in named:
                named.add(entry.id)
                yield Fallen(entry.id, because, depth + 1)
                if link in entry.uses:
                    waiting.append((entry.id, depth + 1))

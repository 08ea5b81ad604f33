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


def broken_links(known: Mapping[str, IndexEntry]) -> dict[str, str]:
    """The claims with a broken link and what is wrong: it leads nowhere, back to itself, to what cannot carry it, to a contradiction."""
    rivals = _rivals(known)
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


@dataclass(frozen=True)
class _Rivals:
    """Which claims recorded as holding contradict a claim, by its id; and which have a statement as a false variant, by its words."""

    of_claim: Mapping[str, list[str]]
    of_words: Mapping[tuple[tuple[str, ...], str], list[str]]


def _rivals(known: Mapping[str, IndexEntry]) -> _Rivals:
    of_claim, of_words = defaultdict[str, list[str]](list), defaultdict[tuple[tuple[str, ...], str], list[str]](list)
    for entry in known.values():
        if entry.verdict is not Verdict.HOLDS:
            continue
        for other in entry.contradicts:
            of_claim[other].append(entry.id)
            of_claim[entry.id] += [other] if other in known and known[other].verdict is Verdict.HOLDS else []
        for variant in entry.rejected:
            of_words[tuple(variant.about), variant.statement].append(entry.id)
    return _Rivals(of_claim, of_words)


def _contradiction(entry: IndexEntry, rivals: _Rivals) -> str | None:
    """Another claim recorded as holding with which this one, recorded so too, cannot hold together."""
    for other in rivals.of_claim.get(entry.id, ()):
        return f"claims {entry.id!r} and {other!r} contradict each other and are both recorded as holding"
    for other in rivals.of_words.get((tuple(entry.about), entry.statement), ()) if entry.about else ():
        if other != entry.id:
            return f"claim {entry.id!r} is recorded as holding, and its very statement is a false variant of {other!r}, which holds too"
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

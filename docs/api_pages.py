"""Writes the reference of the public words, one page a room: what is called, with its docstring, and tables of the words of statements."""

from __future__ import annotations

import inspect
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import verify
from verify.claims.index import write_atomically

ROOMS = {
    "claims": "Claims, cases and checks",
    "statements": "Words of statements",
    "strata": "Where instances come from",
    "maps": "Networks, maps and losses",
    "ranks": "Ranks and certificates",
    "proofs": "Proofs",
    "experiments": "Experiments",
    "numbers": "Number systems and answers",
    "running": "Runs and hunts",
    "reporting": "Reports and citations",
}
BESIDE = {
    "verify.ranks.bounds": ("Bounds",),
    "verify.ranks.certificates": ("certify", "certify_at_rising_precision", "CertifiedRank"),
    "verify.ranks.checker": ("check", "Checked"),
    "verify.ranks.trust": ("float_trust", "FloatTrust"),
    "verify.claims.evidence": ("ClaimEvidence", "CheckEvidence", "ControlEvidence", "Verdict", "Finding", "Outcome", "Scope"),
    "verify.rigour": ("Rigour",),
    "verify.running.hunt": ("hunt", "Hunted", "Budget"),
    "verify.running.mechanisms": ("mechanisms", "Sharpened"),
    "verify.running.ablation": ("ablation",),
    "verify.reporting.document": ("Report", "read_report"),
    "verify.reporting.citation": ("Citation", "cited"),
}
"""Words that are not on the front page of the package, and that the pages of this site speak of."""

Word = tuple[str, str, Any]
"""Its home, its name, and what it is."""


def words() -> dict[str, list[Word]]:
    """The words of each room."""
    found: dict[str, list[Word]] = defaultdict(list)
    for name in verify.__all__:
        if not name.startswith("__"):
            home = verify._HOME_OF[name]
            found[_room(home)].append((home, name, getattr(verify, name)))
    for home, names in BESIDE.items():
        module = __import__(home, fromlist=names)
        found[_room(home)] += [(home, name, getattr(module, name)) for name in names if (home, name) not in _places(found[_room(home)])]
    return found


def _places(found: list[Word]) -> set[tuple[str, str]]:
    return {(home, name) for home, name, _ in found}


def _room(home: str) -> str:
    """The room that a module belongs to; what stands below all rooms is shown with the numbers."""
    name = home.split(".")[1]
    return name if name in ROOMS else "numbers"


def page(title: str, found: list[Word]) -> Iterator[str]:
    """The lines of one page."""
    yield from (title, "=" * len(title), "")
    called = [word for word in found if inspect.isclass(word[2]) or inspect.isroutine(word[2])]
    named = [word for word in found if word not in called]
    for home, name, value in sorted(called, key=lambda word: word[1].lower()):
        yield from (f".. {'autoclass' if inspect.isclass(value) else 'autofunction'}:: {home}.{name}", "")
    yield from _tables(named)


def _tables(named: list[Word]) -> Iterator[str]:
    """The words that are objects, by their kind: each with the text that stands for it in a report."""
    kinds: Mapping[str, list[Word]] = defaultdict(list)
    for word in named:
        kinds[type(word[2]).__name__].append(word)
    for kind, members in sorted(kinds.items()):
        yield from (kind, "-" * len(kind), "", ".. list-table::", "   :header-rows: 1", "   :widths: 30 50 20", "")
        yield from ("   * - Word", "     - Stands for", "     - Home")
        for home, name, value in sorted(members, key=lambda word: word[1].lower()):
            yield from (f"   * - ``{name}``", f"     - {_literal(_text(value))}", f"     - ``{home.removeprefix('verify.')}``")
        yield ""


def _text(value: object) -> str:
    """What an object says of itself."""
    for name in ("text", "description", "name"):
        told = getattr(value, name, None)
        if isinstance(told, str) and told:
            return " ".join(told.split())
    return str(value) if isinstance(value, str) else ""


def _literal(text: str) -> str:
    """A text that reStructuredText prints as it is."""
    return "".join(f"\\{sign}" if sign in "\\*`|_" else sign for sign in text)


def write(folder: Path) -> None:
    """Write the pages that changed, and take away those of rooms that are gone."""
    rooms = words()
    texts = {f"{room}.rst": "\n".join(page(title, rooms[room])) + "\n" for room, title in ROOMS.items() if rooms.get(room)}
    contents = "\n".join(f"   {name.removesuffix('.rst')}" for name in texts)
    intro = "The public words are imported from ``verify`` itself, and loaded when they are first used; others from where they stand."
    texts["index.rst"] = f"Reference\n=========\n\n{intro}\n\n.. toctree::\n   :maxdepth: 1\n\n{contents}\n"
    for name, text in texts.items():
        if not (folder / name).exists() or (folder / name).read_text(encoding="utf-8") != text:
            write_atomically(folder / name, text.encode())
    for file in folder.glob("*.rst"):
        if file.name not in texts:
            file.unlink()

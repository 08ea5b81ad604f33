"""Which figures a claim gets: from its evidence, and never in the way of the report if something in it cannot be drawn."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from verify.claims.evidence import CheckEvidence, ClaimEvidence
from verify.errors import VerifyError
from verify.reporting.page import collapse, landscapes, measurements, spectra
from verify.reporting.page.drawing import Picture
from verify.reporting.page.illustrations import ILLUSTRATIONS

_MOST = 4
"""Figures of one claim."""

_RANK = re.compile(r"rank\((?:[^()]|\([^()]*\))*\)")
_NOT_DRAWN = (VerifyError, ValueError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError, RecursionError)
"""What a witness that was made by another version, or changed by hand, may lead to."""


def figures(claim: ClaimEvidence) -> list[Picture]:
    """The figures of a claim: what was measured, its witnesses, those of its false variants if they show more than a graph, and spectra."""
    found: list[Picture] = []
    for draw in _wanted(claim):
        try:
            found.append(draw())
        except _NOT_DRAWN:
            continue
        if len(found) == _MOST:
            break
    return found


def _wanted(claim: ClaimEvidence) -> Iterator[Callable[[], Picture]]:
    yield from _measured(claim)
    if claim.id in ILLUSTRATIONS:
        yield ILLUSTRATIONS[claim.id]
    own = [(f"Counterexample of the check “{check.name}”", check.witness) for check in claim.checks if check.witness]
    drawing = list(_drawings(own, plane_only=False))
    if not drawing:
        controls = [control for check in claim.checks for control in check.controls]
        false = [(f"Where the false variant “{control.name}” falls", control.witness) for control in controls if control.witness]
        drawing = list(_drawings(false, plane_only=True))[:1]
    yield from drawing
    yield from _spectra(claim)


def _measured(claim: ClaimEvidence) -> Iterator[Callable[[], Picture]]:
    for check in claim.checks:
        for certificate in check.certificates:
            found = measurements.measurement(certificate)
            if found is not None:
                yield partial(measurements.drawn, found)


def _drawings(witnesses: Sequence[tuple[str, Mapping[str, Any]]], *, plane_only: bool) -> Iterator[Callable[[], Picture]]:
    """One drawing for each different instance, captioned with what it is a witness of."""
    seen = set()
    for heading, witness in witnesses:
        key = json.dumps(witness.get("instance"), sort_keys=True)
        if key in seen:
            continue
        seen.add(key)
        if landscapes.drawable(witness, plane_only=plane_only):
            yield partial(_captioned, heading, landscapes.landscape, witness)
        elif collapse.drawable(witness):
            yield partial(_captioned, heading, collapse.collapse, witness)


def _captioned(heading: str, draw: Callable[[Mapping[str, Any]], Picture], witness: Mapping[str, Any]) -> Picture:
    found = draw(witness)
    return replace(found, caption=f"{heading}. {found.caption}")


def _spectra(claim: ClaimEvidence) -> Iterator[Callable[[], Picture]]:
    best: list[spectra.Shown] = []
    for check in claim.checks:
        best = max(best, spectra.spectra(check.certificates, _ranks_shown(check)), key=_size)
    if best:
        yield partial(spectra.drawn, best)


def _ranks_shown(check: CheckEvidence) -> list[str]:
    shows = check.witness.get("shows") if check.witness else None
    return [name for name in shows if _RANK.fullmatch(str(name))] if isinstance(shows, dict) else []


def _size(shown: list[spectra.Shown]) -> int:
    return sum(len(one.values) for one in shown)

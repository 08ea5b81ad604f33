"""Ids that exist, near one that does not."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(name: str, known: Iterable[str]) -> list[str]:
    """At most three known ids that may have been meant, the nearest first.

    Examples
    --------
    >>> nearest("rank-equality-at-minimum", ["rank-equality-at-minima", "spheres"])
    ['rank-equality-at-minima']
    """
    ids = list(known)
    return difflib.get_close_matches(name, ids, n=3, cutoff=0.5) or [other for other in ids if name in other][:3]


def did_you_mean(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """The nearest ids as a question; ``otherwise`` if nothing is near."""
    near = nearest(name, known)
    return f"did you mean {' or '.join(near)}?" if near else otherwise

"""Bridges: a second encoding of a statement must agree with the statement itself on exact instances, on both answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from verify.truth import NO, UNKNOWN, YES, Truth

Instance = TypeVar("Instance")


@dataclass(frozen=True)
class Bridge:
    """What comparing an encoding with a statement came to.

    Parameters
    ----------
    agrees : Truth
        Yes if they agree wherever they were asked, and both answers came up; no if they disagree somewhere; else unknown.
    reason : str
        The outcome in words.
    yes, no : int
        On how many instances both answered so, up to the first disagreement.
    disagreement : object
        The first instance on which they differ, or None.
    """

    agrees: Truth
    reason: str
    yes: int
    no: int
    disagreement: Any = None


def bridge(encoding: Callable[[Instance], Any], statement: Callable[[Instance], Any], instances: Iterable[Instance]) -> Bridge:
    """Compare an encoding with a statement on exact instances.

    Parameters
    ----------
    encoding, statement : callable
        Each answers a `Truth` (or a plain bool) for an instance.
    instances : iterable
        Exact instances; some must come out yes and some no, or nothing was tested.

    Examples
    --------
    >>> bridge(lambda n: n * n > 4, lambda n: n > 2, [1, 3]).agrees.name
    'yes'
    >>> bridge(lambda n: n * n > 4, lambda n: n > 2, [1, 3, -3]).reason
    'on instance -3 the encoding says yes, the statement says no'
    """
    met = {"yes": 0, "no": 0}
    for instance in instances:
        one, other = _answer(encoding(instance)), _answer(statement(instance))
        if "unknown" in (one, other):
            who = "the encoding" if one == "unknown" else "the statement"
            return Bridge(UNKNOWN, f"{who} does not decide instance {instance}, so it is not exact", **met)
        if one != other:
            reason = f"on instance {instance} the encoding says {one}, the statement says {other}"
            return Bridge(NO, reason, **met, disagreement=instance)
        met[one] += 1
    if not all(met.values()):
        missed = " or ".join(answer for answer, count in met.items() if not count)
        return Bridge(UNKNOWN, f"no instance came out {missed}, so agreement there was not tested", **met)
    return Bridge(YES, f"they agree on {met['yes']} instances that come out yes and {met['no']} that come out no", **met)


def _answer(value: Any) -> str:
    return (Truth.of(value) if isinstance(value, bool | np.bool_) else value).name

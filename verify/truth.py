"""Three-valued truth, for one question or for a batch of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from typing import Any, Self

import numpy as np
import numpy.typing as npt

_NO, _UNKNOWN, _YES = -1, 0, 1
_NAMES = {_NO: "no", _UNKNOWN: "unknown", _YES: "yes"}


@dataclass(frozen=True, eq=False)
class Truth:
    """Yes, no or unknown, element-wise over any batch shape (Kleene's strong three-valued logic).

    The states are held as +1, 0, -1, so that ``and`` is the minimum, ``or`` the maximum and ``not`` the sign change. A truth refuses to
    be a Python bool: ``if truth:`` would turn *unknown* into one of the other two. Ask ``truth.is_yes``, ``is_no`` or ``is_unknown``.

    Parameters
    ----------
    state : array of int8
        +1 yes, 0 unknown, -1 no; shape ``()`` for a single question.

    Examples
    --------
    >>> (YES & UNKNOWN).name, (NO & UNKNOWN).name, (~UNKNOWN).name
    ('unknown', 'no', 'unknown')
    """

    state: npt.NDArray[np.int8]

    def __post_init__(self) -> None:
        object.__setattr__(self, "state", np.asarray(self.state, dtype=np.int8))

    @classmethod
    def of(cls, yes: Any, no: Any | None = None) -> Self:
        """Truth from two masks: where ``yes`` holds, where ``no`` holds (default: wherever ``yes`` does not), unknown elsewhere."""
        certain = np.asarray(yes, dtype=bool)
        denied = ~certain if no is None else np.asarray(no, dtype=bool)
        return cls(certain.astype(np.int8) - denied.astype(np.int8))

    def __and__(self, other: Truth) -> Truth:
        return Truth(np.minimum(self.state, other.state))

    def __or__(self, other: Truth) -> Truth:
        return Truth(np.maximum(self.state, other.state))

    def __invert__(self) -> Truth:
        return Truth(-self.state)

    def __getitem__(self, index: Any) -> Truth:
        return Truth(self.state[index])

    def __bool__(self) -> bool:
        raise TypeError("a Truth is yes, no or unknown, never a bool: ask .is_yes, .is_no or .is_unknown")

    def __repr__(self) -> str:
        return f"Truth({self.name})" if self.state.ndim == 0 else f"Truth({self.state.tolist()})"

    @property
    def is_yes(self) -> npt.NDArray[np.bool_]:
        return np.asarray(self.state == _YES)

    @property
    def is_no(self) -> npt.NDArray[np.bool_]:
        return np.asarray(self.state == _NO)

    @property
    def is_unknown(self) -> npt.NDArray[np.bool_]:
        return np.asarray(self.state == _UNKNOWN)

    @property
    def name(self) -> str:
        """``'yes'``, ``'no'`` or ``'unknown'``; for a single question only."""
        return _NAMES[int(self.state)]

    def all(self, axis: int | tuple[int, ...] | None = None) -> Truth:
        """Conjunction along ``axis`` (all axes by default); the empty conjunction is yes."""
        return Truth(self.state.min(axis=axis, initial=_YES))

    def any(self, axis: int | tuple[int, ...] | None = None) -> Truth:
        """Disjunction along ``axis`` (all axes by default); the empty disjunction is no."""
        return Truth(self.state.max(axis=axis, initial=_NO))


YES = Truth(np.asarray(_YES, dtype=np.int8))
NO = Truth(np.asarray(_NO, dtype=np.int8))
UNKNOWN = Truth(np.asarray(_UNKNOWN, dtype=np.int8))


def all_of(truths: Iterable[Truth]) -> Truth:
    """Conjunction of several truths (of one batch shape, or broadcastable); yes if there are none."""
    return reduce(Truth.__and__, truths, YES)

"""What a statement concludes: comparisons of quantities, and propositions in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal, Protocol, Self, cast

import numpy as np

from verify.errors import InvalidInput
from verify.ranks.bounds import Bounds
from verify.truth import Truth

Relation = Literal["=", "<=", ">="]


class Side(Protocol):
    """One side of a comparison: a value of the instance with its text."""

    @property
    def text(self) -> str: ...

    @property
    def of(self) -> Callable[[Any], Any]: ...

    def __neg__(self) -> Self: ...


class Conclusion(Protocol):
    """Something that is yes, no or unknown of an instance, and says itself in words."""

    @property
    def text(self) -> str: ...

    def judge(self, at: Any) -> Truth: ...

    def values(self, at: Any) -> dict[str, Any]:
        """The quantities that decide it, by their text: what a witness shows."""


class Joinable:
    """What all conclusions share: ``&`` joins two of them, and none is ever a Python bool (``and`` would drop the first)."""

    def __and__(self, other: Conclusion) -> Both:
        return Both(cast(Conclusion, self), other)

    def __bool__(self) -> bool:
        raise TypeError("a conclusion is asked of instances, it is no bool: join conclusions with &, not with `and`")


@dataclass(frozen=True)
class Comparison(Joinable):
    """``left = right``, ``left <= right`` or ``left >= right``; arrays can only be equal."""

    left: Side
    relation: Relation
    right: Side

    @property
    def text(self) -> str:
        return f"{self.left.text} {self.relation} {self.right.text}"

    def judge(self, at: Any) -> Truth:
        left, right = self.left.of(at), self.right.of(at)
        if isinstance(left, int | np.integer):
            left = Bounds.exactly(left)
        if isinstance(left, Bounds):
            return {"=": left.equal, "<=": left.at_most, ">=": left.at_least}[self.relation](right)
        if self.relation != "=":
            raise InvalidInput(f"{self.text}: arrays can be equal, not ordered; compare ranks or other bounds")
        return all_zero(at, left - right)

    def values(self, at: Any) -> dict[str, Any]:
        return {side.text: side.of(at) for side in (self.left, self.right)}

    def sign_flipped(self) -> Comparison | None:
        """The same comparison with a wrong sign on its right side, to show that a check notices; None if that side is 0."""
        return None if self.right.text == "0" else replace(self, right=-self.right)


@dataclass(frozen=True)
class Vanishing(Joinable):
    """``side = 0``: every entry of the array is zero.

    A comparison with 0 would have a sign to flip, which changes nothing.
    """

    side: Side

    @property
    def text(self) -> str:
        return f"{self.side.text} = 0"

    def judge(self, at: Any) -> Truth:
        return all_zero(at, self.side.of(at))

    def values(self, at: Any) -> dict[str, Any]:
        return {self.side.text: self.side.of(at)}


@dataclass(frozen=True)
class Proposition(Joinable):
    """A conclusion in words with a function that judges it.

    Parameters
    ----------
    text : str
        What is said of the instance.
    of : callable
        Instance to `Truth`.
    show : callable, optional
        Instance to the named values a witness should display.
    structural : bool
        True if the answer hangs on shapes alone, so that one answer stands for a whole batch.
    """

    text: str
    of: Callable[[Any], Truth]
    show: Callable[[Any], dict[str, Any]] | None = None
    structural: bool = False

    def judge(self, at: Any) -> Truth:
        return self.of(at)

    def values(self, at: Any) -> dict[str, Any]:
        return self.show(at) if self.show else {}


@dataclass(frozen=True)
class Both(Joinable):
    """Two conclusions at once."""

    first: Conclusion
    second: Conclusion

    @property
    def text(self) -> str:
        return f"{self.first.text} and {self.second.text}"

    def judge(self, at: Any) -> Truth:
        return self.first.judge(at) & self.second.judge(at)

    def values(self, at: Any) -> dict[str, Any]:
        return self.first.values(at) | self.second.values(at)

    def sign_flipped(self) -> Both | None:
        """With the sign of its first formula changed; None if neither part is a formula."""
        for name in ("first", "second"):
            flipped = sign_flipped(getattr(self, name))
            if flipped is not None:
                return replace(self, **{name: flipped})
        return None


def sign_flipped(conclusion: Conclusion) -> Conclusion | None:
    """The conclusion with a wrong sign in its formula; None if it is no formula."""
    flip: Callable[[], Conclusion | None] = getattr(conclusion, "sign_flipped", lambda: None)
    return flip()


def all_zero(at: Any, array: Any) -> Truth:
    """Are all entries zero, per instance of the batch?"""
    truth: Truth = at.numbers.zero(array)
    return truth.all(axis=tuple(range(at.batch_axes, truth.state.ndim)))


def is_structural(conclusion: Conclusion) -> bool:
    """May the conclusion answer once for a whole batch? A comparison may, where its sides are counts of a shape."""
    if isinstance(conclusion, Both):
        return is_structural(conclusion.first) and is_structural(conclusion.second)
    return getattr(conclusion, "structural", isinstance(conclusion, Comparison))


def answer(at: Any, text: str, truth: Any, *, structural: bool) -> Truth:
    """What a judge said of an instance or a batch, if it is an answer at all.

    Raises
    ------
    InvalidInput
        If it is no `Truth`, or if one answer is given for a batch of instances by a judge that is not structural.
    """
    if not isinstance(truth, Truth):
        raise InvalidInput(f"{text!r}: its judge must return a Truth, not {type(truth).__name__}; write Truth.of(...)")
    axes = truth.state.ndim
    if axes == at.batch_axes or (axes == 0 and structural):
        return truth
    raise InvalidInput(
        f"{text!r}: its judge gave {axes} axes of answers for {at.batch_axes} axes of instances; reduce over the instance's own axes only, "
        "as in truth.all(axis=-1), or say structural=True if the answer hangs on shapes alone"
    )

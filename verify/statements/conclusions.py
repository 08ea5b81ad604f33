"""What a statement concludes: comparisons of quantities, and propositions in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal, Protocol, Self

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


@dataclass(frozen=True)
class Comparison:
    """``left = right``, ``left <= right`` or ``left >= right``; arrays can only be equal."""

    left: Side
    relation: Relation
    right: Side

    @property
    def text(self) -> str:
        return f"{self.left.text} {self.relation} {self.right.text}"

    def judge(self, at: Any) -> Truth:
        left, right = self.left.of(at), self.right.of(at)
        if isinstance(left, int):
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

    def __and__(self, other: Conclusion) -> Both:
        return Both(self, other)


@dataclass(frozen=True)
class Vanishing:
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

    def __and__(self, other: Conclusion) -> Both:
        return Both(self, other)


@dataclass(frozen=True)
class Proposition:
    """A conclusion in words with a function that judges it.

    Parameters
    ----------
    text : str
        What is said of the instance.
    of : callable
        Instance to `Truth`.
    show : callable, optional
        Instance to the named values a witness should display.
    """

    text: str
    of: Callable[[Any], Truth]
    show: Callable[[Any], dict[str, Any]] | None = None

    def judge(self, at: Any) -> Truth:
        return self.of(at)

    def values(self, at: Any) -> dict[str, Any]:
        return self.show(at) if self.show else {}

    def __and__(self, other: Conclusion) -> Both:
        return Both(self, other)


@dataclass(frozen=True)
class Both:
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

    def __and__(self, other: Conclusion) -> Both:
        return Both(self, other)


def sign_flipped(conclusion: Conclusion) -> Conclusion | None:
    """The conclusion with a wrong sign in its formula; None if it is no formula."""
    flip: Callable[[], Conclusion | None] = getattr(conclusion, "sign_flipped", lambda: None)
    return flip()


def all_zero(at: Any, array: Any) -> Truth:
    """Are all entries zero, per instance of the batch?"""
    truth: Truth = at.numbers.zero(array)
    return truth.all(axis=tuple(range(at.batch_axes, truth.state.ndim)))

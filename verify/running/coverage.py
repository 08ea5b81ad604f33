"""How far a hunt went in one stratum: what it tried, what met the hypotheses, what was content trivially, what came closest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from verify.errors import VerifyError
from verify.ranks.bounds import Bounds
from verify.statements.conclusions import all_zero
from verify.statements.statement import Statement


@dataclass(frozen=True, order=True)
class Miss:
    """How far an instance was from meeting the hypotheses, and the hypothesis that it was farthest from."""

    margin: float = float("inf")
    condition: str = ""

    def __str__(self) -> str:
        return f"{self.margin:.2g} from {self.condition!r}" if self.condition else "no hypothesis has a margin here"


@dataclass
class Coverage:
    """Counts for one stratum; ``effective`` met every hypothesis, ``trivial`` are those among them that show nothing.

    ``exactly`` counts further instances that met them, which floats could not decide: they were picked, so that no bound counts them.

    ``screened`` says that it is drawn in seeded batches, the only ones a confidence bound is quoted for; ``batches`` of them had an
    effective instance. Those are the independent draws: the instances of one batch share their shapes.
    """

    screened: bool
    batches: int = 0
    tried: int = 0
    effective: int = 0
    trivial: int = 0
    exactly: int = 0
    nearest: Miss = Miss()
    doubt: str = ""
    """Why the first instance that could not be asked exactly could not, where that is known."""


def trivial(statement: Statement, at: Any) -> npt.NDArray[np.bool_]:
    """Per instance: is everything that the conclusion compares zero, or, where no hypothesis asks for it, a perfect fit?"""
    with at.numbers.arithmetic():
        try:
            zeros = [_zero(at, value) for value in statement.then.values(at).values()]
        except VerifyError:  # a value that is not known shows more than nothing
            zeros = []
        nothing = np.logical_and.reduce(np.broadcast_arrays(*zeros)) if zeros else np.asarray(False)
        return np.asarray(nothing | _fits(statement, at))


def _zero(at: Any, value: Any) -> npt.NDArray[np.bool_]:
    if isinstance(value, Bounds):
        return np.asarray(value.equal(0).is_yes)
    if isinstance(value, np.ndarray):
        common = at.batch_axes and value.shape[0] != len(at.jacobian)  # the same array for the whole batch
        return at.numbers.zero(value).all().is_yes if common else all_zero(at, value).is_yes
    return np.asarray(False)


def _fits(statement: Statement, at: Any) -> npt.NDArray[np.bool_]:
    if "fit" in statement.demands:
        return np.asarray(False)
    try:
        return all_zero(at, at.loss_gradient).is_yes
    except (AttributeError, VerifyError):  # no loss, or not defined there
        return np.asarray(False)


def nearest_miss(statement: Statement, at: Any) -> Miss:
    """The instance of a batch that is closest to the hypotheses, by its largest margin; conditions without a margin must hold."""
    margin, farthest = np.zeros(()), np.full((), -1)
    for place, condition in enumerate(statement.given):
        if condition.margin is None:
            distance: Any = np.where(condition.judge(at).is_no, np.inf, 0.0)
            if np.isinf(distance).all():  # a later condition may rely on this one
                return Miss()
        else:
            distance = condition.margin(at)
        margin, farthest = _farther(margin, farthest, distance, place)
    if not np.isfinite(margin).any():
        return Miss()
    best = int(np.argmin(margin))
    place = int(np.ravel(farthest)[best])
    return Miss(float(np.ravel(margin)[best]), statement.given[place].text if place >= 0 else "")


def _farther(margin: Any, farthest: Any, distance: Any, place: int) -> tuple[Any, Any]:
    margin, farthest, distance = np.broadcast_arrays(margin, farthest, distance)
    return np.maximum(margin, distance), np.where(distance > margin, place, farthest)

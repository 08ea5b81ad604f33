"""Hypotheses of statements: each can be judged, can say how far an instance is from it, and can be built into instances."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from verify.ranks.forms import positive_definite, positive_semidefinite
from verify.ranks.spaces import project_off_image
from verify.statements.affine import is_affine
from verify.statements.conclusions import Comparison, Conclusion, all_zero, is_structural
from verify.statements.critical import is_critical
from verify.statements.fits import fits_labels, has_no_slope
from verify.statements.global_minima import global_minimum_of_loss
from verify.statements.minima import local_minimum_of_loss
from verify.statements.quantities import behaviours, jacobian, rank
from verify.truth import Truth


@dataclass(frozen=True)
class Condition:
    """A hypothesis with its three faces.

    Parameters
    ----------
    text : str
        The hypothesis in words or symbols.
    judge : callable
        Instance to `Truth` (element-wise for a batch).
    margin : callable, optional
        Instance to the distance from holding, a float per instance; 0 where it holds.
    impose : str, optional
        The demand that builders of instances honour so that it holds by construction; see `verify.strata.demands`.
    structural : bool
        True if the answer hangs on shapes alone, so that one answer stands for a whole batch.
    """

    text: str
    judge: Callable[[Any], Truth]
    margin: Callable[[Any], npt.NDArray[np.float64]] | None = None
    impose: str | None = None
    structural: bool = False


def where(conclusion: Conclusion, *, impose: str | None = None) -> Condition:
    """The hypothesis that a conclusion holds; for a comparison of bounds the margin is the gap left between them."""
    margin = _gap(conclusion) if isinstance(conclusion, Comparison) else None
    return Condition(conclusion.text, conclusion.judge, margin, impose, structural=is_structural(conclusion))


def _gap(comparison: Comparison) -> Callable[[Any], npt.NDArray[np.float64]]:
    def gap(at: Any) -> npt.NDArray[np.float64]:
        left, right = comparison.left.of(at), comparison.right.of(at)
        lower, upper = getattr(left, "lower", left), getattr(right, "upper", right)
        difference = np.asarray(lower - upper, dtype=float)
        distance = (
            np.abs(difference) if comparison.relation == "=" else np.maximum(difference if comparison.relation == "<=" else -difference, 0)
        )
        return distance if distance.ndim <= at.batch_axes else _largest(at, distance)

    return gap


def _largest(at: Any, array: Any) -> npt.NDArray[np.float64]:
    """Largest magnitude of the entries, per instance."""
    magnitudes = np.abs(np.asarray(array, dtype=float))
    return np.asarray(magnitudes.max(axis=tuple(range(at.batch_axes, magnitudes.ndim)), initial=0.0))


def _definite_on_image(at: Any) -> Truth:
    """Is ``v^T H v > 0`` for every nonzero ``v`` in the image ``V`` of ``J``?

    With ``P`` the orthogonal projection onto ``V``, that is so iff ``P H P + (I - P)`` is positive definite; ``J^T H J`` is not consulted.
    """
    identity = at.numbers.array(np.eye(at.loss_hessian.shape[-1], dtype=int))
    off = np.stack([project_off_image(at.numbers, at.jacobian, row) for row in identity], axis=-1)
    onto = identity - off
    return positive_definite(at.numbers, at.numbers.matmul(onto, at.numbers.matmul(at.loss_hessian, onto)) + off)


def _identity(at: Any) -> Truth:
    return all_zero(at, at.loss_hessian - at.numbers.array(np.eye(at.loss_hessian.shape[-1], dtype=int)))


def _diagonal(at: Any) -> Truth:
    off = 1 - np.eye(at.loss_hessian.shape[-1], dtype=int)
    return all_zero(at, at.loss_hessian * at.numbers.array(off))


loss_stationary = Condition(
    "grad l(F(theta)) = 0",
    has_no_slope,
    lambda at: _largest(at, at.loss_gradient),
    impose="fit",
)
perfect_fit = Condition(
    "perfect fit: F(theta) = y and grad l = 0 there",
    lambda at: fits_labels(at) & has_no_slope(at),
    lambda at: _largest(at, at.outputs - at.labels),
    impose="fit",
)
critical_point = Condition(
    "grad L(theta) = 0",
    is_critical,
    lambda at: _largest(at, at.gradient),
    impose="critical",
)
local_minimum = Condition(
    "theta is a local minimum of L",
    local_minimum_of_loss,
    lambda at: _largest(at, at.gradient),
    impose="critical",
)
global_minimum = Condition(
    "theta is a global minimum of L",
    global_minimum_of_loss,
    lambda at: _largest(at, at.gradient),
    impose="critical",
)
loss_curvature_definite = Condition(
    "H is positive definite", lambda at: positive_definite(at.numbers, at.loss_hessian), impose="definite loss"
)
loss_curvature_semidefinite = Condition(
    "H is positive semidefinite", lambda at: positive_semidefinite(at.numbers, at.loss_hessian), impose="semidefinite loss"
)
loss_curvature_definite_on_image = Condition("H is positive definite on Im J", _definite_on_image)
loss_curvature_identity = Condition("H = I", _identity, impose="identity loss")
loss_curvature_diagonal = Condition("H is diagonal", _diagonal, impose="diagonal loss")
independent_gradients = where(rank(jacobian).equals(behaviours))
"""``rank J = m``: the behavioural gradients are linearly independent."""
no_residual_curvature = Condition(
    "S = 0", lambda at: all_zero(at, at.residual_curvature), lambda at: _largest(at, at.residual_curvature), impose="fit"
)
affine = Condition("F is affine", is_affine)

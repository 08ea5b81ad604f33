"""Losses of probabilities or logits: binary cross-entropy, cross-entropy, and cross-entropy of a softmax."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from verify.maps.over_data import OverData, diagonal, sums
from verify.numbers.system import Array, System
from verify.truth import Truth


@dataclass(frozen=True)
class BinaryCrossEntropy(OverData):
    """``l = - sum of y log p + (1 - y) log(1 - p)`` over probabilities ``p`` with labels ``y`` in [0, 1].

    ``grad l = - y/p + (1 - y)/(1 - p)`` and ``H_l = diag(y/p^2 + (1 - y)/(1 - p)^2)``. A hard label (0 or 1) has one term only: the
    other is absent, not 0 times a logarithm. At the fit of an interior label ``H_l = 1/(y (1 - y))``; at that of a hard label the gradient
    is +-1, because the fit lies on the border of the domain.
    """

    def least_at_fit(self, numbers: System, labels: Array) -> Truth:
        """By Gibbs' inequality where every label is in (0, 1). Of a hard label only ``-log p`` is left, which falls beyond ``p = 1``."""
        inside: Truth = numbers.positive(labels) & numbers.positive(numbers.array(1) - labels)
        return Truth(np.maximum(inside.all(axis=-1).state, 0))

    def _value(self, numbers: System, p: Array, y: Array) -> Array:
        one = numbers.array(1)
        return -_times_log(numbers, y, p) - _times_log(numbers, one - y, one - p)

    def _gradient(self, numbers: System, p: Array, y: Array) -> Array:
        one = numbers.array(1)
        return _over(numbers, one - y, one - p, 1) - _over(numbers, y, p, 1)

    def _hessian(self, numbers: System, p: Array, y: Array) -> Array:
        one = numbers.array(1)
        return diagonal(numbers, _over(numbers, y, p, 2) + _over(numbers, one - y, one - p, 2))

    def _defined(self, numbers: System, p: Array, y: Array) -> Truth:
        one = numbers.array(1)
        return _has_logarithm(numbers, y, p) & _has_logarithm(numbers, one - y, one - p)


@dataclass(frozen=True)
class CrossEntropy(OverData):
    """``l = - sum of y log p`` over probability vectors, ``k`` entries for each datum, the sum of which is not imposed.

    ``grad l = - y/p`` and ``H_l = diag(y/p^2)``; a label 0 has no term. Because all ``p`` are free here, the fit ``p = y`` is stationary
    only along the simplex.
    """

    def _value(self, numbers: System, p: Array, y: Array) -> Array:
        return -_times_log(numbers, y, p)

    def _gradient(self, numbers: System, p: Array, y: Array) -> Array:
        return -_over(numbers, y, p, 1)

    def _hessian(self, numbers: System, p: Array, y: Array) -> Array:
        return diagonal(numbers, _over(numbers, y, p, 2))

    def _defined(self, numbers: System, p: Array, y: Array) -> Truth:
        return _has_logarithm(numbers, y, p)


@dataclass(frozen=True)
class SoftmaxCrossEntropy(OverData):
    """Cross-entropy of ``p = softmax(z)`` over logits ``z``: ``l = s log(sum of exp z_i) - sum of y_i z_i``, where ``s = sum of y_i``.

    For each datum ``grad l = s p - y`` and ``H_l = s (diag p - p p^T)``, whose kernel is spanned by the vector of ones if ``s > 0``.
    Exponentials are taken of differences to the first logit, so equal logits have rational derivatives.
    """

    def _value(self, numbers: System, z: Array, y: Array) -> Array:
        shifted = z - z[..., :1]
        total = sums(numbers.function("exp", shifted))
        return sums(y) * numbers.function("log", total) - sums(y * shifted)

    def _gradient(self, numbers: System, z: Array, y: Array) -> Array:
        return sums(y) * _softmax(numbers, z) - y

    def _hessian(self, numbers: System, z: Array, y: Array) -> Array:
        p = _softmax(numbers, z)
        return np.asarray(sums(y)[..., None] * (diagonal(numbers, p) - p[..., :, None] * p[..., None, :]))


def _softmax(numbers: System, z: Array) -> Array:
    weights = numbers.function("exp", z - z[..., :1])
    return weights * numbers.function("reciprocal", sums(weights))


def _present(numbers: System, y: Array) -> Array:
    """Mask of the labels that are not exactly 0."""
    return ~numbers.kink(y).is_yes


def _times_log(numbers: System, y: Array, p: Array) -> Array:
    """``y log p``, and 0 where ``y`` is 0 whatever ``p`` is."""
    return y * numbers.function("log", np.where(_present(numbers, y), p, numbers.array(1)))


def _over(numbers: System, y: Array, p: Array, power: int) -> Array:
    """``y / p^power``, and 0 where ``y`` is 0; where ``p`` is 0 a placeholder, `_has_logarithm` says no there."""
    usable = _present(numbers, y) & _present(numbers, p)
    inverse = numbers.function("reciprocal", np.where(usable, p, numbers.array(1)))
    return y * inverse if power == 1 else y * inverse * inverse


def _has_logarithm(numbers: System, y: Array, p: Array) -> Truth:
    """Is ``y log p`` defined and smooth in ``p``?"""
    return numbers.kink(y) | numbers.switch(p)

"""Smooth maps whose fibres through a Cantor set of positive measure are points: the inequalities behind them, in rationals."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from verify.errors import InvalidInput
from verify.truth import Truth


@dataclass(frozen=True)
class DustMap:
    r"""``F = (F_1, F_2)`` on ``R^N`` that tells apart all points of a Cantor dust ``A = K^N``, and those from all others.

    ``K`` is what is left of ``[0, 1]`` when at stage ``n = 1, 2, ...`` an open interval of length ``gap^-n`` is taken out of the middle of
    each of the ``2^(n-1)`` intervals. The cubes of stage n split each into ``2^N`` numbered ones. ``F_1 >= 0`` is a smooth function with
    the zero set ``A`` (every closed set has one, by Whitney). ``F_2 = sum of c_n psi_n``, where ``psi_n`` is constant near each cube of
    stage n, namely the number of that cube within the one before, and ``c_n = base^-(slope n + bend n^2)``.

    Parameters
    ----------
    parameters : int
        ``N``.
    gap : int
        At least 3, so that something is left.
    base, slope, bend : int
        Of the coefficients, which must decrease.

    Examples
    --------
    >>> fat = DustMap(parameters=3, gap=4, base=4, slope=0, bend=1)
    >>> fat.measure, fat.smooth.name, fat.injective.name
    (Fraction(1, 8), 'yes', 'yes')
    """

    parameters: int
    gap: int
    base: int
    slope: int
    bend: int

    def __post_init__(self) -> None:
        if self.parameters < 1 or self.gap < 3 or self.base < 2 or self.slope < 0 or self.bend < 0 or self.slope + self.bend < 1:
            raise InvalidInput(f"no dust with these numbers: {self}; see DustMap")

    @property
    def length(self) -> Fraction:
        """That of ``K``: ``1 - sum over n of 2^(n-1) gap^-n``."""
        return 1 - Fraction(1, self.gap - 2)

    @property
    def measure(self) -> Fraction:
        """That of ``A``."""
        return self.length**self.parameters

    @property
    def smooth(self) -> Truth:
        """Is ``F_2`` of class C^infinity?

        Different cubes of stage n are at least ``gap^-n`` apart, so ``psi_n`` can be had with derivatives of order p at most
        ``D_p gap^(np)``, and the sum may be differentiated term by term if ``c_n gap^(np)`` can be summed for every p. With ``bend > 0``
        the quotient of consecutive terms, ``base^-(slope + bend (2n + 1)) gap^p``, tends to 0; with ``bend = 0`` nothing is said.
        """
        return Truth.of(self.bend > 0, np.False_)

    @property
    def injective(self) -> Truth:
        r"""Has ``F_2`` different values at different points of ``A``?

        Where the numbers of the cubes first differ, at stage n, ``F_2`` differs by at least ``c_n - (2^N - 1) sum over j > n of c_j``.
        With ``q`` the largest quotient ``c_(n+1) / c_n``, which is that of ``n = 1``, this is positive if ``(2^N - 1) q / (1 - q) < 1``,
        that is ``q < 2^-N``. No if ``bend = 0`` and ``q = 2^-N``: ``F_2`` is then a number written in base ``2^N``, and 1000... = 0777... .
        """
        quotient = Fraction(1, self.base ** (self.slope + 3 * self.bend))
        digits = 2**self.parameters
        return Truth.of(quotient * digits < 1, self.bend == 0 and quotient * digits == 1)

    @property
    def points_are_fibres(self) -> Truth:
        """Is each point of ``A`` alone in its fibre, of a smooth ``F``? ``F_1`` keeps that within ``A``, ``F_2`` tells its points apart."""
        return self.smooth & self.injective

"""Frequencies with exact confidence intervals, and what they decide."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import betaincinv

from verify.errors import InvalidInput
from verify.truth import Truth

SHOWN = 0.95
"""Confidence of the intervals that are shown."""
DECIDES = 1 - 1e-6
"""Confidence of the intervals that decide whether a statement about a frequency is yes or no."""


@dataclass(frozen=True)
class Frequency:
    """How often something was met in independent trials.

    Trials that could not be decided are neither hits nor misses: every bound takes them for whichever is worse.

    Parameters
    ----------
    hits, trials : int
    undecided : int
        Among the trials, beside the hits.

    Examples
    --------
    >>> [f"{end:.4f}" for end in Frequency(0, 100).interval()]
    ['0.0000', '0.0362']
    >>> Frequency(1, 1000).below(0.5).name, Frequency(1, 3).below(0.5).name
    ('yes', 'unknown')
    """

    hits: int
    trials: int
    undecided: int = 0

    def __post_init__(self) -> None:
        if min(self.hits, self.undecided) < 0 or self.hits + self.undecided > self.trials:
            raise InvalidInput(f"{self.hits} hits and {self.undecided} undecided do not fit into {self.trials} trials")

    def __add__(self, other: Frequency) -> Frequency:
        """Both experiments taken together."""
        return Frequency(self.hits + other.hits, self.trials + other.trials, self.undecided + other.undecided)

    @property
    def share(self) -> float:
        """Hits among the decided trials; where there are none, 0."""
        return self.hits / max(1, self.trials - self.undecided)

    def interval(self, confidence: float = SHOWN) -> tuple[float, float]:
        """Exact (Clopper-Pearson) interval for the probability of a hit.

        Its ends are the probabilities under which so many hits or more, and so many or fewer, have probability ``(1 - confidence) / 2``.
        """
        tail, low, high = (1 - confidence) / 2, self.hits, self.hits + self.undecided
        lower = float(betaincinv(low, self.trials - low + 1, tail)) if low else 0.0
        upper = float(betaincinv(high + 1, self.trials - high, 1 - tail)) if high < self.trials else 1.0
        return lower, upper

    def contains(self, probability: float) -> Truth:
        """Is the probability within the interval that decides? Yes says that the count does not contradict it, and no more."""
        lower, upper = self.interval(DECIDES)
        return Truth.of(np.asarray(lower <= probability <= upper))

    def below(self, bound: float) -> Truth:
        """Is the probability of a hit below the bound?"""
        lower, upper = self.interval(DECIDES)
        return Truth.of(np.asarray(upper < bound), np.asarray(lower > bound))

    def above(self, bound: float) -> Truth:
        """Is the probability of a hit above the bound?"""
        lower, upper = self.interval(DECIDES)
        return Truth.of(np.asarray(lower > bound), np.asarray(upper < bound))

    def exceeds(self, other: Frequency, by: float) -> Truth:
        """Is the probability of a hit larger than that of the other experiment by more than ``by``?"""
        (lower, upper), (other_lower, other_upper) = self.interval(DECIDES), other.interval(DECIDES)
        return Truth.of(np.asarray(lower - other_upper > by), np.asarray(upper - other_lower < by))

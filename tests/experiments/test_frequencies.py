"""Frequencies against another implementation of the exact interval, and what undecided trials do to them."""

from __future__ import annotations

import pytest
from scipy.stats import binomtest

from verify.errors import InvalidInput
from verify.experiments.frequencies import DECIDES, Frequency


@pytest.mark.parametrize("confidence", [0.95, DECIDES])
@pytest.mark.parametrize(("hits", "trials"), [(0, 1), (0, 400), (1, 7), (11, 12), (12, 12), (37, 5000)])
def test_the_interval_is_that_of_clopper_and_pearson(hits, trials, confidence):
    expected = binomtest(hits, trials).proportion_ci(confidence, method="exact")
    assert Frequency(hits, trials).interval(confidence) == pytest.approx((expected.low, expected.high), rel=1e-6)


def test_undecided_trials_widen_the_interval_on_both_sides_and_never_narrow_it():
    found = Frequency(5, 20, undecided=3)
    assert found.interval() == (Frequency(5, 20).interval()[0], Frequency(8, 20).interval()[1])


def test_nothing_measured_says_nothing():
    assert Frequency(0, 0).interval() == (0.0, 1.0)
    assert Frequency(0, 0).below(0.5).name == "unknown"
    assert Frequency(0, 0).share == 0


def test_a_bound_is_decided_only_where_the_interval_lies_on_one_side():
    few, many = Frequency(3, 10), Frequency(3000, 10_000)
    assert (many.below(0.4).name, many.above(0.4).name, many.above(0.2).name) == ("yes", "no", "yes")
    assert (few.below(0.4).name, few.above(0.4).name) == ("unknown", "unknown")


def test_undecided_trials_are_never_counted_as_passes():
    assert Frequency(0, 400).below(0.05).name == "yes"
    assert Frequency(0, 400, undecided=40).below(0.05).name == "unknown"


def test_a_difference_is_decided_by_both_intervals():
    high, low = Frequency(900, 1000), Frequency(100, 1000)
    assert (high.exceeds(low, 0.5).name, low.exceeds(high, 0.5).name, high.exceeds(low, 0.79).name) == ("yes", "no", "unknown")


def test_a_probability_outside_the_interval_is_contradicted():
    assert Frequency(500, 1000).contains(0.5).name == "yes"
    assert Frequency(500, 1000).contains(0.7).name == "no"


@pytest.mark.parametrize("counts", [(-1, 3, 0), (4, 3, 0), (2, 3, 2), (1, 3, -1)])
def test_counts_that_do_not_fit_are_refused(counts):
    with pytest.raises(InvalidInput, match="trials"):
        Frequency(*counts)

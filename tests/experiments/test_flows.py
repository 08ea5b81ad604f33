"""Gradient flow and survival, where the answer is known."""

from __future__ import annotations

from math import erfc, sqrt

import numpy as np
import pytest

from verify.claims.experiment import measurement
from verify.experiments.flows import BasinMass, PriorVolume, follow
from verify.maps.formulas import polynomial_map
from verify.maps.losses import SquaredError
from verify.truth import Truth


def test_a_path_goes_down_a_bowl_and_stays_at_its_bottom_within_a_step():
    ends = follow(polynomial_map("x", "y"), np.zeros(2), np.array([[3.0, 4.0], [0.0, 0.0]]), length=0.1, steps=80)
    assert np.linalg.norm(ends, axis=-1).max() <= 0.1


def test_a_path_ends_in_its_own_basin():
    well = polynomial_map("x*(x - 1)*(x + 1)")
    ends = follow(well, np.zeros(1), np.array([[0.5], [0.6], [-0.6], [5.0]]), length=0.01, steps=600)
    assert ends[:, 0] == pytest.approx([0, 1, -1, 1], abs=0.02)


@pytest.mark.parametrize("curvature", [0, 3])
def test_the_share_that_survives_is_the_volume(curvature):
    arm = PriorVolume(
        "one direction", "a", 1, polynomial_map(f"{curvature}*x"), (0.0,), SquaredError(scale="1/2"), 1 / sqrt(1 + curvature**2)
    )
    found = arm.measure(np.random.default_rng(0), 20_000).pooled
    assert found.contains(arm.predicted).name == "yes"
    assert found.contains(arm.predicted * 0.8).name == "no"


def basin(ends_there):
    well = polynomial_map("x*(x - 1)*(x + 1)")
    return BasinMass("three wells", "well", 1, well, (0.0,), ends_there, erfc(1 / sqrt(6)) / 2, length=0.02, steps=250)


def test_the_share_of_a_basin_is_its_mass_and_two_arms_that_count_differently_are_measured_apart():
    right = basin(lambda ends: Truth.of(ends[:, 0] > 0.9))
    found = measurement(right, 0, 2000).pooled  # flows from beyond sqrt(1/3) end at 1
    assert found.contains(right.predicted).name == "yes"
    assert found.contains(1 / 3 + 0.1).name == "no"
    open_left = basin(lambda ends: Truth.of(ends[:, 0] > 0.9, np.abs(ends[:, 0]) < 0.1))
    apart = measurement(open_left, 0, 2000).pooled
    assert (apart.hits, found.undecided) == (found.hits, 0)
    assert apart.undecided > 0

"""Gradient flow and survival, where the answer is known."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest

from verify.experiments.flows import PriorVolume, follow
from verify.maps.formulas import polynomial_map
from verify.maps.losses import SquaredError


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

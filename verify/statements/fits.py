"""Perfect fits: labels given exactly, or in balls as the outputs themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from verify.maps.losses import SquaredError
from verify.numbers.balls import Balls
from verify.statements.certificates import certified
from verify.statements.conclusions import all_zero
from verify.statements.instances import ModelInstance
from verify.truth import UNKNOWN, Truth


@dataclass(frozen=True)
class LabelsAreOutputs:
    """That the instance stands for the labels ``F(theta)``, each within its ball: whatever holds in the balls holds for them."""

    def proves(self, at: Any) -> Truth:
        """Yes where each label's ball holds all of the output's, under a squared error without regulariser; else unknown."""
        if not isinstance(at, ModelInstance) or not isinstance(at.numbers, Balls) or at.batch_axes:
            return UNKNOWN
        held = all(label.contains(output) for label, output in zip(at.labels, at.outputs, strict=True))
        known = isinstance(at.loss, SquaredError) and at.regulariser is None
        return Truth.of(np.bool_(held and known), np.False_)


def fits_labels(at: Any) -> Truth:
    """Is ``F(theta) = y``?"""
    return certified(at, "perfect fit", all_zero(at, at.outputs - at.labels))


def has_no_slope(at: Any) -> Truth:
    """Is ``grad l(F(theta)) = 0``? A squared error has none at a fit."""
    return certified(at, "perfect fit", all_zero(at, at.loss_gradient))

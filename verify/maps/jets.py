"""The 2-jet of a behaviour map at a point: its values, first and second derivatives there."""

from __future__ import annotations

from dataclasses import dataclass

from verify.numbers.system import Array
from verify.truth import Truth


@dataclass(frozen=True, eq=False)
class TwoJet:
    """Outputs ``F(theta)``, Jacobian ``J`` and the Hessians of the ``m`` behaviours, over ``N`` parameters.

    Parameters
    ----------
    outputs : array (..., m)
    jacobian : array (..., m, N)
        ``J[a, i] = dF_a / dtheta_i``.
    curvature : array (..., m, N, N)
        ``d^2 F_a / dtheta_i dtheta_j``.
    smooth : Truth (...)
        Yes where ``F`` is known to be smooth near ``theta``, no where ``theta`` sits at a kink and the derivatives are placeholders.
    """

    outputs: Array
    jacobian: Array
    curvature: Array
    smooth: Truth

"""Solution sets of linear equations as quantities: their dimension, which is -1 where there is no solution."""

from __future__ import annotations

from typing import Any

import numpy as np

from verify.ranks.bounds import Bounds
from verify.statements.quantities import Quantity


def solution_dimension(matrix: Quantity, right: Quantity) -> Quantity:
    """Dimension of ``{v : A v = b}``: that of ``ker A`` if ``b`` is in the image of ``A``, and -1, that of the empty set, if not.

    Examples
    --------
    >>> from verify.maps.formulas import polynomial_map
    >>> from verify.statements.instances import point
    >>> from verify.statements.quantities import face, jacobian
    >>> twice = point(polynomial_map("a + b", "2*a + 2*b"), at=[0, 0], labels=[1, 1])
    >>> found = solution_dimension(jacobian, face("labels", "y"))
    >>> print(found.text, "=", found.of(twice))
    dim {v : J v = y} = -1
    """

    def count(at: Any) -> Bounds:
        left = matrix.of(at)
        wide = np.concatenate([left, right.of(at)[..., None]], axis=-1)
        alone, extended = at.rank(left), at.rank(wide)
        free = left.shape[-1] - alone
        met, missed = extended.equal(alone).is_yes, extended.at_least(alone + 1).is_yes
        return Bounds(np.where(met, free.lower, -1), np.where(missed, -1, free.upper), "kernel of A, where b is in its image")

    return Quantity(f"dim {{v : {matrix.text} v = {right.text}}}", count)


def moves(columns: Quantity) -> Quantity:
    """How the outputs change by a step along each column: ``F(theta + v) - F(theta)``, as a matrix with a column for each ``v``.

    Examples
    --------
    >>> from verify.maps.formulas import polynomial_map
    >>> from verify.statements.images import null_space
    >>> from verify.statements.instances import point
    >>> from verify.statements.quantities import jacobian
    >>> bent = point(polynomial_map("a + b**2"), at=[0, 0], labels=[0])
    >>> bent.numbers.text(moves(null_space(jacobian)).of(bent))
    [['0', '1']]
    """

    def change(at: Any) -> Any:
        steps = columns.of(at).swapaxes(-1, -2)
        with at.numbers.arithmetic():
            ends = [at.model.outputs(at.numbers, at.theta + steps[..., place, :]) for place in range(steps.shape[-2])]
            return np.stack(ends, axis=-1) - at.outputs[..., None]

    return Quantity(f"F(theta + {columns.text}) - F(theta)", change)

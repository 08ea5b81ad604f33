"""Every form on the plane with entries -1, 0, 1 beside images of every dimension: where rank laws have their smallest exceptions."""

from __future__ import annotations

from itertools import product

from verify.numbers.rationals import Rationals
from verify.statements.instances import MatrixInstance
from verify.strata.strata import NamedInstances

_IMAGES = ([[1], [0]], [[1], [1]], [[1, 0], [0, 1]], [[0], [0]])


def _pairs() -> tuple[MatrixInstance, ...]:
    numbers = Rationals()
    forms = [[[a, b], [b, d]] for a, b, d in product((1, 0, -1), repeat=3)]
    return tuple(MatrixInstance(numbers, numbers.array(jacobian), numbers.array(form)) for jacobian in _IMAGES for form in forms)


small_pairs = NamedInstances(
    "small pairs", _pairs(), "every 2 x 2 form H with entries -1, 0, 1 on the images spanned by (1, 0), by (1, 1), by both and by nothing"
)

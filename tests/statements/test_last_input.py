"""What the behaviours before the last one leave."""

from __future__ import annotations

import pytest

from verify.errors import NotDefined
from verify.maps.formulas import polynomial_map
from verify.maps.normal_forms import normal_form
from verify.statements.instances import point
from verify.statements.last_input import (
    complex_fibre_dimension_before,
    fibre_dimension_before,
    generic_rank_before,
    rank_before,
    without_last,
)


def at(*formulas, theta=(0, 0)):
    return point(polynomial_map(*formulas, variables=("x", "y")), at=theta, labels=[0] * len(formulas))


@pytest.mark.parametrize(
    ("instance", "found"),
    [
        pytest.param(at("x"), ("0", "0", "2", "2"), id="no behaviour before"),
        pytest.param(at("x**2 + y**2", "x"), ("0", "1", "0", "1"), id="a point before"),
        pytest.param(at("x", "y"), ("1", "1", "1", "1"), id="a line before"),
        pytest.param(at("x", "y", "x*y"), ("2", "2", "0", "0"), id="the last of three is left out"),
    ],
)
def test_the_last_behaviour_is_not_looked_at(instance, found):
    quantities = (rank_before, generic_rank_before, fibre_dimension_before, complex_fibre_dimension_before)
    assert tuple(str(quantity(instance)) for quantity in quantities) == found


def test_behaviours_without_formulas_of_their_own_cannot_be_left_out():
    with pytest.raises(NotDefined, match="formula of its own"):
        without_last(point(normal_form(("straight", 2)), at=[0, 0], labels=[0, 0]))

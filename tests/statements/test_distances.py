"""The squared distance from a fibre, as a series, against closed forms and against a search for the nearest point."""

import numpy as np
import pytest
from scipy.optimize import minimize_scalar

from verify.errors import NotDefined
from verify.maps.formulas import polynomial_map
from verify.statements.curves import curve
from verify.statements.distances import second_fundamental_form, squared_distance_series
from verify.strata.lines import tangent_lines

PARABOLA = polynomial_map("y - x**2 - x**3", variables=("x", "y"))


def floats(series):
    return [float(value.p) / float(value.q) for value in series]


def test_from_a_line_it_is_that_of_the_coordinate_across():
    line = curve(polynomial_map("2*y", variables=("x", "y")), [[0, 1, 0], [0, 3, 1]])
    assert floats(squared_distance_series(line)) == [0, 0, 9, 6, 1]


def test_a_curve_within_the_fibre_stays_at_distance_zero():
    inside = curve(PARABOLA, [[0, 1, 0, 0], [0, 0, 1, 1]])
    assert floats(squared_distance_series(inside)) == [0, 0, 0, 0, 0]


@pytest.mark.parametrize("slope", [0, 1])
def test_it_agrees_with_the_nearest_point_found_by_search(slope):
    series = floats(squared_distance_series(curve(PARABOLA, [[0, 1], [0, slope]])))
    step = 1e-2
    found = minimize_scalar(
        lambda x: (x - step) ** 2 + (x**2 + x**3 - slope * step) ** 2, bounds=(-0.1, 0.1), method="bounded", options={"xatol": 1e-12}
    )
    assert found.fun == pytest.approx(sum(value * step**power for power, value in enumerate(series)), rel=0.05)


def test_where_the_jacobian_is_not_onto_there_is_no_expansion():
    with pytest.raises(NotDefined, match="onto"):
        squared_distance_series(curve(polynomial_map("x**2 + y**2"), [[0, 1], [0, 0]]))


def test_the_second_fundamental_form_of_a_circle_points_to_its_centre():
    circle = curve(polynomial_map("x**2 + y**2"), [[2, 0], [0, 1]])
    assert circle.numbers.text(second_fundamental_form.of(circle)) == ["-1/2", "0"]


def test_the_lines_of_the_stratum_are_tangent_or_not_and_the_fibres_curved_or_not():
    lines = [tangent_lines.recipe((0, number), 1, 2).instance() for number in range(40)]
    along = [not np.any([value != 0 for value in line.numbers.matmul(line.jacobian, line.velocity[:, None]).ravel()]) for line in lines]
    bent = [any(value != 0 for value in second_fundamental_form.of(line)) for line in lines]
    assert {True, False} == set(along) == set(bent)

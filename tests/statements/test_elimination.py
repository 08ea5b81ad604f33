"""The dimension of an image by elimination: against images that are known."""

from __future__ import annotations

import pytest

from verify.errors import NotDefined
from verify.maps.formulas import polynomial_map
from verify.statements.elimination import image_dimension
from verify.statements.instances import point


@pytest.mark.parametrize(
    ("formulas", "dimension"),
    [
        (("a*b", "2*a*b", "3*a*b"), 1),
        (("a", "b", "a*b"), 2),
        (("a**2", "a*b", "b**2"), 2),
        (("a + b", "a - b"), 2),
        (("0*a + 3", "0*a"), 0),
        (("a**2 + b**2",), 1),
        (("a*b", "a*c", "b*c"), 3),
        (("a*c", "a*d", "b*c", "b*d"), 3),  # matrices of rank one
    ],
)
def test_the_dimension_of_an_image_is_found_from_the_relations_between_the_behaviours(formulas, dimension):
    model = polynomial_map(*formulas)
    found = image_dimension(point(model, at=[0] * model.parameters, labels=[0] * model.behaviours))
    assert found.equal(dimension).name == "yes"


def test_what_is_no_polynomial_has_no_relations_to_eliminate():
    with pytest.raises(NotDefined):
        image_dimension(point(polynomial_map("exp(a)"), at=[0], labels=[0]))

"""A unit counts by how many pre-activations it has on the merged inputs, by its weights and by its bias."""

import pytest

from verify.maps.architecture import Architecture, Skip
from verify.statements.collapse import cut_network
from verify.statements.steady_units import steady_directions

FOLD, CUBIC = "polynomial(0,1,1)", "polynomial(0,-7,0,1)"
COUNTS = {
    "one value, weights and bias": (cut_network(Architecture((2, 1, 1), FOLD), [[1, 0], [1, 1]], at=[1, 0, 0, 1, 0]), 2),
    "one value, weights alone": (cut_network(Architecture((2, 1, 1), FOLD, biases=False), [[1, 0], [1, 1]], at=[1, 0, 1]), 1),
    "one value, no weights, no bias": (cut_network(Architecture((1, 1, 1), FOLD, biases=False), [[1], [2]], at=[0, 1]), 0),
    "one value, no weights but a bias": (cut_network(Architecture((1, 1, 1), FOLD), [[1], [2]], at=[0, 3, 1, 0]), 1),
    "two values and a bias": (cut_network(Architecture((1, 1, 1), FOLD), [[1], [-2]], at=[1, 0, 1, 0]), 1),
    "two values without bias": (cut_network(Architecture((1, 1, 1), FOLD, biases=False), [[1], [-2]], at=[1, 1]), 0),
    "three values and a bias": (cut_network(Architecture((1, 1, 1), CUBIC), [[1], [2], [-3]], at=[1, 0, 1, 0]), 0),
    "a dead ReLU": (cut_network(Architecture((1, 1, 1), "relu", biases=False), [[1], [2], [3]], at=[-1, 1]), 1),
    "two units": (cut_network(Architecture((1, 2, 1), FOLD, biases=(True, False)), [[1], [-2]], at=[1, 0, 0, 5, 1, 1]), 2),
    "a row whose only weight is that of a skip": (
        cut_network(Architecture((1, 1, 1, 1), FOLD, biases=False, skips=(Skip(0, 2),)), [[1], [1]], at=[0, 0, 1, 1], layer=2),
        1,
    ),
}


@pytest.mark.parametrize("name", COUNTS)
def test_the_count_of_a_unit(name):
    at, expected = COUNTS[name]
    found = steady_directions.of(at)
    assert (int(found.lower), int(found.upper)) == (expected, expected)

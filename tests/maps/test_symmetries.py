"""Rescalings and dead units are null vectors of the Jacobian, as many as the architecture promises, and certificates take them."""

from __future__ import annotations

import numpy as np
import pytest

from verify.errors import InvalidInput
from verify.maps.architecture import Architecture, Skip, Tie
from verify.maps.network import Network
from verify.maps.symmetries import dead_directions, rescalings
from verify.numbers import Rationals
from verify.ranks.certificates import certify
from verify.ranks.checker import check
from verify.ranks.structure import NullVectors

NUMBERS = Rationals()


def at_random(architecture, data=9, seed=0):
    """Parameters and Jacobian at a random rational point."""
    rng = np.random.default_rng(seed)
    theta = NUMBERS.array([f"{n}/7" for n in rng.integers(-9, 10, architecture.parameters)])
    inputs = NUMBERS.array([[f"{n}/5" for n in row] for row in rng.integers(-9, 10, (data, architecture.widths[0]))])
    return theta, Network(architecture, inputs).jacobian(NUMBERS, theta)


@pytest.mark.parametrize(
    ("architecture", "units"),
    [
        (Architecture((2, 3, 1)), 3),
        (Architecture((2, 3, 4, 2)), 7),
        (Architecture((2, 3, 3, 1), ("relu", "quadratic")), 3),
        (Architecture((2, 2, 3, 2, 1), "identity", biases=False), 7),
        (Architecture((2, 3, 3, 2), skips=(Skip(0, 2), Skip(1, 3))), 6),
        (Architecture((2, 3, 2), ties=(Tie(2, 1, transpose=True),)), 0),
        (Architecture((3, 3, 3, 2), ties=(Tie(2, 1),)), 0),
    ],
    ids=str,
)
def test_every_free_unit_gives_one_vector_in_the_kernel(architecture, units):
    theta, jacobian = at_random(architecture)
    found = rescalings(NUMBERS, architecture, theta)
    assert found.shape == (units, architecture.parameters)
    assert all(entry == 0 for entry in NUMBERS.matmul(jacobian, found.T).ravel())
    proved = certify(NUMBERS, jacobian, known=[NullVectors("right", found)] if units else [])
    assert check(*proved.document().values()).lower == int(proved.bounds.lower)


def test_the_rescalings_alone_prove_the_rank_of_a_jacobian_with_enough_data():
    architecture = Architecture((2, 3, 1))
    theta, jacobian = at_random(architecture, data=40, seed=2)
    found = certify(NUMBERS, jacobian, known=[NullVectors("right", rescalings(NUMBERS, architecture, theta))])
    assert int(found.bounds.lower) == architecture.parameters - 3
    assert len(found.above["vectors"]) == 3


def test_the_parameters_of_a_dead_unit_are_verified_to_be_dead():
    architecture = Architecture((1, 2, 1), biases=False)
    network = Network(architecture, [[1], [2], [3]])
    jacobian = network.jacobian(NUMBERS, NUMBERS.array([1, -1, 1, 1]))
    dead = NullVectors("right", dead_directions(NUMBERS, architecture, [(1, 1)]))
    assert int(certify(NUMBERS, jacobian, known=[dead]).bounds.lower) == 1
    with pytest.raises(InvalidInput, match="verified, not trusted"):
        certify(NUMBERS, jacobian, known=[NullVectors("right", dead_directions(NUMBERS, architecture, [(1, 0)]))])


def test_a_unit_or_a_vector_that_does_not_exist_is_refused():
    architecture = Architecture((1, 2, 1))
    for unit in ((2, 0), (0, 0), (1, 2), (1, -1)):
        with pytest.raises(InvalidInput, match="no hidden unit"):
            dead_directions(NUMBERS, architecture, [unit])
    with pytest.raises(InvalidInput, match="length 7"):
        rescalings(NUMBERS, architecture, [1, 2])

"""Counts and flags of deep linear networks, against ranks computed otherwise."""

from __future__ import annotations

import numpy as np
import pytest

from verify import (
    Architecture,
    Network,
    count,
    flags,
    flags_modulo_constants,
    inputs_of_rank,
    jacobian,
    largest_products,
    point,
    rank,
    residual_matrix,
    tied_singular_values,
)
from verify.errors import InvalidInput
from verify.numbers.floats import Floats
from verify.numbers.rationals import Rationals
from verify.strata.constant_rank import factorised_matrices
from verify.strata.linear_families import linear_family, linear_grid


def of(widths, inputs, theta, biases=False):
    network = Network(Architecture(widths, "identity", biases=biases), inputs)
    return point(network, at=theta, labels=[0] * network.behaviours)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("biases", [False, True])
def test_the_flags_count_the_rank_of_the_jacobian_at_sparse_weights_too(seed, biases):
    rng = np.random.default_rng(seed)
    widths = tuple(int(width) for width in rng.integers(1, 4, rng.integers(3, 6)))
    inputs = rng.integers(-1, 2, (3, widths[0])).tolist()
    theta = rng.integers(-1, 2, Architecture(widths, "identity", biases=biases).parameters).tolist()
    at = of(widths, inputs, theta, biases)
    assert int(flags(at).lower) == int(flags(at).upper) == np.linalg.matrix_rank(np.array(at.jacobian, dtype=float))


def test_letters_are_what_they_say():
    at = of((2, 3, 1, 2), [[1, 1], [2, 1], [3, 1]], [1] * 11)
    found = {letter: str(count(letter)(at)) for letter in ("K", "L", "M", "h", "m_1", "r", "r_c", "r_1", "s")}
    assert found == {"K": "2", "L": "3", "M": "4", "h": "1", "m_1": "3", "r": "2", "r_c": "1", "r_1": "2", "s": "1"}


def test_an_unknown_letter_is_refused():
    with pytest.raises(InvalidInput, match="no letter 'z'"):
        count("q", q="r z")


def test_a_rank_that_floats_leave_open_leaves_the_count_open():
    network = Network(Architecture((2, 1, 1), "identity", biases=False), np.array([[1.0, 0.0], [0.0, 1e-8]]))

    at = point(network, at=[1.0, 1.0, 1.0], labels=[0.0, 0.0], numbers=Floats())
    found = count("r")(at)
    assert (int(found.lower), int(found.upper)) == (0, 3)


def test_products_with_largest_ranks_are_told_from_others():
    units = [[1, 0], [0, 1]]
    assert largest_products.judge(of((2, 1, 2), units, [1, 2, 1, -1])).name == "yes"
    assert largest_products.judge(of((2, 1, 2), units, [0, 0, 1, -1])).name == "no"


def test_biases_do_not_enter_the_products():
    points = [[1, 2], [2, 4]]  # of rank 1, and of rank 2 with a column of ones
    biased = Network(Architecture((2, 1, 1), "identity"), points)
    assert largest_products.judge(point(biased, at=[1, 0, 5, 1, 7], labels=[0, 0])).name == "yes"
    assert largest_products.judge(point(biased, at=[0, 0, 5, 1, 7], labels=[0, 0])).name == "no"


@pytest.mark.parametrize("rank_of_inputs", range(4))
@pytest.mark.parametrize("shift", [0, 1])
def test_inputs_have_the_rank_asked_for_when_centred(rank_of_inputs, shift):
    inputs = np.array(inputs_of_rank(3, rank_of_inputs, shift=shift))
    assert np.linalg.matrix_rank(inputs - inputs.mean(axis=0)) == rank_of_inputs


def test_residuals_of_a_family_are_those_allowed():
    family = linear_family((2, 2, 3), [[1, 0], [0, 1], [1, 1]], outputs_missed=1, balanced=True)
    at = family.at(Rationals(), range(1, family.unknowns + 1))
    missed = np.array(at.loss_gradient, dtype=float).reshape(3, 3)
    assert missed[:, 1:].tolist() == [[0.0, 0.0]] * 3
    assert missed[:, 0].any()
    assert missed.sum() == 0
    assert int(rank(residual_matrix)(at).lower) == 1


def test_a_grid_has_every_rank_of_inputs_and_the_smallest_family_first():
    grid = linear_grid("grid", (2, 1, 2), (1, 1, 1))
    ranks = [int(count("r")(family.at(Rationals(), [1] * family.unknowns)).lower) for family in grid]
    assert sorted(ranks) == [0, 0, 1, 1, 2]
    assert [family.unknowns for family in grid] == sorted(family.unknowns for family in grid)


def test_networks_that_are_not_linear_are_no_linear_family():
    network = Network(Architecture((1, 1, 1), "relu"), [[1]])
    with pytest.raises(InvalidInput, match="identity"):
        type(linear_family((1, 1, 1), [[1]]))("relu", network, np.eye(1, dtype=int))


def test_jacobians_of_linear_networks_have_no_more_than_the_flags():
    at = of((2, 1, 2), [[1, 0], [0, 1]], [0, 0, 0, 0])
    assert str(rank(jacobian)(at)) == str(flags(at)) == "0"


@pytest.mark.parametrize("seed", range(4))
def test_modulo_constants_the_flags_count_what_differences_of_outputs_see(seed):
    rng = np.random.default_rng(seed)
    widths = (2, int(rng.integers(1, 4)), 3)
    theta = rng.integers(-1, 2, Architecture(widths, "identity", biases=False).parameters).tolist()
    at = of(widths, rng.integers(-1, 2, (2, 2)).tolist(), theta)
    outputs = np.array(at.jacobian, dtype=float).reshape(2, 3, -1)
    differences = (outputs[:, :2] - outputs[:, 2:]).reshape(4, -1)
    assert str(flags_modulo_constants(at)) == str(np.linalg.matrix_rank(differences))


def test_ties_are_those_that_a_factorised_matrix_was_built_with():
    drawn = [factorised_matrices.recipe((7, number), 1, 3).instance() for number in range(80)]
    built = [at.facts["ties"] for at in drawn]
    assert [str(tied_singular_values(at)) for at in drawn] == [str(ties) for ties in built]
    assert {0, 1} <= set(built)


@pytest.mark.parametrize("hidden", [1, 2])
def test_a_singular_value_that_is_kept_can_tie_with_several_and_several_with_one(hidden):
    units = np.eye(3, dtype=int)
    network = Network(Architecture((3, hidden, 3), "identity", biases=False), units)
    at = point(network, at=[*units[:hidden].ravel(), *units[:, :hidden].ravel()], labels=units.ravel())
    assert str(tied_singular_values(at)) == "2"


@pytest.mark.parametrize(("second", "ties"), [([7, -4], 1), ([-7, 4], 1), ([4, -3], 0), ([0, 0], 0)])
def test_ties_are_counted_in_any_coordinates(second, ties):
    """The first row of the target is fitted, the second not at all; a datum at 0 adds nothing to fit."""
    inputs, first = np.array([[1, 0], [1, 1], [0, 0]]), np.array([3, 4])
    labels = inputs @ np.stack([first, second]).T + np.array([[0, 0], [0, 0], [5, 7]])
    network = Network(Architecture((2, 1, 2), "identity", biases=False), inputs)
    assert str(tied_singular_values(point(network, at=[*first, 1, 0], labels=labels.ravel()))) == str(ties)
    kept, dropped = np.linalg.norm(inputs @ first), np.linalg.norm(inputs @ second)
    assert (abs(kept - dropped) < 1e-9) == bool(ties)

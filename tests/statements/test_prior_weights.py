"""Gaussian weights against numerical integration."""

from __future__ import annotations

import numpy as np
import pytest
from flint import arb

from verify.errors import Undecided
from verify.numbers.balls import Balls
from verify.numbers.elements import filled
from verify.numbers.floats import Floats
from verify.numbers.rationals import Rationals
from verify.statements.instances import MatrixInstance
from verify.statements.prior_weights import determinant, integrated_weight, prior_decay

Q = Rationals()


def value(matrix):
    return float(Q.text(integrated_weight(Q, Q.array(matrix))))


@pytest.mark.parametrize("form", [[[0]], [[3]], [[1, 0], [0, 1]], [[2, 1], [1, 2]], [[1, -1], [-1, 1]]])
def test_the_weight_is_the_integral_by_the_trapezoidal_rule(form):
    step, size = 0.25, len(form)
    places = np.stack(np.meshgrid(*[np.arange(-10, 10, step)] * size), axis=-1)
    values = np.exp(-np.einsum("...i,ij,...j", places, np.eye(size) + form, places) / 2)
    integral = values.sum() * step**size / (2 * np.pi) ** (size / 2)
    assert value(form) == pytest.approx(integral**-2)


@pytest.mark.parametrize("form", [[[-1]], [[-3]], [[0, 2], [2, 0]], [[-5, 0], [0, -5]]])
def test_an_infinite_expectation_is_said_by_zero(form):
    assert value(form) == 0


def test_batches_get_what_single_matrices_get():
    forms = np.array([[[1.0, 0.5], [0.5, 2.0]], [[0.0, 2.0], [2.0, 0.0]]])
    assert integrated_weight(Floats(), forms).tolist() == pytest.approx([2 * 3 - 0.25, 0])


def test_a_pivot_of_open_sign_leaves_the_weight_open():
    near = np.array([[[-1 + 1e-8, 0.0], [0.0, -3.0]], [[1.0, 0.0], [0.0, 1.0]]])
    weights = integrated_weight(Floats(), near)
    assert np.isnan(weights[0])
    assert weights[1] == pytest.approx(4)
    balls = Balls()
    with pytest.raises(Undecided, match="sign of a pivot"):
        integrated_weight(balls, balls.array(["-1"])[:, None] + filled(arb(0, 1e-8), (1, 1)))


def test_the_determinant_agrees_with_numpy():
    matrix = np.random.default_rng(0).integers(-3, 4, size=(5, 4, 4)).astype(float)
    assert determinant(Floats(), matrix) == pytest.approx(np.linalg.det(matrix))


def test_the_decay_is_the_number_of_curved_directions():
    at = MatrixInstance(Q, Q.array([[1, 0, 1], [0, 1, 0]]), Q.array([[2, 0], [0, 1]]))
    assert str(prior_decay(at)) == "2"


@pytest.mark.parametrize("form", [[[-1]], [[0, 2], [2, 0]], [[1, 0], [0, -3]]])
def test_a_weight_that_is_infinite_for_large_beta_decays_with_the_degree_of_zero(form):
    assert value(100 * np.array(form)) == 0
    assert str(prior_decay(MatrixInstance(Q, Q.array(np.eye(len(form), dtype=int)), Q.array(form)))) == "-1"

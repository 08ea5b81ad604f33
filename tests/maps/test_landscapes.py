"""The Hessian of the total loss and its two terms, on examples worked by hand and as an identity."""

from __future__ import annotations

import numpy as np
import pytest

from verify.errors import InvalidInput
from verify.maps.architecture import Architecture
from verify.maps.formulas import polynomial_map
from verify.maps.landscape import LossJet, jet
from verify.maps.losses import BinaryCrossEntropy, FormulaRegulariser, QuarticError, Ridge, SquaredError
from verify.maps.network import Network
from verify.numbers import Floats, Rationals

Q, FLOATS = Rationals(), Floats()


def test_a_square_fitted_to_a_negative_label_has_all_its_curvature_in_the_residual_term() -> None:
    at = jet(Q, polynomial_map("t**2"), Q.array([0]), Q.array([-1]), SquaredError())
    assert (Q.text(at.gradient), Q.text(at.gauss_newton), Q.text(at.residual_curvature), Q.text(at.hessian)) == (
        ["0"],
        [["0"]],
        [["4"]],
        [["4"]],
    )


def test_the_two_terms_may_cancel() -> None:
    at = jet(Q, polynomial_map("t", "t**2/2"), Q.array([0]), Q.array([0, 1]), SquaredError())
    assert (Q.text(at.gauss_newton), Q.text(at.residual_curvature), Q.text(at.hessian)) == ([["2"]], [["-2"]], [["0"]])


def test_at_a_perfect_fit_the_residual_curvature_vanishes_and_for_a_quartic_all_of_it() -> None:
    network = Network(Architecture((1, 2, 1), "quadratic"), [[1], [2], [-3]])
    theta = Q.array([1, -2, "1/2", 3, 2, -1, 5])
    labels = network.outputs(Q, theta)
    at = jet(Q, network, theta, labels, SquaredError())
    assert Q.zero(at.residual_curvature).is_yes.all()
    assert Q.zero(at.gradient).is_yes.all()
    assert not Q.zero(at.hessian).is_yes.all()
    assert Q.zero(jet(Q, network, theta, labels, QuarticError()).hessian).is_yes.all()
    elsewhere = jet(Q, network, theta, labels + Q.array([1, 0, 0]), SquaredError())
    assert not Q.zero(elsewhere.residual_curvature).is_yes.all()


def test_the_hessian_of_the_sum_of_squares_is_that_of_the_expanded_polynomial() -> None:
    model = polynomial_map("a*b - c", "a**3*c + b")
    total = polynomial_map("(a*b - c - 5)**2 + (a**3*c + b + 2)**2 + 3*(a**2 + b**2 + c**2)")
    theta = Q.array([2, -1, "1/3"])
    at, expanded = jet(Q, model, theta, Q.array([5, -2]), SquaredError(), Ridge(3)), total.two_jet(Q, theta)
    assert Q.text(at.gradient) == Q.text(expanded.jacobian[0])
    assert Q.text(at.hessian) == Q.text(expanded.curvature[0])
    # sabotage: the other sign of S is another matrix
    assert Q.text(at.gauss_newton - at.residual_curvature + at.regulariser_hessian) != Q.text(expanded.curvature[0])


def test_a_regulariser_adds_its_derivatives_and_leaves_the_two_terms_alone() -> None:
    model, theta, labels = polynomial_map("a*b"), Q.array([1, 2]), Q.array([7])
    plain = jet(Q, model, theta, labels, SquaredError())
    with_term = jet(Q, model, theta, labels, SquaredError(), FormulaRegulariser(("a", "b"), "a**3 - a*b"))
    assert Q.text(with_term.gradient - plain.gradient) == ["1", "-1"]
    assert Q.text(with_term.hessian - plain.hessian) == [["6", "-1"], ["-1", "0"]]
    assert Q.text(with_term.residual_curvature) == Q.text(plain.residual_curvature)


def test_a_loss_outside_its_domain_and_a_kink_both_make_the_jet_not_smooth() -> None:
    model = polynomial_map("p")
    assert jet(Q, model, Q.array([0]), Q.array(["1/2"]), BinaryCrossEntropy()).smooth.is_no
    assert jet(Q, model, Q.array(["1/3"]), Q.array(["1/2"]), BinaryCrossEntropy()).smooth.is_yes
    relu = Network(Architecture((1, 1), output_activation="relu", biases=False), [[1]])
    batch = jet(FLOATS, relu, np.array([[0.0], [2.0]]), np.array([1.0]), SquaredError())
    assert batch.smooth.state.tolist() == [-1, 1]
    assert batch.hessian.shape == (2, 1, 1)


def test_a_jet_stands_by_itself_over_a_batch() -> None:
    rng = np.random.default_rng(0)
    j, c, g, h = rng.normal(size=(5, 3, 2)), rng.normal(size=(5, 3, 2, 2)), rng.normal(size=(5, 3)), rng.normal(size=(5, 3, 3))
    at = LossJet(FLOATS, rng.normal(size=(5, 3)), j, c, g, h)
    assert np.allclose(at.hessian, np.einsum("bai,bac,bcj->bij", j, h, j) + np.einsum("ba,baij->bij", g, c))
    assert np.allclose(at.gradient, np.einsum("bai,ba->bi", j, g))


@pytest.mark.parametrize("name", ["outputs", "curvature", "loss_gradient", "loss_hessian"])
def test_arrays_that_do_not_fit_together_are_refused_by_name(name: str) -> None:
    shapes = {"outputs": (3,), "jacobian": (3, 2), "curvature": (3, 2, 2), "loss_gradient": (3,), "loss_hessian": (3, 3)}
    arrays = {face: np.zeros((*shape[:-1], 4) if face == name else shape) for face, shape in shapes.items()}
    with pytest.raises(InvalidInput, match=name):
        LossJet(FLOATS, **arrays)


def test_labels_of_the_wrong_number_are_refused() -> None:
    with pytest.raises(InvalidInput, match="labels"):
        jet(Q, polynomial_map("t"), Q.array([0]), Q.array([1, 2]), SquaredError())

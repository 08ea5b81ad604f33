"""The strata of classifiers and of separable losses: what they reach, and that a float batch and its exact replay agree."""

from __future__ import annotations

import numpy as np
import pytest

from verify.maps.formulas import polynomial_map
from verify.maps.losses import SoftmaxCrossEntropy
from verify.numbers.rationals import Rationals
from verify.statements.classification import (
    data_points,
    logit_shifts,
    outputs_fit_labels,
    outputs_sum_to_one,
    soft_labels,
    softmax_jacobian,
)
from verify.statements.conditions import loss_stationary
from verify.statements.images import image, null_space, projection, pseudo_inverse, restricted, shared
from verify.statements.instances import MatrixInstance, point
from verify.statements.quantities import jacobian, loss_hessian
from verify.strata.classification import offset_softmax, probabilities, probability_vectors, softmax_logits
from verify.strata.separable import separable_losses

Q = Rationals()
FIT = frozenset({"outputs as labels"})


def exact(stratum, demands, count=40):
    return [stratum.recipe((7, number), 1, 3, frozenset(demands)).instance() for number in range(count)]


@pytest.mark.parametrize("stratum", [probabilities, probability_vectors, softmax_logits, separable_losses], ids=lambda s: s.name)
@pytest.mark.parametrize("demands", [(), ("fit",), ("outputs as labels",)])
def test_a_float_batch_and_its_exact_replay_are_the_same_instances(stratum, demands):
    for number in range(8):
        recipe = stratum.recipe((1, number), 3, 3, frozenset(demands))
        batch, _ = recipe.batch()
        for index in range(3):
            one = recipe.at(index).instance()
            if bool(one.smooth.is_yes):
                values = np.array([[int(entry.p) / int(entry.q) for entry in row] for row in one.hessian])
                np.testing.assert_allclose(batch.hessian[index], values, atol=1e-9)


def test_probabilities_stand_inside_and_on_the_border_of_their_range():
    inside = [bool(soft_labels.judge(at).is_yes) for at in exact(probabilities, FIT)]
    assert any(inside)
    assert not all(inside)
    assert all(bool(soft_labels.judge(at).is_yes) for at in exact(probabilities, FIT | {"soft labels"}))


def test_probability_vectors_lie_on_the_simplex_where_that_is_demanded_and_only_sometimes_where_not():
    free = [bool(outputs_sum_to_one.judge(at).is_yes) for at in exact(probability_vectors, FIT)]
    assert any(free)
    assert not all(free)
    for at in exact(probability_vectors, FIT | {"probability vectors"}):
        assert bool((outputs_sum_to_one.judge(at) & outputs_fit_labels.judge(at)).is_yes)


def test_probabilities_on_the_border_never_leave_their_range_nearby():
    for at in exact(probabilities, FIT) + exact(probability_vectors, FIT | {"probability vectors"}):
        for direction in np.eye(at.theta.shape[-1], dtype=int):
            for step in ("1/1000", "-1/1000"):
                moved = at.model.outputs(Q, Q.array(step) * Q.array(direction))
                assert not Q.positive(-moved).is_yes.any()
                assert not Q.positive(moved - Q.array(1)).is_yes.any()


def test_logits_fit_their_labels_with_and_without_shifts_in_the_image_of_the_jacobian():
    fits = exact(softmax_logits, FIT)
    assert all(bool(loss_stationary.judge(at).is_yes) for at in fits)
    found = {int(shared(image(jacobian), logit_shifts).of(at).lower) for at in fits}
    assert found >= {0, 1, 2}
    assert {int(data_points.of(at).lower) for at in fits} == {1, 2}


def test_the_softmax_with_offsets_is_that_of_shifted_logits():
    offset, plain = offset_softmax((1, 1)), SoftmaxCrossEntropy(outputs_per_datum=2)
    logits, labels = Q.array([3, 3]), Q.array(["1/4", "3/4"])
    assert Q.text(offset.gradient(Q, logits, labels)) == Q.text(plain.gradient(Q, logits, labels)) == ["1/4", "-1/4"]
    assert Q.text(offset.hessian(Q, logits, labels)) == Q.text(plain.hessian(Q, logits, labels))


def test_the_jacobian_of_the_softmax_is_that_of_the_same_map_written_out():
    logits = point(polynomial_map("a", "2*b", "a*b"), [0, 0], ["1/3", "1/3", "1/3"], SoftmaxCrossEntropy(outputs_per_datum=3))
    total = "(exp(a) + exp(2*b) + exp(a*b))"
    written = polynomial_map(f"exp(a)/{total}", f"exp(2*b)/{total}", f"exp(a*b)/{total}", variables=("a", "b"))
    assert Q.text(softmax_jacobian(logits)) == Q.text(written.jacobian(Q, Q.array([0, 0])))


def test_projections_kernels_and_inverses_satisfy_their_definitions():
    at = MatrixInstance(Q, Q.array([[1, 2, 3], [2, 4, 6], [0, 0, 1]]), Q.array([[1, 2, 0], [2, 4, 0], [0, 0, 0]]))
    onto, inverse, hidden = projection(jacobian)(at), pseudo_inverse(jacobian)(at), null_space(loss_hessian)(at)
    assert Q.text(Q.matmul(onto, at.jacobian)) == Q.text(at.jacobian)
    assert Q.text(Q.matmul(at.jacobian, inverse)) == Q.text(onto) == Q.text(onto.T)
    assert not Q.zero(Q.matmul(at.loss_hessian, hidden)).is_no.any()
    assert str(at.rank(hidden)) == "2"
    assert str(shared(image(jacobian), null_space(loss_hessian)).of(at)) == "1"
    assert str(at.rank(restricted(loss_hessian, jacobian)(at))) == str(at.rank(at.gauss_newton)) == "1"

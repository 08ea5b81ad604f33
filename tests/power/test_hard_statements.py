"""Statements that fail at special instances only, beside the true ones next to them: the first are refuted blind, the second never."""

from __future__ import annotations

import pytest

from verify import (
    Condition,
    Quantity,
    Statement,
    Truth,
    behaviours,
    critical_point,
    gauss_newton,
    hessian,
    jacobian,
    jets,
    leaky_networks,
    linear_networks,
    local_minimum,
    loss_curvature_diagonal,
    loss_hessian,
    matrix_pairs,
    parameters,
    perfect_fit,
    polynomial_losses,
    polynomial_maps,
    probabilities,
    rank,
    relu_networks,
    residual_curvature,
    silu_networks,
    tanh_networks,
    where,
)
from verify.running.hunt import Budget, hunt

J, H, GAUSS_NEWTON, S, HESSIAN = (rank(matrix) for matrix in (jacobian, loss_hessian, gauss_newton, residual_curvature, hessian))
m, N = behaviours, parameters
hidden = Quantity("hidden units", lambda at: sum(at.model.architecture.widths[1:-1]))


def shape(text, of):
    return Condition(text, lambda at: Truth.of(bool(of(at.model.architecture))), structural=True)


one_hidden = shape("one hidden layer", lambda it: it.depth == 2)
two_hidden = shape("two hidden layers", lambda it: it.depth == 3)
some_hidden = shape("some hidden layer", lambda it: it.depth > 1)
one_output = shape("one output", lambda it: it.widths[-1] == 1)
two_inputs = shape("several input numbers", lambda it: it.widths[0] > 1)
nonsingular = where(H.equals(m))

FALSE = {
    "a nonsingular form vanishes on no plane": Statement((matrix_pairs, jets), (nonsingular, where(J.equals(2))), GAUSS_NEWTON.at_least(1)),
    "nor does a diagonal one": Statement(
        (matrix_pairs, jets), (loss_curvature_diagonal, nonsingular, where(J.equals(2))), GAUSS_NEWTON.at_least(1)
    ),
    "a critical point loses one direction at most": Statement((polynomial_maps,), (critical_point,), HESSIAN.at_least(J - 1)),
    "of any nonsingular loss too": Statement((polynomial_losses,), (critical_point, nonsingular), HESSIAN.at_least(J - 1)),
    "under cross-entropy no direction is lost": Statement((probabilities,), (), HESSIAN.at_least(J)),
    "local minima of ReLU networks have no residual curvature": Statement(
        (relu_networks,), (one_hidden, local_minimum), residual_curvature.vanishes()
    ),
    "those of linear networks neither": Statement((linear_networks,), (one_hidden, local_minimum), residual_curvature.vanishes()),
    "as many data as parameters up to rescaling are dependent": Statement(
        (relu_networks,), (two_hidden, two_inputs, where((N - hidden).at_most(m))), J.at_most(m - 1)
    ),
    "networks with hidden units have a singular Hessian at a fit": Statement(
        (silu_networks, tanh_networks), (perfect_fit, some_hidden), HESSIAN.at_most(N - 1)
    ),
}
TRUE = {
    "Sylvester's inequality for the Gauss-Newton term": Statement((matrix_pairs, jets), (), GAUSS_NEWTON.at_least(J + J + H - m - m)),
    "a critical point loses no more than S has": Statement((polynomial_maps,), (critical_point,), HESSIAN.at_least(J - S)),
    "the Hessian has no more than both terms": Statement((jets, polynomial_maps, probabilities), (), HESSIAN.at_most(J + S)),
    "with one output, local minima of ReLU networks have no residual curvature": Statement(
        (relu_networks,), (one_hidden, one_output, local_minimum), residual_curvature.vanishes()
    ),
    "each hidden unit can be rescaled": Statement((relu_networks, leaky_networks), (some_hidden,), J.at_most(N - hidden)),
    "one datum more than parameters up to rescaling": Statement(
        (relu_networks,), (some_hidden, where((N - hidden + 1).at_most(m))), J.at_most(m - 1)
    ),
    "a fit has no more curvature than data": Statement((silu_networks, tanh_networks), (perfect_fit,), HESSIAN.at_most(m)),
}


@pytest.mark.parametrize("name", FALSE)
def test_what_fails_at_special_instances_only_is_refuted_blind(name):
    caught = hunt(FALSE[name], Budget(instances=8000, seconds=120)).caught
    assert caught is not None
    assert bool(FALSE[name].ask(caught.at).refutes)


@pytest.mark.parametrize("name", TRUE)
def test_what_holds_beside_it_is_not(name):
    found = hunt(TRUE[name], Budget(instances=2000))
    assert found.caught is None, found.caught.witness
    assert found.effective > 100

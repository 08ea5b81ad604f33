"""True identities are carried to every size; false ones fall, and no reduction applies where its premise is violated."""

from __future__ import annotations

import itertools

import pytest
import sympy

from verify.proofs.curves import Curves
from verify.proofs.cuts import Cuts
from verify.proofs.derivation import Identity, derive
from verify.proofs.index_sums import IndexSums, Kind
from verify.proofs.reductions import AdditiveOverData, FewIndices, LinearInLossJet, Sliced
from verify.proofs.symbolic import SEPARABLE, SQUARES, SQUARES_FITTED, STATIONARY, UNIT_HESSIAN, UNIT_STATIONARY, Jets, Losses


def product(at, *matrices):
    total = matrices[0]
    for matrix in matrices[1:]:
        total = at.numbers.matmul(total, matrix)
    return total


def gradient(at):
    return at.gradient


def hessian(at):
    return at.hessian


def gauss_newton(at):
    return at.gauss_newton


def gram(at):
    return product(at, at.jacobian.swapaxes(-1, -2), at.jacobian)


def pulled_back(at):
    return product(at, at.jacobian.swapaxes(-1, -2), at.loss_gradient[..., None])[..., 0]


def both_terms(at):
    return at.gauss_newton + at.residual_curvature


def along(at):
    return product(at, at.jacobian, at.velocity[..., None])[..., 0]


def outer(at):
    """Zero minus its transpose for one parameter, and for one behaviour."""
    return at.gradient[:, None] * at.jacobian.sum(axis=0)[None, :]


def diagonal_product(at):
    """``sum_a J_ai^2 J_aj^2``, which is the squared Gram entry for one behaviour only."""
    squares = at.jacobian * at.jacobian
    return product(at, squares.swapaxes(-1, -2), squares)


MEAN = Losses("the mean of squared residuals", lambda o: sum((x - sympy.Symbol(f"y{k}")) ** 2 for k, x in enumerate(o, 1)) / len(o))

TRUE = {
    "gradient is the pulled-back gradient": (gradient, pulled_back, Jets(), [LinearInLossJet(), FewIndices()]),
    "two terms of the Hessian": (hessian, both_terms, Jets(), [LinearInLossJet(), FewIndices()]),
    "two terms of the Hessian, by counting alone": (hessian, both_terms, Jets(), [FewIndices()]),
    "stationary loss has no second term": (
        lambda at: at.residual_curvature,
        lambda at: 0 * at.residual_curvature,
        Jets(STATIONARY),
        [LinearInLossJet(), FewIndices()],
    ),
    "stationary loss leaves Gauss-Newton": (hessian, gauss_newton, Jets(STATIONARY), [LinearInLossJet(), FewIndices()]),
    "unit Hessian leaves the Gram matrix": (hessian, gram, Jets(UNIT_STATIONARY), [FewIndices()]),
    "squares at a fit give twice the Gram matrix": (
        hessian,
        lambda at: 2 * gram(at),
        Jets(SQUARES_FITTED),
        [FewIndices(), AdditiveOverData()],
    ),
    "squares": (hessian, lambda at: 2 * gram(at) + at.residual_curvature, Jets(SQUARES), [FewIndices(), AdditiveOverData()]),
    "separable": (hessian, both_terms, Jets(SEPARABLE), [LinearInLossJet(), FewIndices(), AdditiveOverData()]),
    "motion is along the Jacobian": (lambda at: at.motion, along, Curves(), [FewIndices()]),
    "shared activations, shared later gradients": (lambda at: at.after[0], lambda at: at.after[1], Cuts(), [Sliced()]),
}

FALSE = {
    "second term dropped": (hessian, gauss_newton, Jets(), [FewIndices()]),
    "sign of the second term": (hessian, lambda at: at.gauss_newton - at.residual_curvature, Jets(), [FewIndices()]),
    "factor two": (hessian, lambda at: 2 * at.gauss_newton + at.residual_curvature, Jets(), [FewIndices()]),
    "gradient twice": (gradient, lambda at: 2 * pulled_back(at), Jets(), [FewIndices()]),
    "second term survives a unit Hessian": (hessian, gram, Jets(UNIT_HESSIAN), [FewIndices()]),
    "Gram without its factor": (hessian, gram, Jets(SQUARES_FITTED), [FewIndices(), AdditiveOverData()]),
    "squares away from a fit": (hessian, lambda at: 2 * gram(at), Jets(SQUARES), [FewIndices(), AdditiveOverData()]),
    "motion with another sign": (lambda at: at.motion, lambda at: -along(at), Curves(), [FewIndices()]),
    "gradients before the cut": (lambda at: at.before[0], lambda at: at.before[1], Cuts(), [Sliced()]),
    "a skip past the cut": (lambda at: at.after[0], lambda at: at.after[1], Cuts(skip=True), [Sliced()]),
    "tying across the cut": (lambda at: at.after[0], lambda at: at.after[1], Cuts(tied=True), [Sliced()]),
    # True for one behaviour or one parameter: these guard against proving at too small a size.
    "an outer product is symmetric": (outer, lambda at: outer(at).swapaxes(-1, -2), Jets(), [FewIndices()]),
    "a rank-one matrix squared": (lambda at: gram(at) * gram(at), diagonal_product, Jets(), [FewIndices()]),
}


@pytest.mark.parametrize("name", TRUE)
def test_a_true_identity_is_proved_for_every_size(name):
    *sides, family, reductions = TRUE[name]
    derivation = derive(Identity(*sides, family), reductions)
    assert derivation.truth.is_yes, derivation.reason
    assert derivation.all_sizes, derivation.reason


@pytest.mark.parametrize("name", FALSE)
def test_a_false_identity_falls_with_a_nonzero_residual(name):
    *sides, family, reductions = FALSE[name]
    derivation = derive(Identity(*sides, family), reductions)
    assert derivation.truth.is_no, derivation.reason
    assert not derivation.all_sizes
    values = {sympy.Symbol(name): sympy.Integer(value) for name, value in derivation.witness.items()}
    sizes = (dict(zip(family.dimensions, counts, strict=True)) for counts in itertools.product((1, 2), repeat=len(family.dimensions)))
    residual = next(found for found in map(Identity(*sides, family).residual, sizes) if found is not None)
    assert str(residual) == derivation.residual
    assert residual.subs(values) != 0
    assert set(values) == residual.free_symbols


REFUSED = {
    "nonlinear in the loss": (lambda at: at.gradient[:, None] * at.gradient[None, :], Jets(), LinearInLossJet(), "degree 2"),
    "no loss at all": (gram, Jets(), LinearInLossJet(), "degree 0"),
    "a behaviour that the loss does not read": (
        lambda at: at.hessian * product(at, at.outputs[None, :], at.outputs[:, None]),
        Jets(),
        LinearInLossJet(),
        "does not read",
    ),
    "a loss that knows how many behaviours there are": (hessian, Jets(MEAN), LinearInLossJet(), "spanned"),
    "mean of squares": (hessian, Jets(MEAN), FewIndices(), "not known"),
    "non-local in the parameters": (lambda at: product(at, gram(at), gram(at)), Jets(), FewIndices(behaviours=9), "3 parameters"),
    "non-local in the behaviours": (lambda at: gram(at) * gram(at) * gram(at), Jets(), FewIndices(), "3 behaviours"),
    "some terms without parameters": (
        lambda at: product(at, at.outputs[None, :], at.outputs[:, None]) + product(at, at.gradient[None, :], at.gradient[:, None]),
        Jets(),
        FewIndices(),
        "others none",
    ),
    "asks for a size": (
        lambda at: at.hessian if at.jacobian.shape[0] < 9 else at.gauss_newton,
        Jets(),
        FewIndices(),
        "asks an array for its size",
    ),
    "picks an entry": (lambda at: at.jacobian[0], Jets(), FewIndices(), "no entry"),
    "outside the vocabulary": (lambda at: at.numbers.solve(at.hessian, at.hessian), Jets(), FewIndices(), "solve"),
    "treats the trace differently": (
        lambda at: at.hessian if at.numbers.name == "index sums" else at.gauss_newton,
        Jets(),
        FewIndices(),
        "at size three",
    ),
    "cuts have no behaviours": (lambda at: at.after[0], Cuts(), FewIndices(), "not known"),
    "not a sum over data": (hessian, Jets(), AdditiveOverData(), "no sum over data"),
    "two data in one term": (lambda at: gram(at) * gram(at), Jets(SEPARABLE), AdditiveOverData(), "2 parts"),
    "two gradients": (lambda at: at.gradient[:, None] * at.gradient[None, :], Jets(SQUARES), AdditiveOverData(), "2 parts"),
    "entries of one datum": (lambda at: at.loss_gradient, Jets(SEPARABLE), AdditiveOverData(), "belongs to a behaviour"),
    "a skip": (lambda at: at.after[0], Cuts(skip=True), Sliced(), "skip"),
    "tying": (lambda at: at.after[0], Cuts(tied=True), Sliced(), "tying"),
    "two parameters after the cut": (lambda at: at.after[0][:, None] * at.after[0][None, :], Cuts(), Sliced(), "not a combination"),
    "jets are not cut": (hessian, Jets(), Sliced(), "generic maps"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_reduction_refuses_what_its_argument_does_not_cover(name):
    side, family, reduction, reason = REFUSED[name]
    ruling = reduction.run(Identity(side, lambda at: 0 * side(at), family))
    assert ruling.answer.is_no
    assert reason in ruling.reason
    assert not ruling.suffices


def test_sides_are_asked_for_linearity_themselves_not_only_their_trace():
    def cheating(at):
        honest = isinstance(at.numbers, IndexSums) or at.jacobian.shape == (3, 3)
        return at.gradient if honest else at.gradient * at.gradient

    identity = Identity(cheating, gradient)
    assert identity.traced.terms
    assert "not linear" in LinearInLossJet().run(identity).reason


def test_true_identities_that_no_reduction_covers_are_said_to_hold_at_named_sizes_only():
    derivation = derive(
        Identity(hessian, lambda at: 2 / sympy.Integer(len(at.outputs)) * gram(at) + at.residual_curvature, Jets(MEAN)), [FewIndices()]
    )
    assert derivation.truth.is_yes
    assert not derivation.all_sizes
    assert derivation.sizes[-1] == {"behaviours": 2, "parameters": 2}
    assert "not beyond" in derivation.reason


def test_without_reductions_nothing_is_said_about_other_sizes():
    assert not derive(Identity(gradient, pulled_back), []).all_sizes


def test_a_reduction_that_bounds_the_behaviours_only_does_not_give_every_size():
    assert not derive(Identity(gradient, pulled_back), [LinearInLossJet()]).all_sizes


def test_an_identity_of_one_and_two_behaviours_that_fails_for_three_is_not_carried_on():
    """``m (m - 1) (m - 2)`` terms: a proof at sizes one and two must not be taken for one at every size."""

    def distinct(at):
        entries = at.numbers.matmul(at.outputs[None, :], at.outputs[:, None])[0, 0]
        total = at.outputs.sum(axis=0)
        cubes = (at.outputs * at.outputs * at.outputs).sum(axis=0)
        return total * total * total - 3 * (total * entries) + 2 * cubes

    identity = Identity(distinct, lambda at: 0 * distinct(at))
    assert identity.at({Kind.BEHAVIOUR: 2, Kind.PARAMETER: 1}).is_yes
    assert identity.at({Kind.BEHAVIOUR: 3, Kind.PARAMETER: 1}).is_no
    assert not derive(identity, [FewIndices()]).all_sizes
    assert derive(identity, [FewIndices(behaviours=3)]).truth.is_no


@pytest.mark.parametrize(
    "size", [{Kind.BEHAVIOUR: 3, Kind.PARAMETER: 2}, {Kind.BEHAVIOUR: 2, Kind.PARAMETER: 3}, {Kind.BEHAVIOUR: 3, Kind.PARAMETER: 3}]
)
def test_what_was_carried_to_every_size_holds_at_larger_ones(size):
    for *sides, family, _ in TRUE.values():
        if set(family.dimensions) == set(size):
            assert Identity(*sides, family).at(size).is_yes

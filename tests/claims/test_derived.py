"""A derivation covers the statement's hypotheses, or it says nothing; a refutation by it is an instance that anyone can ask again."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from verify import (
    CURVES,
    HOLDS,
    AdditiveOverData,
    Case,
    Claim,
    FewIndices,
    LinearInLossJet,
    Quantity,
    Source,
    Statement,
    critical_point,
    derived,
    gauss_newton,
    half_sum_of_squares,
    jacobian,
    local_minimum,
    loss_curvature_definite,
    loss_curvature_diagonal,
    loss_curvature_identity,
    loss_gradient,
    loss_minimal,
    loss_minimal_on_cube,
    loss_stationary,
    mean_of_squares,
    perfect_fit,
    residual_curvature,
    second_derivatives,
    sum_of_squares,
    where,
)
from verify.claims.catalogue import Library, LoadedCase
from verify.claims.evidence import Outcome, Scope
from verify.claims.replay import replay
from verify.claims.settle import settle
from verify.errors import InvalidInput, NotDefined
from verify.proofs.curves import Curves
from verify.proofs.hypotheses import JETS
from verify.proofs.symbolic import STATIONARY, Jets
from verify.statements.tangents import motion, velocity

GAUSS_NEWTON = second_derivatives.equals(gauss_newton)
BOTH = second_derivatives.equals(gauss_newton + residual_curvature)
GRAM = jacobian.T @ jacobian
TWICE = second_derivatives.equals(2 * GRAM)
CHECK = derived(FewIndices())


def statement(then, *given):
    return Statement((), given, then)


TRUE = {
    "without hypotheses": (BOTH,),
    "a stationary loss": (GAUSS_NEWTON, loss_stationary),
    "a perfect fit grants a stationary loss": (GAUSS_NEWTON, perfect_fit),
    "a minimum of the loss grants a stationary loss": (GAUSS_NEWTON, loss_minimal),
    "hypotheses that no family knows are left aside": (BOTH, loss_curvature_definite, local_minimum),
    "the most that the hypotheses grant": (second_derivatives.equals(GRAM), loss_curvature_definite, loss_minimal, loss_curvature_identity),
    "squares at a fit": (TWICE, sum_of_squares, perfect_fit),
    "half squares at a fit": (second_derivatives.equals(GRAM), half_sum_of_squares, perfect_fit),
    "a conclusion that something vanishes": (residual_curvature.vanishes(), loss_stationary),
}
FALSE = {
    "without hypotheses": (GAUSS_NEWTON,),
    "a critical point": (GAUSS_NEWTON, critical_point),
    "a local minimum of the total loss": (GAUSS_NEWTON, local_minimum),
    "a minimum on a cube": (GAUSS_NEWTON, loss_minimal_on_cube),
    "a definite loss": (GAUSS_NEWTON, loss_curvature_definite),
    "a definite loss at a local minimum": (GAUSS_NEWTON, loss_curvature_definite, local_minimum),
    "a unit Hessian": (GAUSS_NEWTON, loss_curvature_identity),
    "a diagonal Hessian": (second_derivatives.equals(GRAM), loss_stationary, loss_curvature_diagonal),
    "squares away from a fit": (TWICE, sum_of_squares),
    "the mean of squares, which agrees for one behaviour": (TWICE, mean_of_squares, perfect_fit),
    "the converse": (loss_gradient.vanishes(), where(GAUSS_NEWTON)),
}


@pytest.mark.parametrize("name", TRUE)
def test_a_true_statement_is_proved_for_every_size(name):
    asked = CHECK.ask(statement(*TRUE[name]), 0)
    assert asked.outcome is Outcome.SUPPORTED, asked.reason
    assert asked.scope is Scope.ALL_SIZES
    assert asked.certificates[0]["answer"] == "yes"


@pytest.mark.parametrize("name", FALSE)
def test_a_false_statement_falls_to_an_instance_that_replays(name):
    false = dataclasses.replace(statement(*FALSE[name]), name=name)
    asked = CHECK.ask(false, 0)
    assert asked.outcome is Outcome.REFUTED, asked.reason
    assert asked.scope is Scope.NAMED_SIZES
    assert asked.supported, "content somewhere, so that it can be a control"
    claim = Claim("some-claim", HOLDS, revision=1, topic="test", title="A title", says="Something.", source=Source("nowhere", "1"))
    case = Case(claim, statement(BOTH), checks=(CHECK,), rejects=(false,))
    (witness,) = [control.witness for control in settle(case, 0).checks[0].controls]
    library = Library({"some-claim": LoadedCase(case, Path("some.py"), 1)}, [])
    again = replay(witness, library)
    assert again.refuted
    assert again.shows == witness["shows"]


def test_additivity_over_data_leaves_one_datum():
    asked = derived(FewIndices(), AdditiveOverData()).ask(statement(TWICE, sum_of_squares, perfect_fit), 0)
    assert "behaviours 1" in asked.reason


def test_a_family_narrower_than_the_hypotheses_is_refused():
    narrow = next(generic for generic in JETS if generic.given == {loss_stationary})
    check = derived(FewIndices(), over=(narrow,))
    assert check.ask(statement(GAUSS_NEWTON, loss_stationary), 0).outcome is Outcome.SUPPORTED
    for given in ((), (critical_point,), (loss_curvature_identity,)):
        with pytest.raises(NotDefined, match="takes more for granted"):
            check.ask(statement(GAUSS_NEWTON, *given), 0)


def test_a_family_that_does_not_say_what_it_takes_for_granted_is_refused():
    with pytest.raises(InvalidInput, match="takes for granted"):
        derived(FewIndices(), over=(Jets(STATIONARY),))
    with pytest.raises(InvalidInput, match="takes for granted"):
        derived(FewIndices(), over=(Curves(),))


def test_no_family_no_verdict():
    assert derived(FewIndices(), over=()).ask(statement(BOTH), 0).outcome is Outcome.VACUOUS


def test_a_failure_that_no_instance_shows_is_no_refutation():
    """True, for two hypotheses together that no generic family knows: the first only is used, for which the identity fails."""
    flat = where(residual_curvature.vanishes())
    asked = CHECK.ask(statement(GAUSS_NEWTON, flat), 0)
    assert asked.outcome is Outcome.UNDECIDED
    assert "within the hypotheses" in asked.reason
    assert asked.witness is None


def test_without_reductions_a_proof_is_one_at_named_sizes():
    asked = derived().ask(statement(BOTH), 0)
    assert (asked.outcome, asked.scope) == (Outcome.SUPPORTED, Scope.NAMED_SIZES)


def test_a_reduction_that_does_not_apply_leaves_named_sizes():
    asked = derived(LinearInLossJet(), FewIndices()).ask(statement(TWICE, sum_of_squares, perfect_fit), 0)
    assert asked.scope is Scope.NAMED_SIZES
    assert "not beyond" in asked.reason


@pytest.mark.parametrize("then", [BOTH.left.at_most(BOTH.right), BOTH & BOTH])
def test_only_identities_are_derived(then):
    with pytest.raises(NotDefined, match="only identities"):
        CHECK.ask(statement(then), 0)


def test_curves_are_asked_how_behaviours_move_and_a_wrong_law_falls_to_a_curve():
    along = Quantity("J theta'", lambda at: at.numbers.matmul(at.jacobian, at.velocity[..., None])[..., 0])
    check = derived(FewIndices(), over=(CURVES,))
    assert check.ask(statement(motion.equals(along)), 0).scope is Scope.ALL_SIZES
    asked = check.ask(statement(motion.equals(2 * along)), 0)
    assert asked.outcome is Outcome.REFUTED
    assert asked.witness["instance"]["kind"] == "curve"
    assert velocity.text == "theta'"


def test_a_family_wider_than_the_hypotheses_proves_less_and_refutes_nothing_more():
    widest = next(generic for generic in JETS if not generic.given)
    check = derived(FewIndices(), over=(widest,))
    assert check.ask(statement(BOTH, loss_stationary), 0).scope is Scope.ALL_SIZES
    assert check.ask(statement(GAUSS_NEWTON, loss_stationary), 0).outcome is Outcome.UNDECIDED

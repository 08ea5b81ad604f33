"""The hunt finds what is false from the statement alone, never refutes what is true, and says how far it went."""

from __future__ import annotations

import functools

from verify import (
    Quantity,
    Statement,
    complex_fibre_dimension,
    hessian,
    jacobian,
    jets,
    local_minimum,
    loss_curvature_definite_on_image,
    loss_stationary,
    parameters,
    polynomial_maps,
    quadratic_networks,
    rank,
    relu_networks,
    separable_losses,
    small_minima,
)
from verify.claims.catalogue import Library, load
from verify.claims.folders import library_folder
from verify.claims.replay import replay
from verify.running.ablation import ablation
from verify.running.blind import asked, questions
from verify.running.hunt import Budget, hunt
from verify.running.mechanisms import mechanisms
from verify.statements.conclusions import Proposition
from verify.statements.conditions import Condition
from verify.truth import NO, YES, Truth

SMALL, QUICK = Budget(instances=60, seconds=20.0), Budget(instances=2000)
DEEP = Budget(instances=6000, seconds=60.0)
"""Fixed numbers of instances; the seconds are no limit that an idle machine meets."""


NEVER = Condition("never", lambda at: NO, structural=True)
IDLE = Condition("idle", lambda at: YES, structural=True)


@functools.cache
def library() -> Library:
    return load([library_folder()])


def everything():
    found = [question for loaded in library().cases.values() for question in questions(loaded.case)]
    return [question for question in found if not question.unhunted]


def pytest_generate_tests(metafunc):
    for name, false in (("false", True), ("true", False)):
        if name in metafunc.fixturenames:
            chosen = [question for question in everything() if question.false is false]
            metafunc.parametrize(name, chosen, ids=[f"{one.case.claim.id}: {one.statement.name}" for one in chosen])


def test_every_false_statement_of_the_library_is_refuted_blind_and_its_witness_replays(false):
    row = asked(false, DEEP)
    assert row.hunted.caught is not None, row.hunted.coverage
    witness = {"claim": false.case.claim.id, "revision": false.case.claim.revision} | row.hunted.caught.witness
    assert replay(witness, library()).refuted


def test_no_true_statement_of_the_library_is_refuted(true):
    row = asked(true, SMALL)
    assert row.hunted.caught is None, row.hunted.caught.witness


as_stated = Statement(
    about=(jets, polynomial_maps, relu_networks, quadratic_networks, separable_losses),
    given=(local_minimum,),
    then=rank(hessian).equals(rank(jacobian)),
)
sharp = as_stated.replace("sharp", given=(loss_stationary, loss_curvature_definite_on_image))


def test_a_counterexample_is_as_small_as_it_can_be():
    caught = hunt(as_stated, QUICK).caught
    assert caught is not None
    assert caught.at.jacobian.shape == (1, 1)
    assert caught.witness["shows"] == {"rank(Hess L)": "1", "rank(J)": "0"}


def test_going_on_finds_that_residual_curvature_adds_rank_and_that_a_flat_loss_removes_it():
    found = mechanisms(as_stated, Budget(instances=3000))
    assert {one.side for one in found.mechanisms} == {"rank(Hess L) <= rank(J)", "rank(Hess L) >= rank(J)"}
    assert "S = 0" in {one.excluded_by for one in found.mechanisms}
    assert all(one.excluded_by for one in found.mechanisms)
    assert all(survivor.effective for survivor in found.survivors)


def test_the_off_by_one_of_the_collapse_bound_is_found_for_silu_and_not_for_relu():
    case = library().cases["more-merged-inputs-than-earlier-parameters"].case
    smooth = next(stratum for stratum in case.statement.about if stratum.name == "inputs merged by smooth folding")
    caught = hunt(case.statement.replace("smooth alone", about=(smooth,)), QUICK).caught
    assert caught is not None
    assert len(caught.at.group) == int(caught.at.stands_before.sum()) + 1 == 2
    assert caught.witness["numbers"].startswith("balls")
    survivor = hunt(case.variant("for ReLU and leaky ReLU"), Budget(instances=5000))
    assert survivor.caught is None
    assert survivor.effective > 1000


def test_a_survivor_says_how_far_the_hunt_went():
    found = hunt(sharp.replace("jets", about=(jets,)), Budget(instances=3000))
    assert found.instances >= 3000
    assert found.effective > 500
    part = found.coverage["2-jets"]
    assert part.tried >= part.effective >= part.trivial > 0
    assert found.intervals["2-jets"].startswith("at most")
    never = Statement(about=(polynomial_maps,), given=(NEVER,), then=rank(jacobian).at_most(parameters))
    assert hunt(never, Budget(instances=120)).never_reached == [part.name for part in polynomial_maps.combinations()]


def test_a_hypothesis_may_rely_on_those_before_it():
    def of_two(at):
        if at.jacobian.shape[-2] != 2:
            raise IndexError("not two behaviours")
        return YES

    two = Condition("two behaviours", lambda at: Truth.of(at.jacobian.shape[-2] == 2), structural=True)
    relying = Condition("of two", of_two, structural=True)
    assert hunt(Statement((polynomial_maps,), (two, relying), rank(jacobian).at_most(2)), SMALL).effective > 0


def test_shapes_that_the_hypotheses_exclude_are_redrawn():
    square = Condition("m = N = 2", lambda at: Truth.of(at.jacobian.shape[-2:] == (2, 2)), structural=True)
    found = hunt(Statement((polynomial_maps,), (square,), rank(jacobian).at_most(2)), Budget(instances=600))
    assert found.effective > 0.3 * found.instances


def test_what_no_instance_can_be_asked_is_told_with_the_reason():
    found = hunt(Statement((polynomial_maps,), (), complex_fibre_dimension.at_least(0)), SMALL)
    assert not found.effective
    assert "needs polynomial formulas" in found.coverage["polynomial maps"].doubt


def test_quantities_that_count_with_ints_are_compared_and_combined():
    columns = Quantity("columns", lambda at: at.jacobian.shape[-1])
    true = Statement((polynomial_maps,), (), rank(jacobian).at_most(2 * columns - columns))
    assert hunt(true, SMALL).caught is None
    assert hunt(true.replace("one fewer", then=rank(jacobian).at_most(columns - 1)), SMALL).caught is not None


def test_perfect_fits_are_counted_apart_where_no_hypothesis_asks_for_them():
    found = hunt(as_stated.replace("true", then=rank(jacobian).at_most(parameters)), Budget(instances=600))
    assert sum(part.trivial for part in found.coverage.values()) > 0


def test_the_nearest_miss_is_measured_by_the_margins():
    far = Statement(about=(relu_networks,), given=(loss_stationary, NEVER), then=rank(jacobian).at_most(0))
    assert hunt(far, SMALL).coverage["relu networks"].nearest.condition == ""
    near = Statement(
        about=(polynomial_maps,),
        given=(Condition("near", lambda at: NO, lambda at: abs(at.theta[..., 0]) + 3, structural=True),),
        then=sharp.then,
    )
    miss = hunt(near, SMALL).coverage["polynomial maps"].nearest
    assert (miss.margin, miss.condition) == (3.0, "near")


def test_instances_written_out_are_passed_over():
    assert hunt(as_stated.replace("named", about=(small_minima,)), SMALL).instances == 0


def test_the_same_seed_finds_the_same():
    first, second = (hunt(as_stated, QUICK).caught.witness for _ in range(2))
    assert first == second


def test_time_that_has_run_out_ends_a_hunt():
    ticks = iter(range(1000))
    assert hunt(sharp, Budget(seconds=3.0), clock=lambda: float(next(ticks))).instances < 1000


def test_time_that_has_run_out_ends_a_hunt_within_an_instance():
    def forever(at):
        while True:
            pass

    endless = Statement(about=(jets,), given=(), then=Proposition("never said", forever))
    found = hunt(endless, Budget(seconds=0.2))
    assert (found.caught, found.instances) == (None, 0)
    assert 0.1 < found.seconds < 10


def test_a_statement_written_for_single_instances_is_asked_one_by_one():
    def of_one(at):
        return Truth.of(bool(at.jacobian.shape[0] < 2))

    found = hunt(Statement(about=(jets,), given=(), then=Proposition("J has one row", of_one)), SMALL)
    assert found.caught is not None
    assert not found.coverage["2-jets"].screened


def test_a_false_alarm_of_floats_is_no_refutation():
    exact = Condition("no float", lambda at: NO if at.numbers.name.startswith("rational") else YES, structural=True)
    assert hunt(Statement(about=(jets,), given=(exact,), then=rank(jacobian).at_most(0)), SMALL).caught is None


def test_each_hypothesis_of_the_rank_law_is_needed_and_an_idle_one_is_not_shown_to_be():
    found = ablation(sharp.replace("idle", given=(*sharp.given, IDLE)), Budget(instances=3000))
    assert {one.condition.text: one.needed for one in found} == {
        loss_stationary.text: True,
        loss_curvature_definite_on_image.text: True,
        "idle": False,
    }


def test_what_cannot_be_hunted_says_why():
    left = {one.unhunted for loaded in library().cases.values() for one in questions(loaded.case)} - {""}
    assert left
    assert all(reason.startswith(("not pointwise", "about named instances only")) for reason in left)

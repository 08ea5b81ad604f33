"""A search proposes in floats, decides exactly, and counts what it could not decide against itself."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from verify import NO, YES, Condition, Proposition, Statement, Truth, hessian, jacobian, local_minimum, point, polynomial_map, rank
from verify.claims.evidence import Outcome
from verify.claims.properties import properties
from verify.claims.search import exact, sampled
from verify.numbers.floats import Floats
from verify.strata.strata import NamedInstances, Stratum

RANKS = Statement((), (local_minimum,), rank(hessian).equals(rank(jacobian)))
REFUTING = point(polynomial_map("t**2"), at=[0], labels=[-1])
CONTENT = point(polynomial_map("t"), at=[0], labels=[0])
LINE = Stratum("a line at its minimum", "one point", lambda choose: CONTENT, screened=False)


def point_at(choose):
    theta = choose.integers((1,), -9, 9)
    return type(CONTENT)(choose.numbers, CONTENT.model, theta, theta * 0, CONTENT.loss)


POINTS = Stratum("points of a line", "theta drawn", point_at)


def in_floats(at):
    return isinstance(at.numbers, Floats)


def alike(at):
    """Yes at every instance of the batch."""
    return Truth.of(np.ones(at.theta.shape[:-1], dtype=bool))


SUSPECTED = Statement((POINTS,), (), Proposition("floats deny what is true", lambda at: ~alike(at) if in_floats(at) else YES))


def test_after_a_counterexample_the_search_goes_on_until_it_was_content_somewhere():
    asked = exact(batches=1, count=1, over=(NamedInstances("refuting", (REFUTING,)), LINE)).ask(RANKS, 0)
    assert asked.outcome is Outcome.REFUTED
    assert asked.supported > 0


def test_suspects_that_exact_arithmetic_clears_are_counted_and_said():
    asked = sampled(batches=1, count=4).ask(SUSPECTED, 0)
    assert asked.outcome is Outcome.SUPPORTED
    assert "12 float suspects were cleared exactly" in asked.reason


def test_suspects_that_nobody_looked_at_leave_the_search_undecided():
    assert sampled(batches=1, count=40).ask(SUSPECTED, 0).outcome is Outcome.UNDECIDED


def test_an_interval_is_quoted_only_where_no_counterexample_was_met():
    true = Statement((POINTS,), (), Proposition("true", alike))
    assert sampled(batches=2, count=5).ask(true, 0).interval
    false = Statement((POINTS,), (), Proposition("false", lambda at: ~alike(at)))
    asked = sampled(batches=2, count=5).ask(false, 0)
    assert (asked.outcome, asked.interval) == (Outcome.REFUTED, None)


@pytest.mark.parametrize("check", [sampled(batches=1, count=3), exact(batches=1, count=3), properties(examples=5)])
def test_where_no_instance_meets_the_hypotheses_nothing_was_shown(check):
    never = Statement((POINTS,), (Condition("never", lambda at: ~alike(at)),), Proposition("true", alike))
    assert check.ask(never, 0).outcome is Outcome.VACUOUS


@pytest.mark.parametrize("check", [sampled(batches=1, count=3), exact(batches=1, count=3)])
def test_the_seed_decides_what_is_drawn(check):
    seen = []
    watched = Statement((POINTS,), (), Proposition("true", lambda at: seen.append(str(at.theta)) or alike(at)))
    drawn = []
    for seed in (0, 0, 1):
        seen.clear()
        check.ask(watched, seed)
        drawn.append(tuple(seen))
    assert drawn[0] == drawn[1] != drawn[2]


def test_two_strata_of_one_search_are_drawn_independently():
    other = dataclasses.replace(POINTS, name="the same points again")
    seen = {}
    watched = Statement((POINTS, other), (), Proposition("true", lambda at: seen.setdefault(len(seen), str(at.theta)) and alike(at)))
    sampled(batches=1, count=20).ask(watched, 0)
    assert len(set(seen.values())) == len(seen) == 6


def test_the_smallest_counterexample_of_a_batch_is_the_witness():
    far = Statement((POINTS,), (), Proposition("|t| < 2", lambda at: Truth.of(abs(at.theta[..., 0]) < 2) if in_floats(at) else NO))
    asked = sampled(batches=1, count=200).ask(far, 0)
    assert asked.witness["instance"]["theta"] in (["2"], ["-2"])

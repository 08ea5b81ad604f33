"""The derivation at a cut takes its generic network from the hypotheses, and asks exact networks first."""

import dataclasses

from verify import (
    Statement,
    derived_at_cut,
    later_gradient_of_first,
    later_gradients,
    merged_by_death,
    merged_by_folding,
    no_skip_past_cut,
    no_tying_across_cut,
    shared_activations,
    skips_past_a_merge,
    ties_across_a_merge,
)
from verify.claims.evidence import Outcome, Scope
from verify.statements.quantities import Quantity

TRUE = Statement(
    about=(merged_by_folding,),
    given=(no_skip_past_cut, no_tying_across_cut, shared_activations),
    then=later_gradients.equals(later_gradient_of_first),
)


def test_a_true_identity_is_derived_for_all_sizes_with_its_rulings():
    asked = derived_at_cut().ask(TRUE, 0)
    assert (asked.outcome, asked.scope) == (Outcome.SUPPORTED, Scope.ALL_SIZES)
    assert asked.certificates[0]["reduction"] == "one slice"


def test_networks_that_pass_the_cut_refute_what_drops_the_hypothesis_against_them():
    for stratum, condition in ((skips_past_a_merge, no_skip_past_cut), (ties_across_a_merge, no_tying_across_cut)):
        asked = derived_at_cut().ask(dataclasses.replace(TRUE.without(condition), about=(stratum,)), 0)
        assert asked.outcome is Outcome.REFUTED
        assert asked.witness["instance"]["kind"] == "cut"


def test_a_false_identity_that_no_network_drawn_refutes_is_left_undecided():
    for condition in (no_skip_past_cut, no_tying_across_cut):
        asked = derived_at_cut().ask(TRUE.without(condition), 0)
        assert asked.outcome is Outcome.UNDECIDED
        assert "not derived" in asked.reason
    earlier = Quantity("g_i before L", lambda at: at.before[1]).equals(Quantity("g_1 before L", lambda at: at.before[0]))
    asked = derived_at_cut().ask(TRUE.replace("before", about=(merged_by_death,), then=earlier), 0)
    assert asked.outcome is Outcome.UNDECIDED


def test_without_networks_it_is_vacuous():
    assert dataclasses.replace(derived_at_cut(), over=()).ask(TRUE, 0).outcome is Outcome.VACUOUS

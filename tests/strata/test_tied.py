"""Networks with a tie before the cut merge their inputs, and the tie takes from them what the bound for ReLU layers is made of."""

from __future__ import annotations

import numpy as np

from verify.ranks.rank import rank
from verify.statements.collapse import merged_gradients, shared_activations
from verify.strata.tied import ties_before_a_merge


def batches(number=12, count=40):
    return [ties_before_a_merge.recipe((5, scale, n), count, scale).batch()[0] for scale in (1, 2, 3) for n in range(number)]


def test_every_instance_merges_its_inputs():
    for at in batches():
        assert shared_activations.judge(at).is_yes.all()


def test_a_float_instance_is_rebuilt_exactly():
    recipe = ties_before_a_merge.recipe((1, 2), 6, 2)
    batch, exact = recipe.batch()[0], recipe.at(4).instance()
    np.testing.assert_allclose(np.array(exact.jacobian.tolist(), dtype=float), batch.jacobian[4])


def test_the_tied_layer_adds_units_at_the_cut_and_no_weights_before_it():
    for at in batches():
        inputs, hidden, units, _ = at.architecture.widths
        assert units == inputs
        assert int(at.stands_before.sum()) == inputs * hidden + hidden * at.architecture.biases[0] + units * at.architecture.biases[1]


def test_merged_gradients_are_often_more_than_the_bound_without_ties_allows():
    kinked = [at for at in batches() if at.architecture.activations[1].kinked and at.architecture.widths[-1] == 1]
    allowed = [int(at.stands_before.sum()) + 1 - at.architecture.widths[2] for at in kinked]
    found = [rank(at.numbers, merged_gradients.of(at)).lower for at in kinked]
    assert any((ranks > most).any() for ranks, most in zip(found, allowed, strict=True))

"""The strata of merged inputs merge them, by each mechanism, and reach the shapes at which the claims about them are decided."""

import numpy as np
import pytest

from verify.errors import Undecided
from verify.maps.architecture import Architecture
from verify.numbers import Balls
from verify.ranks.rank import rank
from verify.statements.collapse import cut_network, merged_gradients, no_skip_past_cut, no_tying_across_cut, shared_activations
from verify.strata.folds import EqualImages, folding_neuron
from verify.strata.merged import cuts_of, merged_by_death, merged_by_folding, merged_by_geometry, skips_past_a_merge, ties_across_a_merge
from verify.strata.networks import relu_networks

MERGED = (merged_by_death, merged_by_geometry, merged_by_folding, skips_past_a_merge, ties_across_a_merge)
SCALES = (1, 2, 3)


def batches(stratum, demands=frozenset(), scales=SCALES, number=12, count=40):
    return [stratum.recipe((5, scale, n), count, scale, demands).batch()[0] for scale in scales for n in range(number)]


@pytest.mark.parametrize("stratum", MERGED, ids=lambda stratum: stratum.name)
def test_every_instance_merges_its_inputs(stratum):
    for at in batches(stratum):
        assert shared_activations.judge(at).is_yes.all()


@pytest.mark.parametrize("stratum", MERGED, ids=lambda stratum: stratum.name)
def test_a_float_instance_is_rebuilt_exactly(stratum):
    for scale in SCALES:
        recipe = stratum.recipe((1, scale), 6, scale)
        batch, exact = recipe.batch()[0], recipe.at(4).instance()
        assert (batch.layer, batch.group) == (exact.layer, exact.group)
        np.testing.assert_allclose(np.array(exact.jacobian.tolist(), dtype=float), batch.jacobian[4])


@pytest.mark.parametrize("stratum", [merged_by_death, merged_by_folding], ids=lambda stratum: stratum.name)
def test_cuts_fall_at_both_layers_with_one_and_two_outputs_and_inputs_outside_the_set(stratum):
    found = batches(stratum, number=30, count=2)
    assert {at.layer for at in found} == {1, 2}
    assert {at.architecture.widths[-1] for at in found} == {1, 2}
    assert {at.network.data > len(at.group) for at in found} == {True, False}
    assert {at.architecture.depth - at.layer for at in found} == {1, 2}


def excesses(stratum, demands):
    """For each batch: the largest rank among the gradients of the set, less the number of parameters before the cut."""
    for at in batches(stratum, demands):
        merged = merged_gradients(at)
        found = rank(at.numbers, merged)
        yield len(at.group), int(at.stands_before.sum()), int(np.max(found.lower * at.smooth.is_yes))


def test_folding_reaches_one_independent_gradient_more_than_there_are_parameters_and_other_mechanisms_with_relu_do_not():
    demands = frozenset({"scalar outputs", "crowded cut"})
    crowded = {stratum.name: list(excesses(stratum, demands)) for stratum in (merged_by_death, merged_by_folding)}
    assert all(m > parameters for found in crowded.values() for m, parameters, _ in found)
    assert any(m == parameters + 1 == largest for m, parameters, largest in crowded[merged_by_folding.name])
    assert any(m == parameters + 2 == largest + 1 for m, parameters, largest in crowded[merged_by_folding.name])
    assert all(largest <= parameters for _, parameters, largest in crowded[merged_by_death.name])


def test_skips_and_ties_pass_the_cut():
    assert all(no_skip_past_cut.judge(at).is_no for at in batches(skips_past_a_merge))
    assert all(no_tying_across_cut.judge(at).is_no for at in batches(ties_across_a_merge))


def test_cuts_of_other_networks_are_merged_now_and_then():
    shares = np.concatenate([shared_activations.judge(at).is_yes for at in batches(cuts_of(relu_networks)) if len(at.group) > 1])
    assert 0.02 < shares.mean() < 0.9


def test_the_point_of_equal_image_is_another_point():
    with pytest.raises(Undecided, match="finds no other point with the image of -1 under silu"):
        folding_neuron("silu", "-1", "-1.1")
    with pytest.raises(Undecided):
        folding_neuron("silu", "1", "-1")  # only the point itself has a positive image


def test_the_enclosed_partner_has_the_same_image():
    at = folding_neuron("silu", "-1", "-1.6")
    seen = at.values_at_cut.after
    with at.numbers.arithmetic():
        gap = seen[:1] - seen[1:]
    assert at.numbers.zero(gap).is_unknown.all()
    assert abs(float(gap.item())) < 1e-25
    assert shared_activations.judge(at).is_yes


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("-1", "[-1.6 +/- 0.05]", "yes"),
        ("-1", "[-1.45 +/- 0.05]", "unknown"),  # no point of equal image in the ball
        ("-2", "[-1.6 +/- 0.05]", "no"),  # not the image of this input
        ("-1", "[-1.3 +/- 0.5]", "unknown"),  # two such points, the input itself being one
        ("-1", "-1.6", "no"),  # a point of another image
    ],
)
def test_that_activations_are_shared_is_proved_and_not_believed(first, second, expected):
    one = Architecture((1, 1, 1), "silu", biases=False)
    numbers = Balls()
    at = cut_network(one, numbers.array([[first], [second]]), at=[1, 1], numbers=numbers, facts={"shared activations": EqualImages()})
    assert shared_activations.judge(at).name == expected


def test_a_ball_behind_the_inputs_proves_nothing():
    """Behind x and 9/10 x their difference is x/10, but a ball of 19/10 the radius: it holds a number of equal image, and no input does."""
    net = Architecture((1, 2, 1, 1), ("identity", "silu"), biases=False)
    numbers = Balls()
    inputs = numbers.array([["-10"], ["[-15.9 +/- 0.02]"]])
    theta = ["1", "9/10", "1", "-1", "1"]
    at = cut_network(net, inputs, at=theta, layer=2, numbers=numbers, facts={"shared activations": EqualImages()})
    assert shared_activations.judge(at).is_unknown


def test_the_weight_and_the_bias_of_a_folding_neuron_are_looked_at():
    net, numbers = Architecture((1, 1, 1), "silu", biases=(True, False)), Balls()
    for place, expected in (("[-4.2 +/- 0.1]", "yes"), ("[-4.4 +/- 0.1]", "unknown")):
        inputs = numbers.array([["-3"], [place]])
        at = cut_network(net, inputs, at=["1/2", "1/2", "1"], numbers=numbers, facts={"shared activations": EqualImages()})
        assert shared_activations.judge(at).name == expected

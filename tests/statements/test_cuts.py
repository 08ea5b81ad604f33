"""A cut network knows which parameters stand before and after the cut, and travels as data."""

import pytest

from verify.errors import InvalidInput
from verify.maps.architecture import Architecture, Skip, Tie
from verify.maps.formulas import polynomial_map
from verify.numbers.rationals import Rationals
from verify.statements.collapse import cut_network, merged_gradients, more_inputs_than_parameters, shared_activations
from verify.statements.cuts import CutInstance
from verify.statements.instances import instance_from_spec, point

DEEP = Architecture((1, 2, 1, 1), "relu", biases=(True, False, True))
DEEP_PARAMETERS = [1, 2, 0, 1, 1, 1, 3, 0]  # W1 (2), b1 (2), W2 (2), W3, b3


def deep(layer):
    return cut_network(DEEP, [[1], [2], [3]], at=DEEP_PARAMETERS, layer=layer)


@pytest.mark.parametrize(("layer", "before"), [(1, 4), (2, 6)])
def test_the_layers_own_weights_stand_before_the_cut(layer, before):
    at = deep(layer)
    assert at.stands_before.tolist() == [True] * before + [False] * (8 - before)
    assert (at.stands_after == ~at.stands_before).all()


def test_a_skip_stands_where_it_arrives_and_a_tied_weight_on_both_sides():
    skipped = cut_network(Architecture((1, 1, 1), "quadratic", biases=False, skips=(Skip(0, 2),)), [[1]], at=[1, 1, 1])
    assert (skipped.stands_before.tolist(), skipped.stands_after.tolist()) == ([True, False, False], [False, True, True])
    tied = cut_network(Architecture((1, 1, 1), "quadratic", biases=False, ties=(Tie(2, 1),)), [[1]], at=[1])
    assert tied.stands_before.all()
    assert tied.stands_after.all()


def test_gradients_of_the_set_are_those_rows_of_the_jacobian():
    whole = deep(1)
    at = CutInstance(whole.at, 1, (2, 0))
    assert at.numbers.text(merged_gradients(at).T) == at.numbers.text(whole.jacobian[[2, 0]])


def test_a_cut_travels_as_data():
    at = CutInstance(deep(2).at, 2, (0, 2))
    again = instance_from_spec(at.spec(), Rationals())
    assert (again.spec(), again.layer, again.group) == (at.spec(), 2, (0, 2))
    assert again.numbers.text(again.hessian) == again.numbers.text(at.hessian)


def test_a_kink_is_outside_and_a_share_is_judged_by_the_activations():
    kink = cut_network(Architecture((1, 1, 1), "relu", biases=False), [[0], [1]], at=[1, 1])
    assert kink.smooth.is_no
    assert shared_activations.judge(kink).is_no
    assert shared_activations.margin(kink) == 1
    assert more_inputs_than_parameters().judge(kink).is_yes
    assert more_inputs_than_parameters(by=2).judge(kink).is_no


@pytest.mark.parametrize(
    ("layer", "group", "message"),
    [(0, (0,), "no hidden layer 0"), (3, (0,), "no hidden layer 3"), (1, (), "at least one"), (1, (0, 0), "distinct"), (1, (3,), "0..2")],
)
def test_what_is_no_cut_is_refused_by_name(layer, group, message):
    with pytest.raises(InvalidInput, match=message):
        CutInstance(deep(1).at, layer, group)


def test_a_map_without_layers_cannot_be_cut():
    with pytest.raises(InvalidInput, match="FormulaMap"):
        CutInstance(point(polynomial_map("t"), at=[0], labels=[0]), 1, (0,))

"""Pairs of parameters: what they agree in, which pairs are rescalings, and that a pair travels as data."""

from __future__ import annotations

import pytest

from verify.errors import InvalidInput
from verify.maps.architecture import Architecture
from verify.maps.formulas import polynomial_map
from verify.maps.network import Network
from verify.maps.regularisers import Ridge
from verify.numbers.rationals import Rationals
from verify.statements.agreement import rescaled, same_behaviour, same_elsewhere, same_parameters, same_total_loss
from verify.statements.instances import instance_from_spec, point
from verify.statements.pairs import pair

PRODUCT = Network(Architecture((1, 1, 1), "identity", biases=False), [[1]])
WORDS = {
    "same parameters": same_parameters,
    "same behaviour": same_behaviour,
    "same elsewhere": same_elsewhere,
    "same loss": same_total_loss,
    "rescaled": rescaled,
}


@pytest.mark.parametrize(
    ("other", "true"),
    [
        ([1, 1], set(WORDS)),
        ([2, "1/2"], set(WORDS) - {"same parameters"}),
        ([-1, -1], set(WORDS) - {"same parameters", "rescaled"}),  # rescaled by -1, which is not positive
        ([1, -1], {"same loss"}),
        ([2, 2], set()),
    ],
)
def test_a_pair_says_what_its_parameters_agree_in(other, true):
    at = pair(point(PRODUCT, at=[1, 1], labels=[0]), other, [[3]])
    assert {name for name, word in WORDS.items() if bool(word.judge(at).is_yes)} == true
    again = instance_from_spec(at.spec(), Rationals())
    assert {name for name, word in WORDS.items() if bool(word.judge(again).is_yes)} == true


@pytest.mark.parametrize(
    ("theta", "other", "answer"),
    [([0, 6], [0, 2], "yes"), ([6, 0], [2, 0], "yes"), ([0, 0], [0, 0], "yes"), ([0, 6], [1, 2], "no"), ([2, 3], [3, 3], "no")],
)
def test_a_unit_that_reads_or_feeds_nothing_is_rescaled_all_the_same(theta, other, answer):
    assert rescaled.judge(pair(point(PRODUCT, at=theta, labels=[0]), other, [[3]])).name == answer


def test_behaviours_may_agree_on_the_data_alone():
    blind = Network(Architecture((2, 1), biases=False), [[0, 0]])
    at = pair(point(blind, at=[1, 1], labels=[0]), [2, 3], [[1, 1]])
    assert same_behaviour.judge(at).name == "yes"
    assert same_elsewhere.judge(at).name == "no"


def test_a_regulariser_enters_the_total_loss():
    total = Network(Architecture((2, 1), biases=False), [[1, 1]])
    bare, decayed = (
        pair(point(total, at=[1, 0], labels=[1], regulariser=regulariser), ["1/2", "1/2"], [[1, 1]]) for regulariser in (None, Ridge(1))
    )
    assert same_total_loss.judge(bare).name == "yes"
    assert same_total_loss.judge(decayed).name == "no"


def test_only_networks_have_functions_to_compare():
    with pytest.raises(InvalidInput, match="network"):
        pair(point(polynomial_map("t"), at=[0], labels=[0]), [1], [[1]])
    with pytest.raises(InvalidInput, match="one shape"):
        pair(point(PRODUCT, at=[1, 1], labels=[0]), [1], [[1]])

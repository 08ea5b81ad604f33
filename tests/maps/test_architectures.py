"""Architectures: the parameter order that is promised, wiring, plain data and refusals."""

from __future__ import annotations

import json

import numpy as np
import pytest

from verify.errors import InvalidInput
from verify.maps.activations import activation
from verify.maps.architecture import Architecture, Skip, Tie
from verify.maps.models import model_from_spec
from verify.maps.network import Network
from verify.numbers import Floats, Rationals

Q = Rationals()
RICH = Architecture((2, 3, 2, 3), ("tanh", "relu"), "sigmoid", (True, False, True), (Tie(3, 2, True),), (Skip(1, 3), Skip(0, 2)))


def test_parameters_stand_layer_by_layer_weights_bias_skips() -> None:
    assert [(block.name, block.start, block.shape) for block in RICH.layout] == [
        ("W1", 0, (3, 2)),
        ("b1", 6, (3,)),
        ("W2", 9, (2, 3)),
        ("S0to2", 15, (2, 2)),
        ("b3", 19, (3,)),
        ("S1to3", 22, (3, 3)),
    ]
    assert RICH.parameters == 31


def test_weights_are_row_major_out_by_in() -> None:
    network = Network(Architecture((2, 2), biases=False), [[1, 10]])
    assert Q.text(network.outputs(Q, Q.array([1, 2, 3, 4]))) == ["21", "43"]


def test_behaviours_stand_datum_by_datum() -> None:
    network = Network(Architecture((1, 2), biases=False), [[1], [10]])
    assert (network.data, network.behaviours) == (2, 4)
    assert Q.text(network.outputs(Q, Q.array([2, 3]))) == ["2", "3", "20", "30"]


def test_a_tied_layer_uses_the_transposed_weights_of_its_source() -> None:
    first, second, third = RICH.wiring
    assert np.array_equal(third.weights, second.weights.T)
    assert [wiring.bias is None for wiring in (first, second, third)] == [False, True, False]
    assert [source for source, _ in third.skips] == [1]


def test_unpack_and_pack_are_inverse_on_batches() -> None:
    theta = np.arange(2 * 31.0).reshape(2, 31)
    blocks = RICH.unpack(theta)
    assert blocks["W2"].shape == (2, 2, 3)
    assert np.array_equal(RICH.pack(blocks), theta)
    with pytest.raises(InvalidInput, match="W2"):
        RICH.pack({"W1": blocks["W1"]})


def test_every_used_place_of_theta_is_wired_exactly_once_without_ties() -> None:
    architecture = Architecture((2, 3, 2), skips=(Skip(0, 2),))
    places = [index for wire in architecture.wiring for index in (wire.weights, wire.bias, *(s for _, s in wire.skips))]
    assert sorted(np.concatenate([place.ravel() for place in places])) == list(range(architecture.parameters))


def test_an_architecture_survives_json() -> None:
    assert Architecture.from_spec(json.loads(json.dumps(RICH.spec()))) == RICH


def test_a_network_survives_json_with_its_piece() -> None:
    plain = Network(RICH, [["1/3", 2], [0, -1]])
    theta = Q.array([[i - 15] for i in range(31)]).reshape(31)
    for network in (Network(Architecture((2, 2, 1)), [["1/3", 2]]).on_piece((np.array([[True, False]]), None)), plain):
        again = model_from_spec(json.loads(json.dumps(network.spec(Q))), Q)
        assert again.spec(Q) == network.spec(Q)
    relu = Network(Architecture((2, 3, 1)), [["1/3", 2]])
    piece = relu.on_piece(relu.pattern(Q, theta[: relu.parameters]))
    again = model_from_spec(json.loads(json.dumps(piece.spec(Q))), Q)
    assert Q.text(again.outputs(Q, theta[: relu.parameters])) == Q.text(relu.outputs(Q, theta[: relu.parameters]))


def test_activations_of_every_layer_are_reported() -> None:
    network = Network(Architecture((1, 1, 1), "relu", biases=False), [[2], [-2]])
    hidden, last = network.activations(Q, Q.array([3, 5]))
    assert (Q.text(hidden.before), Q.text(hidden.after)) == ([["6"], ["-6"]], [["6"], ["0"]])
    assert Q.text(last.after) == [["30"], ["0"]]
    pattern = network.pattern(Q, Q.array([3, 5]))
    assert pattern[0].tolist() == [[True], [False]]
    assert pattern[1] is None


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        ({"widths": (3,)}, "widths"),
        ({"widths": 3}, "widths"),
        ({"widths": (2, 0, 1)}, "widths"),
        ({"widths": (2, True)}, "widths"),
        ({"widths": (2, 2.0, 1)}, "widths"),
        ({"widths": (2, 2, 1), "activation": "rely"}, "relu"),
        ({"widths": (2, 2, 1), "activation": ("relu", "relu")}, "tuple of 1"),
        ({"widths": (2, 2, 1), "biases": (True,)}, "tuple of 2"),
        ({"widths": (2, 2, 1), "biases": "yes"}, "biases"),
        ({"widths": (2, 3, 1), "ties": (Tie(2, 1),)}, "shape"),
        ({"widths": (2, 2, 2), "ties": (Tie(1, 2),)}, "earlier"),
        ({"widths": (2, 2, 2), "ties": (Tie(2, 1), Tie(2, 1, True))}, "twice"),
        ({"widths": (2, 2, 1), "skips": (Skip(1, 2),)}, "pass over"),
        ({"widths": (2, 2, 1), "skips": (Skip(0, 3),)}, "pass over"),
        ({"widths": (2, 2, 1), "skips": (Skip(0, 2), Skip(0, 2))}, "twice"),
    ],
    ids=str,
)
def test_senseless_architectures_are_refused_by_name(arguments: dict, names: str) -> None:
    with pytest.raises(InvalidInput, match=names):
        Architecture(**arguments)


@pytest.mark.parametrize("spec", ["rely", "leaky_relu", "leaky_relu(1,2)", "polynomial(a)", "leaky_relu(1/0)", "relu(2)", "", 3, None])
def test_unknown_activations_are_refused(spec: object) -> None:
    with pytest.raises(InvalidInput, match=r"activation|arguments"):
        activation(spec)


@pytest.mark.parametrize("spec", [None, [], {}, {"widths": [2, 1], "colour": 3}, {"widths": [2, 2, 2], "ties": [3]}, {"widths": 4}])
def test_malformed_architecture_data_are_one_clear_refusal(spec: object) -> None:
    with pytest.raises(InvalidInput):
        Architecture.from_spec(spec)


@pytest.mark.parametrize("spec", [None, 3, {}, {"kind": "poem"}, {"kind": "network"}, {"kind": "formulas", "variables": ["a"]}])
def test_malformed_model_data_are_one_clear_refusal(spec: object) -> None:
    with pytest.raises(InvalidInput):
        model_from_spec(spec, Q)


@pytest.mark.parametrize("inputs", [[], [[1]], [1, 2], 3, np.zeros((0, 2))], ids=str)
def test_inputs_of_the_wrong_shape_are_refused(inputs: object) -> None:
    with pytest.raises(InvalidInput, match="inputs"):
        Network(Architecture((2, 1)), inputs)


def test_parameters_of_the_wrong_number_or_not_finite_are_refused() -> None:
    network = Network(Architecture((2, 1)), [[1, 2]])
    with pytest.raises(InvalidInput, match="3"):
        network.outputs(Q, Q.array([1, 2]))
    with pytest.raises(InvalidInput, match="nan"):
        network.outputs(Floats(), [1.0, float("nan"), 2.0])
    with pytest.raises(InvalidInput, match="pattern"):
        network.on_piece(())

"""Every named degeneracy is reached by every network stratum, always where it is asked for, and meets its definition exactly."""

from __future__ import annotations

import numpy as np
import pytest

from verify.strata.degeneracies import DEGENERACIES, Setting, Shape, layers, shapes, together
from verify.strata.networks import linear_networks, quadratic_networks, relu_networks

STRATA = (relu_networks, linear_networks, quadratic_networks)
SCALES = (1, 2, 3)


def met_at(names, at):
    """For each layer that has room for them: are the named definitions all met there, per instance of a batch or for one?"""
    architecture = at.model.architecture
    shape = Shape(architecture.widths, architecture.biases[0], at.model.data)
    found = {}
    for layer in layers(frozenset(names), shape):
        parts = Setting(architecture, at.theta, at.model.inputs, at.labels, layer)
        found[layer] = np.all([DEGENERACIES[name].holds(at.numbers, shape, parts) for name in names], axis=0)
    return found


def met(names, at):
    """Are the named definitions all met at one layer?"""
    return np.any(list(met_at(names, at).values()), axis=0)


@pytest.mark.parametrize("name", DEGENERACIES)
@pytest.mark.parametrize("stratum", STRATA, ids=lambda stratum: stratum.name)
def test_every_instance_that_is_asked_for_has_the_degeneracy_exactly(stratum, name):
    for scale in SCALES:
        for number in range(4):
            recipe = stratum.having(name).recipe((3, number), 5, scale)
            for index in range(5):
                assert met((name,), recipe.at(index).instance()), (name, recipe.at(index).instance().spec())


@pytest.mark.parametrize("name", DEGENERACIES)
def test_without_being_asked_for_it_is_not_there_always(name):
    shares = []
    for number in range(40):
        at, _ = relu_networks.recipe((5, number), 10, 3).batch()
        shares.append(float(met((name,), at).mean()) if met_at((name,), at) else 0.0)
    assert sum(shares) < 0.75 * len(shares), name


@pytest.mark.parametrize("stratum", STRATA, ids=lambda stratum: stratum.name)
def test_two_that_go_together_are_both_there(stratum):
    pairs = [names for names in stratum.degeneracies if len(names) == 2]
    assert len(pairs) > 60
    for number, names in enumerate(pairs):
        at = stratum.having(*names).recipe((7, number), 3, 2).at(1).instance()
        assert met(names, at), names


OF_UNITS = [name for name, one in DEGENERACIES.items() if one.touches & {"incoming", "outgoing"} and name != "kinks amid the data"]
"""Those of the units of one layer; kinks are put amid the data in all of them."""


@pytest.mark.parametrize("name", OF_UNITS)
@pytest.mark.parametrize("stratum", [relu_networks, linear_networks], ids=lambda stratum: stratum.name)
def test_it_is_reached_in_the_first_layer_and_beyond_each_without_the_other(stratum, name):
    places = set()
    for number in range(60):
        found = met_at((name,), stratum.having(name).recipe((11, number), 1, 3).instance())
        places.add(tuple(layer for layer, there in found.items() if there))
    assert {(1,), (2,)} <= places


def test_a_deep_degeneracy_leaves_the_first_layer_as_it_was():
    dead = [relu_networks.having("all units dead").recipe((2, number), 1, 3).instance() for number in range(60)]
    alive = [at for at in dead if met_at(("all units dead",), at).get(2) and not met_at(("all units dead",), at)[1]]
    assert alive
    for at in alive:
        first = at.model.activations(at.numbers, at.theta)[0].before
        assert at.numbers.positive(first).is_yes.all()


def test_those_that_set_the_same_part_do_not_go_together():
    assert not together(("duplicate neurons", "opposite neurons"), deep=True)
    assert not together(("no hidden layer", "width 1"), deep=True)


@pytest.mark.parametrize("name", DEGENERACIES)
def test_it_is_reached_at_several_sizes(name):
    assert len(shapes(frozenset({name}), deep=True)) > 5


def test_what_is_not_known_is_refused():
    with pytest.raises(ValueError, match="cannot be built with baldness; it can with all units dead, a dead unit, ") as refused:
        relu_networks.having("baldness")
    assert str(refused.value).count("all units dead") == 1

"""Every named degeneracy is reached by every network stratum, always where it is asked for, and meets its definition exactly."""

from __future__ import annotations

import pytest

from verify.strata.degeneracies import DEGENERACIES, Shape, setting, shapes, together
from verify.strata.networks import linear_networks, quadratic_networks, relu_networks

STRATA = (relu_networks, linear_networks, quadratic_networks)
SCALES = (1, 2, 3)


def held(stratum, names, at):
    """Per instance of a batch, or for one: is each of the named definitions met?"""
    architecture = at.model.architecture
    shape = Shape(architecture.widths, architecture.biases[0], at.model.data)
    parts = setting(architecture, at.theta, at.model.inputs, at.labels)
    return [DEGENERACIES[name].holds(at.numbers, shape, parts) for name in names]


@pytest.mark.parametrize("name", DEGENERACIES)
@pytest.mark.parametrize("stratum", STRATA, ids=lambda stratum: stratum.name)
def test_every_instance_that_is_asked_for_has_the_degeneracy_exactly(stratum, name):
    for scale in SCALES:
        for number in range(4):
            recipe = stratum.having(name).recipe((3, number), 5, scale)
            for index in range(5):
                (met,) = held(stratum, (name,), recipe.at(index).instance())
                assert bool(met), (name, recipe.at(index).instance().spec())


@pytest.mark.parametrize("name", DEGENERACIES)
def test_without_being_asked_for_it_is_not_there_always(name):
    shares = []
    for number in range(40):
        at, _ = relu_networks.recipe((5, number), 10, 3).batch()
        shape = Shape(at.model.architecture.widths, at.model.architecture.biases[0], at.model.data)
        if DEGENERACIES[name].fits(shape):
            (met,) = held(relu_networks, (name,), at)
            shares.append(float(met.mean()) if hasattr(met, "mean") else float(met))
        else:
            shares.append(0.0)
    assert sum(shares) < 0.75 * len(shares), name


@pytest.mark.parametrize("stratum", STRATA, ids=lambda stratum: stratum.name)
def test_two_that_go_together_are_both_there(stratum):
    pairs = [names for names in stratum.degeneracies if len(names) == 2]
    assert len(pairs) > 60
    for number, names in enumerate(pairs):
        at = stratum.having(*names).recipe((7, number), 3, 2).at(1).instance()
        assert all(bool(met) for met in held(stratum, names, at)), names


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

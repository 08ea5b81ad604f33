"""The choices behind an instance build it again, and shrink to the smallest instance of which something is still true."""

from __future__ import annotations

import json

import numpy as np
import pytest

from verify.errors import InvalidInput
from verify.statements.quantities import jacobian, rank
from verify.strata.classification import softmax_logits
from verify.strata.fibres import curves_with_maps, known_fibres
from verify.strata.matrices import jets, matrix_pairs
from verify.strata.merged import general_cuts, merged_by_folding
from verify.strata.networks import polynomial_maps, relu_networks
from verify.strata.tapes import Tape, shrunk

STRATA = (jets, polynomial_maps, relu_networks, merged_by_folding, general_cuts, known_fibres, curves_with_maps, softmax_logits)


@pytest.mark.parametrize("stratum", STRATA, ids=lambda stratum: stratum.name)
def test_a_tape_builds_the_instance_of_its_recipe_and_survives_json(stratum):
    for number in range(5):
        recipe = stratum.recipe((2, number), 4, 3).at(1)
        tape = Tape.of(recipe)
        assert tape.read()[0].spec() == recipe.instance().spec()
        again = Tape.from_spec(json.loads(json.dumps(tape.spec())), [jets, stratum])
        assert again.read()[0].spec() == recipe.instance().spec()


@pytest.mark.parametrize("stratum", STRATA, ids=lambda stratum: stratum.name)
def test_a_tape_with_any_choice_changed_still_describes_an_instance(stratum):
    tape = Tape.of(stratum.recipe((4,), 1, 3))
    for place, choice in enumerate(tape.choices):
        other = 0 if isinstance(choice, int) else np.zeros_like(choice)
        at, read = Tape(stratum, 3, frozenset(), (*tape.choices[:place], other, *tape.choices[place + 1 :])).read()
        assert at.spec() == read.read()[0].spec()


def test_a_rank_of_two_shrinks_to_the_unit_matrix():
    recipe = next(r for n in range(99) if int(rank(jacobian)((r := matrix_pairs.recipe((n,), 1, 3)).instance()).lower) > 1)
    at, tape = shrunk(Tape.of(recipe), lambda at: bool(rank(jacobian)(at).at_least(2).is_yes))
    assert at.jacobian.shape == (2, 2)
    assert sorted(at.numbers.text(at.jacobian.ravel())) == ["0", "0", "1", "1"]
    assert tape.size < Tape.of(recipe).size
    assert at.spec() == tape.read()[0].spec()


def test_nothing_shrinks_beyond_what_must_stay_true():
    tape = Tape.of(jets.recipe((1,), 1, 3))
    spec = tape.read()[0].spec()
    assert shrunk(tape, lambda at: at.spec() == spec)[0].spec() == spec
    assert shrunk(tape, lambda at: True, attempts=0)[1].size == tape.size


@pytest.mark.parametrize(
    "change",
    [{"stratum": "no such"}, {"choices": 3}, {"choices": [{"shape": [2], "values": [1]}]}, {"scale": None}, {"demands": 1}],
    ids=["stratum", "choices", "shape", "scale", "demands"],
)
def test_what_is_no_tape_is_refused(change):
    spec = Tape.of(jets.recipe((1,), 1, 3)).spec() | change
    with pytest.raises(InvalidInput):
        Tape.from_spec(spec, [jets])


def test_a_stratum_that_is_not_there_is_named_alone():
    spec = Tape.of(jets.recipe((1,), 1, 3)).spec() | {"stratum": "no such"}
    with pytest.raises(InvalidInput, match=r"^no stratum 'no such' here: it was renamed, or the statement is about others$"):
        Tape.from_spec(spec, [jets])

"""What the strata of pairs reach: each relation between two parameters that statements ask about, and its absence."""

from __future__ import annotations

import pytest

from verify.statements.agreement import rescaled, rescaled_either_way, same_behaviour, same_elsewhere, same_parameters
from verify.strata.pairs import pairs_of_linear_parameters, pairs_of_relu_parameters

RELATIONS = {
    "rescaled to other parameters": lambda at: rescaled.judge(at) & ~same_parameters.judge(at),
    "rescaled by a negative factor to another function": lambda at: (
        rescaled_either_way.judge(at) & ~rescaled.judge(at) & ~same_elsewhere.judge(at)
    ),
    "one function, and no rescaling": lambda at: same_elsewhere.judge(at) & ~rescaled_either_way.judge(at),
    "one behaviour, and two functions": lambda at: same_behaviour.judge(at) & ~same_elsewhere.judge(at),
    "two behaviours": lambda at: ~same_behaviour.judge(at),
}


def drawn(stratum):
    for scale in (1, 2, 3):
        for number in range(40):
            yield from (stratum.recipe((4, scale, number), 3, scale).at(index).instance() for index in range(3))


def test_pairs_of_relu_parameters_stand_in_every_relation():
    pairs = list(drawn(pairs_of_relu_parameters))
    met = {name: sum(bool(holds(at).is_yes) for at in pairs) for name, holds in RELATIONS.items()}
    assert min(met.values()) >= 3, met


@pytest.mark.parametrize("stratum", [pairs_of_relu_parameters, pairs_of_linear_parameters], ids=lambda stratum: stratum.name)
def test_a_rescaled_unit_changes_no_function(stratum):
    assert not any(bool((rescaled.judge(at) & ~same_elsewhere.judge(at)).is_yes) for at in drawn(stratum))

"""An experiment measures: it supports or says no, is undecided where intervals are wide, and never proves or refutes anything."""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

import numpy as np
import pytest

from verify.claims.case import Case
from verify.claims.claim import FAILS, HOLDS, MEASURED, Claim, Source
from verify.claims.evidence import Finding, Outcome, Scope
from verify.claims.experiment import experiment, measurement
from verify.claims.settle import settle
from verify.experiments.frequencies import Frequency
from verify.experiments.measurements import Measurement, Row, document
from verify.numbers.floats import Floats
from verify.rigour import Rigour
from verify.statements.conclusions import Proposition
from verify.statements.conditions import Condition
from verify.statements.instances import Subject
from verify.statements.statement import Statement
from verify.strata.strata import NamedInstances
from verify.truth import Truth


@dataclass(frozen=True)
class Coin:
    """A coin that shows heads with this probability."""

    probability: float

    @property
    def name(self) -> str:
        return f"coin {self.probability}"

    def measure(self, rng, count):
        hits = int((rng.uniform(size=count) < self.probability).sum())
        return Measurement(self.name, (Row("toss", 1, "heads", Frequency(hits, count), self.probability),))


def coins(*probabilities):
    return NamedInstances("coins", tuple(Subject(f"coin {p}", Coin(p), Floats()) for p in probabilities))


fair = Condition("the coin is fair", lambda at: Truth.of(at.value.arm.probability == 0.5), structural=True)
rarely = Proposition("heads in fewer than 6 of 10", lambda at: at.value.found.pooled.below(0.6))
statement = Statement(about=(coins(0.5, 0.9),), given=(fair,), then=rarely)
asked = experiment(quick=1000, thorough=50_000)


def case(verdict, of=statement, **changes):
    fields = {"rejects": [statement.without(fair)], "checks": [asked], "amended_by": None} | changes
    claim = Claim(
        "a-coin",
        verdict,
        revision=1,
        topic="t",
        title="t",
        says="s",
        source=Source("project", "x"),
        amended_by=fields.pop("amended_by"),
        pointwise=False,
    )
    return Case(claim, of, **fields)


def test_what_an_experiment_supports_is_measured_and_does_not_hold():
    evidence = settle(case(MEASURED), 0)
    assert (evidence.finding, evidence.agrees) == (Finding.MEASURED, True)
    assert (evidence.checks[0].scope, evidence.checks[0].rigour) == (Scope.MEASURED, Rigour.FLOATING)
    assert any("certain" in note for note in evidence.not_shown)


def test_recorded_as_holding_it_disagrees():
    assert not settle(case(HOLDS), 0).agrees


def test_an_experiment_that_says_no_turns_the_claim_red_and_refutes_nothing():
    wrong = statement.replace("biased", given=(), then=Proposition("heads always", lambda at: at.value.found.pooled.above(0.99)))
    evidence = settle(case(MEASURED, wrong, rejects=[statement.without(fair)]), 0)
    assert evidence.checks[0].outcome is Outcome.REFUTED
    assert (evidence.finding, evidence.agrees) == (Finding.UNDECIDED, False)
    assert not settle(case(FAILS, wrong, rejects=[], accepts=[statement], amended_by="other"), 0).agrees


def test_a_control_that_does_not_come_out_the_opposite_is_toothless():
    true = statement.replace("the same again")
    evidence = settle(case(MEASURED, rejects=[true]), 0)
    assert evidence.checks[0].outcome is Outcome.TOOTHLESS
    assert not evidence.agrees


def test_wide_intervals_leave_it_undecided():
    narrow = statement.replace("close", then=Proposition("fewer than 0.505", lambda at: at.value.found.pooled.below(0.505)))
    assert asked.ask(narrow, 0).outcome is Outcome.UNDECIDED


def test_no_arm_is_no_evidence():
    assert experiment(quick=10, thorough=10, over=()).ask(statement, 0).outcome is Outcome.VACUOUS


def test_the_thorough_scale_has_more_runs_and_says_so():
    quick, thorough = (settle(case(MEASURED), 0, thorough=thorough).checks[0] for thorough in (False, True))
    assert [row["trials"] for row in quick.certificates[0]["rows"]] == [1000, 1000]
    assert [row["trials"] for row in thorough.certificates[0]["rows"]] == [50_000, 50_000]
    assert "quick scale, 1000 runs" in quick.reason
    assert "thorough scale, 50000 runs" in thorough.reason


def test_an_arm_measures_the_same_whatever_stands_beside_it():
    alone = measurement(Coin(0.5), 3, 100)
    assert alone == Coin(0.5).measure(np.random.default_rng(np.random.SeedSequence((3, crc32(Coin(0.5).name.encode())))), 100)
    assert alone != measurement(Coin(0.5), 4, 100)


def test_the_table_shows_counts_intervals_and_predictions_and_can_be_drawn():
    found = document([Measurement("one", (Row("width", 2, "hits", Frequency(1, 4, 1), 0.5, {"lost": 3}),))])
    assert found["rows"] == [
        {
            "arm": "one",
            "width": 2,
            "counted": "hits",
            "hits": 1,
            "undecided": 1,
            "trials": 4,
            "beside": {"lost": 3},
            "low": "0.00630946",
            "high": "0.932414",
            "predicted": "0.5",
        }
    ]
    assert found["series"][0] == {"name": "measured", "x": [2], "y": ["0.333333"], "low": ["0.00630946"], "high": ["0.932414"]}
    assert found["series"][1] == {"name": "predicted", "x": [2], "y": ["0.5"]}


def test_arms_of_several_rows_are_series_of_their_own():
    rows = tuple(Row("width", width, "hits", Frequency(width, 9)) for width in (2, 4))
    found = document([Measurement(name, rows) for name in ("relu", "tanh")])
    assert [one["name"] for one in found["series"]] == ["relu", "tanh"]
    with pytest.raises(KeyError):
        found["rows"][0]["predicted"]

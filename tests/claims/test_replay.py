"""A witness is asked again as the instance that it was, with the facts that a document carries and those that it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from verify.claims.case import Case
from verify.claims.catalogue import Library, LoadedCase
from verify.claims.claim import HOLDS, Claim, Source
from verify.claims.replay import replay
from verify.claims.search import exact
from verify.claims.settle import settle
from verify.claims.witnesses import witness
from verify.maps.formulas import polynomial_map
from verify.numbers.rationals import Rationals
from verify.statements.again import behaves_alike, both_losses
from verify.statements.conclusions import Proposition
from verify.statements.instances import instance_from_spec, point
from verify.statements.minima import total_loss
from verify.statements.statement import Statement
from verify.strata.constant_rank import factorised_matrices
from verify.truth import Truth

MODEL = polynomial_map("a*b")


def replayed(check, then, about=()):
    """The control's witness after a run of the case, asked again; and that witness."""
    statement = Statement(about=about, given=(), then=then)
    true = statement.replace("true", then=Proposition("1 = 1", lambda at: Truth.of(True)))
    false = statement.replace("false")
    claim = Claim("some-claim", HOLDS, revision=1, topic="test", title="A title", says="Something.", source=Source("nowhere", "1"))
    case = Case(claim, true, checks=(check,), rejects=(false,))
    (control,) = settle(case, 0).checks[0].controls
    return replay(control.witness, Library({"some-claim": LoadedCase(case, Path("some.py"), 1)}, [])), control.witness


@pytest.mark.parametrize("name", ["again", "note"])
def test_of_instances_that_differ_in_facts_alone_the_one_that_refuted_is_asked(name):
    instances = [point(MODEL, at=[1, 1], labels=[1], facts={name: fact}) for fact in ([2, "1/2"], [1, 2])]
    product = Proposition("the entries of the fact have product 1", lambda at: at.numbers.zero(at.numbers.array(at.facts[name]).prod() - 1))
    again, found = replayed(witness(*instances), product)
    assert again.refuted
    assert ("again" in found["instance"]) == (name == "again")


def test_an_instance_drawn_with_facts_is_built_again_by_its_choices():
    untied = Proposition("no singular values are tied", lambda at: Truth.of(at.facts["ties"] == 0))
    again, found = replayed(exact(batches=8), untied, (factorised_matrices,))
    assert again.refuted
    assert found["choices"]["stratum"] == factorised_matrices.name


def test_a_second_parameter_survives_the_document_of_its_instance():
    at = point(MODEL, at=[1, 1], labels=[1], facts={"again": [2, "1/2"], "lower": [0, 0], "note": "stays behind"})
    built = instance_from_spec(at.spec(), Rationals())
    assert built.spec() == at.spec()
    assert sorted(built.facts) == ["again", "lower"]
    assert (behaves_alike.judge(built).name, both_losses(built)) == ("yes", both_losses(at))
    assert Rationals().text(total_loss(built, built.facts["lower"])) == "1"

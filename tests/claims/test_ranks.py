"""The ranks that a conclusion rests on enter the evidence with certificates that were checked; large ones by their fingerprint."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from verify.claims import ranks
from verify.claims.ranks import rank_certificates, rank_evidence
from verify.numbers import Balls, Floats, Rationals
from verify.ranks.certificates import certify
from verify.ranks.checker import check
from verify.statements.instances import MatrixInstance
from verify.statements.quantities import Quantity, gauss_newton, jacobian, rank
from verify.statements.statement import Statement

EQUAL = Statement((), (), rank(gauss_newton).equals(rank(jacobian)))


def instance(numbers):
    return MatrixInstance(numbers, numbers.array([[1, 2], [2, 4]]), numbers.array([[1, 0], [0, 1]]))


def test_every_rank_of_the_conclusion_is_certified_in_exact_and_certified_numbers():
    for numbers in (Rationals(), Balls(60)):
        found = rank_certificates(EQUAL, instance(numbers))
        assert [one["kind"] for one in found] == ["rank", "rank"]
        assert [check(one["matrix"], one["certificate"]).upper for one in found] == [1, 1]


def test_a_quantity_may_look_at_the_instance_elsewhere():
    elsewhere = Quantity("J at 2 J", lambda at: replace(at, jacobian=at.jacobian + at.jacobian).jacobian)
    found = rank_certificates(Statement((), (), rank(jacobian).equals(rank(elsewhere))), instance(Rationals()))
    assert [one["checked"] for one in found] == ["rank 1; error 0"] * 2


def test_floats_have_no_certificates():
    assert rank_certificates(EQUAL, instance(Floats())) == ()


def test_a_large_certificate_leaves_its_claim_and_fingerprint():
    found = certify(Rationals(), np.arange(3600).reshape(60, 60) ** 2)
    evidence = rank_evidence(found, freivalds=True)
    assert evidence["checked"] == "rank 3; error 2^-64"
    assert evidence["claim"]["matrix"] == found.certificate()["matrix"]
    assert len(str(evidence)) < ranks._LARGEST

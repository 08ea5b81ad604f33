"""Each kind of fault is found, alone; what is right, or less than what was found, is none."""

from __future__ import annotations

import itertools

import pytest

from tests.reporting.records import check, claim
from verify.claims.evidence import Finding, Outcome, Scope, Verdict
from verify.reporting.citation import Stated
from verify.rigour import Rigour
from verify.writeups.judging import faults
from verify.writeups.mention import Mention

CLAIMS = {
    one.id: one
    for one in (
        claim(revision=2, fingerprint="a" * 16),
        claim(id="ranks-differ", withdrawn="it was a slip"),
        claim(id="red", agrees=False, reason="recorded holds, found fails"),
        claim(id="open-one", verdict=Verdict.OPEN, finding=Finding.UNDECIDED, checks=[check(outcome=Outcome.UNDECIDED)]),
    )
}
RIGHT = Stated("ranks-agree", "2", "holds", "sampled, exact", "0.1.0", "0", "a" * 16)


def said(stated: Stated) -> list[str]:
    return [str(fault) for fault in faults("paper.tex", Mention(7, stated), CLAIMS)]


@pytest.mark.parametrize(
    "stated",
    [
        RIGHT,
        Stated("ranks-agree"),
        Stated("ranks-agree", "2", "Holds", "sampled,\n floating"),
        Stated("ranks-agree", strength="named instances"),
        Stated("ranks-agree", strength="exact"),
        Stated("ranks-agree", strength="none"),
        Stated("open-one", "1", "open, found~undecided", "none"),
        Stated("open-one", "1", "open"),
    ],
)
def test_what_is_right_or_less_than_what_was_found_is_no_fault(stated: Stated) -> None:
    assert said(stated) == []


@pytest.mark.parametrize(
    ("stated", "reason"),
    [
        (Stated("ranks-agrees"), "no claim 'ranks-agrees' in the report: did you mean ranks-agree or ranks-differ?"),
        (Stated("zzz"), "no claim 'zzz' in the report"),
        (Stated("ranks-differ"), "claim 'ranks-differ' is withdrawn: it was a slip"),
        (Stated("red"), "claim 'red' is not settled as recorded: recorded holds, found fails"),
        (Stated("ranks-agree", "1"), "claim 'ranks-agree' is stale: revision 1 is cited, the report has revision 2"),
        (Stated("ranks-agree", "two"), "claim 'ranks-agree' is stale: revision two is cited, the report has revision 2"),
        (
            Stated("ranks-agree", "2", fingerprint="b" * 16),
            f"claim 'ranks-agree' is stale: fingerprint {'b' * 16} is cited, the report has {'a' * 16}",
        ),
        (Stated("ranks-agree", verdict="fails"), "claim 'ranks-agree': the verdict 'fails' is stated, the report has 'holds'"),
        (Stated("open-one", verdict="holds"), "claim 'open-one': the verdict 'holds' is stated, the report has 'open, found undecided'"),
        (
            Stated("ranks-agree", strength="all sizes, exact"),
            "claim 'ranks-agree' is overstated: 'all sizes' is stated, the report has 'sampled, exact'",
        ),
        (Stated("open-one", strength="floating"), "claim 'open-one' is overstated: 'floating' is stated, the report has 'none'"),
    ],
)
def test_each_fault_is_said_alone_with_file_and_line(stated: Stated, reason: str) -> None:
    assert said(stated) == [f"paper.tex:7: {reason}"]


def test_a_strength_that_is_none_is_said_to_be_none() -> None:
    (fault,) = said(Stated("ranks-agree", strength="proved"))
    assert "'proved' is no strength; there are all sizes, " in fault


def test_several_faults_of_one_citation_are_all_said_and_a_place_comes_first() -> None:
    stated = Stated("ranks-agree", "1", "fails", "all sizes, exact", fingerprint="b" * 16)
    found = [fault.reason for fault in faults("n.ipynb", Mention(3, stated, "cell 2, line 1"), CLAIMS)]
    assert len(found) == 3, "a fingerprint cannot be right where the revision is not"
    assert all(reason.startswith("cell 2, line 1: claim 'ranks-agree'") for reason in found)


def test_overstated_is_what_is_stronger_on_either_axis_and_nothing_else() -> None:
    for found, stated in itertools.product(itertools.product(Scope, Rigour), repeat=2):
        claims = {"it": claim(id="it", checks=[check(scope=found[0], rigour=found[1])])}
        reasons = list(faults("x", Mention(1, Stated("it", strength=", ".join(stated))), claims))
        stronger = [
            list(kind).index(one) < list(kind).index(other) for kind, one, other in zip((Scope, Rigour), stated, found, strict=True)
        ]
        assert len(reasons) == sum(stronger)

"""A library that does not hold together is refused, with file, line and reason, and the rest still loads."""

from __future__ import annotations

import textwrap

import pytest

from verify import FAILS, HOLDS, MEASURED, OPEN, Case, Claim, Source, Statement, hessian, sampled
from verify.claims.catalogue import load
from verify.claims.folders import library_folder
from verify.errors import InvalidInput

GOOD = """
from verify import FAILS, HOLDS, MEASURED, OPEN, Case, Claim, Source, Statement, gauss_newton, hessian, jets, residual_curvature, sampled

true = Statement((jets,), (), hessian.equals(gauss_newton + residual_curvature))
false = Statement((jets,), (), hessian.equals(gauss_newton), name="false")
case = Case(
    Claim("{id}", {verdict}, revision=1, topic="t", title="T", says="S", source=Source("d", "1"){more}),
    true, checks=[sampled(batches=1, count=10)],
    {controls}
)
"""


def write(folder, name, *, id="a-claim", verdict="HOLDS", more="", controls="rejects=[false]"):
    folder.mkdir(exist_ok=True)
    file = folder / name
    file.write_text(textwrap.dedent(GOOD.format(id=id, verdict=verdict, more=more, controls=controls)))
    return file


def test_a_folder_of_cases_is_loaded_with_the_line_of_each_claim(tmp_path):
    file = write(tmp_path, "one.py")
    library = load([tmp_path])
    assert not library.errors
    loaded = library.cases["a-claim"]
    assert loaded.file == file
    assert "Claim(" in file.read_text().splitlines()[loaded.line - 1]


def test_duplicate_ids_are_refused_and_both_places_named(tmp_path):
    write(tmp_path, "one.py")
    write(tmp_path, "two.py")
    (fault,) = load([tmp_path]).errors
    assert "taken already" in str(fault)
    assert "one.py:7" in str(fault)
    assert "two.py:7" in str(fault)


@pytest.mark.parametrize(("verdict", "more"), [("HOLDS", ""), ("FAILS", ', amended_by="x"')])
def test_a_case_without_control_is_refused_with_its_line(tmp_path, verdict, more):
    write(tmp_path, "one.py", verdict=verdict, more=more, controls="")
    (fault,) = load([tmp_path]).errors
    assert fault.line >= 5
    assert "rejects=" in str(fault) or "accepts=" in str(fault)


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        ("x = (", "syntax error", 1),
        ("\nimport nothing_of_that_name", "ModuleNotFoundError", 2),
        ("\n\nraise SystemExit(3)", "SystemExit", 3),
        ("x = 1", "defines no Case", 0),
        ("class Own(BaseException):\n    pass\nraise Own('of all things')", "Own: of all things", 3),
        ("raise ValueError('one\\ntwo')", "ValueError: one two", 1),
        ("raise ValueError('\\udc80')", "ValueError: \\udc80", 1),
        ("class Mute(Exception):\n    def __str__(self):\n        raise ValueError\nraise Mute", "Mute, whose text cannot be had", 4),
        ("x = '\0'", "null", 0),
        ("from verify import valeys_of_minima", "did you mean valleys_of_minima", 1),
        ("import verify\nverify.hesian", "did you mean hessian", 2),
    ],
)
def test_a_file_at_fault_is_named_and_the_rest_still_loads(tmp_path, text, reason, line):
    write(tmp_path, "good.py")
    (tmp_path / "bad.py").write_text(text)
    library = load([tmp_path])
    assert set(library.cases) == {"a-claim"}
    (fault,) = library.errors
    assert reason in str(fault)
    assert fault.line == line
    assert fault.file.endswith("bad.py")


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ("\nhidden = [case]\ndel case\n", "'hidden' holds cases that would not be run"),
        ("\nhidden = {'a': case}\n", "'hidden' holds cases that would not be run"),
        (
            "\ncase = Case(Claim('b', HOLDS, 1, 't', 'T', 'S', Source('d', '1')), true, checks=[sampled()], rejects=[false])",
            "claim 'a-claim'",
        ),
        ("\nif False:\n    other = Case(Claim('other'))", "claim 'other' would not be run"),
    ],
)
def test_a_case_that_nobody_would_run_is_named(tmp_path, more, reason):
    file = write(tmp_path, "one.py")
    file.write_text(file.read_text() + more)
    assert any(reason in str(fault) for fault in load([tmp_path]).errors)


@pytest.mark.parametrize(
    ("encoding", "first"), [("utf-8-sig", ""), ("latin-1", "# -*- coding: latin-1 -*-\n"), ("utf-8", "# coding: utf-8\r\n")]
)
def test_a_file_may_be_written_in_any_encoding_that_it_declares(tmp_path, encoding, first):
    file = write(tmp_path, "one.py")
    text = first + file.read_text().replace('"S"', '"é"')
    file.write_bytes(text.encode(encoding))
    library = load([tmp_path])
    assert not library.errors
    assert library.cases["a-claim"].case.claim.says == "é"
    assert "é" in library.cases["a-claim"].source_text
    assert "\r" not in library.cases["a-claim"].source_text


def test_an_empty_folder_is_an_error(tmp_path):
    assert "no case files" in str(load([tmp_path]).errors[0])


def test_the_shipped_library_loads_without_error():
    library = load([library_folder()])
    assert not library.errors
    assert len(library.cases) >= 31


@pytest.mark.parametrize("identifier", ["Upper", "under_score", "", "-x", "a--b", "a b"])
def test_an_id_that_is_not_kebab_case_is_refused(identifier):
    with pytest.raises(InvalidInput, match="kebab-case"):
        Claim(identifier, HOLDS, revision=1, topic="t", title="T", says="S", source=Source("d", "1"))


def test_a_failing_claim_names_its_amendment():
    with pytest.raises(InvalidInput, match="amended_by"):
        Claim("a", FAILS, revision=1, topic="t", title="T", says="S", source=Source("d", "1"))


def test_variants_of_one_name_are_refused():
    claim = Claim("a", HOLDS, revision=1, topic="t", title="T", says="S", source=Source("d", "1"))
    statement = Statement((), (), hessian.equals(hessian))
    with pytest.raises(InvalidInput, match="same name"):
        Case(claim, statement, checks=[sampled()], rejects=[statement])


@pytest.mark.parametrize(
    "wrong",
    [
        {"verdict": "fails"},
        {"verdict": "holds"},
        {"revision": "1"},
        {"id": 3},
        {"title": None},
        {"source": "nowhere"},
        {"uses": "a-claim"},
        {"uses": (1,)},
        {"not_shown": ["x"]},
    ],
)
def test_a_claim_of_the_wrong_kind_is_refused(wrong):
    fields = {"id": "a", "verdict": HOLDS, "revision": 1, "topic": "t", "title": "T", "says": "S", "source": Source("d", "1")}
    with pytest.raises(InvalidInput, match=next(iter(wrong))):
        Claim(**fields | wrong)


def test_a_control_that_is_no_statement_is_refused():
    claim = Claim("a", HOLDS, revision=1, topic="t", title="T", says="S", source=Source("d", "1"))
    with pytest.raises(InvalidInput, match="a Statement is expected"):
        Case(claim, Statement((), (), hessian.equals(hessian)), checks=[sampled()], rejects=["false"])


STATEMENT = Statement((), (), hessian.equals(hessian))


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        ({"checks": [sampled]}, "parentheses"),
        ({"checks": sampled()}, r"write checks=\[...\]"),
        ({"checks": [sampled()], "rejects": [hessian.equals(hessian)]}, "Statement is expected"),
    ],
)
def test_a_slip_in_a_case_is_named_with_its_cure(arguments, hint):
    claim = Claim("a", HOLDS, revision=1, topic="t", title="T", says="S", source=Source("d", "1"))
    with pytest.raises(InvalidInput, match=hint):
        Case(
            claim, Statement((), (), hessian.equals(hessian)), **{"rejects": [Statement((), (), hessian.equals(hessian), "b")], **arguments}
        )


@pytest.mark.parametrize(("given", "then"), [((hessian.equals(hessian),), hessian.equals(hessian)), ((), False), ((), hessian)])
def test_a_slip_in_a_statement_is_named_with_its_cure(given, then):
    with pytest.raises(InvalidInput, match=r"where|conclusion"):
        Statement((), given, then)


@pytest.mark.parametrize("verdict", [HOLDS, OPEN, MEASURED])
def test_every_claim_that_is_not_recorded_as_failing_needs_a_false_variant_and_a_check(verdict):
    claim = Claim("a", verdict, revision=1, topic="t", title="T", says="S", source=Source("d", "1"))
    statement = Statement((), (), hessian.equals(hessian))
    with pytest.raises(InvalidInput, match="has no control"):
        Case(claim, statement, checks=[sampled()])
    with pytest.raises(InvalidInput, match="has no checks"):
        Case(claim, statement, checks=[], rejects=[statement.replace("false")])

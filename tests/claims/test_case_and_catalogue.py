"""A library that does not hold together is refused, with file, line and reason, and the rest still loads."""

from __future__ import annotations

import textwrap

import pytest

from verify import FAILS, HOLDS, Case, Claim, Source, Statement, hessian, sampled
from verify.claims.catalogue import load
from verify.claims.folders import library_folder
from verify.errors import InvalidInput

GOOD = """
from verify import FAILS, HOLDS, Case, Claim, Source, Statement, gauss_newton, hessian, jets, residual_curvature, sampled

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

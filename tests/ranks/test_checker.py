"""The checker accepts nothing false: whatever one field of a certificate is changed to, what is accepted is still true of the matrix."""

from __future__ import annotations

import ast
import copy
import sys
from itertools import product
from pathlib import Path

import pytest

from verify.errors import Refused
from verify.numbers import Balls, Rationals
from verify.ranks import checker
from verify.ranks.certificates import certify
from verify.ranks.structure import Factors, NullVectors


def documents():
    """A document for each kind of proof, with the true rank."""
    numbers, balls = Rationals(), Balls(60)
    narrow = [["1/3", 2, 5], ["2/3", 4, 10], [1, 1, 1], [0, "5/7", 2]]
    left, right = [[1, "1/2"], [0, 1], [3, 3]], [[1, 2, 3], [4, 5, 6]]
    real = balls.function("exp", balls.array([[1, 2, 3], [4, 5, 7]]))
    dead = balls.array([[*row, 0] for row in real])
    yield "right", certify(numbers, [[1, 2, 3], [2, 4, 6], ["1/2", 1, 4]]), 2
    yield "left", certify(numbers, narrow, known=[NullVectors("left", [[2, -1, 0, 0]])]), 2
    yield "known", certify(numbers, [["1/3", 2, 5], ["2/3", 4, 10], [1, 1, 1]], known=[NullVectors("left", [[2, -1, 0]])]), 2
    yield "full", certify(numbers, [[1, 2], [3, 4], [5, 6]]), 2
    yield "factors", certify(numbers, numbers.matmul(numbers.array(left), numbers.array(right)), known=[Factors(left, right)]), 2
    yield "inverse", certify(balls, real), 2
    yield "dead", certify(balls, dead), 2
    yield "zero", certify(numbers, [[0, 0], [0, 0]]), 0


DOCUMENTS = {name: (found.document(), rank) for name, found, rank in documents()}
EVERY = pytest.mark.parametrize("name", DOCUMENTS)


def places(value, path=()):
    """Paths to every leaf below a JSON value."""
    if isinstance(value, dict | list):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, below in items:
            yield from places(below, (*path, key))
    else:
        yield path


def changed(document, path, new):
    copied = copy.deepcopy(document)
    at = copied
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = new
    return copied


def at(document, path):
    for key in path:
        document = document[key]
    return document


def alternatives(value):
    """What else a number, or a word, might be turned into."""
    if isinstance(value, int):
        return {value - 1, value + 1, 0, 1, -value, 2 * value, 6, 2**30 - 36, 10**30} - {value}
    if value.lstrip("-").replace("/", "").isalnum() and len(value) < 40:
        return {"0", "1", "-1", f"-{value}", f"{value}0", "1/2", "", "0x1", "1 1", "nan", "٣", "1_0", " 1"} - {value}
    return {"", "right", "left", "null", "size", "none", "modular", value[:-1] + ("0" if value[-1] != "0" else "1")} - {value}


@EVERY
def test_an_honest_certificate_is_accepted_both_ways(name):
    document, rank = DOCUMENTS[name]
    for quick in (False, True):
        checked = checker.check(document["matrix"], document["certificate"], freivalds=quick)
        assert checked.lower <= rank <= checked.upper
        assert checked.error == ("2^-64" if quick and document["certificate"]["above"]["kind"] != "size" else "0")


@EVERY
def test_whatever_single_value_is_changed_nothing_false_is_accepted(name):
    document, rank = DOCUMENTS[name]
    certificate, refused, tried = document["certificate"], 0, 0
    for path in places(certificate):
        for new, quick in product(alternatives(at(certificate, path)), (False, True)):
            tried += 1
            try:
                checked = checker.check(document["matrix"], changed(certificate, path, new), freivalds=quick)
            except Refused:
                refused += 1
                continue
            assert checked.lower <= rank <= checked.upper, (path, new)
            assert path[0] in {"below", "above"}, f"{path} changed to {new}: a claim other than the one proved was accepted"
    assert tried > 50
    assert refused > tried / 2


@EVERY
def test_a_certificate_for_another_matrix_shape_or_claim_is_refused(name):
    document, _ = DOCUMENTS[name]
    matrix, certificate = document["matrix"], document["certificate"]
    for path in places(matrix):
        other = "7" if at(matrix, path) != "7" else "8"
        with pytest.raises(Refused, match="another matrix"):
            checker.check(changed(matrix, path, other), certificate)
    rows, columns = certificate["shape"]
    for shape in ([columns, rows + 1], [rows + 1, columns], [rows - 1, columns], [rows, columns - 1]):
        with pytest.raises(Refused):
            checker.check(matrix, certificate | {"shape": shape})
    for lower, upper in product(range(-1, 6), repeat=2):
        if (lower, upper) != (certificate["lower"], certificate["upper"]):
            with pytest.raises(Refused):
                checker.check(matrix, certificate | {"lower": lower, "upper": upper})


@EVERY
def test_a_field_that_is_missing_added_or_of_another_kind_is_refused_by_name(name):
    document, _ = DOCUMENTS[name]
    certificate = document["certificate"]
    for path in [(key,) for key in certificate] + [("below", key) for key in certificate["below"]]:
        copied = copy.deepcopy(certificate)
        del at(copied, path[:-1])[path[-1]]
        with pytest.raises(Refused, match=path[-1]):
            checker.check(document["matrix"], copied)
        for new in (None, 1.0, True, [], {}, [[1.5]], "x"):
            with pytest.raises(Refused):
                checker.check(document["matrix"], changed(certificate, path, new))
    with pytest.raises(Refused, match="surplus"):
        checker.check(document["matrix"], certificate | {"surplus": 1})


@pytest.mark.parametrize(
    "matrix",
    [None, 1, "1", [1], [["1", "2"], ["3"]], [["1", 2]], [["1", 2.0]], [["nan", "1"]], [["1/0", "1"]], {"midpoints": [["1", "1"]]}],
)
def test_a_matrix_that_is_none_is_refused(matrix):
    honest = certify(Rationals(), [[1, 2]]).certificate()
    with pytest.raises(Refused, match=r"matrix|midpoints"):
        checker.check(matrix, honest)


def test_a_negative_radius_and_a_certificate_that_is_no_object_are_refused():
    matrix = {"midpoints": [["1"]], "radii": [["-1"]]}
    with pytest.raises(Refused, match="negative"):
        checker.check(matrix, DOCUMENTS["inverse"][0]["certificate"] | {"shape": [1, 1], "matrix": checker.fingerprint(matrix)})
    with pytest.raises(Refused, match="object"):
        checker.check([["1"]], [])


def test_wider_radii_end_the_proof_that_needs_them_small():
    document, _ = DOCUMENTS["inverse"]
    matrix = copy.deepcopy(document["matrix"])
    matrix["radii"] = [["1000"] * 3] * 2
    with pytest.raises(Refused, match="less than 1"):
        checker.check(matrix, document["certificate"] | {"matrix": checker.fingerprint(matrix)})


def test_a_modular_proof_and_a_null_vector_are_worth_nothing_where_entries_are_not_exact():
    matrix = {"midpoints": [["1", "0"]], "radii": [["1", "1/2"]]}
    bare = {"schema": checker.SCHEMA, "shape": [1, 2], "matrix": checker.fingerprint(matrix), "lower": 1, "upper": 1}
    with pytest.raises(Refused, match="exact entries"):
        checker.check(matrix, bare | {"below": {"kind": "modular", "modulus": 7}, "above": {"kind": "size"}})
    above = {"kind": "null", "side": "right", "modulus": 7, "vectors": [["0", "1"]]}
    with pytest.raises(Refused, match="not exact"):
        checker.check(matrix, bare | {"lower": 0, "below": {"kind": "none"}, "above": above})


def test_a_rank_modulo_a_composite_counts_units_only():
    assert checker.rank_modulo([[2, 0], [0, 5]], 7) == 2
    assert checker.rank_modulo([[7, 14], [0, 1]], 7) == 1
    with pytest.raises(Refused, match="no unit"):
        checker.rank_modulo([[2, 0], [0, 5]], 10)


def test_the_checker_uses_integers_of_the_standard_library_and_no_engine():
    tree = ast.parse(Path(checker.__file__).read_text(encoding="utf-8"))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    imported |= {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    assert {module.split(".")[0] for module in imported} - sys.stdlib_module_names == {"verify"}
    assert {module for module in imported if module.startswith("verify")} == {"verify.errors"}


def test_sabotage_a_checker_that_lets_slots_overlap_would_be_found_out(monkeypatch):
    document, _ = DOCUMENTS["right"]
    false = changed(document["certificate"], ("above", "vectors", 0, 0), "7")
    with pytest.raises(Refused):
        checker.check(document["matrix"], false)
    monkeypatch.setattr(checker, "_annihilates", lambda lines, vectors: True)
    assert checker.check(document["matrix"], false).upper == 2

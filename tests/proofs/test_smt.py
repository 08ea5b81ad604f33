"""A solver that hangs, dies or is missing costs an answer and nothing else; a proof comes with the questions that keep it honest."""

from __future__ import annotations

import pytest
import sympy

from verify.errors import InvalidInput, NotDefined
from verify.proofs.bridges import bridge
from verify.proofs.formulas import holds, script, smtlib
from verify.proofs.smt import Status, decide, prove
from verify.truth import UNKNOWN

x, y, u, v, w = sympy.symbols("x y u v w", real=True)

STUBBORN = """
import signal, sys
for number in (signal.SIGTERM, signal.SIGINT):
    signal.signal(number, signal.SIG_IGN)
sys.stdout.write("started")
while True:
    pass
"""


@pytest.fixture
def another_z3(tmp_path, monkeypatch):
    """Puts a module of our making in the place of z3, for child processes."""

    def put(text):
        (tmp_path / "z3.py").write_text(text)
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    return put


def test_a_solver_that_ignores_its_time_limit_is_killed(another_z3):
    another_z3(STUBBORN)
    decision = decide([x > 0], seconds=0.1, grace=1.0)
    assert decision.status is Status.TIMED_OUT
    assert "killed" in decision.reason


def test_a_solver_that_dies_is_reported(another_z3):
    another_z3("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)")
    assert decide([x > 0]).status is Status.CRASHED


def test_a_solver_that_raises_is_reported(another_z3):
    another_z3("raise RuntimeError('broken build')")
    decision = decide([x > 0])
    assert decision.status is Status.CRASHED
    assert "broken build" in decision.reason


def test_a_missing_solver_is_unavailable_and_never_an_answer(another_z3):
    another_z3("raise ImportError('no z3 here')")
    assert decide([x > 0]).status is Status.UNAVAILABLE
    proof = prove({"h": x > 0}, x**2 > 0)
    assert proof.truth.is_unknown
    assert "pip install z3-solver" in proof.reason


def test_a_model_that_violates_the_assertions_is_no_answer(another_z3):
    another_z3(
        """
class Z3Exception(Exception): pass
def set_param(*_): pass
def is_true(value): return value
class Model:
    def eval(self, assertion, model_completion): return False
class Solver:
    def set(self, *_): pass
    def from_string(self, text): pass
    def check(self): return "sat"
    def model(self): return Model()
    def assertions(self): return ["a"]
"""
    )
    assert decide([x > 0]).status is Status.UNKNOWN


def test_an_honest_time_limit_is_a_time_out_too():
    fermat = (
        " ".join(f"(declare-const {name} Int)(assert (> {name} 2))" for name in "abc") + "(assert (= (+ (* a a a) (* b b b)) (* c c c)))"
    )
    assert decide(fermat, seconds=0.3).status is Status.TIMED_OUT


def test_models_are_exact():
    assert decide([sympy.Eq(3 * x, 1)]).model == {"x": "1/3"}
    assert decide([sympy.Eq(x**2, 2), x > 0]).model == {"x": "(root-obj (+ (^ x 2) (- 2)) 2)"}
    assert decide([x**2 < 0]).status is Status.UNSAT


def test_scripts_may_print_without_spoiling_the_answer():
    assert decide('(echo "sat or not") (declare-const a Real) (assert (= a 1)) (check-sat)').model == {"a": "1"}


def test_text_that_is_no_script_is_refused():
    with pytest.raises(InvalidInput, match="unknown constant"):
        decide("(assert (= a 1))")


SPHERES = {name: sympy.Eq((u + k) ** 2 + v**2 + w**2, (x + k) ** 2) for name, k in (("first", 1), ("second", -1))}


def test_a_point_of_the_axis_is_alone_on_its_two_spheres():
    proof = prove(SPHERES, sympy.Eq(u, x) & sympy.Eq(v, 0) & sympy.Eq(w, 0), needed=["first", "second"])
    assert proof.truth.is_yes, proof.reason
    assert {decision.status for decision in proof.without.values()} == {Status.SAT}


def test_a_false_claim_has_a_counterexample_that_satisfies_it():
    hypotheses = {"one sphere": SPHERES["first"]}
    proof = prove(hypotheses, sympy.Eq(v, 0))
    assert proof.truth.is_no
    model = {"x": "0", **proof.claim.model}
    if all("root-obj" not in value for value in model.values()):
        assert holds(SPHERES["first"] & sympy.Ne(v, 0), model).is_yes


def test_a_vacuous_proof_is_none():
    proof = prove({"impossible": x**2 + 1 < 0, "fine": y > 0}, y > 5)
    assert proof.truth.is_unknown
    assert "the hypotheses (unsat)" in proof.reason


def test_a_hypothesis_said_to_be_needed_must_be():
    proof = prove({"positive": x > 0, "idle": y > 0}, x**2 > 0, needed=["idle"])
    assert proof.truth.is_unknown
    assert "without 'idle'" in proof.reason


def test_a_needed_hypothesis_must_exist():
    with pytest.raises(InvalidInput, match="no hypothesis"):
        prove({"h": x > 0}, x > 0, needed=["k"])


FORMULAS = [
    sympy.Eq(sympy.Max(x, 0) * 2, y**3 - sympy.Rational(7, 2)),
    (sympy.Abs(x - y) <= sympy.Min(x, 2, y)) | sympy.Not(x < y),
    sympy.Implies(sympy.Ne(x, y), (x - y) ** 2 > 0),
    sympy.Equivalent(x > 0, y >= 1) & (sympy.Piecewise((x**2, x < y), (-y, True)) < 3),
]


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize("point", [("0", "1"), ("-3/2", "2"), ("2", "2"), ("1/4", "-5/3"), ("4", "3/2")])
def test_what_the_solver_reads_is_what_the_formula_says(formula, point):
    values = dict(zip("xy", point, strict=True))
    pinned = [sympy.Eq(symbol, sympy.Rational(values[symbol.name])) for symbol in (x, y)]
    text = script([*pinned, sympy.true]) + f"\n(assert {smtlib(formula)})"
    assert (decide(text).status is Status.SAT) == bool(holds(formula, values).is_yes)


@pytest.mark.parametrize("formula", [sympy.sqrt(x) > 1, 1 / x > 0, sympy.exp(x) > 1, sympy.Eq(sympy.Piecewise((x, x > 0)), 1), x**y > 1])
def test_what_is_no_real_algebra_is_refused(formula):
    with pytest.raises(InvalidInput):
        smtlib(formula)


def test_formulas_are_evaluated_at_complete_points_only():
    with pytest.raises(InvalidInput, match="y"):
        holds(x > y, {"x": "1"})
    with pytest.raises(NotDefined):
        holds(x, {"x": "1"})


def test_a_bridge_needs_both_answers():
    assert bridge(lambda n: holds(x > 0, {"x": n}), lambda n: n > 0, ["1"][:0]).agrees.is_unknown
    assert bridge(lambda n: holds(x > 0, {"x": n}), lambda n: n > 0, [1, 2]).agrees.is_unknown
    found = bridge(lambda n: holds(x > 0, {"x": n}), lambda n: n > 0, [1, 2, -1])
    assert found.agrees.is_yes
    assert (found.yes, found.no) == (2, 1)


def test_a_bridge_finds_the_instance_on_which_an_encoding_errs():
    found = bridge(lambda n: holds(x >= 0, {"x": n}), lambda n: n > 0, [1, -1, 0])
    assert found.agrees.is_no
    assert found.disagreement == 0


def test_an_undecided_instance_is_no_agreement():
    assert bridge(lambda n: UNKNOWN, lambda n: True, [1]).agrees.is_unknown
    assert bridge(lambda n: True, lambda n: UNKNOWN, [1]).agrees.is_unknown

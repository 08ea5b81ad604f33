"""Questions to an SMT solver in a process that can be killed, each proof with the questions that keep it honest."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from math import ceil
from pathlib import Path
from time import monotonic

import sympy

from verify.errors import InvalidInput
from verify.proofs import smt_child
from verify.proofs.formulas import Formula, script
from verify.truth import NO, UNKNOWN, YES, Truth


class Status(StrEnum):
    """What became of a question."""

    SAT = "sat"
    UNSAT = "unsat"
    UNKNOWN = "unknown"
    TIMED_OUT = "timed out"
    CRASHED = "crashed"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True)
class Decision:
    """The answer to one question.

    Parameters
    ----------
    status : Status
        Whether the assertions can be satisfied together.
    model : mapping
        If they can: exact values, rationals as ``'p/q'``, irrational algebraic numbers as the solver's ``(root-obj polynomial index)``.
    reason : str
        Why there is no answer, if there is none.
    seconds : float
        Wall-clock time.
    """

    status: Status
    model: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    seconds: float = 0.0


def decide(assertions: str | Sequence[Formula], *, seconds: float = 10.0, grace: float = 10.0, megabytes: int = 2048) -> Decision:
    """Can the assertions be satisfied together over the reals?

    The solver's own time limit is a request (it has been overrun by minutes), so it runs in a child process, which is killed when
    ``seconds + grace`` have passed.

    Parameters
    ----------
    assertions : str or sequence of formulas
        An SMT-LIB 2 script, or SymPy booleans over real symbols.
    seconds : float
        Time limit asked of the solver.
    grace : float
        What is granted on top of that, to start, before the process is killed.
    megabytes : int
        Memory limit asked of the solver.

    Raises
    ------
    InvalidInput
        If the solver cannot read the assertions.

    Examples
    --------
    >>> x = sympy.Symbol("x", real=True)
    >>> decide([x**2 < 0]).status.value, decide([2 * x > 1, 2 * x < 3, sympy.Eq(x**2, 1)]).model
    ('unsat', {'x': '1'})
    """
    text = assertions if isinstance(assertions, str) else script(assertions)
    question = {"script": text, "seconds": seconds, "last_resort": ceil(seconds + 2 * grace) + 1, "megabytes": megabytes}
    command = [sys.executable, "-P", str(Path(smt_child.__file__))]  # -P: the child's folder does not go on its path
    start = monotonic()
    try:
        done = subprocess.run(command, input=json.dumps(question), capture_output=True, text=True, timeout=seconds + grace, check=False)
    except subprocess.TimeoutExpired:
        spent = monotonic() - start
        return Decision(Status.TIMED_OUT, reason=f"killed after {seconds:g} + {grace:g} seconds", seconds=spent)
    spent = monotonic() - start
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [""])[-1]
        return Decision(Status.CRASHED, reason=f"the solver's process ended with code {done.returncode} {last}".rstrip(), seconds=spent)
    answer = json.loads(done.stdout)
    if answer["status"] == "malformed":
        raise InvalidInput(f"the solver cannot read the assertions: {answer['reason']}")
    return Decision(Status(answer["status"]), answer["model"], answer["reason"], spent)


@dataclass(frozen=True)
class Proof:
    """A claim decided by a solver, together with what shows that the question was a fair one.

    Parameters
    ----------
    truth : Truth
        Yes if the claim is proved and every other question was answered as it must be; no if it has a counterexample; else unknown.
    reason : str
        The outcome in words.
    claim : Decision
        Hypotheses and the negated conclusion: unsatisfiable for a proof, a model is a counterexample.
    vacuity : Decision
        The hypotheses alone, which must be satisfiable.
    flipped : Decision
        The claim with its conclusion negated, which must fall: hypotheses and conclusion together, satisfiable.
    without : mapping
        For each hypothesis named as needed: the claim without it, which must have a counterexample.
    """

    truth: Truth
    reason: str
    claim: Decision
    vacuity: Decision
    flipped: Decision
    without: Mapping[str, Decision] = field(default_factory=dict)


def prove(hypotheses: Mapping[str, Formula], conclusion: Formula, *, needed: Sequence[str] = (), seconds: float = 10.0) -> Proof:
    """Do the named hypotheses imply the conclusion, for all reals?

    Parameters
    ----------
    hypotheses : mapping
        SymPy booleans by name.
    conclusion : formula
        What is to follow.
    needed : sequence of str
        Names of hypotheses without which it must not follow.
    seconds : float
        Time limit of each question.

    Examples
    --------
    >>> a, b = sympy.symbols("a b", real=True)
    >>> prove({"product is one": sympy.Eq(a * b, 1)}, sympy.Ne(a, 0), needed=["product is one"]).truth.name
    'yes'
    """
    unknown = [name for name in needed if name not in hypotheses]
    if unknown:
        raise InvalidInput(f"no hypothesis is named {unknown[0]!r}: there are {', '.join(map(repr, hypotheses))}")
    given, denied = list(hypotheses.values()), sympy.Not(conclusion)
    claim = decide([*given, denied], seconds=seconds)
    if claim.status is Status.SAT:
        idle = Decision(Status.UNKNOWN, reason="not asked: the claim has a counterexample")
        truth, reason = _judged(claim, {})
        return Proof(truth, reason, claim, idle, idle)
    vacuity = decide(given, seconds=seconds)
    flipped = decide([*given, conclusion], seconds=seconds)
    without = {name: decide([*(h for other, h in hypotheses.items() if other != name), denied], seconds=seconds) for name in needed}
    companions = {"the hypotheses": vacuity, "the flipped claim": flipped, **{f"without '{name}'": d for name, d in without.items()}}
    truth, reason = _judged(claim, companions)
    return Proof(truth, reason, claim, vacuity, flipped, without)


def _judged(claim: Decision, companions: Mapping[str, Decision]) -> tuple[Truth, str]:
    if claim.status is Status.SAT:
        return NO, f"counterexample: {', '.join(f'{name} = {value}' for name, value in claim.model.items())}"
    if claim.status is not Status.UNSAT:
        return UNKNOWN, f"{claim.status}: {claim.reason}"
    astray = [f"{name} ({decision.status})" for name, decision in companions.items() if decision.status is not Status.SAT]
    if astray:
        return UNKNOWN, f"the negation is unsatisfiable, but what must be satisfiable is not: {', '.join(astray)}"
    return YES, "the hypotheses and the negated conclusion are unsatisfiable together"

"""The check that decides a statement for all reals by SMT, and holds the encoding to the statement on exact instances."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from verify.claims.check import Asked
from verify.claims.evidence import Outcome, Scope
from verify.claims.witnesses import ask_one, witness_document
from verify.proofs.bridges import bridge
from verify.proofs.formulas import Formula, holds
from verify.proofs.smt import Proof, Status, prove
from verify.rigour import Rigour
from verify.statements.statement import Statement
from verify.truth import Truth, all_of


@dataclass(frozen=True)
class Formulas:
    """A statement at one size as formulas over the reals: named hypotheses, and what follows from them."""

    given: Mapping[str, Formula]
    then: Formula
    needed: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class Solved:
    """Decides formulas over all reals with z3, in a process that can be killed.

    Parameters
    ----------
    encodings : mapping
        The formulas of each statement and false variant, by the statement's name.
    read : callable
        Instance to the values of the formulas' variables.
    build : callable
        Values (exact strings) of a model to the instance they stand for; None if the model is no rational point.
    over : tuple of instances
        The bridge: at each, the formulas must answer as the statement does, and both answers must come up.
    seconds : float
        Time limit of each question to the solver.
    """

    encodings: Mapping[str, Formulas]
    read: Callable[[Any], Mapping[str, Any]]
    build: Callable[[Mapping[str, str]], Any]
    over: tuple[Any, ...]
    seconds: float = 10.0
    name: str = "solved"
    kind: str = "smt"

    def ask(self, question: Statement, seed: int) -> Asked:
        """Supported if the solver proves it and the bridge holds; refuted if the solver's model refutes the statement itself, exactly."""
        if not self.over:
            return _asked(Outcome.VACUOUS, "no instances to hold the formulas to the statement")
        formulas = self.encodings.get(question.name)
        if formulas is None:
            return _asked(Outcome.UNDECIDED, f"{question.name!r} has no formulas")
        effective = [at for at in self.over if bool(ask_one(question, at).effective.is_yes)]
        supported = sum(bool(ask_one(question, at).supports) for at in effective)
        proof = prove(formulas.given, formulas.then, needed=formulas.needed, seconds=self.seconds)
        if proof.truth.is_no:
            return self._counterexample(question, proof, supported)
        bridged = self._bridge(question, formulas)
        if bridged:
            return _asked(Outcome.UNDECIDED, bridged)
        if not proof.truth.is_yes:
            return _asked(_FAULTS.get(proof.claim.status, Outcome.UNDECIDED), proof.reason)
        counts = {"bridge": len(effective)}
        return Asked(Outcome.SUPPORTED, Scope.NAMED_SIZES, Rigour.EXACT, proof.reason, len(self.over), counts, supported)

    def _bridge(self, statement: Statement, formulas: Formulas) -> str:
        """Why the formulas are not the statement; empty if they answer as it does, for the hypotheses and for the conclusion."""

        def given(at: Any) -> Truth:
            values = self.read(at)
            return all_of(holds(formula, values) for formula in formulas.given.values())

        def then(at: Any) -> Truth:
            return holds(formulas.then, self.read(at))

        faults = []
        if formulas.given or statement.given:
            hypotheses = bridge(given, lambda at: all_of(condition.judge(at) for condition in statement.given), self.over)
            faults += [] if bool(hypotheses.agrees.is_yes) else [f"hypotheses: {hypotheses.reason}"]
        conclusion = bridge(then, statement.then.judge, self.over)
        faults += [] if bool(conclusion.agrees.is_yes) else [f"conclusion: {conclusion.reason}"]
        return f"the formulas are not the statement; {'; '.join(faults)}" if faults else ""

    def _counterexample(self, statement: Statement, proof: Proof, supported: int) -> Asked:
        at = self.build(proof.claim.model)
        if at is None or not bool(ask_one(statement, at).refutes):
            return _asked(Outcome.UNDECIDED, f"the solver's model does not refute the statement itself: {proof.reason}")
        counts = {"models": 1}
        document = witness_document(statement, at)
        return Asked(Outcome.REFUTED, Scope.NAMED_SIZES, Rigour.EXACT, proof.reason, 1, counts, supported, witness=document)


_FAULTS = {Status.TIMED_OUT: Outcome.TIMED_OUT, Status.UNAVAILABLE: Outcome.UNAVAILABLE, Status.CRASHED: Outcome.CRASHED}


def _asked(outcome: Outcome, reason: str) -> Asked:
    return Asked(outcome, Scope.NAMED_SIZES, Rigour.EXACT, reason)

"""The check that lets Hypothesis look for a counterexample and shrink it, over exact instances."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hypothesis import HealthCheck, Phase, find, settings
from hypothesis.errors import NoSuchExample

from verify.claims.check import Asked
from verify.claims.evidence import Outcome, Scope
from verify.claims.witnesses import ask_one, weakest, witness_document
from verify.rigour import Rigour
from verify.statements.statement import Statement
from verify.strata.strata import Stratum


@dataclass(frozen=True)
class Properties:
    """Asks exact instances that Hypothesis draws, and shrinks what refutes; its examples are not independent, so no interval is quoted."""

    examples: int
    over: tuple[Any, ...] | None = None
    name: str = "properties"
    kind: str = "properties"

    def ask(self, question: Statement, seed: int) -> Asked:
        instances, undecided, supported, effective = 0, 0, 0, dict[str, int]()
        witness, refuting, rigours = None, None, set[Rigour]()
        strata = [
            stratum for stratum in (question.about if self.over is None else self.over) if isinstance(stratum, Stratum) and stratum.exact
        ]
        for stratum in strata:

            def refutes(at: Any, name: str = stratum.name) -> bool:
                nonlocal instances, undecided, supported
                answer = ask_one(question, at)
                instances += 1
                effective[name] = effective.get(name, 0) + bool(answer.effective.is_yes)
                supported += bool(answer.supports)
                undecided += bool(answer.note) or bool(answer.effective.is_yes & answer.holds.is_unknown)
                rigours.add(at.numbers.rigour)
                return bool(answer.refutes)

            strategy = stratum.strategy(question.demands)
            smallest = self._find(strategy, refutes)
            if smallest is not None and not supported:  # a control must also be shown content somewhere, so drawing goes on
                supported += self._find(strategy, lambda at: bool(ask_one(question, at).supports)) is not None
            if smallest is not None and witness is None:
                witness, refuting = witness_document(question, smallest), smallest.numbers.rigour
        outcome = _outcome(witness is not None, undecided, sum(effective.values()))
        reason = f"{sum(effective.values())} effective of {instances} drawn"
        return Asked(outcome, Scope.SAMPLED, refuting or weakest(rigours), reason, instances, effective, supported, witness=witness)

    def _find(self, strategy: Any, wanted: Any) -> Any:
        rules = settings(
            max_examples=self.examples,
            database=None,
            deadline=None,
            derandomize=True,
            phases=(Phase.generate, Phase.shrink),
            suppress_health_check=[HealthCheck.too_slow],  # exact linear algebra on the first example loads libraries
        )
        try:
            return find(strategy, wanted, settings=rules)
        except NoSuchExample:
            return None


def _outcome(refuted: bool, undecided: int, effective: int) -> Outcome:
    if refuted:
        return Outcome.REFUTED
    if undecided:
        return Outcome.UNDECIDED
    return Outcome.SUPPORTED if effective else Outcome.VACUOUS


def properties(*, examples: int = 60, over: tuple[Any, ...] | None = None) -> Properties:
    """Let Hypothesis draw exact instances of the statement's strata and shrink a counterexample if it meets one."""
    return Properties(examples, over)

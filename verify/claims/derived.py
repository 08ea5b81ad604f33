"""The check that derives an identity for all smooth functions, and for every size once its reductions have been run."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from verify.claims.check import Asked, StatementCheck
from verify.claims.evidence import Outcome, Scope, Witness
from verify.claims.witnesses import ask_one, witness_document
from verify.errors import NotDefined
from verify.maps.formula_losses import FormulaLoss
from verify.maps.taylor import TaylorMap
from verify.numbers.rationals import Rationals
from verify.numbers.system import Rigour
from verify.proofs.derivation import Derivation, Identity, Reduction, derive
from verify.proofs.symbolic import GENERIC, STATIONARY, UNIT_HESSIAN, UNIT_STATIONARY, Family, Jets, Losses
from verify.statements.conclusions import Comparison
from verify.statements.conditions import Condition, loss_curvature_identity, loss_stationary
from verify.statements.instances import ModelInstance
from verify.statements.statement import Statement

_LOSSES: Mapping[frozenset[Condition], Losses] = {
    frozenset(): GENERIC,
    frozenset({loss_stationary}): STATIONARY,
    frozenset({loss_curvature_identity}): UNIT_HESSIAN,
    frozenset({loss_stationary, loss_curvature_identity}): UNIT_STATIONARY,
}
"""The most general losses that meet these hypotheses."""


@dataclass(frozen=True)
class Derived(StatementCheck):
    """Proves ``left = right`` for undefined functions by SymPy, and carries it to every size by the reductions it is given.

    Parameters
    ----------
    reductions : tuple of Reduction
        Run before "all sizes" is granted; see `verify.proofs.reductions`.
    over : tuple of Family, optional
        Generic instances; by default 2-jets of ``l(F(theta))`` with the most general loss that meets the statement's hypotheses.
    """

    reductions: tuple[Reduction, ...]
    over: tuple[Family, ...] | None = None
    name: str = "derived"
    kind: str = "derivation"

    def ask(self, question: Statement, seed: int) -> Asked:
        """Refuted if the identity fails for generic functions; the witness is a polynomial map at which it does."""
        if not isinstance(question.then, Comparison) or question.then.relation != "=":
            raise NotDefined(f"only identities are derived, not {question.then.text!r}")
        families = (_jets(question),) if self.over is None else self.over
        if not families:
            return Asked(Outcome.VACUOUS, Scope.NAMED_SIZES, Rigour.EXACT, "no family of generic instances")
        found = [derive(Identity(question.then.left.of, question.then.right.of, family), self.reductions) for family in families]
        proved = sum(len(derivation.sizes) for derivation in found)
        failed = next((derivation for derivation in found if derivation.truth.is_no), None)
        if failed is not None:
            return _refuted(question, failed, proved)
        scope = Scope.ALL_SIZES if all(derivation.all_sizes for derivation in found) else Scope.NAMED_SIZES
        outcome = Outcome.SUPPORTED if all(derivation.truth.is_yes for derivation in found) else Outcome.UNDECIDED
        reason = "; ".join(derivation.reason for derivation in found)
        return Asked(outcome, scope, Rigour.EXACT, reason, proved, {"generic instances": proved}, proved, certificates=_rulings(found))


def _jets(statement: Statement) -> Family:
    losses = _LOSSES.get(frozenset(statement.given))
    if losses is None:
        raise NotDefined(
            f"no family of generic losses is known for the hypotheses {[condition.text for condition in statement.given]}: name the families in over=..."
        )
    return Jets(losses)


def _rulings(found: list[Derivation]) -> tuple[dict[str, Any], ...]:
    rulings = (ruling for derivation in found for ruling in derivation.rulings)
    return tuple({"reduction": ruling.reduction, "answer": ruling.answer.name, "reason": ruling.reason} for ruling in rulings)


def _refuted(statement: Statement, derivation: Derivation, proved: int) -> Asked:
    """A nonzero residual, with a polynomial model that has this 2-jet as witness; content is shown at the zero jet."""
    at, nowhere = _model(derivation.witness), _model({})
    answer = ask_one(statement, at) if at is not None else None
    witness: Witness = {"variant": statement.name, "numbers": "symbols", "instance": {"kind": "jet coordinates"} | dict(derivation.witness), "shows": {}}
    if at is not None and answer is not None and bool(answer.refutes):
        witness = witness_document(statement, at)
    content = nowhere is not None and bool(ask_one(statement, nowhere).supports)
    effective = {"generic instances": proved + 1}
    return Asked(
        Outcome.REFUTED, Scope.NAMED_SIZES, Rigour.EXACT, derivation.reason, proved + 1, effective, proved + content, witness=witness
    )


_COORDINATE = re.compile(r"(?P<letter>F(?P<row>\d+)|l)(_(?P<order>\d+(,\d+)?))?")


def _model(values: Mapping[str, str]) -> ModelInstance | None:
    """The polynomial map and the quadratic loss whose 2-jet at 0 has these coordinates, all others zero; None for other families."""
    parsed = [(match, value) for name, value in values.items() if (match := _COORDINATE.fullmatch(name))]
    if len(parsed) < len(values):
        return None
    of_map = [(int(m["row"]), _indices(m["order"]), v) for m, v in parsed if m["row"]]
    of_loss = [(_indices(m["order"]), v) for m, v in parsed if not m["row"]]
    rows = max([row for row, _, _ in of_map] + [index for order, _ in of_loss for index in order], default=1)
    columns = max([index for _, order, _ in of_map for index in order], default=1)
    numbers = Rationals()
    linear, quadratic = numbers.zeros((rows, columns)), numbers.zeros((rows, columns, columns))
    for row, order, value in of_map:
        element = numbers.array(value).item()
        if len(order) == 1:
            linear[row - 1, order[0] - 1] = element
        elif order:
            first, second = order
            quadratic[row - 1, first - 1, second - 1] = quadratic[row - 1, second - 1, first - 1] = element
    model = TaylorMap(numbers.zeros((rows,)), linear, quadratic, numbers.zeros((rows, columns)))
    return ModelInstance(numbers, model, numbers.zeros((columns,)), numbers.zeros((rows,)), _quadratic_loss(of_loss, rows))


def _indices(order: str | None) -> tuple[int, ...]:
    return tuple(map(int, order.split(","))) if order else ()


def _quadratic_loss(of_loss: list[tuple[tuple[int, ...], str]], rows: int) -> FormulaLoss:
    """``l = sum g_a o_a + 1/2 sum H_ab o_a o_b``."""
    terms = ["0*o1"]
    for order, value in of_loss:
        halved = len(order) == 2 and order[0] == order[1]
        terms.append(f"({value})" + "".join(f"*o{index}" for index in order) + ("/2" if halved else ""))
    return FormulaLoss(tuple(f"o{a}" for a in range(1, rows + 1)), " + ".join(terms))


def derived(*reductions: Reduction, over: tuple[Family, ...] | None = None) -> Derived:
    """Derive the identity for all smooth functions; the reductions, once run, carry it to every size."""
    return Derived(reductions, over)

"""The check that derives an identity for all smooth functions, and for every size once its reductions have been run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, islice, product
from typing import Any

from verify.claims.check import Asked
from verify.claims.evidence import Outcome, Scope
from verify.claims.witnesses import ask_one, witness_document
from verify.errors import InvalidInput, NotDefined
from verify.numbers.system import Rigour
from verify.proofs.derivation import Derivation, Identity, Reduction, derive
from verify.proofs.hypotheses import JETS, Generic, Values, covering
from verify.proofs.index_sums import Kind, Sizes
from verify.statements.conclusions import Comparison, Vanishing
from verify.statements.statement import Statement

_MOST_SIGNS = 64
"""Of the values at which an identity fails, so many with signs of their own are tried as instances of the statement."""


@dataclass(frozen=True)
class Derived:
    """Proves ``left = right`` for undefined functions by SymPy, and carries it to every size by the reductions it is given.

    The identity is asked of generic instances that contain everything the statement's hypotheses allow. Proved there, it holds for the
    statement. Where it fails there, the statement is refuted only by an exact instance that meets the hypotheses.

    Parameters
    ----------
    reductions : tuple of Reduction
        Run before "all sizes" is granted; see `verify.proofs.reductions`.
    over : tuple of Generic
        Families of generic instances; the one is asked that takes most for granted among those that take nothing for granted but the
        statement's hypotheses.
    """

    reductions: tuple[Reduction, ...]
    over: tuple[Generic, ...] = JETS
    name: str = "derived"
    kind: str = "derivation"

    def ask(self, question: Statement, seed: int) -> Asked:
        """Supported by a derivation; refuted by an instance at which the identity fails and the hypotheses hold."""
        if not self.over:
            return Asked(Outcome.VACUOUS, Scope.NAMED_SIZES, Rigour.EXACT, "no family of generic instances")
        generic = covering(question.given, self.over)
        if generic is None:
            raise NotDefined(
                f"every family takes more for granted than {question.name!r} grants: {[condition.text for condition in question.given]}; "
                "add a wider family to over=..."
            )
        found = derive(_identity(question, generic), self.reductions)
        if found.truth.is_no:
            return _failed(question, generic, found)
        outcome = Outcome.SUPPORTED if found.truth.is_yes else Outcome.UNDECIDED
        scope = Scope.ALL_SIZES if found.all_sizes else Scope.NAMED_SIZES
        proved = len(found.sizes)
        reason = f"for {generic.family.name}: {found.reason}"
        return Asked(outcome, scope, Rigour.EXACT, reason, proved, {generic.family.name: proved}, proved, certificates=_rulings(found))


def _identity(statement: Statement, generic: Generic) -> Identity:
    then = statement.then
    if isinstance(then, Vanishing):
        return Identity(then.side.of, lambda at: 0 * then.side.of(at), generic.family)
    if isinstance(then, Comparison) and then.relation == "=":
        return Identity(then.left.of, then.right.of, generic.family)
    raise NotDefined(f"only identities are derived, not {then.text!r}")


def _rulings(found: Derivation) -> tuple[dict[str, Any], ...]:
    return tuple({"reduction": ruling.reduction, "answer": ruling.answer.name, "reason": ruling.reason} for ruling in found.rulings)


def _failed(statement: Statement, generic: Generic, found: Derivation) -> Asked:
    """Refuted by the first of the smallest instances that meets the hypotheses and not the conclusion; undecided if none does."""
    effective, supported = len(found.sizes), len(found.sizes)
    document, tried = None, 0
    for values in _trials(found):
        at = generic.instance(found.fails_at, values)
        answer = ask_one(statement, at)
        tried += 1
        effective += bool(answer.effective.is_yes)
        supported += bool(answer.supports)
        if document is None and bool(answer.refutes):
            document = witness_document(statement, at)
        if document is not None and supported:
            break
    instances = len(found.sizes) + tried
    if document is None:
        reason = f"it {found.reason}, which no instance tried shows within the hypotheses"
        return Asked(Outcome.UNDECIDED, Scope.NAMED_SIZES, Rigour.EXACT, reason, instances, {generic.family.name: effective}, supported)
    counts = {generic.family.name: effective}
    return Asked(Outcome.REFUTED, Scope.NAMED_SIZES, Rigour.EXACT, found.reason, instances, counts, supported, witness=document)


def _trials(found: Derivation) -> Iterator[Values]:
    """Values at which the sides differ, with any signs; then with one of them zero, where they may agree. For two shapes of the loss."""
    shapes: tuple[Values, ...] = ({}, _bowl(found.fails_at))
    values = {name: Fraction(value) for name, value in found.witness.items()}
    signs = islice(product((1, -1), repeat=len(values)), _MOST_SIGNS)
    signed = ({name: sign * value for (name, value), sign in zip(values.items(), chosen, strict=True)} for chosen in signs)
    fewer = ({name: value for name, value in values.items() if name != zero} for zero in values)
    return ({**shape, **chosen} for chosen in chain(signed, fewer, [{}]) for shape in shapes)


def _bowl(sizes: Sizes) -> Values:
    return {f"l_{a},{a}": Fraction(1) for a in range(1, sizes.get(Kind.BEHAVIOUR, 0) + 1)}


def derived(*reductions: Reduction, over: tuple[Any, ...] = JETS) -> Derived:
    """Derive the identity for all smooth functions; the reductions, once run, carry it to every size.

    Raises
    ------
    InvalidInput
        If ``over`` holds anything but `Generic` families.
    """
    bare = next((family for family in over if not isinstance(family, Generic)), None)
    if bare is not None:
        raise InvalidInput(
            f"over=... takes families of verify.proofs.hypotheses, such as CURVES: it is not known what {bare} takes for granted"
        )
    return Derived(reductions, over)

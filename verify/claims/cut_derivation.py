"""The check that derives what gradients after a cut have in common, for every width and every number of parameters."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from verify.claims.check import Asked
from verify.claims.evidence import Outcome, Scope
from verify.claims.search import Search
from verify.errors import NotDefined
from verify.proofs.cuts import Cuts
from verify.proofs.derivation import Identity, derive
from verify.proofs.reductions import Sliced
from verify.rigour import Rigour
from verify.statements.collapse import no_skip_past_cut, no_tying_across_cut, shared_activations
from verify.statements.conclusions import Comparison
from verify.statements.statement import Statement


@dataclass(frozen=True)
class CutDerivation:
    """Proves an identity between gradients of two inputs that share activations, for an undefined head on undefined activations.

    The hypotheses say which generic network the identity is asked of: dropping "no skip" or "no tying" puts one in. Its quantities are
    asked of exact networks first, where every false statement should already fall.

    Parameters
    ----------
    batches, count : int
        Exact networks of each stratum and scale, drawn before the derivation.
    over : tuple of strata, optional
        Where the networks come from; by default the statement's own strata.
    """

    batches: int = 2
    count: int = 2
    over: tuple[Any, ...] | None = None
    name: str = "derived at a cut"
    kind: str = "derivation"

    def ask(self, question: Statement, seed: int) -> Asked:
        """Refuted by an exact network; supported if none refutes and the derivation goes through."""
        searched = Search(self.batches, self.count, exactly=True, over=self.over).ask(question, seed)
        if searched.outcome is not Outcome.SUPPORTED:
            return searched
        found = derive(_identity(question), (Sliced(),))
        if not found.truth.is_yes:
            return replace(searched, outcome=Outcome.UNDECIDED, reason=f"no network refutes it, but it is not derived: {found.reason}")
        rulings = tuple({"reduction": ruling.reduction, "answer": ruling.answer.name, "reason": ruling.reason} for ruling in found.rulings)
        scope = Scope.ALL_SIZES if found.all_sizes else Scope.NAMED_SIZES
        return replace(searched, scope=scope, rigour=Rigour.EXACT, reason=found.reason, certificates=rulings)


def _identity(statement: Statement) -> Identity:
    if not isinstance(statement.then, Comparison) or statement.then.relation != "=":
        raise NotDefined(f"only identities are derived, not {statement.then.text!r}")
    if shared_activations not in statement.given:
        raise NotDefined(f"generic cuts share their activations, which {statement.name!r} does not ask for")
    family = Cuts(skip=no_skip_past_cut not in statement.given, tied=no_tying_across_cut not in statement.given)
    return Identity(statement.then.left.of, statement.then.right.of, family)


def derived_at_cut() -> CutDerivation:
    """Derive the identity for an undefined head on undefined activations, of every width."""
    return CutDerivation()

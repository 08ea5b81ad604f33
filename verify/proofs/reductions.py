"""Reductions: why an identity that holds for a few behaviours and parameters holds for any number of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import sympy

from verify.proofs.curves import Curves
from verify.proofs.cuts import Cuts
from verify.proofs.derivation import Identity, Ruling, Untraceable
from verify.proofs.index_sums import Kind, Monomial
from verify.proofs.symbolic import SEPARATING, SPLITTING, Jets, Losses, generic_jet, undefined
from verify.truth import NO, YES, all_of

_HIDDEN: Mapping[str, Mapping[Kind, int]] = {
    "gradient": {Kind.BEHAVIOUR: 1},
    "hessian": {Kind.BEHAVIOUR: 2},
    "motion": {Kind.PARAMETER: 1},
}
"""Derivatives of composed functions are sums of pieces, each of which involves so many indices that are not seen; see `FewIndices`."""

_LOSS = {"loss_gradient", "loss_hessian", "gradient", "hessian"}
"""The arrays that are linear in the 2-jet of the loss."""


_SCALE = sympy.Symbol("s")
_ONE = Losses("one loss", lambda outputs: undefined("k")(*outputs))
_OTHER = Losses("another loss", lambda outputs: undefined("l")(*outputs))
_SCALED_SUM = Losses("a scaled sum of two losses", lambda outputs: _SCALE * undefined("k")(*outputs) + undefined("l")(*outputs))
_CUBIC = Losses("a loss without 2-jet", lambda outputs: sympy.prod(o - sympy.Symbol(f"F{a}") for a, o in enumerate(outputs, 1)))
"""What linearity in the loss is tried on; see `LinearInLossJet`."""


def _refused(name: str, reason: object) -> Ruling:
    return Ruling(name, NO, str(reason))


@dataclass(frozen=True)
class FewIndices:
    r"""An identity whose terms involve few indices each holds everywhere if it holds for so few behaviours and parameters.

    *Premise, checked.* Run on arrays without a size, ``D = left - right`` is a sum over indices in which every term involves at most
    ``parameters`` parameters and ``behaviours`` behaviours (those of the entry included), and at least one, or every term none.

    *Argument.* Fix an instance of any size and an entry of ``D``. Group the terms of the sum by the exact sets ``A`` of parameters and
    ``B`` of behaviours that they involve: ``D`` is the sum of groups ``T(A, B)``. A group is computed from the parameters in ``A`` and the
    behaviours in ``B`` alone, in the same way at every size, so by inclusion and exclusion ``T(A, B)`` is a signed sum of values of ``D``
    on the sub-instances of ``A' <= A`` and ``B' <= B`` that keep the parameters and behaviours of the entry: other parameters frozen, the
    loss's derivatives in other behaviours forgotten. A sub-instance is again an instance of the family, with at most so many parameters
    and behaviours, so ``D`` vanishes on it. (Without parameters or behaviours there are no terms, and ``D`` is zero.) All groups vanish,
    hence ``D``.

    Where a side contains ``gradient`` or ``hessian`` of ``L = l(F(theta))`` itself: an entry ``(i, j)`` is a derivative in ``theta_i,
    theta_j`` with the other parameters frozen, and ``L`` is linear in ``l``. At the point, ``l`` is its Taylor polynomial of degree two,
    whose monomials involve at most two behaviours each, plus a remainder ``R(o) = o(|o - F|^2)``, twice differentiable, so that
    ``R(F(theta + h)) = o(|h|^2)`` has no derivatives of order one or two at ``h = 0``. These monomials are the pieces: one behaviour for
    the gradient, two for the Hessian. In the same way the ``motion`` of ``F_a`` along a curve is a sum of pieces of one parameter each.

    Parameters
    ----------
    behaviours, parameters : int
        The most indices of each kind that a term may involve.
    """

    behaviours: int = 2
    parameters: int = 2
    name = "few indices"
    text = "each entry is a sum of terms that involve few parameters and behaviours, so small sizes decide every size"

    def run(self, identity: Identity) -> Ruling:
        """Count the indices of every term; no where there are too many."""
        allowed = {Kind.BEHAVIOUR: self.behaviours, Kind.PARAMETER: self.parameters}
        if isinstance(identity.family, Jets) and identity.family.losses not in SPLITTING:
            return _refused(self.name, f"'{identity.family.losses.name}' is not known to pass to fewer behaviours")
        if not isinstance(identity.family, Jets | Curves):
            return _refused(self.name, f"{identity.family.name} are not known to pass to fewer behaviours and parameters")
        try:
            terms = identity.traced.terms
        except Untraceable as fault:
            return _refused(self.name, fault)
        suffices = {}
        for kind, most in allowed.items():
            counts = {_count(term, kind) for term in terms} or {0}
            if max(counts) > most:
                return _refused(self.name, f"a term involves {max(counts)} {kind}, more than {most}")
            if 0 in counts and len(counts) > 1:
                return _refused(self.name, f"some terms involve {kind} and others none")
            suffices[kind] = max(counts | {1})
        return Ruling(self.name, YES, f"each term involves at most {' and '.join(f'{n} {kind}' for kind, n in suffices.items())}", suffices)


def _count(term: Monomial, kind: Kind) -> int:
    return term.count(kind) + sum(_HIDDEN.get(factor.letter, {}).get(kind, 0) for factor in term.factors)


@dataclass(frozen=True)
class LinearInLossJet:
    """An identity linear in the 2-jet of the loss holds for all losses if it holds for losses of two behaviours.

    *Premise, checked.* Run on arrays without a size, every term of ``left - right`` contains exactly one array that is linear in the loss's
    2-jet, and no behaviour beside those of that array. Run on generic instances, the two sides add up when two losses are added and one is
    scaled, and a loss with vanishing 2-jet (a product of three residuals) gives zero.

    *Argument.* The 2-jets of losses at a point are spanned by those of ``o_a`` and ``o_a o_b``; constants contribute nothing. For a loss
    that reads the behaviours ``a, b`` only, every array that is linear in it vanishes at other behaviours, so the terms that remain involve
    ``F_a, F_b`` only: the difference is that of an instance with these two behaviours, where it is zero. By linearity it is zero. The
    condition of each family in question (a gradient that vanishes, a Hessian that is the identity, a sum over behaviours) is one on pairs
    of behaviours by itself, so its members are sums of members for one or two behaviours.
    """

    name = "linear in the loss"
    text = "both sides are linear in the 2-jet of the loss, which is spanned by losses of two behaviours"

    def run(self, identity: Identity) -> Ruling:
        """Check linearity, without a size on the terms, and on instances on the sides themselves."""
        if not isinstance(identity.family, Jets) or identity.family.losses not in SPLITTING:
            return _refused(self.name, f"{identity.family.name} are not spanned by losses of two behaviours")
        try:
            terms = identity.traced.terms
        except Untraceable as fault:
            return _refused(self.name, fault)
        for term in terms:
            loss = [factor for factor in term.factors if factor.letter in _LOSS]
            if len(loss) != 1:
                return _refused(self.name, f"a term is of degree {len(loss)} in the loss, not 1")
            beside = {index for index, kind in term.kinds.items() if kind is Kind.BEHAVIOUR} - set(loss[0].indices)
            if beside:
                return _refused(self.name, "a term sums over a behaviour that the loss does not read")
        if not self._adds_up(identity):
            return _refused(self.name, "on a generic instance the sides are not linear in the loss")
        return Ruling(self.name, YES, "every term is linear in the loss and involves its behaviours only", {Kind.BEHAVIOUR: 2})

    @staticmethod
    def _adds_up(identity: Identity) -> bool:
        """Is each side additive, homogeneous, and blind to the third order, for any losses of two behaviours?"""
        at, first, second = (generic_jet(2, 2, losses) for losses in (_SCALED_SUM, _ONE, _OTHER))
        flat, numbers = generic_jet(3, 2, _CUBIC), at.numbers
        sides = (identity.left, identity.right)
        defects = [side(at) - numbers.array(_SCALE) * side(first) - side(second) for side in sides] + [side(flat) for side in sides]
        return bool(all_of(numbers.zero(defect).all() for defect in defects).is_yes)


@dataclass(frozen=True)
class AdditiveOverData:
    """An identity that is additive over the data holds for any data if it holds for one datum.

    *Premise, checked.* The loss is a sum over the behaviours of losses of one behaviour each, so a behaviour is a datum. Run on arrays
    without a size, the behaviours of every term of ``left - right`` hang together: through an index in common, or through the loss's
    Hessian; and no entry belongs to a behaviour. The composed loss's own gradient or Hessian counts as one piece that hangs together.

    *Argument.* The loss's Hessian vanishes between different data, so a term that is not zero has all its behaviours equal: it belongs to
    one datum, and is the term of that datum alone. ``L`` is a sum over the data, and so are its derivatives. Hence the difference is the
    sum over the data of the difference for one datum, which is zero.
    """

    name = "additive over data"
    text = "both sides are sums over the data, so one datum decides any number of them"

    def run(self, identity: Identity) -> Ruling:
        """Check that each term belongs to one datum."""
        if not isinstance(identity.family, Jets) or identity.family.losses not in SEPARATING:
            return _refused(self.name, f"for {identity.family.name} the loss is no sum over data")
        try:
            traced = identity.traced
        except Untraceable as fault:
            return _refused(self.name, fault)
        if Kind.BEHAVIOUR in traced.axes:
            return _refused(self.name, "an entry belongs to a behaviour, so nothing is summed over data")
        parts = {_parts(term) for term in traced.terms} or {1}
        if parts != {1}:
            return _refused(self.name, f"a term falls into {max(parts - {1})} parts that belong to data of their own")
        return Ruling(self.name, YES, "every term belongs to one datum", {Kind.BEHAVIOUR: 1})


def _parts(term: Monomial) -> int:
    """Into how many parts, joined by no behaviour in common and no entry of the loss's Hessian, does a term fall?"""
    groups = [{index} for index, kind in term.kinds.items() if kind is Kind.BEHAVIOUR]
    for factor in term.factors:
        for one, other in combinations([index for index in factor.indices if term.kinds[index] is Kind.BEHAVIOUR], 2):
            joined = [group for group in groups if one in group or other in group]
            groups = [group for group in groups if group not in joined] + [set().union(*joined)]
    return len(groups) + sum(Kind.BEHAVIOUR in _HIDDEN.get(factor.letter, {}) for factor in term.factors)


@dataclass(frozen=True)
class Sliced:
    """What the gradients after a cut have in common does not depend on how wide the cut is or how many parameters there are.

    *Premise, checked.* The network is strictly feed-forward at the cut (no skip past it, no tying across it), and ``left - right`` is,
    entry by entry, a combination of derivatives of the two outputs in one parameter ``c_j`` after the cut.

    *Argument.* Let ``c_j`` vary with every other parameter frozen. The activations do not read ``c_j``, and the output reads its input
    through them only: as a function of ``c_j`` it is ``u -> h(A, u)``, where ``A`` is a vector that does not move. Of ``A`` only its value
    matters, so one undefined number that labels the slice stands for activations of any width, and what happens to one parameter after the
    cut (and to one before it, which is frozen) happens to each.
    """

    name = "one slice"
    text = "each entry differentiates in one parameter after the cut, along which the activations are constant"

    def run(self, identity: Identity) -> Ruling:
        """Check that the network is cut cleanly and the entries are derivatives after the cut."""
        family = identity.family
        if not isinstance(family, Cuts) or family.skip or family.tied:
            return _refused(self.name, f"in {family.name} a parameter after the cut can move the activations, or the output see past them")
        try:
            terms = identity.traced.terms
        except Untraceable as fault:
            return _refused(self.name, fault)
        for term in terms:
            if [factor.letter.partition(".")[0] for factor in term.factors] != ["after"] or term.free != term.factors[0].indices:
                return _refused(self.name, "an entry is not a combination of derivatives in one parameter after the cut")
        return Ruling(self.name, YES, "each entry differentiates in one parameter after the cut", dict.fromkeys(family.dimensions, 1))

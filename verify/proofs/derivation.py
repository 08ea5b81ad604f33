"""Derivations: an identity proved on generic instances of small size, and carried to every size by reductions that have been run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count, product
from typing import Any, Protocol

from verify.errors import VerifyError
from verify.numbers.system import Array
from verify.proofs.index_sums import Kind, Sizes, Tensor
from verify.proofs.symbolic import Family, Jets
from verify.truth import NO, UNKNOWN, YES, Truth, all_of

Side = Callable[[Any], Any]
"""One side of an identity: asked of an instance, it returns an array."""


class Untraceable(VerifyError):
    """A side cannot be read as a sum over indices, so that nothing follows from one size for another."""


@dataclass(frozen=True, eq=False)
class Identity:
    """``left(at) = right(at)`` for every generic instance of a family.

    Parameters
    ----------
    left, right : callable
        The two sides, asked of instances as they stand.
    family : Family
        The generic instances that the identity is about.
    """

    left: Side
    right: Side
    family: Family = field(default_factory=Jets)

    def difference(self, at: Any) -> Any:
        """``left(at) - right(at)``, as an array (NumPy unboxes single entries)."""
        difference = self.left(at) - self.right(at)
        return difference if isinstance(difference, Tensor) else at.numbers.array(difference)

    def at(self, sizes: Sizes) -> Truth:
        """Does it hold on the generic instance of these sizes?"""
        at = self.family.at(sizes)
        truth: Truth = at.numbers.zero(self.difference(at)).all()
        return truth

    def residual(self, sizes: Sizes) -> Any:
        """The first entry of the difference that is not zero, on the generic instance of these sizes; None if there is none."""
        at = self.family.at(sizes)
        difference = self.difference(at)
        nonzero = at.numbers.zero(difference).is_no.reshape(-1)
        return next((entry for entry, differs in zip(difference.reshape(-1), nonzero, strict=True) if differs), None)

    @cached_property
    def traced(self) -> Tensor:
        """The difference as a sum over indices, which is what it is at every size.

        The sides are run on arrays without a size, so that no step of theirs can depend on one. As a guard against sides that treat
        these arrays differently from others, the sum is compared with the sides on the generic instance with three of everything.

        Raises
        ------
        Untraceable
            If a side leaves the vocabulary of index sums, asks for a size, or disagrees with its trace.
        """
        try:
            traced: Tensor = self.difference(self.family.sizeless())
        except (VerifyError, AttributeError, TypeError, ValueError, IndexError) as fault:
            raise Untraceable(f"a side is no sum over indices: {fault}") from fault
        sizes = dict.fromkeys(self.family.dimensions, 3)
        at = self.family.at(sizes)
        again = traced.on(lambda name: _array(at, name), at.numbers, sizes)
        difference = self.difference(at)
        if difference.shape != again.shape or not at.numbers.zero(difference - again).all().is_yes:
            raise Untraceable(f"at size three the sides differ by something else than {traced}")
        return traced


def _array(at: Any, name: str) -> Array:
    part, _, place = name.partition(".")
    array: Array = getattr(at, part)[int(place)] if place else getattr(at, part)
    return array


@dataclass(frozen=True)
class Ruling:
    """What one reduction answered: whether it applies, and how large the sizes are that then remain to be proved.

    Parameters
    ----------
    reduction : str
        Name of the reduction.
    answer : Truth
        Yes if it applies to the identity, no if it does not (which says nothing about the identity itself).
    reason : str
        Why, for the reader of a report.
    suffices : mapping
        For each size that the reduction bounds: an identity that holds up to there holds beyond.
    """

    reduction: str
    answer: Truth
    reason: str
    suffices: Sizes = field(default_factory=dict)


class Reduction(Protocol):
    """Carries an identity from small sizes to all. The class's docstring is the argument; `run` checks its premises on the identity."""

    @property
    def name(self) -> str: ...

    @property
    def text(self) -> str: ...

    def run(self, identity: Identity) -> Ruling: ...


@dataclass(frozen=True)
class Derivation:
    """What a derivation came to.

    Parameters
    ----------
    truth : Truth
        Yes if the identity holds at every size that was asked, no if it fails at one.
    all_sizes : bool
        Whether the reductions carry it to every size.
    sizes : tuple of mapping
        The sizes at which it was proved for all smooth functions.
    rulings : tuple of Ruling
        What the reductions answered.
    reason : str
        The outcome in words.
    residual : str
        If the identity fails: an entry of the difference of the sides, as a nonzero polynomial in independent coordinates (``F1_2`` is
        ``dF_1/dtheta_2``, ``F1_1,2`` a second derivative, ``l_1`` is ``dl/do_1``).
    witness : mapping
        If the identity fails: integer values of these coordinates for which that entry is not zero.
    fails_at : mapping
        If the identity fails: the smallest sizes, in the order asked, at which it does.
    """

    truth: Truth
    all_sizes: bool
    sizes: tuple[Mapping[str, int], ...]
    rulings: tuple[Ruling, ...]
    reason: str
    residual: str = ""
    witness: Mapping[str, str] = field(default_factory=dict)
    fails_at: Sizes = field(default_factory=dict)


def derive(identity: Identity, reductions: Sequence[Reduction], otherwise: int = 2) -> Derivation:
    """Ask at the smallest size, run the reductions, then prove the identity at the sizes that they leave.

    "All sizes" is granted if every reduction applies and together they bound every size. If not, the identity is decided at sizes up to
    ``otherwise``, and no more than that is said. Where the identity fails at the smallest size already, no reduction is run.

    Examples
    --------
    >>> from verify.proofs.reductions import FewIndices, LinearInLossJet
    >>> second_derivatives = Identity(lambda at: at.hessian, lambda at: at.gauss_newton + at.residual_curvature)
    >>> derive(second_derivatives, [LinearInLossJet(), FewIndices()]).reason
    'proved up to behaviours 2, parameters 2 and carried from there to every size'
    >>> derive(Identity(lambda at: at.hessian, lambda at: at.gauss_newton), [FewIndices()]).residual
    'F1_1,1*l_1'
    """
    smallest = dict.fromkeys(identity.family.dimensions, 1)
    if identity.at(smallest).is_no:
        return _failed(identity, smallest)
    rulings = tuple(reduction.run(identity) for reduction in reductions)
    applies = bool(rulings) and bool(all_of(ruling.answer for ruling in rulings).is_yes)
    bounds: dict[Kind, int] = {}
    for ruling in rulings if applies else ():
        bounds.update({kind: min(size, bounds.get(kind, size)) for kind, size in ruling.suffices.items()})
    everywhere = applies and set(bounds) == set(identity.family.dimensions)
    limits = {kind: bounds.get(kind, otherwise) for kind in identity.family.dimensions}
    asked: list[Mapping[str, int]] = []
    truth = YES
    for counts in product(*(range(1, limit + 1) for limit in limits.values())):
        sizes = dict(zip(limits, counts, strict=True))
        answer = identity.at(sizes)
        if answer.is_no:
            return _failed(identity, sizes, tuple(asked), rulings)
        truth &= answer
        asked.append({str(kind): size for kind, size in sizes.items()})
    if not truth.is_yes:
        return Derivation(UNKNOWN, False, (), rulings, "the symbols could not be decided")
    refused = "; ".join(f"{ruling.reduction}: {ruling.reason}" for ruling in rulings if not ruling.answer.is_yes)
    beyond = "and carried from there to every size" if everywhere else f"and not beyond: {refused or 'no reduction bounds every size'}"
    return Derivation(YES, everywhere, tuple(asked), rulings, f"proved up to {_words(limits)} {beyond}")


def _failed(identity: Identity, sizes: Sizes, asked: tuple[Mapping[str, int], ...] = (), rulings: tuple[Ruling, ...] = ()) -> Derivation:
    residual = identity.residual(sizes)
    reason = f"fails for generic instances with {_words(sizes)}: {residual} is not zero"
    return Derivation(NO, False, asked, rulings, reason, str(residual), _nonzero(residual), sizes)


def _words(sizes: Sizes) -> str:
    return ", ".join(f"{kind} {size}" for kind, size in sizes.items())


def _nonzero(polynomial: Any) -> Mapping[str, str]:
    """Small integers at which a nonzero polynomial is not zero: one variable after the other, each has finitely many bad values."""
    values = {}
    for symbol in sorted(polynomial.free_symbols, key=str):
        value = next(value for value in count(1) if polynomial.subs(symbol, value).expand() != 0)
        polynomial = polynomial.subs(symbol, value).expand()
        values[str(symbol)] = str(value)
    return values

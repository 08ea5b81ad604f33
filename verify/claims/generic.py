"""The check that asks for ranks at generic parameters: residues modulo a random prime propose, a bound on their failure is stated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from math import log2
from typing import Any

import numpy as np
import sympy
from flint import fmpz

from verify.claims.check import Asked
from verify.claims.evidence import Outcome, Scope, Witness
from verify.claims.witnesses import ask_one, witness_document
from verify.numbers.rationals import Rationals
from verify.numbers.residues import Residues
from verify.numbers.symbols import Symbols
from verify.numbers.system import Array
from verify.ranks.bounds import Bounds
from verify.rigour import Rigour
from verify.statements.statement import Statement
from verify.strata.linear_families import LinearFamily

_LEAST_PRIME = 2**61
_FEWEST_PRIMES = 2**54
"""There are more primes than this between x and 2x for x = 2^61: at least 3x / (5 log x) (Rosser and Schoenfeld, 1962)."""
_SMALL = 3
"""Largest entry of the integer points at which a refutation is made certain."""
_TRIES = 4
_FEW = 10
"""Unknowns of a family whose ranks are also computed over the field of rational functions in them."""


@dataclass(frozen=True)
class Generic:
    """Asks a statement about ranks of families of networks, at almost all of their points.

    The rank at one integer point is a lower bound for the largest rank, and a rank modulo a prime for that: both are certain. The largest
    rank is the rank at almost all points, since a minor that vanishes there vanishes everywhere or on a set of measure zero.

    That no rank is larger than the one found modulo p, at a random point, has an error that is bounded: suppose that a minor of one row
    more, a polynomial with integer coefficients, is not zero. Either p divides all its coefficients, which few of the primes do from which
    p was drawn; or it vanishes at the point drawn, which has probability at most degree / p (Schwartz and Zippel).

    A refutation counts only if it is certain: the lower bounds at an integer point (and the sizes of the matrices) contradict the
    statement, or the ranks over the field of rational functions of the unknowns do.

    Parameters
    ----------
    over : tuple, optional
        Strata of `LinearFamily`, asked instead of the statement's own.
    """

    over: tuple[Any, ...] | None = None
    name: str = "generic ranks"
    kind: str = "generic"

    def ask(self, question: Statement, seed: int) -> Asked:
        """Supported where the ranks found are the ones stated; refuted by an integer point that contradicts it for certain."""
        met = _Met()
        prime = random_prime(np.random.default_rng(np.random.SeedSequence(seed)))
        for stratum in question.about if self.over is None else self.over:
            for family in stratum:
                self._one(question, family, (seed, met.instances), prime, met, stratum.name)
        outcome, reason = _outcome(met)
        rigour = Rigour.EXACT if outcome is Outcome.REFUTED else Rigour.PROBABILISTIC
        stated = {"kind": "generic", "prime": str(prime), "families": met.instances, "error": _power(met.error)}
        certificates = (stated,) if outcome is Outcome.SUPPORTED else ()
        return Asked(outcome, Scope.GENERIC, rigour, reason, met.instances, met.effective, met.supported, None, met.witness, certificates)

    @staticmethod
    def _one(question: Statement, family: LinearFamily, seed: tuple[int, ...], prime: int, met: _Met, stratum: str) -> None:
        met.instances += 1
        at = _AtRandomPoint(_residues(family, seed, prime), upper_from_size=False)
        answer = ask_one(question, at)
        met.effective[stratum] = met.effective.get(stratum, 0) + bool(answer.effective.is_yes)
        met.error += sum((failure(family, found, prime) for found in at.found), start=Fraction(0))
        met.supported += bool(answer.supports)
        if bool(answer.refutes):
            met.refuted += 1
            met.witness = met.witness or _certain(question, family, seed)
        elif bool(answer.undecided):
            met.undecided.append(f"{family.name} ({answer.note})" if answer.note else family.name)


@dataclass
class _Met:
    """What has been met so far; ``error`` bounds the probability that any rank found is too small."""

    instances: int = 0
    effective: dict[str, int] = field(default_factory=dict)
    supported: int = 0
    refuted: int = 0
    undecided: list[str] = field(default_factory=list)
    error: Fraction = Fraction(0)
    witness: Witness | None = None


@dataclass
class _AtRandomPoint:
    """An instance whose ranks stand for those at generic points: what is found is a lower bound, which is taken for the rank, or not."""

    at: Any
    upper_from_size: bool
    found: list[int] = field(default_factory=list)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.at, name)

    def rank(self, matrix: Array) -> Bounds:
        found = int(self.at.rank(matrix).lower)
        self.found.append(found)
        return Bounds(found, min(matrix.shape) if self.upper_from_size else found, "at a random point")


@lru_cache(maxsize=256)
def _residues(family: LinearFamily, seed: tuple[int, ...], prime: int) -> Any:
    """A point of the family, all unknowns uniform modulo the prime; the same for every question."""
    rng = np.random.default_rng(np.random.SeedSequence(seed))
    return family.at(Residues(prime), [int(value) for value in rng.integers(0, prime, family.unknowns)])


def _certain(question: Statement, family: LinearFamily, seed: tuple[int, ...]) -> Witness | None:
    """A small integer point that contradicts the statement, where that is certain of almost all points.

    It is if the lower bound that the point gives contradicts it already; or if the ranks over the field of rational functions of the
    unknowns do, which are the ranks at almost all points: they are computed for small families only.
    """
    if family.unknowns <= _FEW:
        symbols = [sympy.Symbol(f"x{i}", real=True) for i in range(family.unknowns)]
        everywhere = bool(ask_one(question, family.at(Symbols(), symbols)).refutes)
    else:
        everywhere = False
    rng = np.random.default_rng(np.random.SeedSequence((*seed, 1)))
    for _ in range(_TRIES):
        values = rng.integers(1, _SMALL + 1, family.unknowns) * rng.choice((-1, 1), family.unknowns)
        at = family.at(Rationals(), [int(value) for value in values])
        if bool(ask_one(question, at if everywhere else _AtRandomPoint(at, upper_from_size=True)).refutes):
            return witness_document(question, at)
    return None


def random_prime(rng: np.random.Generator) -> int:
    """A prime drawn uniformly from those between 2^61 and 2^62."""
    while True:
        number = int(rng.integers(_LEAST_PRIME, 2 * _LEAST_PRIME))
        if fmpz(number).is_prime():
            return number


def failure(family: LinearFamily, found: int, prime: int) -> Fraction:
    """A bound on the probability that a rank, found modulo a random prime at a random point, is too small.

    It is the rank of a term of the family's Hessian, or of its residual matrix: the entries of that are of degree 1 and no larger.

    A minor of ``found + 1`` rows has degree at most ``(found + 1) d``. Each coefficient is at most ``((found + 1) c)^(found + 1)``, with c
    the sum of the sizes of the coefficients of an entry; so fewer than its binary logarithm over 61 primes of 62 bits divide them all.

    Examples
    --------
    >>> from verify.strata.linear_families import linear_family
    >>> float(failure(linear_family((1, 1, 1), [[1]]), 2, random_prime(np.random.default_rng(0)))) < 1e-16
    True
    """
    rows = found + 1
    bits = int(rows * log2(rows * max(2, family.coefficients))) + 1
    return Fraction(rows * family.degree, prime) + Fraction(bits, 61 * _FEWEST_PRIMES)


def _outcome(met: _Met) -> tuple[Outcome, str]:
    if met.witness is not None:
        return Outcome.REFUTED, "; ".join(f"{name}: {value}" for name, value in met.witness["shows"].items())
    reasons = list(_doubts(met))
    if reasons:
        return Outcome.UNDECIDED, "; ".join(reasons)
    if not met.supported:
        return Outcome.VACUOUS, f"none of {met.instances} families meets the hypotheses"
    found = (
        f"so it is at generic parameters of each of {met.supported} families, unless an event of probability {_power(met.error)} happened"
    )
    return Outcome.SUPPORTED, found


def _doubts(met: _Met) -> Iterator[str]:
    if met.refuted:
        yield f"{met.refuted} families have other ranks modulo a prime, which no small integer point makes certain"
    if met.undecided:
        yield f"could not be decided for {', '.join(met.undecided)}"


def _power(probability: Fraction) -> str:
    """A round bound above a probability."""
    return f"at most 2^-{int(-log2(probability))}" if probability else "0"


def generic(*, over: tuple[Any, ...] | None = None) -> Generic:
    """Ask for ranks at generic parameters of families of linear networks, modulo a random prime, with the bound on failure stated."""
    return Generic(over)

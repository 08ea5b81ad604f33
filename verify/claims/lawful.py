"""The check that proves a rank law for matrices of every size, and reads its words off the statement, or compares them on instances."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from verify.claims.check import Asked
from verify.claims.evidence import Outcome, Scope
from verify.claims.search import Search
from verify.numbers.system import Array
from verify.proofs.evaluation import satisfied, value
from verify.proofs.readings import RELATIONS, RankLaw, letters_of, read
from verify.proofs.words import Letter, Matrix
from verify.ranks.bounds import Bounds
from verify.ranks.forms import positive_definite
from verify.rigour import Rigour
from verify.statements.conclusions import Comparison
from verify.statements.statement import Statement

Letters = Callable[[Any], Mapping[str, Array]]
"""Reads off an instance the matrix of every letter of a law; asked of an instance of words, it binds each letter to a word."""


@dataclass(frozen=True)
class Encoding:
    """A law, and how its letters are read off an instance."""

    law: RankLaw
    letters: Letters


@dataclass(frozen=True)
class Lawful:
    """Proves ``rank X = rank Y`` (or ``<=``) for every size from equations of words.

    A statement is supported if (1) the law's proof is checked; (2) on every exact instance drawn, what the law takes as given holds, its
    letters have the sizes and signs that it declares, and the ranks of its two words are the two sides of the statement; (3) every size
    that it names took different values on these instances; (4) no instance refutes the statement. A statement without a law can still be
    refuted, which is what is asked of the false variants.

    The scope is "all sizes" if, moreover, the law's words are read off the statement and what it takes as given follows from named lemmas
    whose hypotheses the statement has (`verify.proofs.readings`). Otherwise only the instances of (2) tie the law to the statement: the
    scope is "sampled", and the evidence says why.

    Parameters
    ----------
    encodings : mapping
        The law of each statement, by the statement's name.
    over : tuple of strata, optional
        Where the instances of the bridge come from; by default the statement's own strata.
    """

    encodings: Mapping[str, Encoding]
    count: int = 2
    batches: int = 10
    over: tuple[Any, ...] | None = None
    name: str = "rank law"
    kind: str = "law"

    def ask(self, question: Statement, seed: int) -> Asked:
        met = _Met()
        encoding = self.encodings.get(question.name)
        searched = Search(self.batches, self.count, exactly=True, over=self.over).ask(_watched(question, encoding, met), seed)
        if searched.outcome is not Outcome.SUPPORTED:
            return searched
        if encoding is None:
            return _asked(searched, Outcome.UNDECIDED, "no law is given for this statement, and no instance refutes it")
        if not isinstance(question.then, Comparison):
            return _asked(searched, Outcome.UNDECIDED, f"no law says {question.then.text!r}: only a comparison of two ranks is held to one")
        if met.faults:
            return _asked(searched, Outcome.UNDECIDED, f"the law is not about this statement: {met.faults[0]}")
        if met.constant:
            name, value = met.constant
            reason = f"wherever it was met, the size {name} of the law is {value}: that shows nothing for other sizes"
            return _asked(searched, Outcome.UNDECIDED, reason)
        step = encoding.law.run()
        if not step.answer.is_yes:
            return _asked(searched, Outcome.UNDECIDED, f"the law's proof is refused: {step.reason}")
        return _proved(searched, question, encoding, step.reason)


def _proved(searched: Asked, question: Statement, encoding: Encoding, because: str) -> Asked:
    """Supported: for all sizes if the statement's sides are read as the law's words, otherwise on the instances compared."""
    law, found = encoding.law, read(question, encoding.law, encoding.letters)
    everywhere = bool(found.answer.is_yes)
    scope, rigour = (Scope.ALL_SIZES, Rigour.EXACT) if everywhere else (searched.scope, searched.rigour)
    by = f" ({'; '.join(found.because)})" if found.because else ""
    words = f"the statement's sides are its words at every size{by}"
    compared = f"compared with the statement on instances only, since {found.reason}"
    certificate = {
        "law": law.conclusion,
        "because": because,
        "given": [f"{left} = {right}" for left, right in law.given],
        "read": "at every size" if everywhere else f"on instances only: {found.reason}",
        "by": list(found.because),
        "bridged on": sum(searched.effective.values()),
    }
    asked = _asked(
        searched, Outcome.SUPPORTED, f"{law.conclusion} is proved for all sizes, since {because}; {words if everywhere else compared}"
    )
    return replace(asked, scope=scope, rigour=rigour, certificates=(certificate,))


def _asked(searched: Asked, outcome: Outcome, reason: str) -> Asked:
    return Asked(outcome, searched.scope, searched.rigour, reason, searched.instances, searched.effective, searched.supported)


@dataclass
class _Met:
    """How the law's words differed from the statement on instances, and the sizes that its letters had there."""

    faults: list[str] = field(default_factory=list)
    sizes: dict[str, set[int]] = field(default_factory=dict)

    @property
    def constant(self) -> tuple[str, int] | None:
        """A size that took one value only; the law's name for a size of one is ``1``."""
        return next(((name, min(values)) for name, values in self.sizes.items() if len(values) == 1 and name != "1"), None)


def _watched(statement: Statement, encoding: Encoding | None, met: _Met) -> Statement:
    """The same statement; asking it also compares the law's words with its two sides, and notes where they differ."""
    if encoding is None or not isinstance(statement.then, Comparison):
        return statement
    return _Watched(statement.about, statement.given, statement.then, statement.name, encoding, met)


@dataclass(frozen=True)
class _Watched(Statement):
    encoding: Any = None
    met: Any = None

    def ask(self, at: Any) -> Any:
        answer = super().ask(at)
        if bool(answer.effective.is_yes):
            fault = _difference(self, self.encoding, at, self.met.sizes)
            if fault:
                self.met.faults.append(fault)
        return answer


def _difference(statement: Statement, encoding: Encoding, at: Any, sizes: dict[str, set[int]]) -> str:
    """How the law's words differ from the statement's sides at an instance; empty if they do not. ``sizes`` collects those of letters."""
    law, letters = encoding.law, encoding.letters(at)
    assert isinstance(statement.then, Comparison)
    if statement.then.relation != RELATIONS[type(law)]:
        return f"it concludes {law.conclusion}, the statement {statement.then.text}"
    unmet = next((left for left, right in law.given if not satisfied((left, right), letters, at.numbers)), None)
    if unmet is not None:
        return f"{unmet} is not what the law takes as given"
    undeclared = next(filter(None, (_undeclared(at, letter, letters) for letter in letters_of(law))), "") or _unfitting(law, letters, sizes)
    if undeclared:
        return undeclared
    for word, side in ((law.left, statement.then.left), (law.right, statement.then.right)):
        found, said = _rank(at, word, letters), side.of(at)
        if not bool(found.equal(said).is_yes):
            return f"rank({word}) is {found} where {side.text} is {said}"
    return ""


def _undeclared(at: Any, letter: Letter, letters: Mapping[str, Array]) -> str:
    """How a letter's matrix is not what the law declares of it: symmetric, or positive definite."""
    found = letters.get(letter.name)
    if found is None or not (letter.symmetric or letter.positive):
        return ""
    if not bool(at.numbers.zero(found - found.swapaxes(-1, -2)).all().is_yes):
        return f"the matrix of {letter.name} is not symmetric"
    if letter.positive and not bool(positive_definite(at.numbers, found).is_yes):
        return f"the matrix of {letter.name} is not positive definite"
    return ""


def _unfitting(law: RankLaw, letters: Mapping[str, Array], sizes: dict[str, set[int]]) -> str:
    """Where a size of the law is not one size at this instance; ``sizes`` collects the values."""
    here = {"1": 1}
    for letter in sorted(letters_of(law), key=lambda letter: (letter.name, letter.transposed)):
        found = letters.get(letter.name)
        for name, size in zip((letter.rows, letter.columns), () if found is None else found.shape, strict=found is not None):
            if here.setdefault(name, size) != size:
                return f"the size {name} of the law is {here[name]} and, as one of {letter.name}, {size}"
    for name, size in here.items():
        sizes.setdefault(name, set()).add(size)
    return ""


def _rank(at: Any, word: Matrix, letters: Mapping[str, Array]) -> Bounds:
    found: Bounds = at.rank(value(word, letters, at.numbers))
    return found


def lawful(
    statement: Statement, law: RankLaw, letters: Letters, *, batches: int = 10, count: int = 2, over: tuple[Any, ...] | None = None
) -> Lawful:
    """Prove the statement for every size by a rank law whose letters are read off instances by ``letters``."""
    return Lawful({statement.name: Encoding(law, letters)}, count=count, batches=batches, over=over)

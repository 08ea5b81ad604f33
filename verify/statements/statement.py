"""A mathematical statement as an object that is asked, unchanged, of batches, exact instances, balls and symbols."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, Self

from verify.errors import InvalidInput, JudgeFault, NotDefined, OutOfDomain, Undecided, in_one_line, place_in_user_code
from verify.statements.conclusions import Conclusion, answer, is_structural, sign_flipped
from verify.statements.conditions import Condition
from verify.truth import Truth, all_of


@dataclass(frozen=True, eq=False)
class Answer:
    """What one instance (or a batch) said: is it within the hypotheses, and does the conclusion hold?

    A refutation needs both to be certain: ``effective`` yes and ``holds`` no. ``note`` says why a question could not even be put.
    """

    effective: Truth
    holds: Truth
    note: str = ""

    @property
    def refutes(self) -> Any:
        return self.effective.is_yes & self.holds.is_no

    @property
    def supports(self) -> Any:
        return self.effective.is_yes & self.holds.is_yes

    @property
    def undecided(self) -> Any:
        """Within the hypotheses for certain, and the conclusion cannot be decided; or not even the hypotheses can."""
        return ~self.effective.is_no & ~self.refutes & ~self.supports


@dataclass(frozen=True)
class Statement:
    """For every instance of the strata ``about`` that meets every condition of ``given``, the conclusion ``then`` holds.

    An instance at which the derivatives it offers do not exist (a kink) is outside every statement.

    Parameters
    ----------
    about : tuple of strata
        Where instances come from; see `verify.strata`.
    given : tuple of Condition
        Judged in this order: a later one may rely on the earlier ones wherever a single instance is asked.
    then : Conclusion
    name : str
        What this statement is called among its variants, such as ``"as stated"`` or ``"without perfect fit"``.
    """

    about: tuple[Any, ...]
    given: tuple[Condition, ...]
    then: Conclusion
    name: str = "as stated"

    def __post_init__(self) -> None:
        for part, sequence in (("about", self.about), ("given", self.given)):
            if not isinstance(sequence, tuple):
                raise InvalidInput(f"Statement: {part} must be a tuple, got a {type(sequence).__name__}; end a single member with a comma")
        about: tuple[Any, ...] = self.about
        for stratum in about:
            if not hasattr(stratum, "name"):
                raise InvalidInput(f"Statement: about holds {stratum!r}, which is no stratum; name one as a word, such as verify.jets")
        given: tuple[Any, ...] = self.given
        for condition in given:
            if not isinstance(condition, Condition):
                raise InvalidInput(f"Statement: given holds a {type(condition).__name__}, not a Condition; wrap a conclusion in where(...)")
        if not hasattr(self.then, "judge"):
            raise InvalidInput(f"Statement: then must be a conclusion such as rank(hessian).equals(rank(jacobian)), got {self.then!r}")

    @property
    def text(self) -> str:
        hypotheses = "; ".join(condition.text for condition in self.given)
        return f"if {hypotheses}, then {self.then.text}" if hypotheses else self.then.text

    @property
    def demands(self) -> frozenset[str]:
        """What builders are asked to build in, so that the hypotheses are met by construction."""
        return frozenset(condition.impose for condition in self.given if condition.impose)

    def ask(self, at: Any) -> Answer:
        """Judge the hypotheses in their order and then the conclusion, until one of them certainly fails everywhere."""
        effective = at.smooth
        for given in self.given:
            if effective.is_no.all():
                break
            effective = all_of([effective, answer(at, given.text, _judged(given, at), structural=given.structural)])
        if effective.is_no.all():
            return Answer(effective, Truth(effective.state * 0))
        return Answer(effective, answer(at, self.then.text, _judged(self.then, at), structural=is_structural(self.then)))

    def speaks_of_shape(self, at: Any) -> bool:
        """Do the hypotheses that hang on shapes alone let this batch or instance through? They are judged in order until one does not."""
        structural = (given for given in self.given if given.structural)
        return not any(_judged(given, at).is_no.all() for given in structural)

    def without(self, *conditions: Condition) -> Self:
        """The stronger statement with hypotheses dropped: what a control of a true claim often is."""
        for condition in conditions:
            if condition not in self.given:
                raise InvalidInput(f"{self.name!r} has no hypothesis {condition.text!r} to drop; it has {[c.text for c in self.given]}")
        kept = tuple(condition for condition in self.given if condition not in conditions)
        return dataclasses.replace(self, given=kept, name=f"without {', '.join(c.text for c in conditions)}")

    def replace(self, name: str, **changes: Any) -> Self:
        """A variant under its own name with other strata, hypotheses or conclusion."""
        return dataclasses.replace(self, name=name, **changes)

    def sign_flipped(self) -> Self | None:
        """The statement with the sign of its formula's right side changed; None if its conclusion is no formula."""
        wrong = sign_flipped(self.then)
        return None if wrong is None else dataclasses.replace(self, then=wrong, name="sign flipped")


def _judged(one: Condition | Conclusion, at: Any) -> Truth:
    """What a condition or a conclusion says of an instance; `JudgeFault` if its function raises what it must not."""
    try:
        return one.judge(at)
    except (NotDefined, Undecided, OutOfDomain):
        raise
    except Exception as fault:
        place = place_in_user_code(fault)
        raise JudgeFault(f"{one.text!r} cannot be judged: {in_one_line(fault)}" + (f" ({place})" if place else "")) from fault

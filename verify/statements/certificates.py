"""What is certified about balls, and travels with an instance as a fact: an answer where arithmetic alone leaves the question open."""

from __future__ import annotations

from typing import Any, Protocol, runtime_checkable

from verify.truth import Truth


@runtime_checkable
class Certificate(Protocol):
    """That an instance in balls stands for a point of theirs with a property: such a point is proved to exist, whenever it is asked."""

    def proves(self, at: Any) -> Truth:
        """Do the balls of the instance hold such a point? Yes or unknown."""


def certified(at: Any, fact: str, by_arithmetic: Truth) -> Truth:
    """The answer of arithmetic where it has one; where not, yes if the certificate that travels under this name proves it.

    It is asked only if it travels alone: two certificates may prove two points, of which neither has both properties.
    """
    certificate = at.facts.get(fact)
    alone = sum(isinstance(each, Certificate) for each in at.facts.values()) == 1
    if alone and isinstance(certificate, Certificate) and bool(by_arithmetic.is_unknown.all()):
        return by_arithmetic | certificate.proves(at)
    return by_arithmetic

"""Words for a second parameter ``theta'``, which an instance of one model brings along as the fact ``again``."""

from __future__ import annotations

from typing import Any

from verify.statements.conclusions import Proposition, all_zero
from verify.statements.conditions import Condition
from verify.statements.global_minima import global_minimum_of_loss
from verify.statements.instances import ModelInstance
from verify.statements.minima import local_minimum_of_loss, total_loss
from verify.truth import NO, YES, Truth


def at_again(at: ModelInstance) -> ModelInstance:
    """The instance at ``theta'``, with ``theta`` as its second parameter.

    Examples
    --------
    >>> from verify.maps.formulas import polynomial_map
    >>> from verify.statements.instances import point
    >>> both = point(polynomial_map("a*b"), at=[1, 1], labels=[1], facts={"again": [2, "1/2"]})
    >>> both.numbers.text(at_again(both).theta), bool(behaves_alike.judge(both).is_yes)
    (['2', '1/2'], True)
    """
    there, facts = at.numbers.array(at.facts["again"]), {**at.facts, "again": at.theta}
    return ModelInstance(at.numbers, at.model, there, at.labels, at.loss, at.regulariser, facts)


def _alike(at: ModelInstance) -> Truth:
    return all_zero(at, at.outputs - at.model.outputs(at.numbers, at.numbers.array(at.facts["again"])))


def both_losses(at: Any) -> dict[str, Any]:
    """The two parameters and their total losses, for a witness to show."""
    places = {"theta": at.theta, "theta'": at.numbers.array(at.facts["again"])}
    losses = {f"L({name})": total_loss(at, place) for name, place in places.items()}
    return {name: str(at.numbers.text(value)) for name, value in (places | losses).items()}


behaves_alike = Condition("F(theta') = F(theta)", _alike)
no_regulariser = Condition("L = l o F: nothing is added to the loss", lambda at: NO if at.regulariser is not None else YES, structural=True)
also_global_minimum = Proposition("theta' is a global minimum of L", lambda at: global_minimum_of_loss(at_again(at)), both_losses)
also_local_minimum = Proposition("theta' is a local minimum of L", lambda at: local_minimum_of_loss(at_again(at)), both_losses)

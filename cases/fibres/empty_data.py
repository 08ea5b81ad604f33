"""With no data every parameter behaves alike: one class, the parameter space itself."""

from dataclasses import dataclass
from itertools import combinations, product

from verify import (
    HOLDS,
    Case,
    Claim,
    Condition,
    NamedInstances,
    Proposition,
    Rationals,
    Source,
    Statement,
    Subject,
    Truth,
    fibre_dimension,
    normal_form,
    point,
    witness,
)


@dataclass(frozen=True)
class Landscape:
    """A model over a union of open boxes of parameters, each box a tuple of intervals with whole ends."""

    model: object
    boxes: tuple

    def points(self):
        """The centres of the boxes, and the points halfway from there to their corners."""
        for box in self.boxes:
            for place in product(*[(3 * low + high, 2 * low + 2 * high, low + 3 * high) for low, high in box]):
                yield point(self.model, at=[f"{entry}/4" for entry in place], labels=[0] * self.model.behaviours)


def one_class(landscape):
    """Yes where there is no behaviour, so that all are the empty one; no where two parameters show different ones."""
    seen = {tuple(at.numbers.text(at.outputs)) for at in landscape.value.points()}
    return Truth.of(landscape.value.model.behaviours == 0, len(seen) > 1)


def full_dimension(landscape):
    """Has the class of each of the points as many dimensions as the parameter space there?"""
    found = [fibre_dimension(at).equal(at.model.parameters) for at in landscape.value.points()]
    return Truth.of(all(bool(each.is_yes) for each in found), any(bool(each.is_no) for each in found))


def pieces(boxes):
    """How many connected components has a union of open boxes? Two of them hang together if they overlap."""
    groups = [{box} for box in boxes]
    for one, other in combinations(boxes, 2):
        if all(max(a, c) < min(b, d) for (a, b), (c, d) in zip(one, other, strict=True)):
            joined = [group for group in groups if one in group or other in group]
            groups = [group for group in groups if group not in joined] + [set().union(*joined)]
    return len(groups)


def in_one_piece(landscape):
    return Truth.of(pieces(landscape.value.boxes) == 1)


nothing, identity = normal_form(("free", 1)), normal_form(("straight", 1))
landscapes = NamedInstances(
    "parameter spaces",
    tuple(
        Subject(name, Landscape(model, boxes), Rationals())
        for name, model, boxes in (
            ("an interval, no data", nothing, (((-4, 4),),)),
            ("two squares that overlap, no data", normal_form(("free", 2)), (((-4, 4), (-4, 4)), ((0, 8), (0, 8)))),
            ("an interval without its midpoint, no data", nothing, (((-4, 0),), ((0, 4),))),
            ("an interval, the behaviour theta", identity, (((-4, 4),),)),
        )
    ),
)
no_data = Condition("there are no data", lambda landscape: Truth.of(landscape.value.model.behaviours == 0))
connected = Condition("Theta is connected", in_one_piece)
alike = Proposition("all parameters behave alike", one_class)
full = Proposition("their class has dimension N everywhere", full_dimension)
whole = Proposition("Theta is connected", in_one_piece)

statement = Statement(about=(landscapes,), given=(no_data, connected), then=alike & full & whole)

case = Case(
    Claim(
        "empty-dataset-single-manifold",
        HOLDS,
        revision=1,
        topic="fibres",
        title="Without data the whole parameter space is one behaviour manifold",
        says=r"With $k = 0$ inputs all parameters of an open connected $\Theta \subseteq \mathbb R^N$ behave alike:"
        r" one class, connected and of dimension $N$.",
        source=Source("post", "section Behavior manifolds, before any contour planes"),
        not_shown=("more than follows from the words: without an input nothing tells parameters apart, and their class is all of them",),
        pointwise=False,
    ),
    statement,
    rejects=[
        statement.replace("connected whatever Theta is", given=(no_data,)),
        statement.replace("with data too", given=(connected,)),
    ],
    checks=[witness(*landscapes)],
)

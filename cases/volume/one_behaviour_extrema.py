"""With one behaviour, a parameter on a fibre of fewer than N - 1 dimensions is a local extremum: why such fibres have no volume."""

import numpy as np

from verify import (
    HOLDS,
    Case,
    Claim,
    Condition,
    NamedInstances,
    Proposition,
    Source,
    Statement,
    Truth,
    exact,
    fibre_dimension,
    maps_with,
    normal_form,
    parameters,
    point,
    sampled,
    where,
)


def local_extremum(at):
    """Is theta a local extremum of F, strict or not? By its blocks: yes for a constant, and for a sum of squares where they vanish."""
    z = at.model.coordinates(at.numbers, at.theta)
    extremal = np.zeros(z.shape[:-1], dtype=bool)
    for (kind, _), place in zip(at.model.blocks, at.model.places, strict=True):
        if kind == "constant":
            extremal = extremal | True
        if kind == "squares":
            extremal = extremal | at.numbers.zero(z[..., place]).all(axis=-1).is_yes
    return Truth.of(extremal)


contours = maps_with(1, "maps of one behaviour")
smallest = NamedInstances(
    "a bowl, a valley, a plane and a constant",
    (
        point(normal_form(("squares", 2)), at=[0, 0], labels=[0]),
        point(normal_form(("squares", 1)), at=[0], labels=[0]),
        point(normal_form(("straight", 1), ("free", 1)), at=[0, 0], labels=[0]),
        point(normal_form(("free", 1), ("constant", 1)), at=[0], labels=[0]),
    ),
)
extremum = Proposition("theta is a local extremum of F", local_extremum)
statement = Statement(about=(contours, smallest), given=(where(fibre_dimension.at_most(parameters - 2)),), then=extremum)

case = Case(
    Claim(
        "low-dimensional-fibre-of-one-behaviour-is-extremum",
        HOLDS,
        revision=1,
        topic="volume",
        title="With one behaviour, a parameter whose fibre has fewer than N - 1 dimensions is a local extremum",
        says=r"Let $k = 1$ and $F$ continuous. If the fibre through $\theta$ has dimension at most $N - 2$ at $\theta$, then $\theta$ is"
        r" a local extremum of $F$.",
        source=Source("project", "low-dimensional fibres of one behaviour"),
        not_shown=(
            "the theorem for maps other than those with known fibres: a set of dimension N - 2 cuts no ball in two, so F - c has one sign",
            "that such fibres have measure 0 together where they are C^1 manifolds: of extremal values there are countably many",
            "the same where they are no manifolds: a smooth F >= 0 can vanish on a Cantor dust of positive measure and dimension 0",
        ),
    ),
    statement,
    rejects=[
        statement.replace("fewer than N dimensions", given=(where(fibre_dimension.at_most(parameters - 1)),)),
        statement.replace(
            "conversely",
            given=(Condition("theta is a local extremum of F", local_extremum),),
            then=fibre_dimension.at_most(parameters - 2),
        ),
    ],
    checks=[sampled(batches=8, count=40), exact(batches=5, count=2)],
)

"""All parameters that behave like a global minimiser are global minimisers, as long as nothing but the behaviour enters the loss."""

from dataclasses import replace

from verify import (
    HOLDS,
    Case,
    Claim,
    NamedInstances,
    Ridge,
    Source,
    Statement,
    also_global_minimum,
    also_local_minimum,
    behaves_alike,
    double_points_of_maps,
    exact,
    global_minimum,
    local_minimum,
    no_regulariser,
    pairs_in_fibres,
    point,
    polynomial_map,
    regularised_pairs,
    sampled,
    witness,
)
from verify.statements.minima import LowerBound


def pair(*formulas, at, again, labels, regulariser=None, **facts):
    return point(polynomial_map(*formulas), at=at, labels=labels, regulariser=regulariser, facts={"again": again, **facts})


below = {"lower bound of L": LowerBound(1, ("a*b - 1",), ("a", "b"))}
least = replace(global_minimum, impose="fit")
"""Of parameters drawn at random, those are known to be global minimisers that fit the labels."""

named = NamedInstances(
    "pairs of parameters written out",
    (
        pair("a*b", at=[1, 1], again=[2, "1/2"], labels=[1]),
        pair("a*b", "0*a", at=[1, 1], again=[2, "1/2"], labels=[1, 1], **below),
        pair("a*b", at=[1, 1], again=[1, 2], labels=[1]),
        pair("a + b", at=["1/3", "1/3"], again=["2/3", 0], labels=[1], regulariser=Ridge(1)),
        pair("t**3 - 3*t", at=[-1], again=[2], labels=[3], lower=["21/10"]),
    ),
)

statement = Statement(
    about=(named, pairs_in_fibres, regularised_pairs, double_points_of_maps),
    given=(least, behaves_alike, no_regulariser),
    then=also_global_minimum,
)

case = Case(
    Claim(
        "solution-manifold-all-global-minima",
        HOLDS,
        revision=1,
        topic="landscape",
        title="Every parameter on the behaviour manifold of a global minimiser is a global minimiser",
        says=r"Let $L = l \circ F$. If $\theta$ is a global minimiser of $L$ and $F(\theta') = F(\theta)$, then $\theta'$ is one too.",
        source=Source("post", "section Solution manifolds, first sentence"),
        not_shown=("losses and maps other than those met: L(theta') = l(F(theta')) = l(F(theta)) for all of them",),
    ),
    statement,
    rejects=[
        statement.without(no_regulariser),
        statement.without(behaves_alike),
        statement.replace("local minima too", given=(local_minimum, behaves_alike, no_regulariser), then=also_local_minimum),
    ],
    checks=[witness(*named), sampled(batches=6, count=40), exact(batches=4, count=2)],
)

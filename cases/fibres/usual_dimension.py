"""Where the rank of J is the largest it has anywhere, the fibre has at least N - m dimensions."""

from verify import (
    HOLDS,
    Case,
    Claim,
    NamedInstances,
    Source,
    Statement,
    behaviours,
    exact,
    fibre_dimension,
    known_fibres,
    normal_form,
    parameters,
    point,
    rank_is_constant,
    sampled,
)

codimension = parameters - fibre_dimension

smallest = NamedInstances(
    "a fold, a constant and a straight coordinate",
    (
        point(normal_form(("squares", 2)), at=[0, 0], labels=[0]),
        point(normal_form(("squares", 1), ("free", 1)), at=[0, 0], labels=[0]),
        point(normal_form(("free", 1), ("constant", 1)), at=[0], labels=[0]),
        point(normal_form(("straight", 1)), at=[0], labels=[0]),
    ),
)

at_least = Statement(about=(known_fibres, smallest), given=(rank_is_constant,), then=codimension.at_most(behaviours))

claim = Case(
    Claim(
        "usual-fibre-dimension-at-least-n-minus-k",
        HOLDS,
        revision=1,
        topic="fibres",
        title="Through a usual parameter the behaviour manifold has at least N - k dimensions",
        says=r"If $\operatorname{rank} J(\theta)$ is the largest rank that $J$ has anywhere, the fibre through $\theta$ has dimension"
        r" at least $N - k$ there ($k$ behaviours). For an analytic $F$ on a connected $\Theta$ almost every $\theta$ is of this kind.",
        source=Source("post", "section Behavior manifolds"),
        uses=("constant-rank-gives-dimension",),
        not_shown=(
            "the theorem for maps other than those with known fibres: a rank that is the largest stays so nearby (constant-rank theorem)",
            "that almost every parameter of an analytic map is usual: a minor that is not zero everywhere vanishes on a null set",
            "the same almost everywhere for a merely smooth F, where it fails: see low-dimensional-fibres-null",
        ),
    ),
    at_least,
    rejects=[
        at_least.replace("at every parameter", given=()),
        at_least.replace("exactly N - k", then=codimension.equals(behaviours)),
        at_least.replace("more than N - k", then=codimension.at_most(behaviours - 1)),
    ],
    checks=[sampled(batches=10, count=40), exact(batches=6, count=2)],
)

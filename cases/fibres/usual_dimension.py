"""Where the rank of J is the largest it has anywhere, the fibre has dimension N minus that rank, which is N - m at least."""

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
    generic_rank,
    jacobian,
    known_fibres,
    normal_form,
    parameters,
    point,
    rank,
    sampled,
    where,
)

usual = where(rank(jacobian).equals(generic_rank))
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

at_least = Statement(about=(known_fibres, smallest), given=(usual,), then=codimension.at_most(behaviours))

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
        uses=("claim2-dimension-bound",),
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

exactly = at_least.replace("as stated", then=fibre_dimension.equals(parameters - generic_rank))

one_class = Case(
    Claim(
        "analytic-fibres-have-one-usual-dimension",
        HOLDS,
        revision=1,
        topic="fibres",
        title="Almost all fibres of an analytic map have one and the same dimension: N minus the largest rank of J",
        says=r"If $\operatorname{rank} J(\theta) = \rho$ is the largest rank that $J$ has anywhere, the fibre through $\theta$ has"
        r" dimension $N - \rho$ there. So for an analytic $F$ on a connected $\Theta$ the parameters on fibres"
        r" of any other dimension form a null set.",
        source=Source("project", "usual fibre dimension"),
        uses=("claim2-dimension-bound",),
        not_shown=(
            "the theorem for maps other than those with known fibres: it is the constant-rank theorem",
            "that the parameters of smaller rank form a null set: they are the common zeros of analytic minors, not all of which are zero",
        ),
    ),
    exactly,
    rejects=[
        exactly.replace("at every parameter", given=()),
        exactly.replace("N - k for almost all", then=fibre_dimension.equals(parameters - behaviours)),
        exactly.replace("where the dimension is at most the usual one", given=(where(fibre_dimension.at_most(parameters - generic_rank)),)),
    ],
    checks=[sampled(batches=10, count=40), exact(batches=6, count=2)],
)

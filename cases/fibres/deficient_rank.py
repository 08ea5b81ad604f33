"""A deficient rank at one point bounds the dimension of the fibre from above and says nothing else: it need not make the fibre larger."""

from functools import cache

from verify import (
    FAILS,
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
    behaviours,
    exact,
    fibre_dimension,
    germs,
    gradients,
    hunted,
    known_fibres,
    normal_form,
    parameters,
    point,
    rank,
    where,
    witness,
)


@cache
def found(number, counted):
    """Rank of J and dimension of the fibre, for all germs that are put together from blocks, with N parameters and m behaviours."""
    return [(int(at.rank(at.jacobian).lower), int(fibre_dimension(at).lower)) for at in germs(number, counted)]


def dimensions(sizes):
    number, counted, deficient = sizes.value
    return {dimension for rank_there, dimension in found(number, counted) if rank_there == deficient}


def shown(sizes):
    return {"dimensions that occur": str(sorted(dimensions(sizes)))}


def all_up_to_the_bound(sizes):
    number, _, deficient = sizes.value
    return Truth.of(dimensions(sizes) == set(range(number - deficient + 1)))


sizes = NamedInstances(
    "sizes",
    tuple(
        Subject(f"N = {number}, m = {counted}, rank J = {deficient}", (number, counted, deficient), Rationals())
        for number in (1, 2, 3)
        for counted in (1, 2)
        for deficient in range(min(number, counted) + 1)
    ),
)
deficient_rank = Condition("rank J < m", lambda sizes: Truth.of(sizes.value[2] < sizes.value[1]))

anything = Statement(
    about=(sizes,),
    given=(deficient_rank,),
    then=Proposition("the local dimensions that occur are 0, 1, ..., N - rank J, and no others", all_up_to_the_bound, shown),
)

nothing_follows = Case(
    Claim(
        "deficient-rank-no-conclusion",
        HOLDS,
        revision=1,
        topic="fibres",
        title="From a deficient rank at one point nothing follows for the dimension of the fibre but its upper bound",
        says=r"If $\operatorname{rank} J(\theta) = r < m$ is all that is known, every local dimension $0, 1, \dots, N - r$ of the fibre is"
        r" possible, and no larger one.",
        source=Source("notes", "section Behaviour Manifolds, first remark on maps without full rank"),
        uses=("claim2-dimension-bound",),
        not_shown=(
            "sizes beyond N = 3 and m = 2: in general (x_1, ..., x_r, a sum of N - r - s squares, 0, ...) has a fibre of dimension s at 0",
            "that no larger dimension occurs among maps other than those put together from the blocks: this is the dimension bound",
            "what does follow where the rank is constant near the point: the dimension is then N - r",
        ),
        pointwise=False,
    ),
    anything,
    rejects=[
        anything.without(deficient_rank),
        anything.replace(
            "no dimension below N - m",
            then=Proposition(
                "every local dimension that occurs is at least N - m",
                lambda sizes: Truth.of(min(dimensions(sizes)) >= sizes.value[0] - sizes.value[1]),
                shown,
            ),
        ),
        anything.replace(
            "the rank determines the dimension",
            then=Proposition(
                "N - rank J is the only local dimension that occurs",
                lambda sizes: Truth.of(dimensions(sizes) == {sizes.value[0] - sizes.value[2]}),
                shown,
            ),
        ),
    ],
    checks=[witness(*sizes)],
)

enlarges = Statement(
    about=(known_fibres,),
    given=(where(rank(gradients).at_most(behaviours - 1)),),
    then=fibre_dimension.at_least(parameters - behaviours + 1),
)
salvage = enlarges.replace(
    "conversely", given=(where(fibre_dimension.at_least(parameters - behaviours + 1)),), then=rank(gradients).at_most(behaviours - 1)
)

intuition = Case(
    Claim(
        "deficient-rank-enlarges-fibre",
        FAILS,
        revision=1,
        topic="fibres",
        title="Where the rank is deficient, the behaviour manifold has more than N - m dimensions",
        says=r"If $\operatorname{rank} J(\theta) < m$, then near $\theta$ the fibre has dimension greater than $N - m$.",
        source=Source("notes", "lead-in to the three examples of level sets, where the intuition is denied"),
        amended_by="key-result",
    ),
    enlarges,
    accepts=[salvage],
    checks=[
        witness(
            point(normal_form(("squares", 2)), at=[0, 0], labels=[0]),
            point(normal_form(("squares", 1), ("free", 1)), at=[0, 0], labels=[0]),
            point(normal_form(("free", 2), ("constant", 1)), at=[0, 0], labels=[0]),
        ),
        hunted(batches=10, count=40),
        exact(batches=6, count=2),
    ],
)

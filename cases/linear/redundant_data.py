"""Data whose gradients depend on those of others may be dropped to first order; beyond that their constraints may still bite."""

from verify import (
    FAILS,
    HOLDS,
    Case,
    Claim,
    NamedInstances,
    Quantity,
    Source,
    Statement,
    behaviours,
    exact,
    fibre_dimension,
    fibre_dimension_before,
    gradients,
    jacobian,
    linear_models,
    listed_contours,
    null_space,
    point,
    polynomial_map,
    polynomial_maps,
    rank,
    rank_before,
    rank_is_constant,
    redundant_inputs,
    relu_networks,
    where,
    witness,
)
from verify.ranks.spaces import image_basis

first_independent = Quantity("gradients that no earlier ones span", lambda at: image_basis(at.numbers, gradients.of(at)))
without_last = Quantity("all gradients but the last", lambda at: gradients.of(at)[..., :-1])
as_many = Quantity("the first rank(G) gradients", lambda at: gradients.of(at)[..., : int(rank(jacobian).of(at).lower)])
kept = Quantity("data kept", lambda at: first_independent.of(at).shape[-1])


def same_constraints(chosen):
    """To first order: the steps that the chosen gradients allow are those that all of them allow."""
    return null_space(chosen.T).equals(null_space(jacobian))


twice = point(polynomial_map("a", "2*a", "b"), at=[1, 1], labels=[0, 0, 0])
all_different = point(polynomial_map("a", "b", "a*b"), at=[0, 0], labels=[0, 0, 0])
smallest = NamedInstances("two weights, three data", (twice, all_different))

statement = Statement(
    about=(smallest, linear_models, polynomial_maps, relu_networks),
    given=(),
    then=kept.equals(rank(gradients)) & same_constraints(first_independent),
)

to_first_order = Case(
    Claim(
        "redundant-data-to-first-order",
        HOLDS,
        revision=1,
        topic="linear",
        title="If the rank of G is k - d, some d data can be dropped without a change of the constraints on an infinitesimal step",
        says=r"With one output for each of $k$ data (for more, read behaviours for data):"
        r" if $\operatorname{rank} G(\theta) = k - d$, there are $d$ data without which $\ker J(\theta)$, the space of steps"
        r" that change no output to first order, is the same: all but the data of a basis of the columns of $G$. Which ones is"
        r" in general a choice.",
        source=Source("post", "comment that summarises the post for a linear model, data points that do not matter"),
        not_shown=("that the fibre stays the same without these data: it need not",),
    ),
    statement,
    rejects=[
        statement.replace("the last d data", then=same_constraints(as_many)),
        statement.replace("one more can be dropped", then=same_constraints(without_last)),
        statement.replace("no datum can be dropped", then=kept.equals(behaviours)),
    ],
    checks=[exact(batches=4, count=1)],
)


redundant = where(rank_before.equals(rank(jacobian)))

bent = point(polynomial_map("a", "a + b**2"), at=[0, 0], labels=[0, 0])
proportional = point(polynomial_map("a", "2*a", variables=("a", "b")), at=[0, 0], labels=[0, 0])
dependent = point(polynomial_map("a - b**2", "(a - b**2)**2"), at=[2, 1], labels=[0, 0])
on_the_way = point(polynomial_map("a", "a + b**2"), at=[0, 1], labels=[0, 0])
maps = NamedInstances("maps of two weights", (bent, proportional, dependent, on_the_way))

beyond = Statement(
    about=(maps, redundant_inputs, listed_contours),
    given=(redundant,),
    then=fibre_dimension.equals(fibre_dimension_before),
)

beyond_first_order = Case(
    Claim(
        "redundant-data-leave-the-fibre",
        FAILS,
        revision=1,
        topic="linear",
        title="A datum whose gradient depends on those of the others can be dropped without a change of the fibre",
        says=r"If $g_k(\theta)$ is a combination of $g_1(\theta), \dots, g_{k-1}(\theta)$, then near $\theta$ the fibre has the"
        r" same dimension without the constraint of datum $k$. It fails for $F = (a, a + b^2)$ at $0$: without the second datum"
        r" the fibre is a line, with it a point.",
        source=Source("post", "comment that summarises the post for a linear model, data points that do not matter beyond first order"),
        amended_by="redundant-data-to-first-order",
    ),
    beyond,
    accepts=[
        beyond.replace("to first order", then=same_constraints(without_last)),
        beyond.replace("a basis of the gradients, to first order", given=(), then=statement.then),
        beyond.replace("where the rank is locally constant", given=(redundant, rank_is_constant)),
    ],
    checks=[witness(*maps), exact(batches=1, count=1)],
)

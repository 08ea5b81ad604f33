"""In the space of all functions, those with given values at the training inputs are a cylinder: all else is free."""

import numpy as np

from verify import (
    HOLDS,
    Case,
    Claim,
    MatrixInstance,
    NamedInstances,
    Quantity,
    Rationals,
    Source,
    Statement,
    Stratum,
    behaviours,
    exact,
    jacobian,
    null_space,
    parameters,
    rank,
    sampled,
    where,
    witness,
)


def evaluation(numbers, size, places):
    """Functions on ``size`` inputs are their values; evaluation at the training inputs selects some of them."""
    chosen = numbers.array([[int(place == one) for one in range(size)] for place in places])
    return MatrixInstance(numbers, chosen, numbers.array(np.eye(len(places), dtype=int)))


def any_places(choose):
    size = choose.size(1, 5)
    return evaluation(choose.numbers, size, [choose.size(0, size - 1) for _ in range(choose.size(1, 4))])


def on_untrained(at):
    trained = np.asarray(~at.numbers.zero(at.jacobian).is_yes).any(axis=-2)
    return at.numbers.array(np.eye(trained.shape[-1], dtype=int) * ~trained[..., None, :])


spaces = tuple(evaluation(Rationals(), size, places) for size, places in ((1, [0]), (2, [0]), (3, [0, 2]), (3, [1, 1])))
evaluations = Stratum("evaluations", "values of functions on up to 5 inputs at some of these, the same ones perhaps twice", any_places)
untrained = Quantity("(the coordinates of the inputs that are not trained on)", on_untrained)
distinct = where(rank(jacobian).equals(behaviours))

statement = Statement(
    about=(NamedInstances("small spaces of functions", spaces), evaluations),
    given=(distinct,),
    then=null_space(jacobian).equals(untrained) & rank(null_space(jacobian)).equals(parameters - behaviours),
)

case = Case(
    Claim(
        "behaviour-sets-are-cylinders",
        HOLDS,
        revision=1,
        topic="function_space",
        title="In the space of all functions, those with given values at distinct inputs form a cylinder, of codimension D",
        says=r"In $O^X$ the set $\{f : f(x_d) = o_d\}$ is the product of the points $o_d$ with all of $O$ at every other input. For"
        r" $O = \mathbb R$ and distinct training inputs it is affine of codimension $D$, parallel to the coordinates of the other inputs.",
        source=Source("notes", "first comment, on behaviour manifolds that are more like cylinders than balls"),
        not_shown=(
            "infinite sets of inputs, where the product is the same by definition",
            "spaces in which a value at a point has no meaning, such as L^2",
        ),
    ),
    statement,
    rejects=[
        statement.without(distinct),
        statement.replace("bounded, like a ball", then=rank(null_space(jacobian)).equals(0)),
        statement.replace("of codimension 1, however many the inputs", then=rank(null_space(jacobian)).equals(parameters - 1)),
    ],
    checks=[witness(*spaces, evaluation(Rationals(), 2, [0, 0])), sampled(batches=10, count=4), exact(batches=6, count=1)],
)

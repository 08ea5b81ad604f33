"""The weights that fit the data of a linear model best have dimension n less the number of independent inputs."""

from fractions import Fraction

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
    face,
    gradient,
    hessian,
    independent_gradients,
    jacobian,
    linear_models,
    moves,
    null_space,
    parameters,
    point,
    polynomial_map,
    polynomial_maps,
    rank,
    sampled,
    solution_dimension,
    where,
    witness,
)

labels = face("labels", "y")
best_fits = solution_dimension(hessian, -gradient)
"""L is convex and quadratic, so theta + v is a minimum exactly where Hess L v = -grad L."""
exact_fits = solution_dimension(jacobian, labels)

twice = point(polynomial_map("w", "w"), at=[0], labels=[0, 1])
double = point(polynomial_map("w", "2*w"), at=[0], labels=[1, 2])
smallest = NamedInstances("one weight or two", (twice, double, point(polynomial_map("v + w"), at=[0, 0], labels=[1])))

curved = NamedInstances("a circle", (point(polynomial_map("v**2 + w**2"), at=[1, 0], labels=[1]),))

dimension = Statement(
    about=(smallest, linear_models),
    given=(),
    then=best_fits.equals(parameters - rank(jacobian)),
)

best_fit = Case(
    Claim(
        "linear-model-best-fit-dimension",
        HOLDS,
        revision=1,
        topic="linear",
        title="The best fits of a linear model under squared error have dimension n minus the number of independent inputs, for all labels",
        says=r"For inputs $x_1, \dots, x_M \in \mathbb R^n$ and any labels, consistent or not, the weights that minimise $\sum_i (w"
        r" \cdot x_i - y_i)^2$ form an affine space of dimension $n - \operatorname{rank} X$. That is $n - M$ for independent"
        r" inputs and more for dependent ones.",
        source=Source("post", "comment that summarises the post for a linear model, M data points"),
        not_shown=(
            "other losses: for |o - y|, inputs 1, 1 and labels 0, 1, every w between 0 and 1 is a best fit",
            "that a critical point of a convex loss is a minimum, which is a standard fact",
        ),
    ),
    dimension,
    rejects=[
        dimension.replace("one less for every datum", then=best_fits.equals(parameters - behaviours)),
        dimension.replace("and all of them fit exactly", then=exact_fits.equals(parameters - rank(jacobian))),
        dimension.replace("a single best fit", then=best_fits.equals(0)),
    ],
    checks=[sampled(batches=8, count=40), exact(batches=6, count=1)],
)

one_weight = where(parameters.equals(1))


def least_absolute(at):
    """Dimension of the w that minimise ``sum |w x_i - y_i|``: 1 if two kinks of this convex piecewise linear function attain its least."""
    data, targets = (list(map(Fraction, at.numbers.text(part))) for part in (at.jacobian[:, 0], at.labels))
    kinks = {y / x for x, y in zip(data, targets, strict=True) if x}
    values = [sum(abs(kink * x - y) for x, y in zip(data, targets, strict=True)) for kink in kinks]
    return 1 if not kinks or values.count(min(values)) > 1 else 0


any_loss = dimension.replace(
    "absolute error", given=(one_weight,), then=Quantity("dim of the best fits", least_absolute).equals(parameters - rank(jacobian))
)

whatever_the_loss = Case(
    Claim(
        "linear-model-best-fit-dimension-any-loss",
        FAILS,
        revision=1,
        topic="linear",
        title="The best fits of a linear model have dimension n minus the number of independent inputs for every convex loss",
        says=r"For every convex loss of the residuals the weights that fit best form a set of dimension $n - \operatorname{rank}"
        r" X$. It fails for $|w - 0| + |w - 1|$, inputs $1, 1$ and labels $0, 1$: every $w \in [0, 1]$ is a best fit.",
        source=Source("post", "comment that summarises the post for a linear model, M data points, read for any loss"),
        amended_by="linear-model-best-fit-dimension",
    ),
    any_loss,
    accepts=[dimension],
    checks=[witness(twice, double), exact(batches=6, count=1)],
)

independent = Statement(
    about=(smallest, linear_models),
    given=(independent_gradients,),
    then=exact_fits.equals(parameters - behaviours),
)

independent_data = Case(
    Claim(
        "linear-model-independent-data",
        HOLDS,
        revision=1,
        topic="linear",
        title="Independent inputs of a linear model can be fitted exactly, by weights of dimension n - M",
        says=r"If $x_1, \dots, x_M$ are linearly independent, then for all labels the weights with $w \cdot x_i = y_i$ for every"
        r" $i$ form an affine space of dimension $n - M$.",
        source=Source("post", "comment that summarises the post for a linear model, M data points"),
        uses=("linear-model-best-fit-dimension",),
    ),
    independent,
    rejects=[
        independent.without(independent_gradients),
        independent.replace(
            "dependent inputs are fitted by more weights",
            given=(where(rank(jacobian).at_most(behaviours - 1)),),
            then=exact_fits.at_least(parameters - behaviours + 1),
        ),
    ],
    checks=[sampled(batches=8, count=40), exact(batches=6, count=1)],
)

unseen = null_space(jacobian)
many_directions = rank(unseen).at_least(parameters - behaviours)
stays = moves(unseen).vanishes()

directions = Statement(about=(smallest, linear_models), given=(), then=many_directions & stays)

free_directions = Case(
    Claim(
        "linear-model-free-directions",
        HOLDS,
        revision=1,
        topic="linear",
        title="A linear model has at least n - M orthogonal directions along which no training output changes, however far one goes",
        says=r"At every $w$, in particular at every minimum, there are at least $n - M$ orthogonal directions $v$ with $(w + v)"
        r" \cdot x_i = w \cdot x_i$ for all $i$; their span is $\ker X$, of dimension $n - \operatorname{rank} X$.",
        source=Source("post", "comment that summarises the post for a linear model, orthogonal directions at a minimum"),
        uses=("linear-model-best-fit-dimension",),
    ),
    directions,
    rejects=[
        directions.replace("exactly n - M", then=rank(unseen).equals(parameters - behaviours) & stays),
        directions.replace("for polynomial models too", about=(smallest, curved, polynomial_maps)),
        directions.replace("n - M + 1", then=rank(unseen).at_least(parameters - behaviours + 1)),
    ],
    checks=[sampled(batches=8, count=40), exact(batches=6, count=1)],
)

"""Two families of concentric spheres: each point of the line through their centres is alone in its behaviour class, others are not."""

import sympy

from verify import (
    HOLDS,
    Case,
    Claim,
    Formulas,
    Quantity,
    Solved,
    Source,
    Statement,
    exact,
    point,
    point_pairs,
    polynomial_map,
    sampled,
    where,
)

variables = ("u", "v", "w", "x", "y", "z")
difference = polynomial_map(
    "(x + 1)**2 + y**2 + z**2 - (u + 1)**2 - v**2 - w**2",
    "(x - 1)**2 + y**2 + z**2 - (u - 1)**2 - v**2 - w**2",
    variables=variables,
)


def nothing(size):
    return Quantity("0", lambda at: at.numbers.zeros((size,)))


first = Quantity("theta", lambda at: at.theta[..., :3])
second = Quantity("theta'", lambda at: at.theta[..., 3:])
off_the_axis = Quantity("(theta_2, theta_3)", lambda at: at.theta[..., 1:3])
on_the_axis = where(off_the_axis.equals(nothing(2)))
same_behaviour = where(Quantity("F(theta') - F(theta)", lambda at: at.outputs).equals(nothing(2)))

statement = Statement(
    about=(point_pairs(difference, "pairs of points"),),
    given=(on_the_axis, same_behaviour),
    then=second.equals(first),
)
without_axis, without_behaviour = statement.without(on_the_axis), statement.without(same_behaviour)

u, v, w, x, y, z = symbols = sympy.symbols(variables, real=True)
axis = sympy.Eq(v, 0) & sympy.Eq(w, 0)
behaviour = sympy.And(*(sympy.Eq((x + side) ** 2 + y**2 + z**2, (u + side) ** 2 + v**2 + w**2) for side in (1, -1)))
equal = sympy.Eq(x, u) & sympy.Eq(y, v) & sympy.Eq(z, w)


def read(at):
    return dict(zip(variables, map(sympy.Rational, at.numbers.text(at.theta)), strict=True))


def pair(values):
    try:
        return point(difference, at=[values.get(name, "0") for name in variables], labels=[0, 0])
    except ValueError:
        return None  # an irrational point


pairs = ([1, 0, 0, 1, 0, 0], [0, 1, 0, 0, 0, 1], [0, 1, 0, 0, 1, 0], [1, 0, 0, 2, 0, 0], [2, 0, 0, 2, 1, 0], [1, 1, 1, 0, 0, 0])

case = Case(
    Claim(
        "spheres-footnote",
        HOLDS,
        revision=1,
        topic="fibres",
        title="With contours that are spheres about (-1, 0, 0) and (1, 0, 0), each point of the x-axis has a behaviour of its own",
        says=r"Let $F(\theta) = (|\theta + e_1|^2, |\theta - e_1|^2)$ on $\mathbb R^3$. If $\theta$ is on the $x$-axis and"
        r" $F(\theta') = F(\theta)$, then $\theta' = \theta$: the fibre is a point, where $N - m = 1$ would have been expected.",
        source=Source("post", "footnote 3"),
    ),
    statement,
    rejects=[without_axis, without_behaviour],
    checks=[
        Solved(
            {
                statement.name: Formulas({"on the axis": axis, "same behaviour": behaviour}, equal),
                without_axis.name: Formulas({"same behaviour": behaviour}, equal),
                without_behaviour.name: Formulas({"on the axis": axis}, equal),
            },
            read,
            pair,
            over=tuple(point(difference, at=at, labels=[0, 0]) for at in pairs),
        ),
        sampled(batches=8, count=40),
        exact(batches=8, count=2),
    ],
)

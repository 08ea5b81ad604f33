"""Behaviour can vary at constant least loss, unless that loss is zero: only one behaviour has zero squared error."""

from itertools import chain

import sympy

from verify import (
    FAILS,
    HOLDS,
    Architecture,
    Case,
    Claim,
    Condition,
    Formulas,
    LowerBound,
    NamedInstances,
    Network,
    Quantity,
    Solved,
    Source,
    Statement,
    constant_losses,
    double_points_of_maps,
    exact,
    global_minimum,
    pairs_in_fibres,
    point,
    polynomial_map,
    spheres_of_minima,
    valleys_of_minima,
    where,
    witness,
)
from verify.statements.again import at_again
from verify.statements.minima import total_loss


def total(at):
    """L, as a vector of one entry."""
    return total_loss(at, at.theta)[..., None]


outputs, outputs_again = Quantity("F(theta)", lambda at: at.outputs), Quantity("F(theta')", lambda at: at_again(at).outputs)
loss, loss_again = Quantity("L(theta)", total), Quantity("L(theta')", lambda at: total(at_again(at)))
both_global = Condition("theta and theta' are global minima of L", lambda at: global_minimum.judge(at) & global_minimum.judge(at_again(at)))
both_zero = Condition("L(theta) = L(theta') = 0", lambda at: loss.vanishes().judge(at) & loss_again.vanishes().judge(at), impose="fit")


def nowhere_below(bound, *squares, variables):
    return {"lower bound of L": LowerBound(bound, squares, variables)}


circle = polynomial_map("(1 - t**2)/(1 + t**2)", "2*t/(1 + t**2)")
always_one = nowhere_below(1, "0*t", variables=("t",))
on_circle = point(circle, at=[0], labels=[0, 0], facts={"again": [1], **always_one})

tied = polynomial_map("a**2", "a*b", "a*b", "b**2")
tied_optima = point(
    tied, at=[1, 0], labels=[1, 0, 0, 1], facts={"again": ["3/5", "4/5"], **nowhere_below(1, "a**2 + b**2 - 1", variables=("a", "b"))}
)
autoencoder = Network(Architecture((2, 1, 2), "identity", biases=False), [[1, 0], [0, 1]])
eckart_young = nowhere_below(1, "a1*b2 - a2*b1", "a1*b1 + a2*b2 - 1", variables=("a1", "a2", "b1", "b2"))
untied_optima = point(autoencoder, [1, 0, 1, 0], [1, 0, 0, 1], facts={"again": ["3/5", "4/5", "3/5", "4/5"], **eckart_young})
hyperbola = point(polynomial_map("a*b", "0*a"), at=[1, 1], labels=[1, 0], facts={"again": [2, "1/2"]})

pairs = NamedInstances("pairs of global minima", (on_circle, tied_optima, untied_optima, hyperbola))
same_behaviour = outputs_again.equals(outputs)
minima = (spheres_of_minima, constant_losses, valleys_of_minima)
as_stated = Statement(about=(pairs, *minima), given=(both_global,), then=same_behaviour)

plane = polynomial_map("o1", "o2")
names = ("o1", "o2", "p1", "p2", "y1", "y2")


def in_plane(values):
    """Outputs o at theta and p at theta', labels y: the behaviours themselves as parameters."""
    o1, o2, p1, p2, y1, y2 = values
    return point(plane, at=[o1, o2], labels=[y1, y2], facts={"again": [p1, p2]})


def read(at):
    texts = [at.numbers.text(at.numbers.array(part)) for part in (at.theta, at.facts["again"], at.labels)]
    return dict(zip(names, map(sympy.Rational, chain(*texts)), strict=True))


def build(values):
    try:
        return in_plane([values.get(name, "0") for name in names])
    except ValueError:
        return None  # an irrational point


fits, turned, one_fits, neither = (
    in_plane(values) for values in ((1, 2, 1, 2, 1, 2), (1, 0, 0, 1, 0, 0), (1, 2, 3, 4, 1, 2), (1, 0, 0, 0, 0, 2))
)
zero_at_theta = where(loss.vanishes(), impose="fit")
equal_losses = where(loss.equals(loss_again))
in_the_plane = NamedInstances("behaviours in the plane", (fits, turned, one_fits))
anywhere = (pairs, in_the_plane, pairs_in_fibres, double_points_of_maps, *minima)
sharp = as_stated.replace("at zero loss", about=anywhere, given=(both_zero,))
at_one = sharp.replace("at zero loss at theta alone", given=(zero_at_theta,))
at_equal = sharp.replace("at equal losses", given=(equal_losses,))

o1, o2, p1, p2, y1, y2 = sympy.symbols(names, real=True)
here, there = (o1 - y1) ** 2 + (o2 - y2) ** 2, (p1 - y1) ** 2 + (p2 - y2) ** 2
equal = sympy.Eq(o1, p1) & sympy.Eq(o2, p2)

stated = Case(
    Claim(
        "one-behaviour-at-global-minima",
        FAILS,
        revision=1,
        topic="landscape",
        title="In a regression task all global minima have the same behaviour",
        says=r"If $L(\theta) = |F(\theta) - y|^2$ and both $\theta$ and $\theta'$ are global minima of $L$, then $F(\theta) ="
        r" F(\theta')$. It fails where the least loss is not zero: on the circle $F(t) = (\cos t, \sin t)$ with $y = 0$, and"
        r" for the linear autoencoder with one hidden unit on two data, tied or not.",
        source=Source("post", "reply on behaviour and loss, 'at a global minimum of a regression task it is not possible'"),
        amended_by="one-behaviour-at-zero-loss",
        not_shown=("that it fails for most labels: labels with two nearest behaviours are rare",),
    ),
    as_stated,
    accepts=[sharp],
    checks=[
        witness(on_circle, hyperbola, name="a circle of behaviours, rationally parametrised"),
        witness(tied_optima, untied_optima, hyperbola, name="linear autoencoders"),
        exact(batches=1, count=1, over=(spheres_of_minima, pairs_in_fibres)),
    ],
)

amended = Case(
    Claim(
        "one-behaviour-at-zero-loss",
        HOLDS,
        revision=1,
        topic="landscape",
        title="Only one behaviour has zero squared error",
        says=r"If $L(\theta) = |F(\theta) - y|^2$ and $L(\theta) = L(\theta') = 0$, then $F(\theta) = F(\theta') = y$: at zero loss"
        r" behaviour cannot vary.",
        source=Source("post", "reply on behaviour and loss, 'only one behavior vector corresponding to zero loss'"),
    ),
    sharp,
    rejects=[at_equal, at_one],
    checks=[
        Solved(
            {
                sharp.name: Formulas({"zero at theta": sympy.Eq(here, 0), "zero at theta'": sympy.Eq(there, 0)}, equal),
                at_one.name: Formulas({"zero at theta": sympy.Eq(here, 0)}, equal),
                at_equal.name: Formulas({"equal": sympy.Eq(here, there)}, equal),
            },
            read,
            build,
            over=(fits, turned, one_fits, neither),
        ),
        witness(*pairs, fits, turned, one_fits),
        exact(batches=2, count=1, over=(in_the_plane, pairs_in_fibres, double_points_of_maps, spheres_of_minima)),
    ],
)

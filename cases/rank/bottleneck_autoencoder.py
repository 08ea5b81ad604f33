"""A linear autoencoder with one hidden unit: its least loss on two orthogonal inputs is 1, along a circle where the Hessian lacks rank."""

from fractions import Fraction

import numpy as np
import sympy

from verify import (
    HOLDS,
    Architecture,
    Case,
    Claim,
    Condition,
    Formulas,
    NamedInstances,
    Network,
    Proposition,
    Quantity,
    Solved,
    Source,
    Statement,
    Stratum,
    critical_point,
    exact,
    hessian,
    jacobian,
    point,
    rank,
    sampled,
    witness,
)
from verify.numbers.system import negative
from verify.statements.conclusions import all_zero

NAMES = ("b1", "b2", "a1", "a2", "c")
b1, b2, a1, a2, c = sympy.symbols(NAMES, real=True)
loss = (a1 * b1 - c) ** 2 + (a1 * b2) ** 2 + (a2 * b1) ** 2 + (a2 * b2 - c) ** 2
model = Network(Architecture((2, 1, 2), "identity", biases=False), [[1, 0], [0, 1]])


def autoencoder(first, second, scale=1):
    """``x -> a (b . x)`` with ``b`` and ``a``, asked for ``c e_1`` and ``c e_2``, where ``c`` is the scale."""
    return point(model, at=[*first, *second], labels=[scale, 0, 0, scale])


def value(at):
    return at.loss.value(at.numbers, at.outputs, at.labels)


def at_least(bound):
    return Proposition(
        f"L >= {bound}",
        lambda at: ~negative(at.numbers, value(at) - at.numbers.array(bound)),
        lambda at: {"L": value(at)[..., None]},
    )


def of_any_shape(choose):
    """``b`` of any length or of length 1, or zero; ``a`` equal to it, or free, or ``c b / |b|^2``: there ``grad L = 0``."""
    numbers = choose.numbers
    p, q, sign = (choose.integers((1,), low, high) for low, high in ((1, 3), (-3, 3), (-1, 1)))
    asked_for_whole = choose.among((True, False))
    scale = choose.integers((1,), 1, 1) if asked_for_whole else numbers.array(Fraction(1, 2)) * choose.integers((1,), -4, 4)
    with numbers.arithmetic():
        square = p * p + q * q
        if choose.among((True, False)):  # the points of the circle with rational coordinates
            direction = np.concatenate([p * p - q * q, p * q + p * q], axis=-1) * numbers.function("reciprocal", square)
            square = p * numbers.array(0) + numbers.array(1)
        else:
            direction = np.concatenate([p, q], axis=-1)
        encoder = sign * direction
        kind = "critical" if "critical" in choose.demands else choose.among(("critical", "tied", "free"))
        decoder = {
            "critical": lambda: scale * encoder * numbers.function("reciprocal", square),
            "tied": lambda: encoder,
            "free": lambda: choose.integers((2,), -2, 2),
        }[kind]()
        return point(model, np.concatenate([encoder, decoder], axis=-1), numbers.array([1, 0, 0, 1]) * scale, numbers=numbers)


def read(at):
    values = [*at.numbers.text(at.theta), at.numbers.text(at.labels)[0]]
    return dict(zip(NAMES, map(sympy.Rational, values), strict=True))


def build(values):
    try:
        *b_and_a, scale = (str(sympy.Rational(values.get(name, "0"))) for name in NAMES)
    except (TypeError, ValueError):
        return None  # an irrational point
    return autoencoder(b_and_a[:2], b_and_a[2:], scale)


circle = [(1, 0), ("3/5", "4/5"), ("-5/13", "12/13"), (0, -1)]
on_circle = tuple(autoencoder(u, u) for u in circle)
halves = autoencoder((1, 0), (1, 0), "1/2")
others = (
    halves,
    autoencoder((0, 0), (0, 0)),
    autoencoder((1, 0), (0, 1)),
    autoencoder((2, 0), (2, 0)),
    autoencoder((1, 0), (1, 1)),
)
examples = NamedInstances("linear autoencoders", (*on_circle, *others))
autoencoders = Stratum(
    "autoencoders with one hidden unit",
    "linear autoencoders of the plane with one hidden unit, asked for multiples of e_1 and e_2; tied or not, critical or not",
    of_any_shape,
)

whole = Condition("the labels are e_1 and e_2", lambda at: all_zero(at, at.labels - at.numbers.array([1, 0, 0, 1])))
least = Statement(about=(examples, autoencoders), given=(whole,), then=at_least(1))
any_scale, above = least.without(whole), least.replace("at least 101/100", then=at_least("101/100"))
unscaled = {"c = 1": sympy.Eq(c, 1)}

least_loss = Case(
    Claim(
        "bottleneck-autoencoder-least-loss",
        HOLDS,
        revision=1,
        topic="rank",
        title="A linear autoencoder with one hidden unit misses two orthogonal unit inputs by at least 1 in squared error",
        says=r"For all $a, b \in \mathbb R^2$, $|a b^\top - I|^2 \ge 1$.",
        source=Source("project", "least loss of a linear autoencoder"),
    ),
    least,
    rejects=[any_scale, above],
    checks=[
        Solved(
            {
                least.name: Formulas(unscaled, loss >= 1, needed=("c = 1",)),
                any_scale.name: Formulas({}, loss >= 1),
                above.name: Formulas(unscaled, loss >= sympy.Rational(101, 100)),
            },
            read,
            build,
            over=(*examples,),
        ),
        witness(*examples),
        sampled(batches=4, count=40),
    ],
)

first, second = Quantity("b", lambda at: at.theta[..., :2]), Quantity("a", lambda at: at.theta[..., 2:])
equal = Condition("a = b", lambda at: all_zero(at, first.of(at) - second.of(at)))
unit = Condition("|a| = 1", lambda at: all_zero(at, (second.of(at) * second.of(at)).sum(axis=-1, keepdims=True) - at.numbers.array([1])))
onto_line = Quantity("a a^T", lambda at: np.concatenate([at.theta[..., 2:3] * second.of(at), at.theta[..., 3:] * second.of(at)], axis=-1))
outputs = Quantity("F", lambda at: at.outputs)
total = Quantity("L", lambda at: value(at)[..., None])
one = Quantity("1", lambda at: at.numbers.array([1]))

along_circle = Statement(
    about=(examples, autoencoders),
    given=(whole, equal, unit),
    then=total.equals(one) & outputs.equals(onto_line) & rank(jacobian).equals(3) & rank(hessian).equals(2),
)

ranks = Case(
    Claim(
        "bottleneck-autoencoder-loses-rank",
        HOLDS,
        revision=1,
        topic="rank",
        title="At each of a circle of global minima of a linear autoencoder the Hessian has rank 2 and G rank 3, while the outputs turn",
        says=r"The untied autoencoder $a b^\top$ with $a = b$ and $|a| = 1$ has the least loss $1$, its outputs are $a a^\top$,"
        r" $\operatorname{rank} G = 3$ and $\operatorname{rank} \nabla^2 L = 2$: along the circle the behaviour moves at constant loss.",
        source=Source("post", "comment that behaviour can change while loss remains constant, and its answer"),
        uses=("bottleneck-autoencoder-least-loss",),
        contradicts=("squared-error-rank-equality-at-minima",),
        not_shown=("the points of the circle that were not met: a rotation of inputs and outputs takes each to any other",),
    ),
    along_circle,
    rejects=[
        along_circle.without(unit),
        along_circle.without(equal),
        along_circle.replace("at every critical point", given=(whole, critical_point)),
    ],
    checks=[witness(*examples), exact(batches=3, count=2)],
)

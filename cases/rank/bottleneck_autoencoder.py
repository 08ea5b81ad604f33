"""A linear autoencoder with one hidden unit: its least loss on two orthogonal inputs is 1, along a circle where the Hessian lacks rank."""

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
    critical_point,
    hessian,
    jacobian,
    point,
    rank,
    witness,
)
from verify.numbers.system import negative

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
        lambda at: {"L": value(at)[None]},
    )


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

whole = Condition("the labels are e_1 and e_2", lambda at: at.numbers.zero(at.labels - at.numbers.array([1, 0, 0, 1])).all())
least = Statement(about=(examples,), given=(whole,), then=at_least(1))
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
    ],
)

first, second = Quantity("b", lambda at: at.theta[..., :2]), Quantity("a", lambda at: at.theta[..., 2:])
equal = Condition("a = b", lambda at: at.numbers.zero(at.theta[..., :2] - at.theta[..., 2:]).all())
unit = Condition("|a| = 1", lambda at: at.numbers.zero((at.theta[2:] * at.theta[2:]).sum(keepdims=True) - at.numbers.array([1])).all())
onto_line = Quantity("a a^T", lambda at: (at.theta[2:, None] * at.theta[None, 2:]).reshape(-1))
outputs = Quantity("F", lambda at: at.outputs)
total = Quantity("L", lambda at: value(at)[None])
one = Quantity("1", lambda at: at.numbers.array([1]))

along_circle = Statement(
    about=(examples,),
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
        not_shown=("the points of the circle that are not named: a rotation of inputs and outputs takes each to any other",),
    ),
    along_circle,
    rejects=[
        along_circle.without(unit),
        along_circle.without(equal),
        along_circle.replace("at every critical point", given=(whole, critical_point)),
    ],
    checks=[witness(*examples)],
)

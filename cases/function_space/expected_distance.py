"""The root of the expected squared difference is a metric on functions exactly if every input has positive probability."""

import numpy as np
import sympy

from verify import (
    FAILS,
    HOLDS,
    Case,
    Claim,
    Condition,
    Formulas,
    MatrixInstance,
    NamedInstances,
    Proposition,
    Rationals,
    Solved,
    Source,
    Statement,
    Stratum,
    exact,
    witness,
)


def functions(numbers, weights, values):
    """Three real functions on finitely many inputs, the rows of J, with probabilities in the ratio of the weights, the diagonal of H."""
    weights = numbers.array(weights)
    return MatrixInstance(numbers, numbers.array(values), weights[:, None] * numbers.array(np.eye(len(weights), dtype=int)))


def parts(at):
    """The weights, and the values of the three functions."""
    return at.loss_hessian.diagonal(axis1=-2, axis2=-1), at.jacobian


def any_functions(choose):
    size = choose.size(1, 3)
    weights = choose.integers((size,), 0, choose.scale)
    weights[0] += choose.numbers.array(1)[()]
    return functions(choose.numbers, *map(choose.numbers.text, (weights, choose.integers((3, size), -choose.scale, choose.scale))))


def squared_distance(at, first, second):
    weights, values = parts(at)
    difference = values[first] - values[second]
    return at.numbers.matmul((weights * difference)[None, :], difference[:, None])[0]


def zero_only_for_equal(at):
    _, values = parts(at)
    apart = at.numbers.zero(squared_distance(at, 0, 1)).all()
    return ~apart | at.numbers.zero(values[0] - values[1]).all()


def triangle(at):
    """C <= a + b for the roots of a^2, b^2, c^2: c^2 - a^2 - b^2 is negative, or its square at most 4 a^2 b^2."""
    a2, b2, c2 = squared_distance(at, 0, 1), squared_distance(at, 1, 2), squared_distance(at, 0, 2)
    excess = c2 - a2 - b2
    four = at.numbers.array([4])
    return (~at.numbers.positive(excess) | ~at.numbers.positive(excess * excess - four * a2 * b2)).all()


def triangle_of_squares(at):
    excess = squared_distance(at, 0, 2) - squared_distance(at, 0, 1) - squared_distance(at, 1, 2)
    return (~at.numbers.positive(excess)).all()


def shown(at):
    names = {"d(f, g)^2": (0, 1), "d(g, h)^2": (1, 2), "d(f, h)^2": (0, 2)}
    return {name: str(at.numbers.text(squared_distance(at, *pair))[0]) for name, pair in names.items()}


named = tuple(
    functions(Rationals(), weights, values)
    for weights, values in (
        ([1, 0], [[0, 0], [0, 1], [0, 2]]),
        ([1], [[0], [1], [2]]),
        ([1, 1], [[0, 0], [0, 1], [0, 2]]),
        ([1, 1], [[0, 0], [0, 0], [1, 1]]),
        ([1, -1], [[0, 0], [1, 1], [2, 2]]),
    )
)
about = (
    NamedInstances("functions on one or two inputs", named),
    Stratum("functions", "three functions on up to 3 inputs, some of which may have probability 0", any_functions, screened=False),
)
distribution = Condition(
    "the weights are those of a distribution",
    lambda at: (~at.numbers.positive(-parts(at)[0])).all() & at.numbers.positive(parts(at)[0]).any(),
)
full_support = Condition("every input has positive probability", lambda at: at.numbers.positive(parts(at)[0]).all())
separates = Proposition("d(f, g) = 0 only for f = g", zero_only_for_equal, shown)
is_metric = separates & Proposition("d(f, h) <= d(f, g) + d(g, h)", triangle, shown)

as_stated = Statement(about=about, given=(distribution,), then=is_metric)
sharp = as_stated.replace("where no input has probability 0", given=(full_support,))

anywhere = as_stated.replace("for every distribution")
of_squares = sharp.replace(
    "without the root", then=separates & Proposition("d(f, h)^2 <= d(f, g)^2 + d(g, h)^2", triangle_of_squares, shown)
)

p, q, *values = symbols = sympy.symbols("p q f1 f2 g1 g2 h1 h2", real=True)
f, g, h = values[:2], values[2:4], values[4:]


def squared(one, other):
    return p * (one[0] - other[0]) ** 2 + q * (one[1] - other[1]) ** 2


excess = squared(f, h) - squared(f, g) - squared(g, h)
weighted, positive = (p >= 0) & (q >= 0) & (p + q > 0), (p > 0) & (q > 0)
apart = sympy.Ne(squared(f, g), 0) | (sympy.Eq(f[0], g[0]) & sympy.Eq(f[1], g[1]))
shorter = (excess <= 0) | (excess**2 <= 4 * squared(f, g) * squared(g, h))
shorter_squares = excess <= 0


def read(at):
    weights, rows = map(at.numbers.text, parts(at))
    return dict(zip(map(str, symbols), (*weights, *(entry for row in rows for entry in row)), strict=True))


def built(found):
    entries = [found.get(str(symbol), "0") for symbol in symbols]
    try:
        return functions(Rationals(), entries[:2], [entries[2:4], entries[4:6], entries[6:]])
    except ValueError:
        return None  # irrational values


stated = Case(
    Claim(
        "expected-distance-metric",
        FAILS,
        revision=1,
        topic="function_space",
        title="The root of the expected squared difference is a metric on all functions",
        says=r"For every distribution $P$ of inputs, $d(f, g) = \sqrt{\mathbb E_{x \sim P} |f(x) - g(x)|^2}$ is a metric on the functions"
        r" of $x$.",
        source=Source("notes", "first comment, on a metric that cares about a base distribution"),
        amended_by="expected-distance-metric-full-support",
    ),
    as_stated,
    accepts=[sharp],
    checks=[witness(*named), exact(batches=6, count=3)],
)

amended = Case(
    Claim(
        "expected-distance-metric-full-support",
        HOLDS,
        revision=2,
        topic="function_space",
        title="The root of the expected squared difference is a metric on functions if every input has positive probability",
        says=r"If every $x$ has positive probability, then $d(f, g) = \sqrt{\mathbb E |f(x) - g(x)|^2}$ vanishes only for $f = g$ and"
        r" satisfies the triangle inequality. Otherwise it is a pseudometric, a metric on classes of almost surely equal functions.",
        source=Source("project", "where the expected distance separates functions"),
        not_shown=("infinite sets of inputs: for continuous functions it suffices that P charges every open set",),
    ),
    sharp,
    rejects=[anywhere, of_squares],
    checks=[
        Solved(
            {
                sharp.name: Formulas({"full support": positive}, apart & shorter),
                anywhere.name: Formulas({"a distribution": weighted}, apart & shorter),
                of_squares.name: Formulas({"full support": positive}, apart & shorter_squares),
            },
            read,
            built,
            over=tuple(at for at in named if len(parts(at)[0]) == 2),
        ),
        witness(*named),
        exact(batches=6, count=3),
    ],
)

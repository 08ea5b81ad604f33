"""Decided over all reals: a ReLU neuron of the plane that merges three inputs has dependent gradients."""

from itertools import combinations

import numpy as np
import sympy

from verify import (
    HOLDS,
    Architecture,
    Case,
    Claim,
    Formulas,
    NamedInstances,
    Solved,
    Source,
    Statement,
    Stratum,
    cut_network,
    exact,
    merged_gradients,
    merged_inputs,
    rank,
    shared_activations,
    witness,
)
from verify.strata.merged import cut_at

NAMES = ("w1", "w2", "v", "b", "x11", "x12", "x21", "x22", "x31", "x32")
w1, w2, v, b, *entries = sympy.symbols(NAMES, real=True)
inputs = list(zip(entries[::2], entries[1::2], strict=True))
signals = [w1 * one + w2 * other for one, other in inputs]
seen = [sympy.Max(z, 0) for z in signals]
slopes = [sympy.Piecewise((v, z > 0), (0, True)) for z in signals]
gradients = [(slope * one, slope * other, a, sympy.Integer(1)) for (one, other), slope, a in zip(inputs, slopes, seen, strict=True)]


def area(first, second, columns):
    """The determinant of two rows in two columns, not multiplied out."""
    left, right = columns
    return first[left] * second[right] - first[right] * second[left]


def volume(columns):
    """The determinant of the three gradients in three of the four parameters."""
    first, second, third = gradients
    one, two, three = columns
    return (
        first[one] * area(second, third, (two, three))
        - first[two] * area(second, third, (one, three))
        + first[three] * area(second, third, (one, two))
    )


dependent = sympy.And(*(sympy.Eq(volume(columns), 0) for columns in combinations(range(4), 3)))
parallel = sympy.And(
    *(sympy.Eq(area(first, second, columns), 0) for first, second in combinations(gradients, 2) for columns in combinations(range(4), 2))
)
off_the_kink = {"off the kink": sympy.And(*(sympy.Ne(z, 0) for z in signals))}
shared = {"equal activations": sympy.Eq(seen[0], seen[1]) & sympy.Eq(seen[1], seen[2])}


architecture = Architecture((2, 1, 1), "relu", biases=(False, True))


def neuron(values):
    """``f(x) = v max(0, w . x) + b`` at the values of its parameters and of three inputs."""
    return cut_network(architecture, [values[4:6], values[6:8], values[8:10]], at=values[:4])


def on_three_inputs(choose):
    """Any parameters, and inputs on one line across ``w``, or where the neuron is inactive, or anywhere."""
    theta = choose.integers((4,), -2, 2)
    w, across = theta[..., None, :2], np.stack([-theta[..., 1], theta[..., 0]], axis=-1)[..., None, :]
    seen = choose.among(("one line", "inactive", "any"))
    if seen == "any":
        return cut_at(choose, architecture, choose.integers((3, 2), -2, 2), theta)
    along = choose.integers((1, 2), -2, 2) if seen == "one line" else choose.integers((3, 1), -2, -1) * w
    return cut_at(choose, architecture, along + choose.integers((3, 1), -2, 2) * across, theta)


neurons = Stratum(
    "ReLU neurons of the plane",
    "a ReLU neuron of two weights on three inputs: on one line across its weights, inactive, or anywhere",
    on_three_inputs,
)


def read(at):
    places = [*at.numbers.text(at.theta), *(str(entry) for row in at.network.inputs for entry in row)]
    return dict(zip(NAMES, map(sympy.Rational, places), strict=True))


def build(values):
    try:
        return neuron([str(sympy.Rational(values.get(name, "0"))) for name in NAMES])
    except (TypeError, ValueError):
        return None  # an irrational point


smallest = (
    neuron([1, 0, 1, 0, 1, 0, 1, 1, 1, 2]),
    neuron([-1, 0, 1, 0, 1, 0, 1, 1, 2, 1]),
    neuron([1, 1, 1, 0, 1, 0, 2, 3, 1, 2]),
    neuron([1, 0, 1, 0, 1, 0, 2, 0, 3, 0]),
    neuron([1, 0, 1, 0, 1, 0, 1, 0, 2, 1]),
    neuron([1, 0, 1, 0, 1, 0, 2, 1, 3, 3]),
)

statement = Statement(
    about=(NamedInstances("one neuron of the plane, three inputs", smallest), neurons),
    given=(shared_activations,),
    then=rank(merged_gradients).at_most(merged_inputs - 1),
)
without_merging = statement.without(shared_activations)
by_two = statement.replace("all three parallel", then=rank(merged_gradients).at_most(merged_inputs - 2))

case = Case(
    Claim(
        "relu-neuron-merging-three-inputs",
        HOLDS,
        revision=1,
        topic="collapse",
        title="A ReLU neuron of the plane (two weights before the cut) that merges three inputs has dependent gradients",
        says=r"Let $f(x) = v \max(0, w \cdot x) + b$ with $w \in \mathbb R^2$. If three inputs, none of them on the kink, have equal"
        r" activations, then their gradients in $(w, v, b)$ are linearly dependent: $m > P$ suffices.",
        source=Source("post", "section Low rank G indicates information loss"),
        uses=("collapse-bound-relu",),
    ),
    statement,
    rejects=[without_merging, by_two],
    checks=[
        Solved(
            {
                statement.name: Formulas(shared, dependent, needed=("equal activations",)),
                without_merging.name: Formulas(off_the_kink, dependent),
                by_two.name: Formulas(shared, parallel),
            },
            read,
            build,
            over=smallest,
        ),
        witness(*smallest),
        exact(batches=4, count=2),
    ],
)

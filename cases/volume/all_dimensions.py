"""The fibres of a ReLU network can have every dimension from N - k to N, each through an open set of parameters."""

from functools import cache
from itertools import product

from verify import (
    HOLDS,
    Architecture,
    Case,
    Claim,
    Condition,
    NamedInstances,
    Network,
    Proposition,
    Rationals,
    Source,
    Statement,
    Subject,
    Truth,
    generic_rank,
    point,
    polynomial_map,
    witness,
)
from verify.statements.conclusions import all_zero


def piece(signs):
    """The network v relu(w . x) at the inputs e_1, ..., e_k, where the entries of w have these signs: v w_i or 0."""
    names = tuple(f"w{place}" for place in range(len(signs)))
    formulas = [f"v*{name}" if sign > 0 else f"0*{name}" for name, sign in zip(names, signs, strict=True)]
    return polynomial_map(*formulas, variables=(*names, "v"))


def neuron(activation, count):
    inputs = [[int(one == other) for other in range(count)] for one in range(count)]
    return Network(Architecture((count, 1, 1), activation, biases=False), inputs)


def inside(signs):
    """A parameter inside the open set on which the network is this piece."""
    return [*(sign * (place + 1) for place, sign in enumerate(signs)), 1]


@cache
def open_dimensions(activation, count):
    """The dimensions of fibres that occur on open sets: on each piece, a polynomial map, N minus its largest rank and no other."""
    if activation == "relu":
        pieces = [(piece(signs), inside(signs)) for signs in product((1, -1), repeat=count)]
    else:
        names = tuple(f"w{place}" for place in range(count))
        pieces = [(polynomial_map(*(f"v*{name}**2" for name in names), variables=(*names, "v")), inside((1,) * count))]
    network = neuron(activation, count)
    points = [(point(model, at=theta, labels=[0] * count), point(network, at=theta, labels=[0] * count)) for model, theta in pieces]
    same = [all_zero(at, at.outputs - whole.outputs) & all_zero(at, at.jacobian - whole.jacobian) for at, whole in points]
    assert all(bool(each.is_yes) for each in same), "the pieces are the network"
    return {count + 1 - int(generic_rank(at).upper) for at, _ in points}


networks = NamedInstances(
    "one neuron on the inputs e_1, ..., e_k",
    tuple(
        Subject(f"v {activation}(w . x), k = {count}, N = {count + 1}", (activation, count), Rationals())
        for activation in ("relu", "quadratic")
        for count in (1, 2, 3)
    ),
)
piecewise = Condition("the neuron is a ReLU", lambda subject: Truth.of(subject.value[0] == "relu"))


def shown(subject):
    return {"dimensions on open sets": str(sorted(open_dimensions(*subject.value)))}


every = Proposition(
    "every dimension from N - k to N is that of the fibres through some open set of parameters",
    lambda subject: Truth.of(open_dimensions(*subject.value) >= set(range(1, subject.value[1] + 2))),
    shown,
)
statement = Statement(about=(networks,), given=(piecewise,), then=every)

case = Case(
    Claim(
        "all-higher-dimensions-positive-volume",
        HOLDS,
        revision=1,
        topic="volume",
        title="Each dimension from N - k to N can be that of the behaviour manifolds through a set of positive volume",
        says=r"For $f(x; w, v) = v\,\mathrm{relu}(w \cdot x)$ at $x = e_1, \dots, e_k$ ($N = k + 1$), every $d$ with $N - k \le d \le N$ is"
        r" the dimension of the fibre at each $\theta$ of some non-empty open set.",
        source=Source("post", "footnote 2, second sentence"),
        not_shown=(
            "k beyond 3: with j entries of w negative, v w_i for the others has rank k - j where v is not 0",
            "other N: further parameters that nothing reads add to N and to every dimension",
            "that it is so for the networks in use: analytic ones have one such dimension only",
        ),
        pointwise=False,
    ),
    statement,
    rejects=[
        statement.replace("for an analytic neuron too", given=()),
        statement.replace(
            "one dimension only, for both",
            given=(),
            then=Proposition(
                "one dimension occurs on open sets", lambda subject: Truth.of(len(open_dimensions(*subject.value)) == 1), shown
            ),
        ),
    ],
    checks=[witness(*networks)],
)

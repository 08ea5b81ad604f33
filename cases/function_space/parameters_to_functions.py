"""The map from parameters to functions is no embedding: a rescaled unit is another parameter of the same function."""

import sympy

from verify import (
    FAILS,
    HOLDS,
    Architecture,
    Case,
    Claim,
    Formulas,
    NamedInstances,
    Network,
    Solved,
    Source,
    Statement,
    exact,
    function_elsewhere_here,
    function_elsewhere_there,
    pair,
    pairs_of_functions,
    pairs_of_relu_parameters,
    point,
    rescaled,
    rescaled_either_way,
    same_elsewhere,
    theta_here,
    theta_there,
    witness,
)

product = Network(Architecture((1, 1, 1), "identity", biases=False), [[1]])  # a b x, a function that one input off 0 determines
neuron = Network(Architecture((1, 1, 1)), [[1]])

same_function = (
    pair(point(product, at=[1, 1], labels=[0]), [2, "1/2"], [[1], [2]]),
    pair(point(product, at=[1, 1], labels=[0]), [1, 1], [[1], [2]]),
    pair(point(product, at=[1, 1], labels=[0]), [1, 2], [[1], [2]]),
)
moved = (
    *same_function,
    pair(point(neuron, at=[1, 0, 1, 0], labels=[0]), [-1, 0, -1, 0], [[-1], [1]]),
    pair(point(neuron, at=[1, 0, 1, 0], labels=[0]), [2, 0, 1, 0], [[-1], [1]]),
    pair(point(neuron, at=[1, 1, 1, 0], labels=[0]), [2, 2, "1/2", 0], [[-1], [1]]),
)
products = NamedInstances("products a b", same_function, "two parameters of a b x, looked at where their values determine the function")


def neurons(first, second, x):
    """Two parameters of the network with one hidden unit, looked at one input."""
    return pair(point(neuron, at=first, labels=[0]), second, [[x]])


pairs_of_neurons = (
    neurons([1, 0, 1, 0], [-1, 0, -1, 0], 1),
    neurons([1, 0, 1, 0], [2, 0, 1, 0], 1),
    neurons([1, 1, 1, 0], [2, 2, "1/2", 0], 1),
    neurons([1, 1, 1, 0], [2, 2, "1/2", 1], -2),
    neurons([0, 0, 3, 1], [0, 0, 1, 1], 5),
    neurons([0, 0, 0, 0], [0, 0, 0, 0], 1),
)

embeds = Statement(about=(products, pairs_of_functions), given=(same_elsewhere,), then=theta_here.equals(theta_there))
keeps = Statement(
    about=(NamedInstances("rescaled and others", moved), pairs_of_relu_parameters),
    given=(rescaled,),
    then=function_elsewhere_here.equals(function_elsewhere_there),
)

either_way = keeps.replace("by c < 0 as well", given=(rescaled_either_way,))
unmoved = keeps.replace("whatever is so moved does not move", then=theta_here.equals(theta_there))

w, b, v, d, w2, b2, v2, d2, c, x = symbols = sympy.symbols("w b v d w2 b2 v2 d2 c x", real=True)
scaled = sympy.Eq(w2, c * w) & sympy.Eq(b2, c * b) & sympy.Eq(c * v2, v) & sympy.Eq(d2, d)
same_value = sympy.Eq(v2 * sympy.Max(0, w2 * x + b2) + d2, v * sympy.Max(0, w * x + b) + d)
same_theta = sympy.Eq(w2, w) & sympy.Eq(b2, b) & sympy.Eq(v2, v) & sympy.Eq(d2, d)


def read(at):
    """Both parameters and the input, with the factor c that they allow: from what comes in, or else from what goes out."""
    theta, other, (place,) = (at.numbers.text(part) for part in (at.theta, at.other, at.elsewhere[0]))
    ratios = [(other[0], theta[0]), (other[1], theta[1]), (theta[2], other[2])]
    factor = next((sympy.Rational(above) / sympy.Rational(below) for above, below in ratios if below != "0"), 1)
    return dict(zip(map(str, symbols), (*theta, *other, factor, place), strict=True))


def built(values):
    first, second = ([values.get(name, "0") for name in names] for names in (("w", "b", "v", "d"), ("w2", "b2", "v2", "d2")))
    try:
        return neurons(first, second, values.get("x", "0"))
    except ValueError:
        return None  # an irrational point


injective = Case(
    Claim(
        "model-space-embeds-in-function-space",
        FAILS,
        revision=1,
        topic="function_space",
        title="Parameters that give the same function are the same: model space sits in function space",
        says=r"The map $\theta \mapsto f(\cdot, \theta)$ from parameters to functions is injective.",
        source=Source("notes", "the reply on the space of functions as the more natural one; the map itself is not in doubt"),
        amended_by="rescaling-keeps-the-function",
    ),
    embeds,
    accepts=[embeds.replace("a rescaled unit keeps the function", given=(rescaled,), then=keeps.then)],
    checks=[witness(*same_function), exact(batches=2, count=2)],
)

constant = Case(
    Claim(
        "rescaling-keeps-the-function",
        HOLDS,
        revision=1,
        topic="function_space",
        title="To rescale a ReLU unit by c > 0 changes the parameters and not the function",
        says=r"If what comes into a ReLU unit (weights and bias) is multiplied by $c > 0$ and what goes out is divided by $c$, then"
        r" $f(x, \theta') = f(x, \theta)$ for every $x$: $\theta \mapsto f(\cdot, \theta)$ is a map, constant along these curves.",
        source=Source("project", "why model space is not embedded in function space"),
        not_shown=("every input: relu(c z) = c relu(z) for c > 0 is why no input can tell",),
    ),
    keeps,
    rejects=[
        keeps.without(rescaled),
        either_way,
        unmoved,
    ],
    checks=[
        Solved(
            {
                keeps.name: Formulas({"rescaled": scaled & (c > 0)}, same_value),
                keeps.without(rescaled).name: Formulas({}, same_value),
                either_way.name: Formulas({"rescaled either way": scaled & sympy.Ne(c, 0)}, same_value),
                unmoved.name: Formulas({"rescaled": scaled & (c > 0)}, same_theta),
            },
            read,
            built,
            over=pairs_of_neurons,
        ),
        witness(*moved),
        exact(batches=6, count=3),
    ],
)

"""The map from parameters to functions is no embedding: a rescaled unit is another parameter of the same function."""

from verify import (
    FAILS,
    HOLDS,
    Architecture,
    Case,
    Claim,
    NamedInstances,
    Network,
    Source,
    Statement,
    exact,
    function_elsewhere_here,
    function_elsewhere_there,
    pair,
    pairs_of_relu_parameters,
    point,
    rescaled,
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

embeds = Statement(about=(products,), given=(same_elsewhere,), then=theta_here.equals(theta_there))
keeps = Statement(
    about=(NamedInstances("rescaled and others", moved), pairs_of_relu_parameters),
    given=(rescaled,),
    then=function_elsewhere_here.equals(function_elsewhere_there),
)

injective = Case(
    Claim(
        "model-space-embeds-in-function-space",
        FAILS,
        revision=1,
        topic="function-space",
        title="Parameters that give the same function are the same: model space sits in function space",
        says=r"The map $\theta \mapsto f(\cdot, \theta)$ from parameters to functions is injective.",
        source=Source("notes", "the reply on the space of functions as the more natural one; the map itself is not in doubt"),
        amended_by="rescaling-keeps-the-function",
    ),
    embeds,
    accepts=[embeds.replace("a rescaled unit keeps the function", given=(rescaled,), then=keeps.then)],
    checks=[witness(*same_function)],
)

constant = Case(
    Claim(
        "rescaling-keeps-the-function",
        HOLDS,
        revision=1,
        topic="function-space",
        title="To rescale a ReLU unit by c > 0 changes the parameters and not the function",
        says=r"If what comes into a ReLU unit (weights and bias) is multiplied by $c > 0$ and what goes out is divided by $c$, then"
        r" $f(x, \theta') = f(x, \theta)$ for every $x$: $\theta \mapsto f(\cdot, \theta)$ is a map, constant along these curves.",
        source=Source("project", "why model space is not embedded in function space"),
        not_shown=("every input: relu(c z) = c relu(z) for c > 0 is why no input can tell",),
    ),
    keeps,
    rejects=[
        keeps.without(rescaled),
        keeps.replace("whatever is so moved does not move", then=theta_here.equals(theta_there)),
    ],
    checks=[witness(*moved), exact(batches=6, count=3)],
)

"""How many parameter vectors a solution becomes when its hidden units are permuted: a multinomial coefficient, by orbit and stabiliser."""

from collections import Counter
from itertools import permutations
from math import comb, factorial, prod

from verify import (
    HOLDS,
    Architecture,
    Case,
    Claim,
    ModelInstance,
    NamedInstances,
    Network,
    Proposition,
    Quantity,
    Source,
    SquaredError,
    Statement,
    Stratum,
    exact,
    point,
    witness,
)
from verify.ranks.bounds import Bounds
from verify.truth import all_of


def units(at):
    """Each hidden unit as the weights that come into it, its bias and the weights that go out, as text."""
    incoming, bias, outgoing = (at.numbers.text(part) for part in list(at.model.architecture.unpack(at.theta).values())[:3])
    return [(*weights, level, *(row[unit] for row in outgoing)) for unit, (weights, level) in enumerate(zip(incoming, bias, strict=True))]


def images(at):
    """All parameter vectors that permutations of the hidden units make of theta, each once."""
    architecture, found = at.model.architecture, {}
    names = list(architecture.unpack(at.theta))
    for order in permutations(range(architecture.widths[1])):
        blocks = architecture.unpack(at.theta)
        moved = {
            names[0]: blocks[names[0]][list(order)],
            names[1]: blocks[names[1]][list(order)],
            names[2]: blocks[names[2]][:, list(order)],
        }
        theta = architecture.pack(blocks | moved)
        found[tuple(at.numbers.text(theta))] = theta
    return list(found.values())


def multiplicities(at):
    return sorted(Counter(units(at)).values())


def counted(text, count):
    return Quantity(text, lambda at: Bounds.exactly(count(at), "counted"))


def same_outputs(at):
    return all_of(at.numbers.zero(at.model.outputs(at.numbers, theta) - at.outputs).all() for theta in images(at))


def network_with_twins(choose):
    """Hidden units u^2 with a bias, of which there are a few kinds."""
    numbers, width = choose.numbers, choose.size(1, 4)
    kinds = choose.size(1, width)
    architecture = Architecture((1, width, 1), "quadratic")
    incoming, bias, outgoing = (choose.integers((kinds,), -2, 2) for _ in range(3))
    which = [choose.among(range(kinds)) for _ in range(width)]
    blocks = {"W1": incoming[which][:, None], "b1": bias[which], "W2": outgoing[which][None, :], "b2": choose.integers((1,), -1, 1)}
    network = Network(architecture, [[1], [2]])
    return ModelInstance(numbers, network, architecture.pack(blocks), numbers.array([0, 0]), SquaredError())


def with_units(*kinds):
    """One unit for each pair (incoming weight, outgoing weight), without biases."""
    incoming, outgoing = zip(*kinds, strict=True)
    network = Network(Architecture((1, len(kinds), 1), "quadratic"), [[1], [2]])
    return point(network, at=[*incoming, *[0] * len(kinds), *outgoing, 0], labels=[0, 0])


instances = (
    with_units((1, 1)),
    with_units((1, 1), (1, 1)),
    with_units((1, 1), (2, 1)),
    with_units((1, 1), (1, 1), (2, 1), (2, 1)),
    with_units((1, 1), (2, 1), (3, 1)),
)
twins = Stratum("networks with equal units", "one hidden layer of up to 4 units u^2 of a few kinds", network_with_twins, screened=False)

distinct = counted("distinct images of theta", lambda at: len(images(at)))
multinomial = counted("h! / (m_1! m_2! ...)", lambda at: factorial(len(units(at))) // prod(map(factorial, multiplicities(at))))
everything = counted("h!", lambda at: factorial(len(units(at))))
binomial = counted("h over m_1", lambda at: comb(len(units(at)), multiplicities(at)[-1]))
unchanged = Proposition("every image has the same outputs", same_outputs)

statement = Statement(
    about=(NamedInstances("networks written out", instances), twins), given=(), then=distinct.equals(multinomial) & unchanged
)

case = Case(
    Claim(
        "permuted-units-multinomial",
        HOLDS,
        revision=1,
        topic="landscape",
        title="Permutations of hidden units make h!/(m_1! m_2! ...) parameter vectors of a solution, a binomial for two kinds of units",
        says=r"Permuting the $h$ units of a hidden layer, of which $m_1, m_2, \dots$ are equal to each other, makes exactly"
        r" $h! / \prod_i m_i!$ distinct parameter vectors, all with the same outputs. With two kinds of units it is $\binom{h}{m_1}$.",
        source=Source("post", "reply on manifold counts with terms like a binomial from permutations of neurons"),
        not_shown=(
            "how many connected solution sets these are: images can lie in one and the same set",
            "that such counts decide which solution is found, which is about training",
        ),
    ),
    statement,
    rejects=[
        statement.replace("h! of them", then=distinct.equals(everything)),
        statement.replace("always a binomial", then=distinct.equals(binomial)),
    ],
    checks=[witness(*instances), exact(batches=3, count=1)],
)

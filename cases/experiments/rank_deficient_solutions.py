"""How often small networks at zero loss have dependent behavioural gradients: against width, for ReLU and tanh, by kind of labels."""

from verify import (
    MEASURED,
    Case,
    Claim,
    Condition,
    NamedInstances,
    Proposition,
    RankAgainstWidth,
    Source,
    Statement,
    Subject,
    Truth,
    experiment,
)
from verify.numbers.floats import Floats

NARROW, WIDE = 2, 16
STEP, THREE_TO_ONE, ALTERNATING, GENERIC = (0, 0, 1, 1), (0, 0, 0, 1), (1, -1, -1, 1), None


def arms(*members):
    """Networks of one input, one hidden layer and one output, on four data."""
    found = [RankAgainstWidth(activation, labels) for activation, labels in members]
    return NamedInstances("networks trained to zero loss", tuple(Subject(arm.name, arm, Floats()) for arm in found))


def arm_is(text, test):
    return Condition(text, lambda at: Truth.of(test(at.value.arm)), structural=True)


relu = arm_is("the activation is ReLU", lambda arm: arm.activation == "relu")
tanh = arm_is("the activation is tanh", lambda arm: arm.activation == "tanh")
neighbours_agree = arm_is("the first two of four neighbouring data have the same label", lambda arm: arm.labels in (STEP, THREE_TO_ONE))
generic_labels = arm_is("the labels are drawn from a density", lambda arm: arm.generic)


def frequencies(text, of):
    """A conclusion about the table of an arm."""
    return Proposition(text, lambda at: of(at.value.found))


falls = frequencies(
    f"rank G < m at width {NARROW} more often than at width {WIDE}, by more than 1/20",
    lambda found: found.at(NARROW).exceeds(found.at(WIDE), 1 / 20),
)
rare = frequencies("rank G < m at fewer than 1 in 20 solutions, all widths together", lambda found: found.pooled.below(1 / 20))
never = frequencies(
    "rank G < m was not met at any solution, and is rarer than 1 in 20, all widths together",
    lambda found: Truth.of(found.pooled.hits == 0) & found.pooled.below(1 / 20),
)

conditioned = (
    "solutions that other ways of training reach: runs that end elsewhere than at zero loss, or on a kink, are counted beside",
    "other data, depths or initialisations: four inputs, one hidden layer with biases, all parameters from N(0, 1)",
)

wider = Statement(
    about=(arms(("relu", STEP), ("relu", THREE_TO_ONE), ("tanh", STEP), ("tanh", THREE_TO_ONE)),),
    given=(relu, neighbours_agree),
    then=falls,
)

wider_is_rarer = Case(
    Claim(
        "wider-relu-networks-lose-rank-less-often",
        MEASURED,
        revision=1,
        topic="experiments",
        title="Trained to zero loss where neighbouring data share labels, wider ReLU networks have dependent gradients less often",
        says=r"Of networks with one input, one hidden layer of $h$ ReLUs and one output, trained to zero loss on four data with labels"
        r" $(0, 0, 1, 1)$ or $(0, 0, 0, 1)$, a smaller part has $\operatorname{rank} G < m$ at $h = 16$ than at $h = 2$."
        r" 'Not full rank' means rank below the number $m$ of data: an $N \times N$ Hessian at zero loss has rank $m < N$ at most.",
        source=Source("post", "Update (5/19): overparametrised networks and non-full rank"),
        not_shown=conditioned,
        pointwise=False,
    ),
    wider,
    rejects=[
        wider.replace("for tanh too", given=(neighbours_agree,)),
        wider.replace("rare in any network", given=(), then=rare),
    ],
    checks=[experiment(quick=400, thorough=10_000)],
)

drawn = Statement(
    about=(arms(("relu", GENERIC), ("tanh", GENERIC), ("relu", STEP), ("tanh", STEP)),),
    given=(generic_labels,),
    then=never,
)

generic_labels_keep_rank = Case(
    Claim(
        "generic-labels-leave-full-rank-measured",
        MEASURED,
        revision=1,
        topic="experiments",
        title="With labels drawn from a density, no network trained to zero loss was met with dependent gradients",
        says=r"For labels drawn from a density, almost surely every solution at which the network is $C^1$ nearby has"
        r" $\operatorname{rank} G = m$ (Sard): probability $0$ at every width. Measured on ReLU and tanh networks at zero loss:"
        r" none was met.",
        source=Source("post", "Update (5/19): overparametrised networks and non-full rank"),
        uses=("generic-labels-are-fitted-with-full-rank",),
        not_shown=(*conditioned, "that the probability is 0: that is what Sard's theorem says, and the experiment does not contradict it"),
        pointwise=False,
    ),
    drawn,
    rejects=[drawn.without(generic_labels), drawn.replace("for ReLU, whatever the labels", given=(relu,))],
    checks=[experiment(quick=400, thorough=10_000)],
)

smooth = Statement(
    about=(arms(("tanh", STEP), ("tanh", THREE_TO_ONE), ("tanh", ALTERNATING), ("relu", THREE_TO_ONE), ("relu", ALTERNATING)),),
    given=(tanh,),
    then=never,
)

tanh_keeps_rank = Case(
    Claim(
        "tanh-networks-keep-full-rank-measured",
        MEASURED,
        revision=1,
        topic="experiments",
        title="Even with labels that data share, no tanh network trained to zero loss was met with dependent gradients",
        says=r"Of networks with one input, one hidden layer of tanh units and one output, trained to zero loss on four data with labels"
        r" $(0, 0, 1, 1)$, $(0, 0, 0, 1)$ or $(1, -1, -1, 1)$, none was met with $\operatorname{rank} G < m$, at any width from 2 to 16.",
        source=Source("post", "Update (5/19): overparametrised networks and non-full rank"),
        not_shown=(*conditioned, "that there are no such solutions: they can be written down"),
        pointwise=False,
    ),
    smooth,
    rejects=[smooth.without(tanh), smooth.replace("rare in any network", given=(), then=rare)],
    checks=[experiment(quick=400, thorough=10_000)],
)

"""A Jacobian of rank N embeds a neighbourhood of its parameter; it does not make the whole image a manifold near that behaviour."""

from verify import (
    FAILS,
    HOLDS,
    Balls,
    Case,
    Claim,
    NamedInstances,
    Source,
    Statement,
    embedded_image,
    embedded_neighbourhood,
    injective,
    jacobian,
    meeting,
    parameters,
    point,
    polynomial_map,
    rank,
    where,
    witness,
)

node = polynomial_map("t**2 - 1", "t**3 - t")
half_node = polynomial_map("r*(r - 2)", "r*(r - 1)*(r - 2)")
tied_neuron = polynomial_map("w*(13/2 + w)**2", "w*(7/2 + w)**2")
silu_neuron = polynomial_map("(b - w)/(1 + exp(w - b))", "b/(1 + exp(-b))", "(b + w)/(1 + exp(-b - w))", variables=("w", "b"))

dense_neuron = polynomial_map("sin(w)", "sin(sqrt(2)*w)")  # f(x; w) = sin(w x) on the inputs 1 and sqrt 2

subjects = (
    point(node, at=[1], labels=[0, 0], facts={"again": [-1]}),
    point(tied_neuron, at=["-1/2"], labels=[0, 0], facts={"again": ["-9/2"]}),
    meeting(silu_neuron, ["-0.23847", -1], ["0.35845", "-1.59692"], held=(1,)),
    point(
        half_node,
        at=[2],
        labels=[0, 0],
        facts={
            "again": [0],
            "limit": "the domain is r > 0, which r = exp(s) maps all real s onto",
            "injective": "only r and 2 - r share r (r - 2), and the other behaviour only where r = 1 or r (r - 2) = 0, which leaves r > 0",
        },
    ),
    point(polynomial_map("t", "t**2"), at=[1], labels=[0, 0]),
    point(polynomial_map("t**2", "t**3"), at=[0], labels=[0, 0]),
    point(dense_neuron, at=[0], labels=[0, 0], numbers=Balls()),
    point(dense_neuron, at=["22/7"], labels=[0, 0], numbers=Balls()),
)
maps = NamedInstances("maps", subjects)
full_rank = where(rank(jacobian).equals(parameters))

as_stated = Statement(about=(maps,), given=(full_rank,), then=embedded_image)
sharp = as_stated.replace("the image of a neighbourhood of theta", then=embedded_neighbourhood)

stated = Case(
    Claim(
        "full-rank-image-embedded",
        FAILS,
        revision=1,
        topic="images",
        title="Where the Jacobian has rank N, the image of the parameter space is an embedded N-manifold near that behaviour",
        says=r"If $\operatorname{rank} J(\theta) = N$, then $F(\theta)$ has a neighbourhood $W$ such that $F(\Theta) \cap W$ is an embedded"
        r" $N$-dimensional submanifold.",
        source=Source("notes", "section Behavioural Space, last sentence"),
        amended_by="full-rank-embeds-a-neighbourhood",
        pointwise=False,
    ),
    as_stated,
    accepts=[sharp],
    checks=[
        witness(subjects[0], subjects[1], name="curves that meet themselves"),
        witness(subjects[2], name="a SiLU neuron on three inputs"),
        witness(*subjects[-2:], name="a sine neuron with a dense image, embedded nowhere"),
    ],
)

amended = Case(
    Claim(
        "full-rank-embeds-a-neighbourhood",
        HOLDS,
        revision=1,
        topic="images",
        title="Where the Jacobian has rank N, some neighbourhood of the parameter is embedded",
        says=r"If $\operatorname{rank} J(\theta) = N$, then $\theta$ has a neighbourhood $U$ on which $F$"
        r" is an injective immersion with embedded image $F(U)$.",
        source=Source("project", "image of a neighbourhood"),
        not_shown=(
            "the theorem for all maps: it is the inverse function theorem; here a neighbourhood is found and certified for each map named",
            "when all of F(Theta) is embedded near F(theta): it suffices that F is a proper injective immersion",
        ),
        pointwise=False,
    ),
    sharp,
    rejects=[
        sharp.without(full_rank),
        as_stated.replace("the whole image"),
        as_stated.replace("the whole image of an injective map", given=(full_rank, injective)),
    ],
    checks=[witness(*subjects)],
)

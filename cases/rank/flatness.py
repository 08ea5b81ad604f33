"""The rank of the Hessian counts the directions in which a minimum is not flat, and says nothing of how flat it is in them."""

from verify import (
    FAILS,
    HOLDS,
    Case,
    Claim,
    Condition,
    ModelInstance,
    NamedInstances,
    Proposition,
    Quantity,
    Rationals,
    Source,
    Statement,
    Subject,
    Truth,
    critical_point,
    exact,
    hessian,
    known_fibres,
    normal_form,
    point,
    polynomial_map,
    rank,
    sampled,
    witness,
)
from verify.maps.normal_forms import NormalForm
from verify.ranks.spaces import kernel


def minimum(*formulas):
    """A perfect fit at 0 of behaviours of two parameters."""
    return point(polynomial_map(*formulas, variables=("a", "b")), at=[0, 0], labels=[0] * len(formulas))


def pair(name, first, second):
    return Subject(name, (first, second), Rationals())


shallow, steep = minimum("a/1000", "b/1000"), minimum("1000*a")
pairs = NamedInstances(
    "pairs of minima with loss zero",
    (
        pair("full rank and shallow, rank 1 and steep", shallow, steep),
        pair("full rank and steep, rank 1 and shallow", minimum("3*a", "b"), minimum("a + b")),
        pair("rank 1 and steep, rank 0", steep, minimum("a**2", "b**2")),
        pair("equal ranks", steep, minimum("b")),
        pair("rank 0, full rank", minimum("a*b"), shallow),
    ),
)


def found_rank(at):
    return int(at.rank(at.hessian).lower)


def trace(at):
    return at.hessian[0, 0] + at.hessian[1, 1]


def flat_directions(at):
    return kernel(at.numbers, at.hessian).shape[-1]


def compared(text, measure):
    """The measure of the first minimum is larger than that of the second."""
    return Proposition(
        text,
        lambda both: Truth.of(bool(measure(both.value[0]) > measure(both.value[1]))),
        lambda both: {name: str(abs(measure(at))) for name, at in zip(("first", "second"), both.value, strict=True)},
    )


higher_rank = Condition("rank Hess L is larger at the first", lambda both: Truth.of(found_rank(both.value[0]) > found_rank(both.value[1])))
as_stated = Statement(about=(pairs,), given=(higher_rank,), then=compared("the first has the larger trace: it is sharper", trace))
sharp = as_stated.replace(
    "it is flat in fewer directions", then=compared("fewer independent directions without curvature", lambda at: -flat_directions(at))
)

stated = Case(
    Claim(
        "higher-rank-is-sharper",
        FAILS,
        revision=1,
        topic="rank",
        title="Of two minima, the one with the Hessian of higher rank is sharper",
        says=r"If $\theta$ and $\theta'$ are minima with $\operatorname{rank} \nabla^2 L(\theta) > \operatorname{rank} \nabla^2"
        r" L'(\theta')$, then $\operatorname{tr} \nabla^2 L(\theta) > \operatorname{tr} \nabla^2 L'(\theta')$. It fails for $10^{-6}"
        r" |\theta|^2$ and $10^6 \theta_1^2$.",
        source=Source("post", "the line Flat basin ~ Low-rank Hessian = Low-rank G ~ High manifold dimension"),
        amended_by="higher-rank-is-flat-in-fewer-directions",
        not_shown=("a correlation between rank and flatness over trained networks, which is how the author explains the sign",),
        pointwise=False,
    ),
    as_stated,
    accepts=[sharp],
    checks=[witness(*pairs)],
)

amended = Case(
    Claim(
        "higher-rank-is-flat-in-fewer-directions",
        HOLDS,
        revision=1,
        topic="rank",
        title="Of two minima with equally many parameters, the one with the Hessian of higher rank has fewer directions without curvature",
        says=r"$\dim \ker \nabla^2 L = N - \operatorname{rank} \nabla^2 L$: a higher rank means fewer independent directions in which the"
        r" second derivative vanishes, and nothing about its size in the others.",
        source=Source("project", "rank and flatness"),
        uses=("kernel-dimension",),
        pointwise=False,
    ),
    sharp,
    rejects=[as_stated.replace("it is sharper"), sharp.without(higher_rank)],
    checks=[witness(*pairs)],
)


def straightened(at):
    """The same loss in the coordinates ``z`` of the blocks, at the same place: a change of parameters, undone."""
    model = at.model
    bare = NormalForm(model.blocks, normal_form(*model.blocks).before, model.after)
    return ModelInstance(at.numbers, bare, model.coordinates(at.numbers, at.theta), at.labels, at.loss)


def trace_of(text, seen):
    def build(at):
        matrix = seen(at).hessian
        return sum(matrix[..., i, i, None] for i in range(matrix.shape[-1]))

    return Quantity(f"trace({text})", build)


in_blocks = Quantity("Hess L in other coordinates", lambda at: straightened(at).hessian)
invariant = Statement(about=(known_fibres,), given=(critical_point,), then=rank(hessian).equals(rank(in_blocks)))

reparametrised = Case(
    Claim(
        "hessian-rank-is-invariant-at-critical-points",
        HOLDS,
        revision=1,
        topic="rank",
        title="A smooth change of parameters keeps the rank of the Hessian at a critical point, not its eigenvalues",
        says=r"If $\theta = \varphi(z)$ with a diffeomorphism $\varphi$ and $\nabla L(\theta) = 0$, then $\operatorname{rank} \nabla^2 (L"
        r" \circ \varphi)(z) = \operatorname{rank} \nabla^2 L(\theta)$. The trace is not kept, so sharpness depends on the parameters"
        r" chosen.",
        source=Source("project", "rank and flatness"),
        uses=("hessian-decomposition",),
        not_shown=("diffeomorphisms that are no quadratic triangular changes",),
    ),
    invariant,
    rejects=[
        invariant.without(critical_point),
        invariant.replace(
            "the trace is kept", then=trace_of("Hess L", lambda at: at).equals(trace_of("Hess L in other coordinates", straightened))
        ),
    ],
    checks=[sampled(batches=4, count=40), exact(batches=2)],
)

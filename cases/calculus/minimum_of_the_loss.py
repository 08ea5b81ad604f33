"""Where the outputs are a local minimum of the loss itself, the residual curvature vanishes."""

from verify import (
    HOLDS,
    Case,
    Claim,
    FewIndices,
    LinearInLossJet,
    Source,
    Statement,
    derived,
    exact,
    local_minimum,
    loss_minimal,
    loss_minimal_on_cube,
    polynomial_losses,
    polynomial_maps,
    residual_curvature,
    small_minima,
)

statement = Statement(
    about=(small_minima, polynomial_maps, polynomial_losses),
    given=(loss_minimal,),
    then=residual_curvature.vanishes(),
)

case = Case(
    Claim(
        "min-of-l-kills-second-term",
        HOLDS,
        revision=1,
        topic="calculus",
        title="Where F(theta) is a local minimum of l, the residual curvature vanishes",
        says=r"If $l : \mathbb{R}^m \to \mathbb{R}$ has a local minimum at $F(\theta)$, then $\nabla l(F(\theta)) = 0$ and "
        r"therefore $S = \sum_a \partial_a l \, \nabla^2 F_a = 0$.",
        source=Source("notes", "section At A Local Minimum of The Loss Function"),
        uses=("hessian-decomposition",),
        not_shown=(
            "losses that are least at an edge of their domain, such as cross-entropy with a hard label: there grad l need not vanish",
            "losses without a derivative at their minimum, such as |o - y|",
        ),
    ),
    statement,
    rejects=[
        statement.replace("theta a local minimum of L instead", given=(local_minimum,)),
        statement.replace("least among probabilities only", given=(loss_minimal_on_cube,)),
    ],
    checks=[derived(LinearInLossJet(), FewIndices()), exact(batches=3, count=1)],
)

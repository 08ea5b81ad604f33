"""Every vector tangent to a fibre is orthogonal to the behavioural gradients, which need not fill up what is orthogonal to the fibre."""

from verify import (
    HOLDS,
    Case,
    Claim,
    Source,
    Statement,
    curve,
    curves_with_maps,
    exact,
    fibre_dimension,
    gradients,
    parameters,
    polynomial_map,
    rank,
    stays_in_fibre,
    velocity,
    velocity_off_gradients,
    witness,
)

statement = Statement(about=(curves_with_maps,), given=(stays_in_fibre,), then=velocity_off_gradients.equals(velocity))

case = Case(
    Claim(
        "claim1-perpendicular",
        HOLDS,
        revision=1,
        topic="fibres",
        title="The behavioural gradients are orthogonal to every vector tangent to the behaviour manifold",
        says=r"If $\theta(t)$ is a differentiable curve in one fibre of $F$, then $g_i(\theta(0)) \cdot \theta'(0) = 0$"
        r" for every behavioural gradient $g_i$.",
        source=Source("post", "Claim 1"),
        not_shown=(
            "curves and maps that are not polynomial: there it is the chain rule, J theta' = d/dt F(theta(t)) = 0",
            "that the gradients span all that is orthogonal to the fibre, which fails: x^2 + y^2 at 0",
        ),
    ),
    statement,
    rejects=[
        statement.without(stays_in_fibre),
        statement.replace(
            "the gradients span the orthogonal complement of the fibre",
            then=rank(gradients).equals(parameters - fibre_dimension),
        ),
    ],
    checks=[
        witness(
            curve(polynomial_map("y - x**2"), [[0, 1, 0], [0, 0, 1]]),
            curve(polynomial_map("x*y"), [[0, 1], [0, 0]]),
            curve(polynomial_map("x**2", variables=("x", "y")), [[0, 0], [0, 1]]),
            curve(polynomial_map("x*y"), [[1, 1], [1, 0]]),
        ),
        exact(batches=20, count=2),
    ],
)

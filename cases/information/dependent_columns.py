"""Dependent parameters do not make a network act like one of fewer parameters than behaviours; dependent behavioural gradients do."""

import numpy as np

from verify import (
    FAILS,
    HOLDS,
    Case,
    Claim,
    NamedInstances,
    Quantity,
    Source,
    Statement,
    behaviours,
    curve,
    curves_with_maps,
    exact,
    gradients,
    jacobian,
    parameters,
    polynomial_map,
    rank,
    where,
    witness,
)

reached = Quantity("(J, d/dt F(theta(t)))", lambda at: np.concatenate([at.jacobian, at.motion[:, None]], axis=1))
"""All velocities of behaviours that the Jacobian offers, beside the one that the curve shows."""

curves = NamedInstances(
    "curves written out",
    (
        curve(polynomial_map("a", variables=("a", "b")), [[0, 1], [0, 1]]),
        curve(polynomial_map("a", "2*a", variables=("a", "b")), [[0, 1], [0, 1]]),
        curve(polynomial_map("a", "2*a", "3*a", variables=("a", "b")), [[0, 1], [0, 1]]),
        curve(polynomial_map("a", "a + b**2"), [[1, 1], [0, 2]]),
        curve(polynomial_map("a", "b"), [[0, 1], [0, 1]]),
    ),
)

as_stated = Statement(
    about=(curves, curves_with_maps),
    given=(where(rank(jacobian).at_most(parameters - 1)),),
    then=rank(reached).at_most(behaviours - 1),
)
dependent_gradients = where(rank(gradients).at_most(behaviours - 1))
sharp = as_stated.replace("with dependent behavioural gradients", given=(dependent_gradients,))

stated = Case(
    Claim(
        "dependent-parameters-underparametrised",
        FAILS,
        revision=1,
        topic="information",
        title="A network whose parameters are linearly dependent moves its behaviours like an under-parametrised one",
        says=r"If the columns of $J$ are linearly dependent, some direction of behaviours is out of reach to first order, as it is with"
        r" fewer parameters than behaviours. It fails for $F = a$ on $\mathbb R^2$, as for every over-parametrised network of full rank:"
        r" more columns than rows are always dependent.",
        source=Source("post", "comment that asks for a summary without mathematics, first point"),
        amended_by="dependent-gradients-underparametrised",
    ),
    as_stated,
    accepts=[sharp],
    checks=[witness(*curves), exact(batches=4, count=1)],
)

amended = Case(
    Claim(
        "dependent-gradients-underparametrised",
        HOLDS,
        revision=1,
        topic="information",
        title="A network whose behavioural gradients are linearly dependent cannot move its behaviours in every direction",
        says=r"If $\operatorname{rank} G(\theta) = \rho < m$, the velocities $\frac{d}{dt} F(\theta(t))$ of all curves through $\theta$"
        r" lie in $\operatorname{im} J$, of dimension $\rho < m$: to first order the network moves like one of $\rho$ parameters.",
        source=Source("project", "first-order reach of dependent gradients"),
        uses=("gradient-chain-rule",),
        not_shown=(
            "anything beyond first order: (a, a + b^2) reaches a half-plane near 0, where its rank is 1",
            "curves and maps that are not polynomial, for which it is the chain rule",
        ),
    ),
    sharp,
    rejects=[
        sharp.without(dependent_gradients),
        as_stated.replace("with dependent parameters"),
        sharp.replace("two directions out of reach", then=rank(reached).at_most(behaviours - 2)),
    ],
    checks=[witness(*curves), exact(batches=4, count=1)],
)

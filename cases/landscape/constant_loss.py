"""Along a path of constant loss the behaviour may move, and the path need not leave the rank of the gradients room for it."""

import numpy as np
import sympy

from verify import (
    FAILS,
    Case,
    Claim,
    Condition,
    LowerBound,
    NamedInstances,
    Quantity,
    SoftmaxCrossEntropy,
    Source,
    Statement,
    constant_losses,
    exact,
    fibre_dimension,
    global_minimum,
    gradients,
    jacobian,
    known_fibres,
    parameters,
    perfect_fit,
    point,
    polynomial_map,
    rank,
    spheres_of_minima,
    squared_error,
    valleys_of_minima,
    witness,
)
from verify.numbers.symbols import Symbols
from verify.ranks.bounds import Bounds


def constant(at):
    """Is L one number wherever the parameters are? As an identity of formulas."""
    symbols = Symbols()
    labels, here = (symbols.array(at.numbers.text(part)) for part in (at.labels, at.theta))
    anywhere = symbols.array([sympy.Symbol(name) for name in at.model.variables])
    first, second = (at.loss.value(symbols, at.model.outputs(symbols, place), labels) for place in (anywhere, here))
    return symbols.zero(np.asarray(first - second)).all()


constant_loss = Condition("L is constant", constant)

cosine, sine = "(1 - t**2)/(1 + t**2)", "2*t/(1 + t**2)"
always_one = {"lower bound of L": LowerBound(1, ("0*t",), ("t",))}
circle = point(polynomial_map(cosine, sine), at=[0], labels=[0, 0], facts=always_one)
tied_optima = point(
    polynomial_map(f"({cosine})**2", f"({cosine})*({sine})", f"({cosine})*({sine})", f"({sine})**2"), at=[0], labels=[1, 0, 0, 1]
)
shifted_logits = point(polynomial_map("t", "t"), at=[0], labels=["1/2", "1/2"], loss=SoftmaxCrossEntropy(outputs_per_datum=2))
line_of_fits = point(polynomial_map("a*b/(a*b)", variables=("a", "b")), at=[1, 1], labels=[1])
paraboloid = point(polynomial_map("a**2 + b**2"), at=[0, 0], labels=[0])
hyperbola = point(polynomial_map("a*b"), at=[1, 1], labels=[1])
squares = point(polynomial_map("a**2"), at=[0], labels=[0])
paths = NamedInstances("paths and small landscapes", (circle, tied_optima, line_of_fits, paraboloid, hyperbola, squares))

moves = Statement(about=(paths, constant_losses), given=(constant_loss,), then=jacobian.vanishes())

stated = Case(
    Claim(
        "behaviour-fixed-at-constant-loss",
        FAILS,
        revision=1,
        topic="landscape",
        title="Along a path of constant loss the behaviour does not change",
        says=r"If $L$ is constant along a path in parameter space, then so is $F$. It fails for squared error with $y = 0$ on the"
        r" path $F(t) = (\cos t, \sin t)$, all of whose points are global minima, along the optima of a tied linear"
        r" autoencoder, and for the logits $(t, t)$ under softmax cross-entropy.",
        source=Source("post", "comment that asks whether behaviour can change while the loss stays constant"),
        amended_by="one-behaviour-at-zero-loss",
    ),
    moves,
    accepts=[moves.replace("at zero loss", given=(constant_loss, squared_error, perfect_fit))],
    checks=[
        witness(circle, line_of_fits),
        witness(tied_optima, line_of_fits, name="optima of a tied linear autoencoder"),
        witness(shifted_logits, line_of_fits, name="logits of softmax cross-entropy that shift together"),
        exact(batches=1, count=1, over=(constant_losses,)),
    ],
)


def minima_dimension(at):
    """Dimension of the set of global minima near theta.

    Where a lower bound of L is attained, the set on which its squares vanish; at a fit of squared error the fibre; else between 0 and N.
    """
    bound = at.facts.get("lower bound of L")
    if isinstance(bound, LowerBound) and bool(bound.attained(at).is_yes):
        roots = polynomial_map(*bound.squares, variables=bound.variables)
        return fibre_dimension.of(point(roots, at.theta, labels=[0] * roots.behaviours))
    if bool((perfect_fit.judge(at) & squared_error.judge(at)).is_yes):
        return fibre_dimension.of(at)
    return Bounds(0, at.jacobian.shape[-1])


dimension = Quantity("dim of the minima near theta", minima_dimension)
landscapes = (paths, constant_losses, spheres_of_minima, valleys_of_minima, known_fibres)
bounded = Statement(about=landscapes, given=(global_minimum,), then=dimension.at_most(parameters - rank(gradients)))

of_minima = Case(
    Claim(
        "minima-dimension-bound",
        FAILS,
        revision=1,
        topic="landscape",
        title="At every minimum a high dimension of the set of minima forces a low rank of the behavioural gradients",
        says=r"If $\theta$ is a global minimum of $L$ and the global minima form a manifold $M$ near $\theta$, then $\dim M \le N -"
        r" \operatorname{rank} G(\theta)$. It fails where the least loss is not zero: with $y = 0$ the whole line of parameters"
        r" of the circle $F(t) = (\cos t, \sin t)$ is minimal, while $\operatorname{rank} G = N = 1$.",
        source=Source("post", "reply on the directions of the implications, 'only works at global minima', read of manifolds of minima"),
        amended_by="claim2-dimension-bound",
        not_shown=("anything against the implication for behaviour manifolds: it holds at every parameter (claim2-dimension-bound)",),
    ),
    bounded,
    accepts=[bounded.replace("at a fit under squared error", given=(squared_error, perfect_fit))],
    checks=[
        witness(circle, hyperbola, paraboloid, squares, line_of_fits),
        exact(batches=1, count=1, over=(spheres_of_minima, known_fibres)),
    ],
)

"""A loss of zero can be smooth where a behaviour has a corner; if its Hessian is zero, the behaviours are differentiable."""

from dataclasses import dataclass

import sympy

from verify import FAILS, HOLDS, Case, Claim, Condition, NamedInstances, Proposition, Rationals, Source, Statement, Subject, Truth, witness

t, s, c = sympy.symbols("t s c", real=True)


@dataclass(frozen=True)
class Germ:
    """A function of one parameter near 0, with value 0 there, fitted to the label 0: one formula to the right and one to the left.

    A formula is a polynomial in ``t``, ``s = sin(1/t)`` and ``c = cos(1/t)``.
    """

    right: sympy.Expr
    left: sympy.Expr

    @property
    def sides(self):
        return (self.right, self.left)


def slope(f):
    """``df/dt`` for ``t != 0``."""
    return sympy.expand(sympy.diff(f, t) - sympy.diff(f, s) * c / t**2 + sympy.diff(f, c) * s / t**2)


def limits(f):
    """The limit points of ``f`` at ``t = 0``, as a polynomial on the unit circle of ``(s, c)``; None if there is a power of ``1/t``.

    As ``t`` tends to 0 from either side, ``1/t`` runs through all angles again and again, so every point of the circle is approached.
    """
    polynomial = sympy.expand(f)
    if any(sympy.degree(sympy.denom(sympy.together(term)), t) > 0 for term in sympy.Add.make_args(polynomial) if term != 0):
        return None
    return sympy.rem(sympy.expand(polynomial.subs(t, 0)), s**2 + c**2 - 1, s)


def limit(functions):
    """The one limit of functions given side by side; None if there is none."""
    found = {limits(f) for f in functions}
    value = found.pop()
    return value if not found and value is not None and value.is_number else None


def gradient(germ):
    """``f'(0)``: the limit of ``f(t) / t``; None where ``f`` is not differentiable."""
    return limit([sympy.expand(f / t) for f in germ.sides])


def curvature(germ):
    """``L''(0)`` for ``L = f^2``: the limit of ``L'(t) / t = 2 f f' / t``, as ``L'(0) = 0`` where ``f(t) / t`` is bounded."""
    return limit([sympy.expand(2 * f * slope(f) / t) for f in germ.sides])


def differentiable(subject):
    return Truth.of(gradient(subject.value) is not None)


def twice(subject):
    return Truth.of(curvature(subject.value) is not None)


def flat(subject):
    return Truth.of(curvature(subject.value) == 0)


def shown(subject):
    germ = subject.value
    along = {"f'(0)": gradient(germ), "L'(t)/t tends to": [limits(sympy.expand(2 * f * slope(f) / t)) for f in germ.sides]}
    return {name: str(value) for name, value in along.items()}


def germ(name, right, left=None):
    return Subject(name, Germ(sympy.expand(right), sympy.expand(right if left is None else left)), Rationals())


germs = NamedInstances(
    "functions of one parameter",
    (
        germ("|t|", t, -t),
        germ("2 t", 2 * t),
        germ("t sin(1/t)", t * s),
        germ("t + t^2 sin(1/t)", t + t**2 * s),
        germ("t^2 sin(1/t)", t**2 * s),
        germ("t |t|", t**2, -(t**2)),
    ),
)
loss_has_hessian = Condition("L is twice differentiable at theta", twice)
hessian_vanishes = Condition("Hess L exists and is 0 at theta", flat)
gradients_exist = Proposition("the behaviours are differentiable at theta", differentiable, shown)

as_stated = Statement(about=(germs,), given=(loss_has_hessian,), then=gradients_exist)
zero = Proposition("the behaviours are differentiable at theta, with gradient 0", lambda at: Truth.of(gradient(at.value) == 0), shown)
sharp = as_stated.replace("where the Hessian is zero", given=(hessian_vanishes,), then=zero)

stated = Case(
    Claim(
        "smooth-loss-means-differentiable-behaviours",
        FAILS,
        revision=1,
        topic="calculus",
        title="Where a loss of zero is twice differentiable, the behaviours are differentiable",
        says=r"If $L = \sum_i (f(\theta, x_i) - y_i)^2$ is $0$ at $\theta$ and twice differentiable there, then every $f(\cdot, x_i)$ is"
        r" differentiable at $\theta$, so that $G$ exists. It fails for $f = |t|$, $y = 0$: $L = t^2$ is smooth, and $f$ has a corner.",
        source=Source("project", "differentiability of the loss alone"),
        amended_by="zero-hessian-at-fit-means-zero-gradients",
        pointwise=False,
    ),
    as_stated,
    accepts=[sharp],
    checks=[witness(*germs)],
)

amended = Case(
    Claim(
        "zero-hessian-at-fit-means-zero-gradients",
        HOLDS,
        revision=1,
        topic="calculus",
        title="Where a loss of zero has a Hessian and it is zero, the behaviours are differentiable with gradient zero",
        says=r"Let $L = \sum_i (f(\theta, x_i) - y_i)^2$. If $L(\theta) = 0$ and $\nabla^2 L(\theta)$ exists and is $0$, then $L(\theta +"
        r" v) = o(|v|^2)$, so every $f(\theta + v, x_i) - y_i = o(|v|)$: the behavioural gradients exist and are zero, whatever $F$ is"
        r" elsewhere.",
        source=Source("project", "differentiability of the loss alone"),
        not_shown=("functions other than those named: the two lines of the proof are what is claimed of all",),
        pointwise=False,
    ),
    sharp,
    rejects=[sharp.without(hessian_vanishes), sharp.replace("where L has a Hessian", given=(loss_has_hessian,))],
    checks=[witness(*germs)],
)

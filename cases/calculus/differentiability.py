"""Derivatives at one point are not enough for Hess L = 2 G G^T at a perfect fit: derivatives that are continuous there are."""

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


def continuous(subject):
    """Is ``f'`` continuous at 0?"""
    at_zero = gradient(subject.value)
    return Truth.of(at_zero is not None and limit([slope(f) for f in subject.value.sides]) == at_zero)


def twice(subject):
    return Truth.of(curvature(subject.value) is not None)


def agrees(subject):
    germ = subject.value
    found, at_zero = curvature(germ), gradient(germ)
    return Truth.of(found is not None and at_zero is not None and found == 2 * at_zero**2)


def shown(subject):
    germ = subject.value
    along = {"f'(0)": gradient(germ), "L'(t)/t tends to": [limits(sympy.expand(2 * f * slope(f) / t)) for f in germ.sides]}
    return {name: str(value) for name, value in along.items()}


def germ(name, right, left=None):
    return Subject(name, Germ(sympy.expand(right), sympy.expand(right if left is None else left)), Rationals())


germs = NamedInstances(
    "functions of one parameter",
    (
        germ("t + t^2 sin(1/t)", t + t**2 * s),
        germ("t^2 sin(1/t)", t**2 * s),
        germ("t + t^3 sin(1/t)", t + t**3 * s),
        germ("t + t |t|", t + t**2, t - t**2),
        germ("2 t", 2 * t),
        germ("|t|", t, -t),
    ),
)
gradient_exists = Condition("f is differentiable at theta", differentiable)
gradient_continuous = Condition("f' is continuous at theta", continuous)
loss_has_hessian = Condition("L is twice differentiable at theta", twice)
formula = Proposition("Hess L exists and is 2 G G^T", agrees, shown)

as_stated = Statement(about=(germs,), given=(gradient_exists,), then=formula)
sharp = as_stated.replace("with continuous derivatives", given=(gradient_continuous,))

stated = Case(
    Claim(
        "differentiability-at-the-point-suffices",
        FAILS,
        revision=1,
        topic="calculus",
        title="For Hess L = 2 G G^T at a perfect fit it is enough that the behaviours are differentiable at the point",
        says=r"If every $f(\cdot, x_i)$ is differentiable at $\theta$ and $L = \sum_i (f(\theta, x_i) - y_i)^2$ is $0$ there, then"
        r" $\nabla^2 L(\theta)$ exists and is $2 G G^\top$. It fails for $f = t + t^2 \sin(1/t)$, $y = 0$: $f'(0) = 1$, and $L'(t)/t$"
        r" has all"
        r" of $[0, 4]$ as limit points at $0$.",
        source=Source("post", "footnote 7"),
        amended_by="continuous-derivatives-suffice-at-fit",
        not_shown=("the same for Claim 2 and the key result: there continuous derivatives near the point are needed too",),
        pointwise=False,
    ),
    as_stated,
    accepts=[sharp],
    checks=[witness(*germs)],
)

amended = Case(
    Claim(
        "continuous-derivatives-suffice-at-fit",
        HOLDS,
        revision=1,
        topic="calculus",
        title="At a perfect fit, continuous first derivatives of the behaviours give Hess L = 2 G G^T; second derivatives need not exist",
        says=r"If $F$ is $C^1$ near $\theta$ and $L = |F - y|^2$ is $0$ there, then $\nabla^2 L(\theta)$ exists and is $2 G G^\top$, as"
        r" for $f ="
        r" t + t |t|$ and $t + t^3 \sin(1/t)$, which have no second derivative at $0$.",
        source=Source("project", "smoothness at a perfect fit"),
        uses=("hessian-is-twice-gram-matrix",),
        not_shown=(
            (
                "the theorem for all C^1 maps: grad L(theta + v) = 2 J(theta + v)^T (J v + o(|v|)), here with its limit taken for each"
                " function"
            ),
            "points with nonzero residual, where second derivatives of F enter",
        ),
        pointwise=False,
    ),
    sharp,
    rejects=[
        sharp.without(gradient_continuous),
        sharp.replace("differentiable at the point", given=(gradient_exists,)),
        sharp.replace("where L has a Hessian", given=(loss_has_hessian,)),
    ],
    checks=[witness(*germs)],
)

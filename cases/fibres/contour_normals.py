"""The gradient of a behaviour is normal to its contour where it is not zero; where it is zero it is no normal, though there may be one."""

import sympy

from verify import (
    FAILS,
    HOLDS,
    Case,
    Claim,
    Condition,
    NamedInstances,
    Quantity,
    Source,
    Statement,
    exact,
    gradients,
    point,
    points_of,
    polynomial_map,
    projection,
    witness,
)


def normal_of_contour(at):
    """The gradient of the product of the distinct factors of ``f - f(theta)``: where it is not zero, it spans the normals of the contour.

    The contour is the zero set of that product too, and a zero set is a hypersurface wherever its equation has a gradient.
    """
    names = at.model.variables
    place = dict(zip(names, map(sympy.Rational, at.numbers.text(at.theta)), strict=True))
    level = sympy.Rational(at.numbers.text(at.outputs)[0])
    factors = sympy.factor_list(at.model.expressions[0] - level)[1]
    reduced = sympy.Mul(*(factor for factor, _ in factors))
    return at.numbers.array([[str(sympy.diff(reduced, name).subs(place))] for name in names])


normal = Quantity("n", normal_of_contour)
smooth_contour = Condition("the contour is a hypersurface with normal n != 0", lambda at: (~at.numbers.zero(normal.of(at))).any())
slope = Condition("grad f != 0", lambda at: (~at.numbers.zero(at.jacobian)).any())

double_line = point(polynomial_map("x**2", variables=("x", "y")), at=[0, 0], labels=[0])
double_circle = point(polynomial_map("(x**2 + y**2 - 1)**2"), at=[1, 0], labels=[0])
circle = point(polynomial_map("x**2 + y**2"), at=[1, 2], labels=[0])
crossing = point(polynomial_map("x*y"), at=[0, 0], labels=[0])
level = point(polynomial_map("x + 0*y"), at=[1, 1], labels=[0])
smallest = NamedInstances("functions of two parameters", (double_line, double_circle, circle, crossing, level))
maps = tuple(
    points_of(polynomial_map(formula, variables=("x", "y")), f"points of {formula}")
    for formula in ("x**2", "x*y - x", "x**2 - y**3", "x + y**2")
)

as_stated = Statement(about=(smallest, *maps), given=(smooth_contour,), then=projection(gradients).equals(projection(normal)))
sharp = as_stated.replace("where the gradient is not zero", given=(slope,))

stated = Case(
    Claim(
        "behavioural-gradient-is-normal",
        FAILS,
        revision=1,
        topic="fibres",
        title="The normal vector of the contour of an input is the gradient of the network's output on it",
        says=r"Wherever the contour $\{f(\cdot, x_i) = f(\theta, x_i)\}$ is a hypersurface near $\theta$, $g_i = \nabla_\theta f(\theta,"
        r" x_i)$ spans its normals there. It fails where $g_i = 0$: $x^2$ has the contour $\{x = 0\}$, whose normal is $e_1$.",
        source=Source("post", "section Behavioral gradients"),
        amended_by="nonzero-behavioural-gradient-is-normal",
    ),
    as_stated,
    accepts=[sharp],
    checks=[witness(double_line, circle), witness(double_circle, circle, name="a circle, twice"), exact(batches=1)],
)

amended = Case(
    Claim(
        "nonzero-behavioural-gradient-is-normal",
        HOLDS,
        revision=1,
        topic="fibres",
        title="A behavioural gradient that is not zero spans the normals of its contour",
        says=r"If $g_i \ne 0$, the contour of input $i$ through $\theta$ is a hypersurface near $\theta$ whose normals are the multiples of"
        r" $g_i$.",
        source=Source("project", "normals of contours"),
        uses=("submersion-fibre-dimension", "claim1-perpendicular"),
        not_shown=("the same for functions that are not polynomial: it is the implicit function theorem",),
    ),
    sharp,
    rejects=[
        sharp.without(slope),
        sharp.replace("wherever the contour is a hypersurface", given=(smooth_contour,)),
        sharp.replace(
            "axes as normals", then=projection(Quantity("e_1", lambda at: at.numbers.array([[1], [0]]))).equals(projection(normal))
        ),
    ],
    checks=[exact(batches=2)],
)

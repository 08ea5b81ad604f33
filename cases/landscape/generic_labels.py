"""For almost all labels perfect fits have independent gradients, critical points are not focal, and the nearest behaviour is unique.

Shown for polynomial maps, each with the polynomial whose zeros are the exceptional labels.
"""

from itertools import combinations

import sympy

from verify import HOLDS, Case, Claim, LabelSystem, NamedInstances, Proposition, Rationals, Source, Statement, Subject, witness

a, b, c, d, p, q, s, t, u, v, w = sympy.symbols("a b c d p q s t u v w")


def labels_of(outputs):
    return sympy.symbols(f"y1:{len(outputs) + 1}")


def squared_distance(outputs):
    return sum((output - label) ** 2 for output, label in zip(outputs, labels_of(outputs), strict=True))


def values(outputs, at):
    """The parameters ``at`` with the labels that they fit."""
    fitted = {label: sympy.sympify(output).subs(at) for label, output in zip(labels_of(outputs), outputs, strict=True)}
    return {**at, **fitted}


def fits(outputs, theta, at=None):
    """F(theta) = y."""
    equations = [output - label for output, label in zip(outputs, labels_of(outputs), strict=True)]
    return LabelSystem(tuple(equations), theta, labels_of(outputs), None if at is None else values(outputs, at))


def deficient_fits(outputs, theta, at=None):
    """F(theta) = y, and every minor of J of the order of the number of behaviours is 0."""
    slopes = sympy.Matrix(outputs).jacobian(theta)
    minors = [slopes[:, list(chosen)].det() for chosen in combinations(range(len(theta)), len(outputs))]
    fitted = fits(outputs, theta, at)
    return LabelSystem((*fitted.equations, *minors), theta, fitted.labels, fitted.example)


def subject(name, **systems):
    return Subject(name, systems, Rationals())


def few(kind, text):
    """The labels of one kind lie in the zero set of one nonzero polynomial."""
    return Proposition(
        f"the labels with {text} are zeros of one nonzero polynomial",
        lambda at: at.value[kind].met_by_few(),
        lambda at: {"polynomials in the labels": str(at.value[kind].eliminated)},
    )


def none(kind, text):
    return Proposition(
        f"there are no labels with {text}", lambda at: at.value[kind].met_by_none(), lambda at: {"example": str(at.value[kind].example)}
    )


def map_of(name, outputs, theta, full, deficient=None):
    """A map with a fit where the rank is the number of behaviours (or any fit), and a deficient fit, if there is one."""
    return subject(name, fits=fits(outputs, theta, full), deficient=deficient_fits(outputs, theta, deficient))


maps = (
    map_of("F = a b", [a * b], (a, b), {a: 1, b: 1}, {a: 0, b: 0}),
    map_of("F = (a + b, a b)", [a + b, a * b], (a, b), {a: 1, b: 0}, {a: 1, b: 1}),
    map_of("F = (a^2, b^2)", [a**2, b**2], (a, b), {a: 1, b: 1}, {a: 0, b: 1}),
    map_of("F = (a, a + b)", [a, a + b], (a, b), {a: 0, b: 0}),
    map_of("v (w x + b)^2 on x = 0, 1", [v * b**2, v * (w + b) ** 2], (v, w, b), {v: 1, w: 1, b: 1}, {v: 1, w: -1, b: 1}),
    map_of("v (w x)^2 on x = 1, 2: fewer independent behaviours than data", [v * w**2, 4 * v * w**2], (v, w), None, {v: 1, w: 1}),
    map_of("v w x + c on x = 1, 2: a ReLU where w > 0", [v * w + c, 2 * v * w + c], (v, w, c), {v: 1, w: 1, c: 0}, {v: 0, w: 0, c: 1}),
    map_of("c on x = 1, 2: the same ReLU where w < 0", [c, c], (v, w, c), None, {v: 1, w: -1, c: 1}),
    map_of("F = (t, t^2): fewer parameters than behaviours", [t, t**2], (t,), None, {t: 1}),
)
generic_fit = Statement(
    about=(NamedInstances("polynomial maps", maps),),
    given=(),
    then=few("deficient", "a perfect fit at which the gradients are dependent"),
)

sard = Case(
    Claim(
        "generic-labels-are-fitted-with-full-rank",
        HOLDS,
        revision=1,
        topic="landscape",
        title="For almost all labels, every perfect fit of a smooth map has independent behavioural gradients",
        says=r"The labels $y$ for which some $\theta$, near which $F$ is smooth, has $F(\theta) = y$ and $\operatorname{rank} G(\theta) <"
        r" m$ are a null set. So with labels drawn from a density, with probability $1$ every perfect fit at which $F$ is smooth has"
        r" $\operatorname{rank} G = m$; the Hessian of squared error then has rank $m$, and the fits near it form a manifold of dimension"
        r" $N - m$.",
        source=Source("project", "generic labels"),
        uses=("squared-error-rank-equality-at-fit", "submersion-fibre-dimension"),
        not_shown=(
            "the theorem for all maps of class C^r, r > N - m: it is Sard's; here the exceptional labels of the maps named are computed",
            "networks with kinks: relu(a) + b fits every label at a = 0, where it has no gradient",
        ),
        pointwise=False,
    ),
    generic_fit,
    rejects=[
        generic_fit.replace("no labels at all", then=none("deficient", "a perfect fit at which the gradients are dependent")),
        generic_fit.replace("of all perfect fits", then=few("fits", "a perfect fit")),
    ],
    checks=[witness(*maps)],
)


def focal(outputs, at=None):
    """Critical, and the second derivative vanishes too."""
    loss = squared_distance(outputs)
    return LabelSystem((loss.diff(t), loss.diff(t, 2)), (t,), labels_of(outputs), at)


def two_critical(outputs, at=None):
    """Two critical parameters s and t whose difference has an inverse u."""
    slope = squared_distance(outputs).diff(t)
    return LabelSystem((slope, slope.subs(t, s), u * (t - s) - 1), (u, t, s), labels_of(outputs), at)


def two_nearest(outputs, at=None):
    """The same at equal distance from y, as two nearest behaviours are."""
    loss, pair = squared_distance(outputs), two_critical(outputs, at)
    equal = sympy.cancel((loss - loss.subs(t, s)) / (t - s))
    return LabelSystem((*pair.equations, equal), pair.unknowns, pair.labels, at)


y1, y2 = labels_of([0, 0])
above = {t: 1, s: -1, u: sympy.Rational(1, 2), y1: 0, y2: sympy.Rational(3, 2)}
parabola, cubic, line = [t, t**2], [t, t**3], [t, 2 * t]
focus = {t: 0, y1: 0, y2: sympy.Rational(1, 2)}
curves = (
    subject("F = (t, t^2)", focal=focal(parabola, focus), two=two_critical(parabola, above)),
    subject("F = (t, t^3)", focal=focal(cubic), two=two_critical(cubic)),
    subject("F = (t, 2 t)", focal=focal(line), two=two_critical(line)),
)
generic_critical = Statement(
    about=(NamedInstances("immersed curves in the plane", curves),),
    given=(),
    then=few("focal", "a critical point at which the Hessian vanishes"),
)

sard_for_distances = Case(
    Claim(
        "generic-labels-are-not-focal",
        HOLDS,
        revision=1,
        topic="landscape",
        title="For almost all labels, no critical point along an immersed image has a Hessian of less rank than the gradients",
        says=r"Let $J$ have constant rank $\rho$ and $L = |F - y|^2$. The labels $y$ for which $L$ has a critical point with"
        r" $\operatorname{rank} \nabla^2 L < \rho$ are the focal points of the image, a null set: for $F(t) = (t, t^2)$ the"
        r" curve $27 y_1^2 = 16 (y_2 - 1/2)^3$.",
        source=Source("post", "reply on behaviour and loss, 'probably extremely rare', made precise for critical points"),
        uses=("focal-labels-lose-rank",),
        not_shown=(
            "the theorem for all maps: it is Sard's, for the end-point map of normal vectors; here computed for two curves and a line",
            "anything where the rank jumps: for F = t^2 every y < 0 has a critical point with more rank than J",
        ),
        pointwise=False,
    ),
    generic_critical,
    rejects=[
        generic_critical.replace("no labels at all", then=none("focal", "a critical point at which the Hessian vanishes")),
        generic_critical.replace("with two critical points", then=few("two", "two critical points")),
    ],
    checks=[witness(*curves)],
)

on_circle = (c**2 + d**2 - 1, p**2 + q**2 - 1, y1 * d - y2 * c, y1 * q - y2 * p, u * ((c - p) ** 2 + (d - q) ** 2) - 1)
two_places = (u, c, d, p, q)
antipodes = {c: 1, d: 0, p: -1, q: 0, u: sympy.Rational(1, 4), y1: 2, y2: 0}
centre = {c: 1, d: 0, p: 0, q: 1, u: sympy.Rational(1, 2), y1: 0, y2: 0}
images = (
    subject("the parabola (t, t^2)", critical=two_critical(parabola, above), nearest=two_nearest(parabola, above)),
    subject(
        "the unit circle",
        critical=LabelSystem(on_circle, two_places, (y1, y2), antipodes),
        nearest=LabelSystem((*on_circle, y1 * (c - p) + y2 * (d - q)), two_places, (y1, y2), centre),
    ),
    subject("the line (t, 2 t)", critical=two_critical(line), nearest=two_nearest(line)),
)
generic_nearest = Statement(
    about=(NamedInstances("images in the plane", images),),
    given=(),
    then=few("nearest", "two critical behaviours at equal distance"),
)

rademacher = Case(
    Claim(
        "generic-labels-have-one-nearest-behaviour",
        HOLDS,
        revision=1,
        topic="landscape",
        title="For almost all labels, all global minima of squared error have the same behaviour",
        says=r"Let $K$ be the closure of the image $F(\Theta)$. The labels $y$ with two nearest points in $K$ are a null set, so"
        r" for almost all $y$ the global minima of $|F - y|^2$ share one behaviour. The exceptions are $y = 0$ for the unit"
        r" circle and part of the axis $y_1 = 0$ for the parabola.",
        source=Source("post", "reply on behaviour and loss, 'probably extremely rare', made precise for global minima"),
        uses=("two-nearest-behaviours-make-a-kink",),
        not_shown=(
            "the theorem for all closed sets: where two points are nearest the distance, a Lipschitz function, is not differentiable",
            "that structured labels are rare in practice: the autoencoder's are exceptional",
        ),
        pointwise=False,
    ),
    generic_nearest,
    rejects=[
        generic_nearest.replace("never", then=none("nearest", "two critical behaviours at equal distance")),
        generic_nearest.replace("of any two critical behaviours", then=few("critical", "two critical behaviours")),
    ],
    checks=[witness(*images)],
)

"""Is the volume near an unbounded solution set infinite? Where a symmetry keeps volumes and runs off; not where the set is ever thinner."""

from dataclasses import dataclass

import sympy

from verify import (
    FAILS,
    HOLDS,
    Case,
    Claim,
    Condition,
    NamedInstances,
    Proposition,
    Rationals,
    Source,
    Statement,
    Subject,
    Truth,
    witness,
)

a, b = sympy.symbols("a b", real=True)
small = sympy.Rational(1, 2)
"""What |f| is less than."""


@dataclass(frozen=True)
class Tube:
    """``{|f| < 1/2}`` as ``below(t) < s < above(t)`` for ``start < t < end``, in coordinates with the area ``density ds dt``."""

    f: object
    across: object
    along: object
    below: object
    above: object
    start: object
    end: object
    density: object = sympy.S.One
    symmetry: tuple = ()

    def __post_init__(self):
        ends = [sympy.simplify(self.f.subs(self.across, end)) for end in (self.below, self.above)]
        assert ends == [-small, small], "f is -1/2 and 1/2 on the two sides"
        assert rises(self), "f rises between them, so that these are all the points with |f| < 1/2"

    def area(self):
        through = sympy.integrate(self.density, self.across)
        width = sympy.simplify(through.subs(self.across, self.above) - through.subs(self.across, self.below))
        return sympy.integrate(width, (self.along, self.start, self.end))


def rises(tube):
    """Does f rise with s? Each variable is taken for positive where it is an ``r > 0`` or starts from 0."""
    slope = sympy.simplify(sympy.diff(tube.f, tube.across))
    positive = sympy.Dummy("positive", positive=True)
    if tube.start == 0:
        slope = slope.subs(tube.across if tube.density == tube.across else tube.along, positive)
    return slope.is_positive is True


def unbounded(subject):
    """Cartesian coordinates, one of which runs off along f = 0."""
    tube = subject.value
    return Truth.of(tube.density == 1 and (tube.end - tube.start) == sympy.oo)


def infinite(subject):
    area = subject.value.area()
    return Truth.of(area == sympy.oo, area.is_finite is True)


def runs_off(subject):
    """Is there an affine map with f o T = f and determinant 1 or -1 that multiplies a coordinate by q > 1, or adds to one?

    Its powers carry a small ball of the tube to infinitely many disjoint sets of the same volume, all of them in the tube.
    """
    tube = subject.value
    if not tube.symmetry:
        return Truth.of(False)
    image = dict(zip((a, b), tube.symmetry, strict=True))
    keeps_f = sympy.expand(tube.f.subs(image, simultaneous=True) - tube.f) == 0
    keeps_volume = abs(sympy.Matrix(tube.symmetry).jacobian([a, b]).det()) == 1
    grows = any((value / place).is_number and value / place > 1 for place, value in image.items())
    shifts = any((value - place).is_number and value != place for place, value in image.items())
    return Truth.of(keeps_f and keeps_volume and (grows or shifts))


plane = {"across": a, "along": b, "start": -sympy.oo, "end": sympy.oo}
tubes = NamedInstances(
    "tubes around solution sets",
    tuple(
        Subject(name, tube, Rationals())
        for name, tube in (
            ("a (1 + b^2)", Tube(a * (1 + b**2), below=-small / (1 + b**2), above=small / (1 + b**2), **plane)),
            ("a", Tube(a, below=-small, above=small, symmetry=(a, b + 1), **plane)),
            ("a b - 1, a > 0", Tube(a * b - 1, b, a, (1 - small) / a, (1 + small) / a, sympy.S.Zero, sympy.oo, symmetry=(2 * a, b / 2))),
            (
                "r^2 - 1, in polar coordinates (r, phi) = (a, b)",
                Tube(a**2 - 1, a, b, sympy.sqrt(1 - small), sympy.sqrt(1 + small), sympy.S.Zero, 2 * sympy.pi, density=a),
            ),
        )
    ),
)
extends = Condition("{f = 0} is unbounded", unbounded)
symmetric = Condition("a map T with f o T = f keeps volumes and runs off", runs_off)
has_infinite_volume = Proposition("{|f| < 1/2} has infinite volume", infinite, lambda subject: {"volume": str(subject.value.area())})

as_stated = Statement(about=(tubes,), given=(extends,), then=has_infinite_volume)
sharp = as_stated.replace("with a symmetry that runs off", given=(symmetric,))

stated = Case(
    Claim(
        "unbounded-solutions-infinite-volume",
        FAILS,
        revision=1,
        topic="volume",
        title="Where the solution manifold is unbounded, the volume of the basin is infinite, so that it says nothing",
        says=r"If $\{f = 0\}$ is unbounded, $\{|f| < \varepsilon\}$ has infinite volume.",
        source=Source("post", "section Solution manifolds"),
        amended_by="symmetric-solutions-infinite-volume",
        not_shown=("that the volume is infinite for the networks in use",),
        pointwise=False,
    ),
    as_stated,
    accepts=[sharp],
    checks=[witness(*tubes)],
)

amended = Case(
    Claim(
        "symmetric-solutions-infinite-volume",
        HOLDS,
        revision=1,
        topic="volume",
        title="Where a volume-preserving symmetry runs off to infinity, the volume of the basin is infinite",
        says=r"Let $f$ be continuous, $T$ affine with $|\det T| = 1$ and $f \circ T = f$, such that $T$ multiplies a coordinate by $q > 1$"
        r" or adds a constant other than $0$ to it. If $\{|f| < \varepsilon\}$ is not empty, it has infinite volume: so for $f = a b - 1$,"
        r" by $(2a, b/2)$.",
        source=Source("project", "sublevel volumes"),
        not_shown=("functions other than those named: images of a small ball under powers of T are disjoint, and lie in the set",),
        pointwise=False,
    ),
    sharp,
    rejects=[
        sharp.replace("whenever the solution set is unbounded", given=(extends,)),
        sharp.without(symmetric),
    ],
    checks=[witness(*tubes)],
)

"""Infinitely many saddles, each below the one before, beside a global minimum; and that not every critical point can be a saddle then."""

from dataclasses import dataclass

import sympy

from verify import (
    FAILS,
    HOLDS,
    NO,
    UNKNOWN,
    YES,
    Case,
    Claim,
    Condition,
    NamedInstances,
    Proposition,
    Rationals,
    Source,
    Statement,
    Subject,
    witness,
)

x, y = sympy.symbols("x y", real=True)
steps = -(sympy.sin(sympy.pi * x) ** 2) * sympy.exp(-x)
"""The slope h'(x) of the terraces: negative but for the integers, where it vanishes; and at least -exp(-x)."""


@dataclass(frozen=True)
class Terraces:
    """L(x, y) = h(x) + y^2 q(x, y) with h' = `steps` and a polynomial q. On the line y = 0, L = h falls for ever and dL/dy = 0."""

    beside: sympy.Expr
    deep: tuple[int, int] | None = None
    """A point whose y^2 q is to lie more than 1 below 0, if any."""

    @property
    def saddles_on_the_line(self):
        """Each (n, 0) is critical, with higher points on one side and lower ones on the other: h' vanishes there, and else is negative."""
        n = sympy.Symbol("n", integer=True)
        rooted = steps.subs(x, n) == 0 and sympy.simplify(steps + sympy.sin(sympy.pi * x) ** 2 * sympy.exp(-x)) == 0
        flat_across = sympy.diff(y**2 * self.beside, y).subs(y, 0) == 0 and sympy.diff(y**2 * self.beside, x).subs(y, 0) == 0
        return bool(rooted and flat_across)

    @property
    def has_minimum(self):
        """Yes where q < 0 on a bounded set only, on which y^2 q falls below -1 at x = 0; no where q is a positive number.

        h >= h(0) - 1 everywhere: it falls, and from 0 on by the integral of exp(-s) at most. So L >= h(0) - 1 where q >= 0, and L takes a
        smaller value at the deep point; being smaller than that is left to a bounded closed set, on which L has a least value. If q is a
        positive number, L(x, y) >= h(x) > h(x + 1) = L(x + 1, 0).
        """
        if self.beside.is_number:
            return NO if self.beside > 0 else UNKNOWN
        if self.deep is None or self.deep[0] != 0:
            return UNKNOWN
        polynomial = sympy.Poly(self.beside, x, y)
        rest = polynomial - sympy.Poly(x**2 + y**2, x, y)
        bounded = rest.total_degree() < 2
        low = (y**2 * self.beside).subs(dict(zip((x, y), self.deep, strict=True))) < -1
        return YES if bounded and bool(low) else UNKNOWN

    @property
    def has_other_critical_points(self):
        """Is some critical point no saddle? Where there is a least value it is taken at one; if q is a positive number, only (n, 0) are."""
        minimum = self.has_minimum
        if bool(minimum.is_yes):
            return YES
        return NO if self.beside.is_number and bool(self.beside > 0) and self.saddles_on_the_line else UNKNOWN

    @property
    def descends_for_ever(self):
        """Are there saddles theta_1, theta_2, ... and a path through them along which L never rises, each lower than the one before?"""
        return YES if self.saddles_on_the_line else UNKNOWN


@dataclass(frozen=True)
class SumOfSquares:
    """A polynomial L, the sum of squares that have a common zero ``least``."""

    squares: tuple[sympy.Expr, ...]
    least: tuple[int, int]

    @property
    def has_minimum(self):
        here = dict(zip((x, y), self.least, strict=True))
        return YES if all(root.subs(here) == 0 for root in self.squares) else UNKNOWN

    @property
    def has_other_critical_points(self):
        """The zero is a global minimum and so critical, and no saddle."""
        return self.has_minimum

    @property
    def descends_for_ever(self):
        """A polynomial has finitely many critical values, so a falling sequence of them ends."""
        return NO


def landscape(name, value):
    return Subject(name, value, Rationals())


well = x**2 + (y - 3) ** 2 - 1
landscapes = (
    landscape("terraces with a well: h(x) + y^2 (x^2 + (y - 3)^2 - 1)", Terraces(sympy.expand(well), deep=(0, 3))),
    landscape("terraces: h(x) + y^2", Terraces(sympy.Integer(1))),
    landscape("a bowl: x^2 + y^2", SumOfSquares((x, y), (0, 0))),
    landscape("two wells: (x^2 - 1)^2 + y^2", SumOfSquares((x**2 - 1, y), (1, 0))),
)


def asked(name):
    return lambda at: getattr(at.value, name)


def shown(at):
    return {"L": at.name}


has_minimum = Condition("L has a global minimum", asked("has_minimum"))
ends = Proposition(
    "no infinite sequence of saddles, each lower than the one before, lies on a path along which L never rises",
    lambda at: ~at.value.descends_for_ever,
    shown,
)
as_stated = Statement(about=(NamedInstances("landscapes", landscapes),), given=(has_minimum,), then=ends)
sharp = as_stated.replace(
    "some critical point", then=Proposition("some critical point is no saddle", asked("has_other_critical_points"), shown)
)

stated = Case(
    Claim(
        "no-saddles-all-the-way-down",
        FAILS,
        revision=1,
        topic="landscape",
        title="Where a global minimum exists, no descent passes infinitely many saddles",
        says=r"If $L$ has a global minimum, there is no infinite sequence of saddles, each lower than the one before, on one path of"
        r" descent. It fails for $L = h(x) + y^2 (x^2 + (y - 3)^2 - 1)$ with $h' = -\sin^2(\pi x)\, e^{-x}$: the saddles $(n, 0)$ descend"
        r" for ever along the $x$-axis, and the global minimum lies in the well about $(0, 3)$.",
        source=Source("post", "reply that saddle points all the way down are impossible if a global minimum exists"),
        amended_by="not-only-saddles",
        not_shown=("anything about networks: a polynomial loss, such as squared error of a linear network, has no such sequence",),
        pointwise=False,
    ),
    as_stated,
    accepts=[sharp],
    checks=[witness(*landscapes)],
)

amended = Case(
    Claim(
        "not-only-saddles",
        HOLDS,
        revision=1,
        topic="landscape",
        title="Where a global minimum exists, not every critical point is a saddle",
        says=r"If a differentiable $L$ on $\mathbb R^N$ has a global minimum, this is a critical point that is no saddle."
        r" Without one all critical points can be saddles, infinitely many: $h(x) + y^2$ with $h' = -\sin^2(\pi x)\, e^{-x}$.",
        source=Source("project", "global minimum among the critical points"),
        not_shown=(
            "that descent from a saddle leads to the global minimum, or to any minimum",
            "more than follows from the words: a least value is taken at a critical point, near which nothing is lower",
        ),
        pointwise=False,
    ),
    sharp,
    rejects=[sharp.without(has_minimum), as_stated.replace("no infinite descent")],
    checks=[witness(*landscapes)],
)

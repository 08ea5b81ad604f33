"""Does the solution set of higher dimension drain more? A point beside a circle can take most of it; at low temperature the circle wins."""

from dataclasses import dataclass
from fractions import Fraction

from flint import acb, arb, fmpq, fmpq_poly

from verify import (
    FAILS,
    HOLDS,
    Balls,
    Case,
    Claim,
    Condition,
    NamedInstances,
    Proposition,
    Source,
    Statement,
    Subject,
    Truth,
    witness,
)

BETA = 10**6
"""At which the weights are integrated."""


@dataclass(frozen=True)
class PointAndCircle:
    """``L = s^order (s - c)^2`` with ``s = a^2 + b^2``: its minimisers are the origin and the circle ``s = c``.

    With ``order`` 1 it is the squared error of ``F = ((s - c) a, (s - c) b)`` with labels 0, with ``order`` 3 that of ``s F``.
    """

    order: int
    c: int

    def loss(self):
        """As a polynomial in s."""
        return fmpq_poly([0, 1]) ** self.order * fmpq_poly([-self.c, 1]) ** 2

    def ridge(self):
        """Where ``dL/ds`` vanishes between the two: the flow goes to the origin from within, to the circle from without.

        ``dL/ds`` is a positive factor, a power of s, ``s - c``, and the linear function with this zero: positive, negative, positive.
        """
        found = Fraction(self.order * self.c, self.order + 2)
        factors = fmpq_poly([0, 1]) ** (self.order - 1) * fmpq_poly([-self.c, 1]) * fmpq_poly([-self.order * self.c, self.order + 2])
        assert self.loss().derivative() == factors, "the critical circles are these"
        assert 0 < found < self.c, "the ridge is between them"
        return found

    def share_of_point(self):
        """Mass under N(0, I) of the disc within the ridge: ``s / 2`` has the law of density ``exp(-x)``."""
        within = self.ridge()
        return 1 - (-arb(fmpq(within.numerator, within.denominator)) / 2).exp()

    def weights(self, beta):
        """Those of ``exp(-beta L)`` under N(0, I) within the ridge and outside it: integrals over s, and what they leave out at most.

        That is less than ``exp(-beta L)`` at ``s = 2 c + 1``, from where on L rises.
        """
        loss, far, ridge = self.loss(), 2 * self.c + 1, self.ridge()

        def density(s, _):
            return (-beta * s**self.order * (s - self.c) ** 2 - s / 2).exp() / 2

        top = acb(fmpq(ridge.numerator, ridge.denominator))
        within, outside = (acb.integral(density, *ends).real for ends in ((0, top), (top, far)))
        return within, outside, (-arb(beta * loss(far))).exp()


def circle_drains_more(subject):
    share = subject.value.share_of_point()
    return Truth.of(bool(share < arb(1) / 2), bool(share > arb(1) / 2))


def definite_across(subject):
    """Is the Hessian of L definite on the directions across each solution set? At the origin if L ~ s, at the circle if L ~ (s - c)^2."""
    loss, c = subject.value.loss(), subject.value.c
    return Truth.of(loss.derivative()(0) > 0 and loss(c) == 0 and loss.derivative()(c) == 0 and loss.derivative().derivative()(c) > 0)


def circle_wins(subject):
    """Which of the two has the larger share of ``exp(-beta L)`` under N(0, I), for large beta?

    Laplace: near the origin ``L = c^2 s^order + ...``, the integral of which over the plane decays as ``beta^(-1/order)``; near the circle
    ``L = c^order (s - c)^2 + ...``, with decay ``beta^(-1/2)``. The smaller exponent wins.
    The weights for one large beta, integrated in balls, have to agree.
    """
    point, circle = Fraction(1, subject.value.order), Fraction(1, 2)
    within, outside, left_out = subject.value.weights(BETA)
    return Truth.of(circle < point and bool(outside > within), circle > point and bool(outside + left_out < within))


landscapes = NamedInstances(
    "a point and a circle of solutions",
    tuple(Subject(f"s^{order} (s - {c})^2, s = a^2 + b^2", PointAndCircle(order, c), Balls()) for order, c in ((1, 16), (1, 1), (3, 1))),
)
nondegenerate = Condition("the Hessian is definite across both solution sets", definite_across)
drains = Proposition(
    "the circle drains more of N(0, I) than the point, by gradient flow",
    circle_drains_more,
    lambda subject: {"share of the point": subject.value.share_of_point().str(6)},
)
wins = Proposition("for large beta the circle has the larger share of exp(-beta L)", circle_wins)

as_stated = Statement(about=(landscapes,), given=(), then=drains)
sharp = as_stated.replace("at low temperature, nondegenerate", given=(nondegenerate,), then=wins)

stated = Case(
    Claim(
        "higher-dimension-drains-more",
        FAILS,
        revision=1,
        topic="volume",
        title="The solution manifold of higher dimension drains the larger part of parameter space",
        says=r"Of two solution manifolds of one loss, the one of higher dimension attracts the gradient flow from the larger part of"
        r" $\mathcal N(0, I)$.",
        source=Source("post", "section Solution manifolds, read without its 'all else being equal'; footnote 5 doubts it"),
        amended_by="higher-dimension-wins-at-low-temperature",
        not_shown=("which of them the training of networks reaches: this is a question for experiments",),
        pointwise=False,
    ),
    as_stated,
    accepts=[sharp],
    checks=[witness(*landscapes)],
)

amended = Case(
    Claim(
        "higher-dimension-wins-at-low-temperature",
        HOLDS,
        revision=1,
        topic="volume",
        title="Weighted by exp(-beta L) with large beta, of two compact nondegenerate solution sets that of higher dimension wins",
        says=r"If the Hessian of $L \ge 0$ is definite across each of two compact solution manifolds, their weights under"
        r" $e^{-\beta L}\, \mathcal N(0, I)$ decay as $\beta^{-\mathrm{codim}/2}$:"
        r" for all large $\beta$ the one of higher dimension has more.",
        source=Source("project", "weights of solution manifolds"),
        uses=("prior-weight-decays-with-rank",),
        not_shown=(
            "landscapes other than a point and a circle, and how large beta has to be: the exponents are those of Laplace's method",
            "solution manifolds that run off to infinity, along which the curvature across them can tend to 0",
            "anything about gradient flow, whose basins do not follow these weights",
        ),
        pointwise=False,
    ),
    sharp,
    rejects=[
        sharp.without(nondegenerate),
        sharp.replace("under gradient flow too", then=drains),
    ],
    checks=[witness(*landscapes)],
)

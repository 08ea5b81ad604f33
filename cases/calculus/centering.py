"""Moving the origin to the minimum changes no derivative; taking the loss to be zero there is a hypothesis, since residuals may remain."""

import numpy as np
import sympy

from verify import (
    FAILS,
    HOLDS,
    Case,
    Claim,
    Condition,
    ModelInstance,
    NamedInstances,
    Quantity,
    Source,
    Statement,
    centred_maps,
    exact,
    jacobian,
    local_minimum,
    perfect_fit,
    point,
    points_of,
    polynomial_map,
    polynomial_maps,
    second_derivatives,
    sum_of_squares,
    witness,
)
from verify.maps.formulas import FormulaMap
from verify.maps.regularisers import FormulaRegulariser


def centred(formulas, variables, at, labels, least):
    """The instance whose total loss has the value ``least`` subtracted from it."""
    return point(
        polynomial_map(*formulas, variables=variables), at=at, labels=labels, regulariser=FormulaRegulariser(variables, f"-({least})")
    )


def total(at):
    value = at.loss.value(at.numbers, at.outputs, at.labels)
    return value if at.regulariser is None else value + at.regulariser.value(at.numbers, at.theta)


zero_loss = Condition("L(theta) = 0", lambda at: at.numbers.zero(total(at)))

missed = centred(("t**2",), ("t",), at=[0], labels=[-1], least=1)
missed_beside = centred(("a", "b**2"), ("a", "b"), at=[0, 0], labels=[0, -2], least=4)
straight_on_average = centred(("t", "t"), ("t",), at=[0], labels=[1, -1], least=2)
fitted = point(polynomial_map("t + t**2"), at=[0], labels=[0])
normalised = NamedInstances("minima with their value subtracted", (missed, missed_beside, straight_on_average, fitted))

as_stated = Statement(
    about=(normalised, centred_maps, polynomial_maps),
    given=(sum_of_squares, local_minimum, zero_loss),
    then=second_derivatives.equals(2 * (jacobian.T @ jacobian)),
)
sharp = as_stated.replace("where all residuals vanish", given=(sum_of_squares, perfect_fit))

stated = Case(
    Claim(
        "zero-loss-without-loss-of-generality",
        FAILS,
        revision=1,
        topic="calculus",
        title="One may normalise the loss to be zero at a local minimum, and then its Hessian is 2 G G^T",
        says=r"If $L = \sum_i (f(\theta, x_i) - y_i)^2 - c$ has a local minimum at $\theta$ and $c$ is its value there, so that"
        r" $L(\theta) = 0$, then $\nabla^2 L(\theta) = 2 G G^\top$. It fails for $(t^2 + 1)^2 - 1$ at $0$: subtracting a number leaves the"
        r" residuals as they are.",
        source=Source("post", "footnote 9, the sentence that centres everything"),
        amended_by="hessian-is-twice-gram-matrix",
    ),
    as_stated,
    accepts=[sharp],
    checks=[witness(missed, fitted), exact(batches=3)],
)


def in_units(at, start, unit):
    """The instance in coordinates ``v`` with ``theta = start + unit v``, its formulas rewritten."""
    names = at.model.variables
    moved = {sympy.Symbol(name): sympy.Rational(place) + unit * sympy.Symbol(name) for name, place in zip(names, start, strict=True)}
    formulas = (formula.subs(moved, simultaneous=True) for formula in at.model.expressions)
    place = [(sympy.Rational(str(value)) - sympy.Rational(first)) / unit for value, first in zip(at.theta, start, strict=True)]
    theta = at.numbers.array(list(map(str, place)))
    return ModelInstance(at.numbers, FormulaMap(names, tuple(map(str, formulas))), theta, at.labels, at.loss)


def from_theta(at):
    return in_units(at, at.numbers.text(at.theta), 1)


def in_halves(at):
    return in_units(at, ["0"] * len(at.theta), sympy.Rational(1, 2))


def relabelled(at):
    """The origin moved to the point, and the labels moved to the outputs."""
    there = from_theta(at)
    return ModelInstance(at.numbers, there.model, there.theta, at.outputs, at.loss)


def derivatives(text, seen):
    """Both derivatives of the total loss side by side, read along lines: a matrix of N rows."""

    def build(at):
        there = seen(at)
        return np.concatenate([there.first_derivatives[:, None], there.second_derivatives], axis=-1)

    return Quantity(text, build)


here, there = derivatives("(dL, d^2 L) at theta", lambda at: at), derivatives("(dL, d^2 L) of L(theta + v) at v = 0", from_theta)
curves = tuple(points_of(polynomial_map(*formulas), f"points of {formulas}") for formulas in (("t**2 + t",), ("a*b", "a - b**2")))
unbent = NamedInstances("a line", (point(polynomial_map("t"), at=[0], labels=[0]), point(polynomial_map("t"), at=[2], labels=[2])))
flat = NamedInstances("a constant", (point(polynomial_map("0*t"), at=[1], labels=[3]),))

moved = Statement(about=(unbent, flat, *curves), given=(), then=here.equals(there))

translation = Case(
    Claim(
        "origin-at-the-minimum",
        HOLDS,
        revision=1,
        topic="calculus",
        title="Moving the origin of the parameters to a point changes neither gradient nor Hessian of the loss there",
        says=r"With $\tilde L(v) = L(\theta + v)$, $\nabla \tilde L(0) = \nabla L(\theta)$ and"
        r" $\nabla^2 \tilde L(0) = \nabla^2 L(\theta)$: one may assume that a minimum is at $\theta = 0$.",
        source=Source("post", "footnote 9, the sentence that centres everything"),
        not_shown=("the same for all smooth functions: it is the chain rule for a translation, checked here on polynomials",),
    ),
    moved,
    rejects=[
        moved.replace("in other units", then=here.equals(derivatives("(dL, d^2 L) in units of 1/2", in_halves))),
        moved.replace("with labels at the outputs", then=here.equals(derivatives("(dL, d^2 L) with y = F(theta)", relabelled))),
    ],
    checks=[exact(batches=3)],
)

"""Where labels are out of reach, the Hessian at the global minimum has a rank that no gradient explains: for an open set of labels."""

from functools import cache

import sympy

from verify import (
    HOLDS,
    Balls,
    Case,
    Claim,
    Condition,
    Formulas,
    NamedInstances,
    Proposition,
    Rationals,
    Solved,
    Source,
    Statement,
    Stratum,
    Subject,
    Truth,
    exact,
    hessian,
    jacobian,
    point,
    polynomial_map,
    rank,
    witness,
)
from verify.maps.activations import activation
from verify.maps.newton import enclosed_zero
from verify.numbers.system import negative

y, s = sympy.symbols("y s", real=True)


def squared(label, other):
    """``f = t^2`` at 0 with one label, and another parameter to compare the loss with."""
    return point(polynomial_map("t**2"), at=[0], labels=[label], facts={"other": other})


def no_less(at):
    """Is the loss at the other parameter no less than here?"""
    there = at.model.outputs(at.numbers, at.numbers.array([at.facts["other"]]))
    gap = at.loss.value(at.numbers, there, at.labels) - at.loss.value(at.numbers, at.outputs, at.labels)
    return ~negative(at.numbers, gap)


def read(at):
    return {"y": sympy.Rational(at.numbers.text(at.labels)[0]), "s": sympy.Rational(str(at.facts["other"]))}


def build(values):
    try:
        return squared(*(str(sympy.Rational(values.get(name, "0"))) for name in ("y", "s")))
    except (TypeError, ValueError):
        return None  # an irrational label


def drawn(choose):
    numerators, denominators = choose.integers((2,), -4, 4), choose.integers((2,), 1, 3)
    return squared(*choose.numbers.text(numerators / denominators))


least = Proposition("L(s) >= L(0)", no_less)
below = Condition("y < 0", lambda at: negative(at.numbers, at.labels).all())
not_above = Condition("y <= 0", lambda at: (~at.numbers.positive(at.labels)).all())

examples = tuple(squared(*pair) for pair in ((-1, 2), ("-1/2", 1), (0, 1), (1, 1), (2, 0), (3, 4)))
labels = Stratum("labels drawn for t^2", "t^2 at 0, with a rational label and another parameter", drawn, screened=False)
statement = Statement(
    about=(NamedInstances("labels of t^2", examples), labels),
    given=(below,),
    then=rank(hessian).equals(rank(jacobian) + 1) & least,
)
with_zero = statement.replace("for y = 0 too", given=(not_above,))
above = statement.without(below)
curved, lower = sympy.Ne(-4 * y, 0), (s**2 - y) ** 2 >= y**2

open_set = Case(
    Claim(
        "labels-out-of-reach-add-rank",
        HOLDS,
        revision=1,
        topic="rank",
        title="For f = t^2 and every label y < 0, the global minimum has a Hessian of rank 1 and no gradient",
        says=r"For every $y < 0$ the loss $(t^2 - y)^2$ is least at $t = 0$, where $\operatorname{rank} G = 0$ and $\nabla^2 L = -4 y \ne"
        r" 0$: the ranks differ for an open set of labels, so not only for special ones.",
        source=Source("project", "Claim 3 of the post with labels out of reach"),
        contradicts=("rank-equality-at-minima", "squared-error-rank-equality-at-minima"),
    ),
    statement,
    rejects=[above, with_zero],
    checks=[
        Solved(
            {
                statement.name: Formulas({"y < 0": y < 0}, curved & lower, needed=("y < 0",)),
                above.name: Formulas({}, curved & lower),
                with_zero.name: Formulas({"y <= 0": y <= 0}, curved & lower),
            },
            read,
            build,
            over=examples,
        ),
        witness(*examples),
        exact(batches=4),
    ],
)


@cache
def lowest():
    """The zero ``w*`` of ``1 + e^w + w``, in a ball, and the value of SiLU there.

    With ``s`` the sigmoid, the derivative of SiLU is ``s(w) (1 + e^w + w) / (1 + e^w)``, and ``1 + e^w + w`` increases: SiLU falls up to
    ``w*``, its only critical point, and rises from there.
    """
    numbers = Balls()
    one = numbers.array([1])

    def equations(w):
        grows = one + numbers.function("exp", w)
        return grows + w, grows[:, None]

    place = enclosed_zero(equations, numbers.array(["-5/4"]), numbers)
    return numbers, place, activation("silu").value(numbers, place)


def above_label(neuron):
    """``min SiLU - y``, as a ball."""
    numbers, _, value = lowest()
    with numbers.arithmetic():
        return value - numbers.array([neuron.value])


def curvature(neuron):
    """``L''(w*) = 2 (SiLU(w*) - y) SiLU''(w*)``."""
    numbers, place, _ = lowest()
    with numbers.arithmetic():
        return numbers.array([2]) * above_label(neuron) * activation("silu").bend(numbers, place)


def gradient_missing(neuron):
    """Is there curvature but no gradient at the global minimum?

    With ``y`` below all values of SiLU the residual is positive, so ``L`` is least where SiLU is: at ``w*``, where it has no slope. With
    ``y`` above its least value a fit exists, since SiLU is continuous and unbounded, at another place than ``w*``: a gradient is there.
    """
    numbers = lowest()[0]
    gap = above_label(neuron)
    out_of_reach = numbers.positive(gap).all() & numbers.positive(curvature(neuron)).all()
    return Truth.of(bool(out_of_reach.is_yes), bool(negative(numbers, gap).all().is_yes))


def shown(neuron):
    numbers = lowest()[0]
    with numbers.arithmetic():
        return {"min SiLU - y": above_label(neuron)[0].str(12), "L''(w*)": curvature(neuron)[0].str(12)}


neurons = NamedInstances(
    "labels of a SiLU neuron", tuple(Subject(f"SiLU(w), y = {label}", label, Balls()) for label in ("-1", "-1/2", "-10", "-1/4", "0", "1"))
)
out_of_reach = Condition("y < min SiLU", lambda neuron: lowest()[0].positive(above_label(neuron)).all())
negative_label = Condition("y < 0", lambda neuron: negative(Rationals(), Rationals().array([neuron.value])).all())
silu = Statement(
    about=(neurons,),
    given=(out_of_reach,),
    then=Proposition("at the global minimum of L, rank Hess L = 1 and rank G = 0", gradient_missing, shown),
)

silu_case = Case(
    Claim(
        "silu-label-out-of-reach-adds-rank",
        HOLDS,
        revision=1,
        topic="rank",
        title="A SiLU neuron with a label below all its values has, at its global minimum, a Hessian of rank 1 and no gradient",
        says=r"For $f(w) = \mathrm{SiLU}(w)$ and a label $y$ below its minimum $-0.2784\dots$, $L = (f - y)^2$ is least at $w^* ="
        r" -1.2784\dots$, where $f'(w^*) = 0$ and $L''(w^*) > 0$; for $y = -1$ it is $0.3143\dots$.",
        source=Source("project", "Claim 3 of the post with a network"),
        contradicts=("rank-equality-at-minima", "squared-error-rank-equality-at-minima"),
        pointwise=False,
    ),
    silu,
    rejects=[silu.without(out_of_reach), silu.replace("for every negative label", given=(negative_label,))],
    checks=[witness(*neurons)],
)

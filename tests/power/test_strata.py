"""Every named stratum keeps its word: its definition holds of each draw, what holds often holds as often as stated, sizes are as stated."""

from __future__ import annotations

import functools
from fractions import Fraction

import numpy as np
import pytest
import sympy

import verify
from verify import (
    Balls,
    FormulaLoss,
    QuarticError,
    Ridge,
    SoftmaxCrossEntropy,
    SquaredError,
    affine,
    all_units_inactive,
    also_global_minimum,
    behaves_alike,
    continuously_differentiable,
    critical_point,
    derivative_continuous_at_zero,
    differentiable,
    differentiable_at_zero,
    fibre_dimension,
    focal_multiplicity,
    global_minimum,
    hessian,
    jacobian,
    local_minimum,
    loss_curvature_diagonal,
    loss_differentiable,
    loss_stationary,
    no_skip_past_cut,
    no_tying_across_cut,
    outputs_sum_to_one,
    rank,
    rank_before,
    rank_is_constant,
    same_behaviour,
    same_elsewhere,
    shared_activations,
    stays_in_fibre,
    untied_weights,
)
from verify.ranks.forms import inertia
from verify.ranks.rank import rank as exact_rank
from verify.statements.conclusions import all_zero
from verify.statements.minima import total_loss
from verify.strata.strata import Stratum
from verify.truth import YES, Truth

STRATA = {stratum.name: stratum for stratum in (getattr(verify, word) for word in verify.__all__) if isinstance(stratum, Stratum)}
SCALES, DRAWS = (1, 2, 3), 40


@functools.cache
def drawn(name):
    """Instances of one stratum, each from a batch of its own, so that their shapes are independent."""
    stratum = STRATA[name]
    numbers = None if stratum.exact else Balls()
    return [stratum.recipe((13, scale, number), 1, scale).instance(numbers) for scale in SCALES for number in range(DRAWS)]


def mask(yes):
    return Truth.of(bool(yes))


def symmetric(array):
    return lambda at: at.numbers.zero(getattr(at, array) - getattr(at, array).swapaxes(-1, -2)).all()


def network(activation, hidden):
    def judge(at):
        layers = at.model.architecture
        named = {layer.name for layer in layers.activations[:-1]} == {activation}
        return mask(named and layers.depth - 1 in hidden and max(layers.widths[1:-1]) <= 4)

    return judge


def within(low, high):
    """Are all outputs at least ``low``, and at most ``high``?"""

    def judge(at):
        above, below = at.outputs - at.numbers.array(low), at.numbers.array(high) - at.outputs
        return ~(at.numbers.positive(-above).any() | at.numbers.positive(-below).any())

    return judge


def goes_up_and_down(at):
    signs = inertia(at.numbers, at.hessian)
    return mask(int(signs.negative.lower) and int(signs.positive.lower))


def linear(at):
    return {layer.name for layer in at.network.architecture.activations} == {"identity"}


def spans_affinely(at):
    points, size = at.elsewhere, at.elsewhere.shape[-1]
    return mask(exact_rank(at.numbers, points[1:] - points[:1]).equal(size).is_yes)


def agree_at_more(at):
    """Do both functions of one number agree at many others?"""
    more = at.numbers.array([[Fraction(place, 3)] for place in range(-20, 21)])
    return at.numbers.zero(at.function(at.theta, more) - at.function(at.other, more)).all()


def perpendicular(at):
    return at.numbers.zero((at.jacobian[0] * at.jacobian[1]).sum(keepdims=True)).all()


def ends_agree(at):
    return mask(all(value(1) == value(0) for value in at.along.ravel()))


def fits_at_zero(at):
    formulas = (*at.value.right, *at.value.left)
    powers = [powers[0] for formula in formulas for powers in formula.monoms()]
    return mask(len(formulas) in (2, 4) and all(1 <= power <= 4 for power in powers))


def vanishes_along(germ, arc):
    x, y = sympy.symbols("x y")
    across, up = (part.as_expr() for part in arc)
    formula = (germ.left if across.subs("t", 1) < 0 else germ.right).above.as_expr()
    return sympy.expand(formula.subs({x: across, y: up}, simultaneous=True)) == 0


def squares_added(at):
    """Is the loss the sum of squares? Its Hessian makes of three directions twice that, and it has no other terms."""
    size = len(at.value.right)
    directions = ([1] * size, [1, *[0] * (size - 1)], [1, *[-1] * (size - 1)])
    quadratic = all(at.value.curvature_along(each) == 2 * sum(value**2 for value in each) for each in directions)
    return mask(quadratic and all(sum(powers) == 2 for powers in at.value.loss.monoms()))


def of(condition):
    return condition.judge


def both(*judges):
    def judge(at):
        found = YES
        for each in judges:
            found = found & each(at)
        return found

    return judge


def loss_is(kind):
    return lambda at: mask(isinstance(at.loss, kind))


def narrows(at):
    inputs, hidden, outputs = at.model.architecture.widths
    return mask(hidden < min(inputs, outputs) and at.rank(at.numbers.array(at.model.inputs)).equal(inputs).is_yes)


critical = of(critical_point)
not_fitted = both(critical, lambda at: ~loss_stationary.judge(at))
missed_at_both = both(of(global_minimum), of(also_global_minimum), lambda at: ~loss_stationary.judge(at))
merged = both(of(shared_activations), of(no_skip_past_cut))

DEFINITIONS = {
    "2-jets": both(symmetric("loss_hessian"), symmetric("curvature")),
    "affine models": of(affine),
    "assorted losses": loss_is(SquaredError | QuarticError | FormulaLoss),
    "bottleneck networks": narrows,
    "constant losses": both(missed_at_both, lambda at: mask(set(at.facts["lower bound of L"].squares) == {"0*a"})),
    "critical points of a factorised matrix": critical,
    "critical points on curved sheets": both(critical, of(rank_is_constant)),
    "critical points with residual": not_fitted,
    "curves between double points": lambda at: mask(at.curve.shape[-1] == 2),
    "curves with maps": lambda at: mask(at.curve.shape[0] == at.model.parameters),
    "double points": lambda at: mask(len(at.theta) == 1),
    "double points of a function": lambda at: mask(at.jacobian.shape == (1, 1)),
    "enclosed critical points": both(
        not_fitted, lambda at: mask(all(entry.rad() > 0 for entry in at.theta)), lambda at: mask(max(at.model.architecture.widths[1:]) <= 2)
    ),
    "focal labels": both(
        not_fitted, lambda at: mask(rank(jacobian)(at).equal(1).is_yes), lambda at: mask(rank(hessian)(at).equal(0).is_yes)
    ),
    "functions of two parameters": lambda at: mask(bool(at.value.arcs) and all(vanishes_along(at.value, arc) for arc in at.value.arcs)),
    "functions of one parameter": fits_at_zero,
    "functions of one parameter under squared error": both(fits_at_zero, squares_added),
    "general cuts": lambda at: mask(at.layer == 1 and len(at.group) >= 2),
    "identity networks": network("identity", (1, 2)),
    "inputs merged by death": both(merged, of(all_units_inactive)),
    "inputs merged by folding": merged,
    "inputs merged by geometry": merged,
    "inputs merged by smooth folding": merged,
    "leaky relu networks": network("leaky_relu(1/10)", (1, 2)),
    "linear layers": lambda at: mask(at.model.architecture.depth == 1 and not any(at.model.architecture.biases)),
    "linear models": both(of(affine), lambda at: all_zero(at, at.model.outputs(at.numbers, at.theta - at.theta))),
    "lines at a fibre": both(lambda at: rank(jacobian)(at).equal(at.jacobian.shape[-2]), lambda at: mask(at.curve.shape[-1] == 2)),
    "lists of contours": lambda at: mask(at.model.variables == ("x", "y", "z")),
    "losses of degree one": lambda at: mask(at.value is not None),
    "maps with known fibres": lambda at: mask(fibre_dimension(at).lower == fibre_dimension(at).upper),
    "maps with their loss subtracted": lambda at: all_zero(at, np.reshape(total_loss(at, at.theta), 1)),
    "matrix pairs": symmetric("loss_hessian"),
    "pairs of parameters": loss_is(SquaredError),
    "pairs of parameters of identity networks": lambda at: mask(len(at.theta) == len(at.other)),
    "pairs of parameters of relu networks": lambda at: mask(len(at.theta) == len(at.other)),
    "pairs of parameters seen as functions": lambda at: spans_affinely(at) if linear(at) else ~same_elsewhere.judge(at) | agree_at_more(at),
    "pairs of parameters with a regulariser": both(critical, of(behaves_alike), lambda at: mask(isinstance(at.regulariser, Ridge))),
    "perpendicular contours": perpendicular,
    "polynomial losses": lambda at: all_zero(at, at.outputs - at.labels),
    "polynomial maps": loss_is(SquaredError),
    "probabilities": within(0, 1),
    "probability vectors": within(0, 10**9),
    "quadratic networks": network("quadratic", (1,)),
    "relu networks": network("relu", (1, 2)),
    "redundant inputs": lambda at: mask(rank(jacobian)(at).equal(rank_before(at)).is_yes),
    "ridged maps": lambda at: mask(isinstance(at.regulariser, Ridge) and at.regulariser.strength > 0),
    "saddles": both(not_fitted, goes_up_and_down),
    "separable losses": of(loss_curvature_diagonal),
    "silu networks": network("silu", (1,)),
    "skips past a merge": both(of(shared_activations), lambda at: ~no_skip_past_cut.judge(at)),
    "softmax logits": loss_is(SoftmaxCrossEntropy | FormulaLoss),
    "spheres of minima": both(missed_at_both, lambda at: mask(rank(jacobian)(at).equal(at.jacobian.shape[-2] - 1).is_yes)),
    "squared errors": loss_is(SquaredError),
    "tanh networks": network("tanh", (1, 2)),
    "ties before a merge": both(merged, of(no_tying_across_cut), lambda at: ~untied_weights.judge(at), lambda at: mask(at.layer == 2)),
    "ties across a merge": both(of(shared_activations), lambda at: ~no_tying_across_cut.judge(at)),
    "valleys of minima": both(missed_at_both, of(behaves_alike), lambda at: mask((at.facts["minima"][:, 0] == at.theta).all())),
}
"""What the description of each stratum says of all its instances."""

OFTEN = {
    "smooth": lambda at: at.smooth,
    "a minimum": of(local_minimum),
    "at a centre of curvature": lambda at: focal_multiplicity(at).at_least(1),
    "one behaviour at both": of(behaves_alike),
    "one behaviour at both ends": ends_agree,
    "one function at both": of(same_elsewhere),
    "within one fibre": of(stays_in_fibre),
    "tangent": lambda at: at.numbers.zero(at.motion).all(),
    "on the simplex": of(outputs_sum_to_one),
    "one behaviour": of(same_behaviour),
    "differentiable": of(loss_differentiable),
    "differentiable near the origin": of(differentiable),
    "continuously differentiable near the origin": of(continuously_differentiable),
    "differentiable at 0": of(differentiable_at_zero),
    "continuously differentiable": of(derivative_continuous_at_zero),
    "as many units busy as there are": lambda at: at.rank(at.outputs.reshape(-1, at.model.architecture.widths[-1])).equal(
        at.model.architecture.widths[1]
    ),
}
"""What some descriptions say of many instances, or of most."""


def share(name, judge):
    found = [bool(judge(at).is_yes) for at in drawn(name)]
    return sum(found) / len(found)


def test_every_exported_stratum_is_held_to_a_definition():
    assert DEFINITIONS.keys() == STRATA.keys()


@pytest.mark.parametrize("name", STRATA)
def test_the_definition_holds_of_every_draw_exactly(name):
    assert share(name, DEFINITIONS[name]) == 1


@pytest.mark.parametrize("name", STRATA)
def test_what_holds_often_holds_as_often_as_stated_and_not_always(name):
    stated = dict(STRATA[name].often)
    for what, least in stated.items():
        assert least <= share(name, OFTEN[what]) < min(1, least + 0.25), (what, share(name, OFTEN[what]))
    if "smooth" not in stated:
        assert share(name, OFTEN["smooth"]) == 1


SIZED = [name for name in STRATA if hasattr(drawn(name)[0], "jacobian")]


@pytest.mark.parametrize("name", SIZED)
def test_the_sizes_stated_are_reached(name):
    shapes = np.array([at.jacobian.shape for at in drawn(name)])
    for met, (low, high) in zip(shapes.T, STRATA[name].sizes, strict=True):
        assert (met.min(), met.max()) == (low, high) if high <= 4 else met.min() == low and met.max() >= high


def test_at_the_smallest_scale_shapes_are_small():
    for name in SIZED:
        stated = STRATA[name].sizes
        first = np.array([at.jacobian.shape for at in drawn(name)[:DRAWS]])
        assert all(met <= low + 1 for met, (low, _) in zip(first.min(axis=0), stated, strict=True)), name

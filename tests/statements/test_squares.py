"""The scale of a squared error is read exactly: sum, half sum, mean or half mean, and weights are taken into account."""

from __future__ import annotations

from verify.maps.formulas import polynomial_map
from verify.maps.losses import BinaryCrossEntropy, FormulaLoss, QuarticError, SquaredError
from verify.numbers import Rationals
from verify.statements.instances import JetInstance, point
from verify.statements.squares import half_mean_of_squares, half_sum_of_squares, mean_of_squares, squared_error, sum_of_squares

LINE, PAIR = polynomial_map("t"), polynomial_map("s", "t")
SCALES = {
    sum_of_squares: SquaredError(),
    half_sum_of_squares: SquaredError(scale="1/2"),
    mean_of_squares: SquaredError(reduction="mean"),
    half_mean_of_squares: SquaredError(scale="1/2", reduction="mean"),
}


def test_each_scale_of_squares_is_told_from_the_others():
    for judged, loss in ((judged, loss) for judged in SCALES for loss in SCALES.values()):
        at = point(polynomial_map("t", "t", "t"), at=[0], labels=[0, 0, 0], loss=loss)
        assert judged.judge(at).name == ("yes" if SCALES[judged] == loss else "no")


def test_for_one_behaviour_the_mean_is_the_sum_and_weights_count():
    assert mean_of_squares.judge(point(LINE, at=[0], labels=[0])).name == "yes"
    weighted = SquaredError(scale=2, weights=("1/2", "1/2"))
    assert sum_of_squares.judge(point(PAIR, at=[0, 0], labels=[0, 0], loss=weighted)).name == "yes"
    assert sum_of_squares.judge(point(PAIR, at=[0, 0], labels=[0, 0], loss=SquaredError(weights=(1, 2)))).name == "no"


def test_the_mean_over_data_of_several_outputs_is_no_mean_over_behaviours():
    loss = SquaredError(reduction="mean", outputs_per_datum=2)
    at = point(polynomial_map("s", "t", "s", "t"), at=[0, 0], labels=[0, 0, 0, 0], loss=loss)
    assert mean_of_squares.judge(at).name == "no"
    assert half_sum_of_squares.judge(at).name == "yes"


def test_a_loss_that_is_not_written_as_squares_is_unknown():
    assert sum_of_squares.judge(point(PAIR, at=[0, 0], labels=[0, 0], loss=FormulaLoss(("p", "q"), "p**2 + q**2"))).name == "unknown"
    assert sum_of_squares.judge(JetInstance(Rationals(), point(PAIR, at=[0, 0], labels=[0, 0]).jet)).name == "unknown"


def test_squared_error_of_any_scale_counts_every_behaviour_alike():
    at = {loss: point(PAIR, at=[0, 0], labels=[0, 0], loss=loss) for loss in [*SCALES.values(), SquaredError(weights=(3, 3))]}
    assert {squared_error.judge(each).name for each in at.values()} == {"yes"}
    assert squared_error.judge(point(PAIR, at=[0, 0], labels=[0, 0], loss=SquaredError(weights=(1, 2)))).name == "no"
    assert squared_error.judge(point(LINE, at=[0], labels=[0], loss=FormulaLoss(("o",), "(o - y1)**2"))).name == "unknown"


def test_a_loss_of_another_name_is_no_squared_error():
    for loss in (QuarticError(), BinaryCrossEntropy()):
        at = point(LINE, at=["1/2"], labels=["1/2"], loss=loss)
        assert squared_error.judge(at).name == sum_of_squares.judge(at).name == "no"

"""Critical points that are certified in balls: what the certificate proves, and what it refuses."""

from __future__ import annotations

import dataclasses

import mpmath
import pytest

from verify.errors import Undecided
from verify.maps.architecture import Architecture
from verify.maps.formulas import polynomial_map
from verify.maps.losses import FormulaLoss, QuarticError, Ridge
from verify.maps.network import Network
from verify.numbers.balls import Balls
from verify.statements.conditions import critical_point, global_minimum, local_minimum, loss_stationary
from verify.statements.critical import EnclosedCriticalPoint, critical_point_near, is_critical
from verify.statements.instances import point
from verify.truth import YES

NEURON = Network(Architecture((1, 1, 1), "tanh", biases=False), [["1/2"], [1], [2]])
LABELS = ["1/2", "1/2", 1]


@pytest.fixture(scope="module")
def found():
    return critical_point_near(NEURON, ["0.73", "1.02"], LABELS, QuarticError())


def test_a_critical_point_of_a_neuron_is_where_another_library_finds_it(found):
    def loss(w, v):
        return sum((v * mpmath.tanh(w * x) - y) ** 4 for x, y in ((0.5, 0.5), (1, 0.5), (2, 1)))

    with mpmath.workdps(40):
        start = [mpmath.mpf(str(entry.mid().str(20, radius=False))) for entry in found.theta]
        slopes = [lambda w, v: mpmath.diff(loss, (w, v), (1, 0)), lambda w, v: mpmath.diff(loss, (w, v), (0, 1))]
        expected = mpmath.findroot(slopes, start, tol=1e-40)
    for entry, value in zip(found.theta, expected, strict=True):
        assert abs(float(entry.mid()) - float(value)) < 1e-15
        assert 0 < float(entry.rad()) < 1e-30
        assert abs(float(value)) > 0.1  # not the saddle at 0, which any odd activation has


def test_balls_alone_leave_it_open_and_the_certificate_proves_it(found):
    assert is_critical(dataclasses.replace(found, facts={})).is_unknown
    assert critical_point.judge(found).is_yes
    assert loss_stationary.judge(found).is_no


def test_it_is_a_minimum_or_a_saddle_for_certain(found):
    saddle = critical_point_near(NEURON, ["1/10", "-1/10"], LABELS)
    assert local_minimum.judge(found).is_yes
    assert local_minimum.judge(saddle).is_no
    assert critical_point.judge(saddle).is_yes
    assert local_minimum.judge(dataclasses.replace(found, facts={})).is_unknown
    assert global_minimum.judge(saddle).is_no


def shifted(at, values, by):
    with at.numbers.arithmetic():
        return values + at.numbers.array(by)


@pytest.mark.parametrize(
    ("change", "answer"),
    [
        (lambda at: {"theta": shifted(at, at.theta, "1/1000")}, "no"),
        (lambda at: {"theta": shifted(at, at.theta, f"101/{100 * 2**150}")}, "unknown"),  # just outside
        (lambda at: {"theta": shifted(at, at.theta, "[0 +/- 0.5]")}, "unknown"),  # too wide to hold only one
        (lambda at: {"theta": at.numbers.array([entry.mid() for entry in at.theta])}, "unknown"),  # no box at all
        (lambda at: {"labels": shifted(at, at.labels, f"1/{2**100}")}, "no"),
        (lambda at: {"facts": {"critical point": "take my word"}}, "unknown"),
        (lambda at: {"regulariser": Ridge(1)}, "no"),
    ],
)
def test_what_was_changed_is_refused(found, change, answer):
    assert is_critical(dataclasses.replace(found, **change(found))).name == answer


def test_a_certificate_in_the_wrong_place_proves_nothing():
    facts = {"critical point": EnclosedCriticalPoint()}
    assert is_critical(point(NEURON, [1, 1], LABELS, numbers=Balls(), facts=facts)).is_no
    assert is_critical(point(polynomial_map("t**2"), [1], [0], facts=facts)).is_no
    wide = point(polynomial_map("t**2"), ["[0 +/- 1e-20]"], [0], numbers=Balls(), facts=facts)
    assert is_critical(wide).is_unknown  # t^4 has a singular Hessian at 0


@pytest.mark.parametrize(("formula", "near"), [("a*b", [1, -1]), ("exp(a) + 0*b", [1, 1]), ("exp(a)", [3])])
def test_critical_points_in_one_piece_or_none_are_not_certified(formula, near):
    with pytest.raises(Undecided):
        critical_point_near(polynomial_map(formula, variables=("a", "b")[: len(near)]), near, [-1])


def test_any_loss_and_regulariser_will_do():
    logistic = FormulaLoss(("o",), "log(1 + exp(o)) - y*o", ("y",))
    separable = polynomial_map("a", "2*a")
    with pytest.raises(Undecided):
        critical_point_near(separable, [1], [1, 1], logistic)
    kept = critical_point_near(separable, [1], [1, 1], logistic, regulariser=Ridge("1/10"))
    assert local_minimum.judge(kept).is_yes


def test_two_certificates_prove_nothing_together(found):
    """The points that they prove may be two, of which neither is both."""

    class Another:
        def proves(self, at):
            return YES

    facts = {"critical point": EnclosedCriticalPoint(), "same outputs": Another()}
    assert is_critical(dataclasses.replace(found, facts=facts)).is_unknown

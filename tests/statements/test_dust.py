"""Cantor dust against its construction, carried out for a few stages in rationals."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise, product

import pytest

from verify.errors import InvalidInput
from verify.statements.dust import DustMap

FAT = DustMap(parameters=3, gap=4, base=4, slope=0, bend=1)


def intervals(dust, stages):
    found = [(Fraction(0), Fraction(1))]
    for stage in range(1, stages + 1):
        hole = Fraction(1, dust.gap**stage)
        found = [piece for low, high in found for piece in ((low, (low + high - hole) / 2), ((low + high + hole) / 2, high))]
    return found


@pytest.mark.parametrize("gap", [3, 4, 7])
def test_what_is_left_tends_to_the_length_from_above(gap):
    dust = DustMap(3, gap, 4, 0, 1)
    left = [sum(high - low for low, high in intervals(dust, stages)) for stages in range(8)]
    assert all(one > other for one, other in pairwise(left))
    assert all(total - dust.length == Fraction(1, gap - 2) * Fraction(2, gap) ** stages for stages, total in enumerate(left))


def test_gaps_of_a_stage_are_as_wide_as_its_number_says():
    for stages in range(1, 7):
        pieces = intervals(FAT, stages)
        assert min(low - high for (_, high), (low, _) in pairwise(pieces)) == Fraction(1, FAT.gap**stages)


@pytest.mark.parametrize(
    ("numbers", "answer"), [((3, 4, 4, 0, 1), "yes"), ((3, 4, 16, 1, 0), "yes"), ((3, 4, 8, 1, 0), "no"), ((3, 4, 2, 1, 0), "unknown")]
)
def test_codes_of_four_digits_are_told_apart_as_claimed(numbers, answer):
    dust = DustMap(*numbers)
    assert dust.injective.name == answer
    stages = 3
    coefficients = [Fraction(1, dust.base ** (dust.slope * n + dust.bend * n * n)) for n in range(1, stages + 1)]
    values = [sum(c * digit for c, digit in zip(coefficients, digits, strict=True)) for digits in product(range(8), repeat=stages)]
    if answer == "yes":
        rest = 7 * sum((Fraction(1, dust.base ** (dust.slope * n + dust.bend * n * n)) for n in range(stages + 1, 40)), Fraction(0))
        assert min(b - a for a, b in pairwise(sorted(values))) > rest


def test_a_thin_dust_has_measure_zero():
    assert DustMap(3, 3, 4, 0, 1).measure == 0


def test_coefficients_that_fall_only_geometrically_prove_no_smoothness():
    assert DustMap(3, 4, 16, 1, 0).points_are_fibres.name == "unknown"


def test_a_dust_of_nothing_is_refused():
    with pytest.raises(InvalidInput, match="no dust"):
        DustMap(3, 2, 4, 0, 1)

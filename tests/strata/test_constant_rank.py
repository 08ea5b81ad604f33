"""The strata of critical points at constant rank are what they say, and reach the exceptional labels they are for."""

import numpy as np
import pytest

from verify import critical_on_sheets, critical_point, factorised_matrices, focal_multiplicity, rank_is_constant


def instances(stratum, batches=30):
    for number in range(batches):
        yield stratum.recipe((7, number), 1, 3).at(0).instance()


@pytest.mark.parametrize("stratum", [critical_on_sheets, factorised_matrices], ids=lambda stratum: stratum.name)
def test_every_instance_is_critical(stratum):
    assert all(bool(critical_point.judge(at).is_yes) for at in instances(stratum))


def test_sheets_have_constant_rank_and_often_a_focal_label():
    found = list(instances(critical_on_sheets))
    assert all(bool(rank_is_constant.judge(at).is_yes) for at in found)
    focal = sum(int(focal_multiplicity.of(at).lower) > 0 for at in found)
    assert 3 <= focal <= 27


def test_factorised_matrices_tie_singular_values_sometimes_and_count_them():
    found = list(instances(factorised_matrices))
    ties = [at.facts["ties"] for at in found]
    assert 0 in ties
    assert max(ties) > 0
    for at, counted in zip(found, ties, strict=True):
        size = at.model.architecture.widths[0]
        data, labels, outputs = (np.array(part, dtype=float).reshape(size, size).T for part in (at.model.inputs, at.labels, at.outputs))
        strengths = np.diag(labels @ data.T @ np.diag(np.diag(data @ data.T) ** -0.5))  # of Y X^T (X X^T)^(-1/2), which is diagonal
        kept = np.diag(outputs) != 0
        assert counted == sum(a == b for a in strengths[kept] for b in strengths[~kept])

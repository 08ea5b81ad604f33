"""Array formulas without a size mean what the same formulas mean at each size."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from verify.errors import NotDefined
from verify.proofs.index_sums import IndexSums, Kind, Tensor, letter

M, N = Kind.BEHAVIOUR, Kind.PARAMETER
AXES = {"J": (M, N), "C": (M, N, N), "g": (M,), "H": (M, M), "v": (N,)}
FORMULAS = {
    "chain rule": lambda at: at.numbers.matmul(at.J.swapaxes(-1, -2), at.g[..., None])[..., 0],
    "form": lambda at: at.numbers.matmul(at.numbers.matmul(at.J.T, at.H), at.J),
    "curvature": lambda at: (at.g[..., None, None] * at.C).sum(axis=-3),
    "row sums": lambda at: at.J.sum(axis=0) - 2 * at.v,
    "scalar": lambda at: at.numbers.matmul(at.v[None, :], at.v[:, None])[0, 0],
    "outer, doubled": lambda at: at.numbers.array(3) * at.v[:, None] * at.v[None, :] + -at.C.sum(axis=0),
    "square": lambda at: at.numbers.matmul(at.J, at.J.T) * at.H,
    "three factors": lambda at: at.numbers.matmul(at.numbers.matmul(at.J, at.J.T), at.H)[None],
    "singleton contraction": lambda at: at.numbers.matmul(at.v[:, None], at.v[None, :]),
    "no terms": lambda at: at.J - at.J + 0 * at.J,
}


class Plain:
    """Integer arrays under the names of a number system."""

    zeros = staticmethod(lambda shape: np.zeros(shape, dtype=int))
    array = staticmethod(lambda value: np.asarray(int(value)))
    matmul = staticmethod(np.matmul)


@pytest.mark.parametrize("name", FORMULAS)
@pytest.mark.parametrize(("behaviours", "parameters"), [(1, 1), (2, 3), (4, 2)])
def test_a_formula_without_a_size_agrees_with_the_formula_at_every_size(name, behaviours, parameters):
    sizes, rng = {M: behaviours, N: parameters}, np.random.default_rng(7)
    arrays = {key: rng.integers(-9, 10, [sizes[kind] for kind in axes]) for key, axes in AXES.items()}
    traced = FORMULAS[name](SimpleNamespace(numbers=IndexSums(), **{key: letter(key, *axes) for key, axes in AXES.items()}))
    expected = FORMULAS[name](SimpleNamespace(numbers=Plain(), **arrays))
    assert isinstance(traced, Tensor)
    found = traced.on(arrays.__getitem__, Plain(), sizes)
    assert found.shape == expected.shape
    assert (found == expected).all()


@pytest.mark.parametrize(
    "formula",
    [
        lambda J, v: J.shape,
        lambda J, v: len(J),
        lambda J, v: list(J),
        lambda J, v: v[1],
        lambda J, v: J[0],
        lambda J, v: J + v,
        lambda J, v: J * v[:, None],
        lambda J, v: 0.5 * J,
        lambda J, v: v[None].sum(axis=0),
        lambda J, v: IndexSums().matmul(J, J),
    ],
)
def test_what_depends_on_a_size_or_does_not_fit_is_refused(formula):
    with pytest.raises(NotDefined):
        formula(letter("J", M, N), letter("v", N))


def test_indices_are_counted_per_term_free_ones_included():
    J, numbers = letter("J", M, N), IndexSums()
    (term,) = numbers.matmul(numbers.matmul(J.T, J), numbers.matmul(J.T, J)).terms
    assert (term.count(M), term.count(N)) == (2, 3)

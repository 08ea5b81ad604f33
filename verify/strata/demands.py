"""What hypotheses ask of builders: fits, critical points and curvature of the loss, met by construction.

Demands are the words that conditions put in ``impose``:

``fit``
    ``grad l`` vanishes at the outputs: labels equal the outputs.
``critical``
    ``grad L`` vanishes. Labels ``y = F(theta) - r`` with ``r`` orthogonal to the image of ``J`` make *any* point of any map exactly
    critical for squared error, by linear algebra alone; ``r = 0`` is the perfect fit.
``perfect fit``, ``critical with residual``
    The same, where no hypothesis asks for it; the latter never with ``r = 0``, for more behaviours than parameters.
``definite loss``, ``semidefinite loss``, ``diagonal loss``, ``identity loss``
    The curvature ``H`` of the loss, where the builder is free to choose it.
``zero loss``, ``singular loss``, ``indefinite loss``, ``isotropic loss``
    The same, where no hypothesis asks for one of those; the last vanishes on part of the image of ``J``, without being zero there. It goes
    together with a ``diagonal loss``, whose entries are then opposite in pairs: it vanishes where two rows of ``J`` are equal.
``sum of squares``, ``half sum of squares``, ``mean of squares``, ``half mean of squares``
    The scale of a squared error, where the builder is free to choose it (see `verify.strata.losses`).
``one behaviour``
    A single output on a single input, where the builder is free to choose the sizes.
``scalar outputs``, ``crowded cut``
    One output for each input; more merged inputs than parameters before the cut (see `verify.strata.merged`).
"""

from __future__ import annotations

import numpy as np

from verify.maps.models import Model
from verify.numbers.system import Array
from verify.ranks.spaces import project_off_image
from verify.strata.cancelled import CANCELLED
from verify.strata.choosers import Chooser, rationals, symmetric

FORMS = ("free", "diagonal", "semidefinite", "singular diagonal", "definite", "identity", "definite diagonal")
FITS, CRITICAL = frozenset({"fit", "perfect fit"}), frozenset({"critical", "critical with residual"})
DEGENERATE_FORMS = ("zero loss", "singular loss", "indefinite loss", "isotropic loss")
"""Demands that builders of forms honour where no hypothesis asks for another curvature; an indefinite form needs two behaviours."""

_ALLOWED = {
    "definite loss": {"definite", "identity", "definite diagonal"},
    "semidefinite loss": {"semidefinite", "singular diagonal", "definite", "identity", "definite diagonal"},
    "diagonal loss": {"diagonal", "singular diagonal", "identity", "definite diagonal"},
    "identity loss": {"identity"},
}


def behaviours_for(choose: Chooser, low: int, high: int) -> int:
    """How many behaviours: from ``low`` to ``high``, as far as the scale allows, unless a single one is demanded."""
    return low if "one behaviour" in choose.demands else choose.size(low, high)


def missing_sizes(choose: Chooser, most: int) -> tuple[int, int] | None:
    """Behaviours and fewer parameters, where a residual that no gradient sees is demanded, or needed to cancel curvature; else None."""
    cancelled = CANCELLED in choose.demands and bool(CRITICAL & choose.demands)
    if not (cancelled or "critical with residual" in choose.demands) or {"one behaviour", "fit"} & choose.demands:
        return None
    parameters = choose.size(1, most - 1)
    return choose.size(parameters + 1, most), parameters


def loss_form(choose: Chooser, shape: tuple[int, ...], size: int, jacobian: Array | None = None) -> Array:
    """A symmetric form on the behaviours, shape (..., size, size), of a kind that the demands allow."""
    degenerate = [demand for demand in DEGENERATE_FORMS if demand in choose.demands]
    if "isotropic loss" in choose.demands and jacobian is not None and not choose.demands & (_ALLOWED.keys() - {"diagonal loss"}):
        return _opposite(choose, shape, size) if "diagonal loss" in choose.demands else _isotropic(choose, shape, jacobian)
    if degenerate and not choose.demands & _ALLOWED.keys():
        return _degenerate_form(choose, shape, size, degenerate[0])
    allowed = [form for form in FORMS if all(form in _ALLOWED[demand] for demand in choose.demands if demand in _ALLOWED)]
    kind = choose.among(allowed)
    numbers = choose.numbers
    identity = numbers.array(np.eye(size, dtype=int))
    if kind == "free":
        return symmetric(choose, shape, size)
    if kind in ("diagonal", "singular diagonal", "definite diagonal"):
        low = {"diagonal": -choose.scale, "singular diagonal": 0, "definite diagonal": 1}[kind]
        return identity * choose.integers((*shape, size), low, choose.scale)[..., None]
    root = choose.integers((*shape, size, size), -choose.scale, choose.scale)
    square = numbers.matmul(root.swapaxes(-1, -2), root)
    if kind == "semidefinite":
        return square
    return square * numbers.array(0) + identity if kind == "identity" else square + identity


def _degenerate_form(choose: Chooser, shape: tuple[int, ...], size: int, kind: str) -> Array:
    """Zero; or with a zero row; or with entries of both signs on its diagonal, if there is room for two."""
    form = symmetric(choose, shape, size)
    if kind == "zero loss":
        return form * choose.numbers.array(0)
    if kind == "singular loss":
        kept = np.outer(np.arange(size) > 0, np.arange(size) > 0).astype(int)
        return form * choose.numbers.array(kept)
    form[..., 0, 0] = choose.integers(shape, 1, 2)
    form[..., -1, -1] = choose.integers(shape, -2, -1)
    return form


def _isotropic(choose: Chooser, shape: tuple[int, ...], jacobian: Array) -> Array:
    """``A - P A P`` for a free form ``A`` and the orthogonal projection ``P`` onto the image of the first columns of ``J``."""
    numbers, size = choose.numbers, jacobian.shape[-2]
    form, identity = symmetric(choose, shape, size), numbers.array(np.eye(size, dtype=int))
    columns = jacobian[..., : choose.size(1, jacobian.shape[-1])]
    onto = identity - np.stack([project_off_image(numbers, columns, row) for row in identity], axis=-1)
    return form - numbers.matmul(onto, numbers.matmul(form, onto))


def _opposite(choose: Chooser, shape: tuple[int, ...], size: int) -> Array:
    """``diag(a, -a, b, -b, ...)``."""
    signs = choose.numbers.array([(-1) ** place for place in range(size)])
    halves = choose.integers((*shape, (size + 1) // 2), 1, choose.scale)
    entries: Array = halves[..., [place // 2 for place in range(size)]] * signs
    return choose.numbers.array(np.eye(size, dtype=int)) * entries[..., None]


def stationary_gradient(choose: Chooser, jacobian: Array) -> Array:
    """A loss gradient (..., m): zero for a fit, orthogonal to the image of ``J`` for a critical point, otherwise free."""
    free = choose.integers((jacobian.shape[-2],), -choose.scale, choose.scale)
    if FITS & choose.demands:
        return free * choose.numbers.array(0)
    return _missing(choose, jacobian, free) if CRITICAL & choose.demands else free


def labels_for(choose: Chooser, model: Model, theta: Array) -> Array:
    """Labels (..., m) that meet the demands for squared error; free small integers where nothing is demanded."""
    numbers = choose.numbers
    outputs = model.outputs(numbers, theta)
    residual = rationals(choose, (model.behaviours,))
    if FITS & choose.demands:
        return outputs
    if CRITICAL & choose.demands:
        with numbers.arithmetic():
            return outputs - _missing(choose, model.jacobian(numbers, theta), residual)
    return residual


def _missing(choose: Chooser, jacobian: Array, free: Array) -> Array:
    """``free`` projected off the image of ``J``; if a residual is demanded and none is left, the first axis of which something is left."""
    numbers = choose.numbers
    found = project_off_image(numbers, jacobian, free)
    axes = numbers.array(np.eye(free.shape[-1], dtype=int)) if "critical with residual" in choose.demands else ()
    for axis in axes:
        none = numbers.zero(found).all(axis=-1).is_yes[..., None]
        if not none.any():
            break
        found = np.where(none, project_off_image(numbers, jacobian, axis), found)
    return found

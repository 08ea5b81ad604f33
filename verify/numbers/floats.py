"""Float64 batches: fast, and never more than a proposal."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar

import numpy as np
from scipy import special

from verify.errors import InvalidInput, NotDefined, Undecided
from verify.numbers.elements import fraction, nested, place, read
from verify.numbers.matrices import product_shape, solution_shape
from verify.numbers.system import Array, Rigour
from verify.truth import Truth

_FUNCTIONS: dict[str, Callable[[Array], Any]] = {
    "exp": np.exp,
    "log": np.log,
    "tanh": np.tanh,
    "sin": np.sin,
    "cos": np.cos,
    "sqrt": np.sqrt,
    "erf": special.erf,
    "softplus": lambda x: np.logaddexp(0.0, x),
    "reciprocal": np.reciprocal,
}
_SMALL = 2**15
"""Numbers below it are finite in every floating type."""


@dataclass(frozen=True)
class Floats:
    """Floating-point arrays with any leading batch axes.

    ``noise`` and ``signal`` are the only tolerances of the project, and they live here: what is at most ``noise`` in size is called zero,
    what is at least ``signal`` is called nonzero, and between them the answer is unknown. Floats only propose: no quoted verdict rests on
    these two numbers. `switch` and `kink` compare exactly, because a ReLU takes the branch that its float argument takes.

    `array` refuses NaN and infinities. Inside a batch, a function without a value (``log(-1)``) gives NaN, which spoils nothing beside
    it: every question about a NaN is answered *unknown*.

    Parameters
    ----------
    dtype : str
        NumPy name of the floating type.
    noise, signal : float
        The band, ``0 <= noise < signal``.

    Examples
    --------
    >>> numbers = Floats()
    >>> numbers.zero(numbers.array([1e-12, 1e-8, 1.0]))
    Truth([1, 0, -1])
    """

    dtype: str = "float64"
    noise: float = 1e-10
    signal: float = 1e-6

    rigour: ClassVar[Rigour] = Rigour.FLOATING

    def __post_init__(self) -> None:
        if np.dtype(self.dtype).kind != "f":
            raise InvalidInput(f"dtype {self.dtype!r} is no floating type; use 'float64' or 'float32'")
        if not 0 <= self.noise < self.signal:
            raise InvalidInput(f"need 0 <= noise < signal, got noise {self.noise}, signal {self.signal}")

    @property
    def name(self) -> str:
        return self.dtype

    def arithmetic(self) -> AbstractContextManager[Any]:
        """Overflow and invalid operations give infinities and NaN in silence; questions about a NaN answer *unknown*."""
        return np.errstate(all="ignore")

    def array(self, values: Any) -> Array:
        if type(values) in (int, Fraction) and abs(values.numerator) < _SMALL:  # the constants of formulas, asked for again and again
            return np.asarray(float(values), dtype=self.dtype)
        if not (isinstance(values, np.ndarray) and values.dtype.kind in "fiu"):
            with np.errstate(over="ignore"):
                return read(values, self._element).astype(self.dtype)
        with np.errstate(over="ignore"):
            found: Array = np.asarray(values, dtype=self.dtype)
        finite = np.isfinite(found)
        if not finite.all():
            worst = tuple(np.argwhere(~finite)[0])
            raise InvalidInput(f"{place(worst)} is {values[worst]}: not finite as {self.dtype}")
        return found

    def _element(self, value: Any) -> float:
        element = float(fraction(value))
        if not np.isfinite(np.dtype(self.dtype).type(element)):
            raise OverflowError(f"too large for {self.dtype}")
        return element

    def zeros(self, shape: tuple[int, ...]) -> Array:
        return np.zeros(shape, dtype=self.dtype)

    def matmul(self, left: Array, right: Array) -> Array:
        product_shape(left, right)
        with self.arithmetic():
            return np.asarray(np.matmul(left, right))

    def solve(self, matrix: Array, right: Array) -> Array:
        """As in `System`; unclear is a matrix whose smallest singular value is at most ``noise`` times its largest."""
        solution_shape(matrix, right)
        values = np.linalg.svd(matrix, compute_uv=False)
        if values.shape[-1]:
            if np.any(values[..., 0] == 0):
                raise InvalidInput("the matrix is zero: nothing solves it uniquely")
            worst = float(np.min(values[..., -1] / values[..., 0]))
            if not worst > self.noise:
                raise Undecided(f"singular or not? smallest over largest singular value is {worst:.1e}, not above noise {self.noise:.1e}")
        return np.asarray(np.linalg.solve(matrix, right))

    def positive(self, values: Array) -> Truth:
        found = np.asarray(values)
        return Truth.of(found >= self.signal, found <= self.noise)

    def zero(self, values: Array) -> Truth:
        size = np.abs(values)
        return Truth.of(size <= self.noise, size >= self.signal)

    def switch(self, values: Array) -> Truth:
        found = np.asarray(values)
        return Truth.of(found > 0, found <= 0)

    def kink(self, values: Array) -> Truth:
        found = np.asarray(values)
        return Truth.of(found == 0, (found < 0) | (found > 0))

    def function(self, name: str, values: Array) -> Array:
        if name not in _FUNCTIONS:
            raise NotDefined(f"no function {name!r} for floats; there are {', '.join(_FUNCTIONS)}")
        with self.arithmetic():
            return np.asarray(_FUNCTIONS[name](np.asarray(values)))

    def constant(self, name: str) -> Array:
        if name != "pi":
            raise NotDefined(f"no constant {name!r} for floats; there is 'pi'")
        return np.asarray(np.pi, dtype=self.dtype)

    def text(self, values: Array) -> Any:
        """The dyadic rationals ``'p/q'`` that the floats are; ``'nan'``, ``'inf'`` and ``'-inf'`` as they stand."""
        return nested(np.asarray(values, dtype=float), lambda x: str(Fraction(x)) if np.isfinite(x) else str(x))

"""The text for other array libraries against the NumPy kernels, on random architectures."""

from __future__ import annotations

import sys
from types import ModuleType

import numpy as np
import pytest

from verify.errors import InvalidInput, NotDefined
from verify.maps import losses
from verify.maps.architecture import Architecture, Tie
from verify.maps.kernels import batches, portable
from verify.maps.kernels.portable import Found, squared_error

LIBRARIES = ("numpy", "array_api_strict", "torch", "jax.numpy")
ACTIVATIONS = ("relu", "leaky_relu(1/10)", "identity", "quadratic", "polynomial(1,-1,1/2)", "tanh", "sigmoid", "softplus", "silu", "sin")
TOLERANCES = {"float64": 1e-12, "float32": 2e-5}


def library(name: str) -> ModuleType:
    """The library, with double precision allowed; skipped where it is not installed, as PyTorch and JAX need not be."""
    found = pytest.importorskip(name)
    if name == "torch":
        pytest.importorskip("array_api_compat")
    if name == "jax.numpy":
        pytest.importorskip("jax").config.update("jax_enable_x64", True)
    return found


def random_case(seed: int) -> tuple[Architecture, tuple[np.ndarray, ...]]:
    rng = np.random.default_rng(seed)
    depth = int(rng.integers(1, 5))
    names = tuple(str(name) for name in rng.choice(ACTIVATIONS, size=depth))
    widths = tuple(int(n) for n in rng.integers(1, 5, size=depth + 1))
    net = Architecture(widths, names[1:], names[0], tuple(bool(b) for b in rng.integers(2, size=depth)))
    data = int(rng.integers(1, 5))
    arrays = rng.uniform(-0.6, 0.6, (3, net.parameters)), rng.normal(size=(data, widths[0])), rng.normal(size=(3, data * widths[-1]))
    return net, arrays


def numpy_kernels(net: Architecture, theta: np.ndarray, inputs: np.ndarray, labels: np.ndarray) -> batches.Derivatives:
    return batches.derivatives(batches.problem(net, theta, inputs, labels, losses.SquaredError()))


def mismatch(found: Found, expected: batches.Derivatives) -> float:
    pairs = [(np.asarray(array), getattr(expected, name)) for name, array in found._asdict().items()]
    assert all(a.shape == b.shape for a, b in pairs)
    return max(float(np.abs(a - b).max() / (1 + np.abs(b).max())) for a, b in pairs)


@pytest.mark.parametrize("dtype", TOLERANCES)
@pytest.mark.parametrize("name", LIBRARIES)
def test_every_library_finds_what_the_numpy_kernels_find_and_keeps_its_own_arrays(name: str, dtype: str) -> None:
    xp = library(name)
    for seed in range(3 if name == "jax.numpy" else 12):  # JAX compiles every operation for every shape
        net, arrays = random_case(seed)
        theta, inputs, labels = (xp.asarray(array, dtype=getattr(xp, dtype)) for array in arrays)
        found = portable.derivatives(net, theta, inputs, squared_error(labels))
        assert all(type(array) is type(theta) and array.dtype == theta.dtype and array.device == theta.device for array in found)
        assert mismatch(found, numpy_kernels(net, *arrays)) < TOLERANCES[dtype], seed


def test_a_term_left_out_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    net, arrays = Architecture((2, 3, 2), "tanh"), random_case(0)[1]
    rng = np.random.default_rng(0)
    arrays = rng.normal(size=(2, net.parameters)), rng.normal(size=(3, 2)), rng.normal(size=(2, 6))
    expected = numpy_kernels(net, *arrays)
    assert mismatch(portable.derivatives(net, *arrays[:2], squared_error(arrays[2])), expected) < 1e-12
    monkeypatch.setattr(
        portable, "_between_units_of_one_layer", lambda xp, layers, number, bend, across: 0 * bend[..., None] * bend[:, :, None]
    )
    assert mismatch(portable.derivatives(net, *arrays[:2], squared_error(arrays[2])), expected) > 1e-3


def test_a_compiler_of_array_programs_takes_the_whole_computation() -> None:
    library("jax.numpy")
    jax = pytest.importorskip("jax")
    net, (theta, inputs, labels) = random_case(1)
    compiled = jax.jit(lambda t, x, y: portable.derivatives(net, t, x, squared_error(y)))
    assert mismatch(compiled(theta, inputs, labels), numpy_kernels(net, theta, inputs, labels)) < 1e-12


def test_an_activation_beyond_the_standard_is_refused_by_name() -> None:
    net = Architecture((1, 1), output_activation="gelu")
    with pytest.raises(NotDefined, match="erf"):
        portable.derivatives(net, np.ones((1, 2)), np.ones((1, 1)), squared_error(np.ones((1, 1))))


def test_shapes_and_networks_that_do_not_fit_are_refused() -> None:
    labels = squared_error(np.ones((1, 2)))
    with pytest.raises(InvalidInput, match="shapes"):
        portable.derivatives(Architecture((2, 1)), np.ones((1, 2)), np.ones((2, 2)), labels)
    with pytest.raises(InvalidInput, match="tied"):
        portable.derivatives(Architecture((2, 2, 2), ties=(Tie(2, 1),)), np.ones((1, 8)), np.ones((1, 2)), labels)


def test_a_library_outside_the_standard_needs_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "array_api_compat", None)
    with pytest.raises(InvalidInput, match="array-api-compat"):
        portable.namespace([1.0])

"""What certified ranks cost, as ratios within one run: ``python benchmarks/ranks.py``.

``--all`` adds the slow comparisons, ``--relu`` stops after the networks.

Contestants are interleaved and medians taken. "One elimination" is ``nmod_mat(matrix, p).rank()`` of the integer matrix, p a prime of 62
bits; "one at 26 bits" is the same at the smaller prime that certificates use, with which FLINT is quicker: divide by it for ratios to that.
"FLINT" is its own ``fmpz_mat.rank`` in the better orientation; "find" starts from the same integer matrix and ends with the certificate,
"from array" starts from an array of rationals.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import mpmath
import numpy as np
from flint import fmpz_mat, nmod_mat
from sympy import QQ
from sympy.polys.matrices import DomainMatrix

from verify.maps.architecture import Architecture
from verify.maps.network import Network
from verify.maps.symmetries import rescalings
from verify.numbers import Balls, HighPrecision, Rationals
from verify.ranks.certificates import certify, exact_proof
from verify.ranks.checker import check
from verify.ranks.exact import PRIME, PROOF_PRIME, integer_rows
from verify.ranks.rank import rank
from verify.ranks.rump import certified_lower_bound
from verify.ranks.structure import NullVectors

RUNS = 7
GRID = [
    (rows, columns, min(rows, columns) - lost)
    for rows, columns in ((30, 30), (60, 40), (40, 60), (100, 100), (200, 100), (100, 200), (200, 200), (300, 150))
    for lost in (0, 1, min(rows, columns) // 10, min(rows, columns) // 2)
]


def medians(**contestants: Callable[[], Any]) -> dict[str, float]:
    """Median seconds of each, taken in turns."""
    seconds: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(RUNS):
        for name, contestant in contestants.items():
            started = time.perf_counter()
            contestant()
            seconds[name].append(time.perf_counter() - started)
    return {name: statistics.median(each) for name, each in seconds.items()}


def relu_jacobian(data: int) -> tuple[Network, Any, Any]:
    """Network 4-16-16-2 (386 parameters) at random rational weights, its parameters, and its Jacobian: two rows a datum."""
    rng, numbers = np.random.default_rng(0), Rationals()
    architecture = Architecture((4, 16, 16, 2), "relu")
    network = Network(architecture, numbers.array(rng.integers(-9, 10, (data, 4))))
    theta = numbers.array([f"{n}/8" for n in rng.integers(-9, 10, architecture.parameters)])
    return network, theta, network.jacobian(numbers, theta)


def product(rows: int, columns: int, middle: int) -> Any:
    rng = np.random.default_rng(rows * columns + middle)
    return Rationals().array(rng.integers(-9, 10, (rows, middle)) @ rng.integers(-9, 10, (middle, columns)))


def finding(name: str, matrix: Any, known: Any = ()) -> dict[str, float]:
    """Print and return the ratios for one matrix."""
    integers = integer_rows(matrix)
    upright = integers if integers.nrows() >= integers.ncols() else integers.transpose()
    found = certify(Rationals(), matrix)
    document = found.document()
    contestants: dict[str, Callable[[], Any]] = {
        "elimination": lambda: nmod_mat(integers, PRIME).rank(),
        "one at 26 bits": lambda: nmod_mat(integers, PROOF_PRIME).rank(),
        "find": lambda: exact_proof(integers),
        "from array": lambda: certify(Rationals(), matrix),
        "FLINT": upright.rank,
        "check": lambda: check(*document.values()),
        "freivalds": lambda: check(*document.values(), freivalds=True),
    }
    if known:
        contestants["known"] = lambda: certify(Rationals(), matrix, known=known)
    took = medians(**contestants)
    one = took.pop("elimination")
    size = len(json.dumps(document["certificate"])) / len(json.dumps(document["matrix"]))
    ratios = " ".join(f"{which} {seconds / one:6.1f}" for which, seconds in took.items())
    print(f"{name:<12}{matrix.shape!s:>11} rank {found.bounds!s:>4} elimination {one * 1e3:6.2f} ms; in eliminations: {ratios};", end=" ")
    print(f"find / FLINT {took['find'] / took['FLINT']:.2f}; certificate / matrix {size:.2f}", flush=True)
    return took | {"flint ratio": took["find"] / took["FLINT"]}


def transcendental(size: int = 50, digits: int = 50) -> None:
    """Certified rank of a tanh network's Jacobian at 50 digits beside mpmath's singular values."""
    rng = np.random.default_rng(1)
    architecture = Architecture((4, 8, 2), "tanh")
    weights = [f"{n}/8" for n in rng.integers(-9, 10, architecture.parameters)]
    data = rng.integers(-3, 4, (size // 2, 4))
    columns = rng.permutation(architecture.parameters)[:size]

    def jacobian(numbers: Any) -> Any:
        with numbers.arithmetic():
            return Network(architecture, numbers.array(data)).jacobian(numbers, numbers.array(weights))[:, columns]

    balls, high = Balls(int(digits * 3.33)), HighPrecision(digits)
    ours, theirs = jacobian(balls), jacobian(high)
    print(f"tanh Jacobian {ours.shape} at {digits} digits: rank {rank(balls, ours)}", end="; ", flush=True)
    svd = high.matrix(theirs)
    took = [
        (timed(lambda: rank(balls, ours)), timed(lambda: certify(balls, ours)), timed(lambda: svd_of(high.context, svd))) for _ in range(3)
    ]
    bound, proof, singular = (statistics.median(column) for column in zip(*took, strict=True))
    print(
        f"bound {bound * 1e3:.1f} ms, certificate {proof * 1e3:.1f} ms, mpmath {mpmath.__version__} SVD {singular * 1e3:.0f} ms:", end=" "
    )
    print(f"{singular / bound:.0f} and {singular / proof:.0f} times faster", flush=True)


def svd_of(context: Any, matrix: Any) -> Any:
    return context.svd_r(matrix, compute_uv=False)


def timed(contestant: Callable[[], Any]) -> float:
    started = time.perf_counter()
    contestant()
    return time.perf_counter() - started


def floats() -> None:
    """The rigorous float64 bound beside one singular value decomposition, batched."""
    rng = np.random.default_rng(2)
    for size in (10, 50, 100):
        batch = rng.normal(size=(max(2, 2000 // size), size, size))
        took = medians(svd=lambda: np.linalg.svd(batch), rump=lambda: certified_lower_bound(batch))  # noqa: B023 -- called before the loop goes on
        print(
            f"float64 {size} x {size}: {took['rump'] / len(batch) * 1e6:.0f} us a matrix, {took['rump'] / took['svd']:.2f} of an SVD",
            flush=True,
        )


def slow(matrix: Any) -> None:
    """FLINT in its worse orientation, and SymPy, once each."""
    integers = integer_rows(matrix)
    ours = timed(lambda: exact_proof(integers))
    table = [[QQ(int(x)) for x in row] for row in integers.table()]
    for name, contestant in (
        ("FLINT, worse orientation", (integers if integers.nrows() < integers.ncols() else integers.transpose()).rank),
        ("SymPy DomainMatrix, sparse", lambda: DomainMatrix(table, matrix.shape, QQ).to_sparse().rref()),
    ):
        seconds = timed(contestant)
        print(
            f"{name} {matrix.shape}: {seconds:.1f} s, {seconds / ours:.0f} times as long as rank and certificate ({ours * 1e3:.0f} ms)",
            flush=True,
        )


def main(everything: bool, quickly: bool) -> None:
    assert isinstance(integer_rows(product(2, 2, 1)), fmpz_mat)
    _, _, full = relu_jacobian(100)
    network, theta, tall = relu_jacobian(200)
    known = [NullVectors("right", rescalings(Rationals(), network.architecture, theta))]
    finding("ReLU", full)
    finding("ReLU", tall)
    finding("ReLU, known", tall, known)
    if quickly:
        return
    worst = max((finding("product", product(*shape))["flint ratio"], shape) for shape in GRID)
    print(f"worst ratio to FLINT in its better orientation: {worst[0]:.2f} at {worst[1]}")
    transcendental()
    floats()
    if everything:
        slow(full)
        slow(tall)
        slow(product(350, 700, 349))


if __name__ == "__main__":
    main("--all" in sys.argv[1:], "--relu" in sys.argv[1:])

"""Network architectures as plain data, and the one place that says how parameters are ordered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt

from verify.errors import InvalidInput
from verify.maps.activations import Activation, activation
from verify.numbers.system import Array

Index = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Tie:
    """The weights of ``layer`` are those of the earlier layer ``source`` (transposed, for an autoencoder): no parameters of its own."""

    layer: int
    source: int
    transpose: bool = False


@dataclass(frozen=True)
class Skip:
    """A trainable matrix from the activations of layer ``source`` (0: the inputs) to the pre-activations of layer ``target``."""

    source: int
    target: int


@dataclass(frozen=True)
class Block:
    """A named array inside the parameter vector: ``theta[start:stop]`` reshaped, row-major."""

    name: str
    layer: int
    kind: str
    shape: tuple[int, ...]
    start: int

    @property
    def stop(self) -> int:
        return self.start + prod(self.shape)


@dataclass(frozen=True, eq=False)
class Wiring:
    """Where one layer finds its parameters in ``theta``: ``W = theta[weights]``, and so on."""

    weights: Index
    bias: Index | None
    skips: tuple[tuple[int, Index], ...]


@dataclass(frozen=True)
class Architecture:
    """A feed-forward network: ``a_0 = x``; ``z_l = W_l a_{l-1} + b_l + sum of S a_source over skips``; ``a_l = sigma_l(z_l)``.

    Layers are counted 1 to L; layer L is the output. **Parameter order**: layer by layer; within a layer the weight matrix (out x in,
    row-major), then the bias, then the matrices of the skips arriving there, by source. A tied layer has no weights of its own.

    Parameters
    ----------
    widths : (n_0, ..., n_L)
        Number of inputs, units of each hidden layer, outputs.
    activation : str or tuple of str
        For all hidden layers, or one each; see `verify.maps.activations.activation`.
    output_activation : str
    biases : bool or tuple of bool
        For all layers, or one for each of the L layers.
    ties : tuple of Tie
    skips : tuple of Skip

    Raises
    ------
    InvalidInput
        If a width, name, tie or skip makes no sense.

    Examples
    --------
    >>> network = Architecture((2, 3, 1), "tanh", biases=(True, False))
    >>> network.parameters, [block.name for block in network.layout]
    (12, ['W1', 'b1', 'W2'])
    """

    widths: tuple[int, ...]
    activation: str | tuple[str, ...] = "relu"
    output_activation: str = "identity"
    biases: bool | tuple[bool, ...] = True
    ties: tuple[Tie, ...] = ()
    skips: tuple[Skip, ...] = ()

    def __post_init__(self) -> None:
        given: Any = self.widths
        widths = tuple(given) if isinstance(given, list | tuple) else ()
        if len(widths) < 2 or not all(_counts(n) for n in widths):
            raise InvalidInput(f"widths must be at least two positive integers (inputs, hidden units, outputs), got {self.widths!r}")
        depth = len(widths) - 1
        names = _one_each("activation", self.activation, depth - 1, str)
        normal = {
            "widths": tuple(int(n) for n in widths),
            "activation": tuple(activation(name).name for name in names),
            "output_activation": activation(self.output_activation).name,
            "biases": _one_each("biases", self.biases, depth, bool),
            "ties": tuple(sorted(self.ties, key=lambda tie: tie.layer)),
            "skips": tuple(sorted(self.skips, key=lambda skip: (skip.target, skip.source))),
        }
        for field, value in normal.items():
            object.__setattr__(self, field, value)
        self._check_skips()
        self._check_ties()

    def _check_skips(self) -> None:
        for skip in self.skips:
            if not 0 <= skip.source <= skip.target - 2 <= self.depth - 2:
                raise InvalidInput(f"{skip}: a skip must pass over at least one layer, from 0..{self.depth - 2} to 2..{self.depth}")
        _refuse_repeats("skip", self.skips)

    def _check_ties(self) -> None:
        for tie in self.ties:
            if not 1 <= tie.source < tie.layer <= self.depth:
                raise InvalidInput(f"{tie}: a layer 2..{self.depth} can be tied to an earlier layer only")
            shape = self._shape(tie.source)
            if self._shape(tie.layer) != (shape[::-1] if tie.transpose else shape):
                raise InvalidInput(f"{tie}: weights of shape {self._shape(tie.layer)} cannot be tied to weights of shape {shape}")
        _refuse_repeats("tie of layer", [tie.layer for tie in self.ties])

    def _shape(self, layer: int) -> tuple[int, int]:
        return self.widths[layer], self.widths[layer - 1]

    @property
    def depth(self) -> int:
        """``L``, the number of layers with weights."""
        return len(self.widths) - 1

    @cached_property
    def activations(self) -> tuple[Activation, ...]:
        """The activation of each layer 1..L."""
        return tuple(activation(name) for name in (*self.activation, self.output_activation))

    @cached_property
    def layout(self) -> tuple[Block, ...]:
        """The named blocks of the parameter vector, in its order."""
        tied = {tie.layer for tie in self.ties}
        blocks: list[Block] = []

        def add(name: str, layer: int, kind: str, shape: tuple[int, ...]) -> None:
            blocks.append(Block(name, layer, kind, shape, blocks[-1].stop if blocks else 0))

        for layer, biased in enumerate(_each(self.biases), start=1):
            if layer not in tied:
                add(f"W{layer}", layer, "weights", self._shape(layer))
            if biased:
                add(f"b{layer}", layer, "bias", (self.widths[layer],))
            for skip in self.skips:
                if skip.target == layer:
                    add(f"S{skip.source}to{layer}", layer, "skip", (self.widths[layer], self.widths[skip.source]))
        return tuple(blocks)

    @property
    def parameters(self) -> int:
        """``N``, the length of the parameter vector."""
        return self.layout[-1].stop

    @cached_property
    def wiring(self) -> tuple[Wiring, ...]:
        """For each layer 1..L the places of its parameters in ``theta``; ties are resolved here."""
        places = {block.name: np.arange(block.start, block.stop).reshape(block.shape) for block in self.layout}
        for tie in self.ties:
            source = places[f"W{tie.source}"]
            places[f"W{tie.layer}"] = source.T if tie.transpose else source
        return tuple(
            Wiring(
                places[f"W{layer}"],
                places.get(f"b{layer}"),
                tuple((skip.source, places[f"S{skip.source}to{layer}"]) for skip in self.skips if skip.target == layer),
            )
            for layer in range(1, self.depth + 1)
        )

    def unpack(self, theta: Array) -> dict[str, Array]:
        """The blocks of ``theta`` (..., N) by name, each (..., *shape)."""
        return {block.name: theta[..., block.start : block.stop].reshape(*theta.shape[:-1], *block.shape) for block in self.layout}

    def pack(self, blocks: Mapping[str, Array]) -> Array:
        """The parameter vector (..., N) whose `unpack` is ``blocks``."""
        if set(blocks) != {block.name for block in self.layout}:
            raise InvalidInput(f"expected the blocks {[block.name for block in self.layout]}, got {sorted(blocks)}")
        parts = [blocks[block.name].reshape(*blocks[block.name].shape[: -len(block.shape)], -1) for block in self.layout]
        return np.concatenate(parts, axis=-1)

    def spec(self) -> dict[str, Any]:
        """The architecture as JSON data; `from_spec` rebuilds it."""
        return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(self).items()}

    @classmethod
    def from_spec(cls, spec: Any) -> Architecture:
        """The architecture that `spec` described.

        Raises
        ------
        InvalidInput
            If a key is unknown or missing, or a value is not of its kind.
        """
        try:
            data: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in spec.items()}
            data["ties"] = tuple(Tie(**tie) for tie in data.get("ties", ()))
            data["skips"] = tuple(Skip(**skip) for skip in data.get("skips", ()))
            return cls(**data)
        except (TypeError, AttributeError) as fault:
            raise InvalidInput(f"not an architecture: {fault} in {str(spec)[:200]}") from fault


def _each(value: bool | tuple[bool, ...]) -> tuple[bool, ...]:
    return value if isinstance(value, tuple) else (value,)


def _counts(value: Any) -> bool:
    return isinstance(value, int | np.integer) and not isinstance(value, bool) and int(value) >= 1


def _one_each(field: str, value: Any, layers: int, kind: type) -> tuple[Any, ...]:
    """One value a layer, from one for all or a sequence of them."""
    values = (value,) * layers if isinstance(value, kind) else value
    if not isinstance(values, Sequence) or len(values) != layers or not all(isinstance(one, kind) for one in values):
        raise InvalidInput(f"{field} must be one {kind.__name__}, or a tuple of {layers}, one for each layer it concerns; got {value!r}")
    return tuple(values)


def _refuse_repeats(what: str, items: Sequence[Any]) -> None:
    for item in items:
        if list(items).count(item) > 1:
            raise InvalidInput(f"the {what} {item} is given twice")

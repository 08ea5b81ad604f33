"""Generic networks cut at a layer: an undefined head on undefined activations, for two inputs that share those activations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy

from verify.numbers.symbols import Symbols
from verify.proofs.index_sums import IndexSums, Kind, Sizes, letter
from verify.proofs.symbolic import coordinates, undefined


@dataclass(frozen=True, eq=False)
class GenericCut:
    """Two inputs with the same activations at a cut, and the gradients of their outputs.

    Parameters
    ----------
    numbers : Symbols or IndexSums
        What the arrays hold.
    activations : pair of array (width,)
        The activations at the cut, one array for each input; equal by construction.
    before, after : pair of array
        Gradients of the two outputs in the parameters before and after the cut, differentiated by SymPy before the activations of the
        second input are set to those of the first (their derivatives stay different).
    """

    numbers: Any
    activations: tuple[Any, Any]
    before: tuple[Any, Any]
    after: tuple[Any, Any]


@dataclass(frozen=True)
class Cuts:
    """Outputs ``f(x) = h(a(x; b), c)`` with undefined ``h`` and ``a``: parameters ``b`` before the cut and ``c`` after it.

    Parameters
    ----------
    skip : bool
        The head also reads the input itself, past the cut.
    tied : bool
        The activations also read the first parameter of the head.
    """

    skip: bool = False
    tied: bool = False
    dimensions = (Kind.WIDTH, Kind.BEFORE, Kind.AFTER)
    letters = {  # noqa: RUF012 (a constant of the class; read only)
        f"{name}.{place}": (kind,)
        for name, kind in (("activations", Kind.WIDTH), ("before", Kind.BEFORE), ("after", Kind.AFTER))
        for place in (0, 1)
    }

    @property
    def name(self) -> str:
        """What is cut, in words."""
        exceptions = [words for words, there in (("a skip past the cut", self.skip), ("tying across the cut", self.tied)) if there]
        return "generic networks cut at a layer" + (f", with {' and '.join(exceptions)}" if exceptions else "")

    def at(self, sizes: Sizes) -> GenericCut:
        numbers = Symbols()
        b, c = (sympy.symbols(f"{name}1:{sizes[kind] + 1}") for name, kind in (("b", Kind.BEFORE), ("c", Kind.AFTER)))
        read = (*b, c[0]) if self.tied else b
        layers = [[undefined(f"a{s}{k}")(*read) for k in range(1, sizes[Kind.WIDTH] + 1)] for s in (1, 2)]
        past = [[sympy.Symbol(f"x{s}")] if self.skip else [] for s in (1, 2)]
        outputs = [undefined("h")(*layer, *skipped, *c) for layer, skipped in zip(layers, past, strict=True)]
        merged = dict(zip(layers[1], layers[0], strict=True))

        def arrays(one: Any, other: Any) -> tuple[Any, Any]:
            first, second = ([coordinates(entry.xreplace(merged), str) for entry in side] for side in (one, other))
            return numbers.array(first), numbers.array(second)

        def gradients(variables: Any) -> tuple[Any, Any]:
            return arrays(*([output.diff(variable) for variable in variables] for output in outputs))

        return GenericCut(numbers, activations=arrays(*layers), before=gradients(b), after=gradients(c))

    def sizeless(self) -> GenericCut:
        def pair(name: str) -> tuple[Any, Any]:
            first, second = (letter(key, *self.letters[key]) for key in (f"{name}.0", f"{name}.1"))
            return first, second

        return GenericCut(IndexSums(), activations=pair("activations"), before=pair("before"), after=pair("after"))

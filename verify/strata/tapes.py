"""The choices behind one instance, written out: it can be built again from them, and made smaller choice by choice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from verify.errors import InvalidInput, VerifyError
from verify.numbers.balls import Balls
from verify.numbers.rationals import Rationals
from verify.numbers.system import Array, System
from verify.strata.choosers import Choice, ReplayChooser
from verify.strata.strata import Recipe, Stratum

T = TypeVar("T")


@dataclass
class TapeChooser:
    """Makes the choices of a tape, as far as they fit what is asked; beyond them, the simplest.

    A choice out of range is moved into it, an array of another shape is cropped or filled up with the value nearest to 0: so a tape of
    which one choice was changed still describes an instance. ``made`` are the choices as they were really made.
    """

    tape: Sequence[Choice]
    demands: frozenset[str]
    scale: int
    numbers: System
    made: list[Choice] = field(default_factory=list)

    def among(self, options: Sequence[T]) -> T:
        return options[self._one(0, len(options) - 1)]

    def size(self, low: int, high: int) -> int:
        return self._one(low, min(high, low + self.scale))

    def integers(self, shape: tuple[int, ...], low: int, high: int) -> Array:
        found = np.full(shape, min(max(low, 0), high), dtype=np.int64)
        written = self._next()
        if isinstance(written, np.ndarray) and written.ndim == found.ndim:
            common = tuple(slice(min(pair)) for pair in zip(written.shape, shape, strict=True))
            found[common] = np.clip(written[common], low, high)
        self.made.append(found)
        return self.numbers.array(found)

    def _one(self, low: int, high: int) -> int:
        written = self._next()
        self.made.append(min(max(written, low), high) if isinstance(written, int) else low)
        return int(self.made[-1])

    def _next(self) -> Choice | None:
        place = len(self.made)
        return self.tape[place] if place < len(self.tape) else None


@dataclass(frozen=True, eq=False)
class Tape:
    """One instance of a stratum by its choices, and how large those are."""

    stratum: Stratum
    scale: int
    demands: frozenset[str]
    choices: tuple[Choice, ...]

    @classmethod
    def of(cls, recipe: Recipe) -> Tape:
        """The choices that a recipe stands for."""
        choose = ReplayChooser(
            recipe.seed, recipe.count, recipe.demands, recipe.scale, index=recipe.index, numbers=_numbers(recipe.stratum)
        )
        recipe.stratum.build(choose)
        return cls(recipe.stratum, recipe.scale, recipe.demands, tuple(choose.made))

    def read(self) -> tuple[Any, Tape]:
        """The instance, and the tape as it was read: what did not fit is replaced by what was chosen."""
        choose = TapeChooser(self.choices, self.demands, self.scale, _numbers(self.stratum))
        at = self.stratum.build(choose)
        return at, replace(self, choices=tuple(choose.made))

    @property
    def size(self) -> tuple[int, int, int]:
        """Number of choices, their total, and how many are negative; the smaller, the simpler the instance."""
        values = np.concatenate([np.zeros(0, dtype=np.int64), *(np.ravel(choice) for choice in self.choices)])
        return values.size, int(np.abs(values).sum()), int((values < 0).sum())

    def spec(self) -> dict[str, Any]:
        """The tape as JSON data."""
        choices = [_written(choice) for choice in self.choices]
        return {"stratum": self.stratum.name, "scale": self.scale, "demands": sorted(self.demands), "choices": choices}

    @classmethod
    def from_spec(cls, spec: Any, strata: Sequence[Stratum]) -> Tape:
        """The tape that `spec` described, of the stratum of that name.

        Raises
        ------
        InvalidInput
            If the data are no tape, or none of the strata has that name.
        """
        try:
            stratum = next((stratum for stratum in strata if stratum.name == spec["stratum"]), None)
            if stratum is None:
                raise InvalidInput(f"no stratum {spec['stratum']!r} here: it was renamed, or the statement is about others")
            return cls(stratum, int(spec["scale"]), frozenset(spec["demands"]), tuple(_choice(choice) for choice in spec["choices"]))
        except (KeyError, TypeError, ValueError) as fault:
            if isinstance(fault, InvalidInput):
                raise
            raise InvalidInput(f"not the choices behind an instance: {type(fault).__name__} {fault}") from fault


def _written(choice: Choice) -> Any:
    return choice if isinstance(choice, int) else {"shape": list(choice.shape), "values": choice.ravel().tolist()}


def _choice(spec: Any) -> Choice:
    return spec if isinstance(spec, int) else np.array(spec["values"], dtype=np.int64).reshape(spec["shape"])


def _numbers(stratum: Stratum) -> System:
    """Exact where the stratum has exact instances, else balls."""
    return Rationals() if stratum.exact else Balls()


def shrunk(tape: Tape, still: Callable[[Any], bool], *, attempts: int = 400) -> tuple[Any, Tape]:
    """The smallest instance that was reached from the tape by making one choice smaller at a time while ``still`` says yes of it.

    Parameters
    ----------
    tape : Tape
        Of an instance of which ``still`` says yes.
    still : callable
        What must remain true, such as that the instance refutes a statement.
    attempts : int
        Instances to build at most.
    """
    *_, smallest = shrinking(tape, still, attempts=attempts)
    return smallest


def shrinking(tape: Tape, still: Callable[[Any], bool], *, attempts: int = 400) -> Iterator[tuple[Any, Tape]]:
    """The instance of the tape, then each smaller one that `shrunk` reaches on its way."""
    at, tape = tape.read()
    yield at, tape
    left, improved = attempts, True
    while improved:
        improved = False
        for candidate in _smaller(tape):
            if left == 0:
                return
            left -= 1
            found = _read(candidate)
            if found is not None and found[1].size < tape.size and still(found[0]):
                at, tape = found
                improved = True
                yield at, tape
                break


def _read(tape: Tape) -> tuple[Any, Tape] | None:
    try:
        return tape.read()
    except VerifyError:  # the changed choices describe no instance
        return None


def _smaller(tape: Tape) -> Iterator[Tape]:
    """Tapes with one choice made smaller, the boldest first: whole arrays cleared, then shapes, then single values.

    A smaller shape crops arrays at their ends, so it is also tried on the arrays turned round.
    """
    for change in (_cleared, _options, _values):
        for place, choice in enumerate(tape.choices):
            for simpler in change(choice):
                before, after = tape.choices[:place], tape.choices[place + 1 :]
                yield replace(tape, choices=(*before, simpler, *after))
                if change is _options:
                    yield replace(tape, choices=(*before, simpler, *map(_turned, after)))


def _options(choice: Choice) -> Iterator[Choice]:
    if isinstance(choice, int):
        yield from range(choice)


def _turned(choice: Choice) -> Choice:
    return choice if isinstance(choice, int) else np.flip(choice)


def _cleared(choice: Choice) -> Iterator[Choice]:
    if isinstance(choice, np.ndarray) and choice.any():
        yield np.zeros_like(choice)


def _values(choice: Choice) -> Iterator[Choice]:
    if isinstance(choice, np.ndarray):
        for place in np.argwhere(choice):
            value = int(choice[tuple(place)])
            for simpler in dict.fromkeys((0, 1, -1, -value, value - 1 if value > 0 else value + 1)):
                if (abs(simpler), simpler < 0) < (abs(value), value < 0):
                    yield _with(choice, place, simpler)


def _with(choice: npt.NDArray[np.int64], place: npt.NDArray[np.intp], value: int) -> Choice:
    changed = choice.copy()
    changed[tuple(place)] = value
    return changed

"""The instance of a witness, named part by part and set as mathematics."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import msgspec
import sympy
from markupsafe import Markup

from verify.errors import VerifyError
from verify.maps.models import model_from_spec
from verify.numbers import Symbols
from verify.reporting.page.prose import mathematics, signs

Part = tuple[str, Markup]
"""A label, and what it labels."""

_MOST_ROWS, _MOST_COLUMNS, _LONGEST_ENTRY, _LONGEST_FORMULA = 10, 10, 14, 600
_NUMBER = re.compile(r"-?\d+(/\d+)?(\.\d+)?")
_MATRICES = {
    "J": "J",
    "H": "H",
    "outputs": r"F(\theta)",
    "jacobian": "J",
    "loss_gradient": r"\nabla l",
    "loss_hessian": r"\nabla^2 l",
    "theta": r"\theta",
    "labels": "y",
}


def parts(instance: Any) -> list[Part]:
    """What an instance consists of, in the order in which a reader needs it; what is not known is shown as the data it is."""
    return list(_parts(instance)) if isinstance(instance, dict) else [("instance", _data(instance))]


def _parts(instance: Mapping[str, Any]) -> Iterator[Part]:
    for name, value in instance.items():
        if name == "kind":
            continue
        try:
            yield from _SETTERS[name](name, value) if name in _SETTERS else _other(name, value)
        except (TypeError, AttributeError, KeyError):  # made by another version, or changed by hand
            yield name, _data(value)


def _other(name: str, value: Any) -> Iterator[Part]:
    yield _LABELS.get(name, name), signs(value) if isinstance(value, str) else _data(value)


def _matrix(name: str, value: Any) -> Iterator[Part]:
    yield _LABELS.get(name, "matrix"), _array(_MATRICES[name], value)


def _vector(name: str, value: Any) -> Iterator[Part]:
    yield _LABELS[name], _array(_MATRICES[name], value, as_column=False)


def _curvature(name: str, value: Any) -> Iterator[Part]:
    for number, matrix in enumerate(value, start=1):
        yield "behaviours curve", _array(rf"\nabla^2 F_{{{number}}}", matrix)


def _merged(name: str, value: Any) -> Iterator[Part]:
    yield "inputs merged", signs(f"S = {{{', '.join(f'x_{number + 1}' for number in value)}}}")


_LABELS = {
    "theta": "point",
    "labels": "labels",
    "layer": "cut at layer",
    "name": "object",
    "outputs": "behaviours",
    "jacobian": "Jacobian",
    "loss_gradient": "slope of the loss",
    "loss_hessian": "curvature of the loss",
}


def _model(name: str, spec: Any) -> Iterator[Part]:
    if spec.get("kind") == "network" and isinstance(spec.get("architecture"), dict):
        yield from _network(spec)
    else:
        yield "map", _formula(spec)


def _formula(spec: Mapping[str, Any]) -> Markup:
    """A map as the formula that it comes to, whichever way it was given; as data if that would be too long to be read, or to be had."""
    formula = _multiplied_out(msgspec.json.encode(spec)) if _size(spec) <= _LARGEST.get(str(spec.get("kind")), 0) else ""
    return mathematics(formula) if 0 < len(formula) <= _LONGEST_FORMULA else _data(spec)


_LARGEST = {"formulas": 400, "taylor": 200, "normal form": 60}
"""Up to which size maps are written as formulas: normal forms grow most when they are multiplied out."""


def _size(value: Any) -> int:
    """Roughly how much there is to write: the letters of texts, numbers other than 0."""
    if isinstance(value, str):
        return 0 if value == "0" else len(value)
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return sum(map(_size, parts))


@cache
def _multiplied_out(data: bytes) -> str:
    """The formula of a map, in LaTeX; empty if it has none. Witnesses of one claim are often about one map."""
    spec = msgspec.json.decode(data)
    try:
        model = model_from_spec(spec, Symbols())
        names = spec.get("variables") or _names(model.parameters)
        symbols = [sympy.Symbol(str(name)) for name in names]
        outputs = model.outputs(Symbols(), Symbols().array(symbols))
        values = [value if spec.get("kind") == "formulas" else sympy.expand(value) for value in outputs]
        return rf"F({', '.join(sympy.latex(symbol) for symbol in symbols)}) = {_tuple([sympy.latex(value) for value in values])}"
    except (VerifyError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return ""


def _names(count: int) -> list[str]:
    return ["t"] if count == 1 else [f"theta_{number}" for number in range(1, count + 1)]


def _tuple(entries: Sequence[str]) -> str:
    return entries[0] if len(entries) == 1 else r"\left(" + r",\; ".join(entries) + r"\right)"


def _network(spec: Mapping[str, Any]) -> Iterator[Part]:
    """A network in words: its widths, then what is unusual about it, then its inputs."""
    architecture = spec["architecture"]
    widths = "-".join(map(str, architecture.get("widths", ())))
    words = [widths, "activation " + ", ".join(map(str, architecture.get("activation", ())))]
    if architecture.get("output_activation", "identity") != "identity":
        words.append(f"output {architecture['output_activation']}")
    biased = architecture.get("biases")
    if isinstance(biased, list) and not any(biased):
        words.append("no biases")
    elif isinstance(biased, list) and not all(biased):
        words.append("biases in layers " + ", ".join(str(layer) for layer, has in enumerate(biased, start=1) if has))
    for kind in ("ties", "skips"):
        if architecture.get(kind):
            words.append(f"{kind}: {_compact(architecture[kind])}")
    yield "network", signs("; ".join(words))
    inputs = spec.get("inputs")
    if isinstance(inputs, list):
        yield "inputs", Markup(", ").join(_array(f"x_{{{number}}}", row, as_column=False) for number, row in enumerate(inputs, start=1))


def _loss(name: str, spec: Any) -> Iterator[Part]:
    """A loss in words, with whatever is not the usual about it."""
    if "formula" in spec:
        yield name, signs(f"{'l' if name == 'loss' else 'R'} = {spec['formula']}".replace("**", "^"))
        return
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", str(spec.get("kind", name))).lower()
    usual = {"kind": spec.get("kind"), "reduction": "sum", "outputs_per_datum": 1, "scale": "1", "weights": None}
    unusual = [f"{key.replace('_', ' ')} {_compact(value)}" for key, value in spec.items() if usual.get(key, value) != value]
    yield name, signs(", ".join([words, *unusual]))


def _curve(name: str, rows: Any) -> Iterator[Part]:
    """A polynomial curve from its coefficients, the constant ones first."""
    t = sympy.Symbol("t")
    values = [sum((sympy.Rational(entry) * t**power for power, entry in enumerate(row)), sympy.Integer(0)) for row in rows]
    yield name, mathematics(rf"\theta(t) = {_tuple([sympy.latex(value) for value in values])}")


def _array(name: str, value: Any, *, as_column: bool = True) -> Markup:
    """A vector or a matrix of exact numbers as mathematics, if it is small enough to be read."""
    rows = value if isinstance(value, list) else [value]
    nested = any(isinstance(row, list) for row in rows)
    table = rows if nested else [[entry] for entry in rows] if as_column else [rows]
    if not _readable(table):
        return Markup("{} = {}").format(mathematics(name), _data(value))
    entries = [[_number(entry) for entry in row] for row in table]
    if not nested and not as_column:
        return mathematics(rf"{name} = {_tuple(entries[0])}")
    return mathematics(rf"{name} = \begin{{pmatrix}}" + r" \\ ".join(" & ".join(row) for row in entries) + r"\end{pmatrix}")


def _readable(table: Any) -> bool:
    return (
        0 < len(table) <= _MOST_ROWS
        and all(isinstance(row, list) and 0 < len(row) <= _MOST_COLUMNS for row in table)
        and all(_NUMBER.fullmatch(str(entry)) and len(str(entry)) <= _LONGEST_ENTRY for row in table for entry in row)
    )


def _number(entry: Any) -> str:
    """An exact number in LaTeX."""
    sign, digits = ("-", str(entry)[1:]) if str(entry).startswith("-") else ("", str(entry))
    above, _, below = digits.partition("/")
    return rf"{sign}\tfrac{{{above}}}{{{below}}}" if below else sign + digits


_LONGEST_DATA = 240
"""Characters of data that are shown among words; the whole stands below, for replay."""


def _data(value: Any) -> Markup:
    text = _compact(value)
    return Markup("<code>{}</code>").format(signs(text if len(text) <= _LONGEST_DATA else f"{text[:_LONGEST_DATA]} …"))


def _compact(value: Any) -> str:
    """JSON without the quotes that exact numbers carry."""
    return msgspec.json.encode(value).decode().replace('"', "")


_SETTERS: Mapping[str, Callable[[str, Any], Iterator[Part]]] = {
    "of": lambda name, value: _parts(value),
    "model": _model,
    "curve": _curve,
    "curvature": _curvature,
    "inputs": _merged,
    "theta": _vector,
    "labels": _vector,
    "loss": _loss,
    "regulariser": _loss,
} | dict.fromkeys(("J", "H", "outputs", "jacobian", "loss_gradient", "loss_hessian"), _matrix)
"""How the fields of an instance are set, by their names."""

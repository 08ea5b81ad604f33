"""Formulas in text: read without executing them, differentiated by SymPy, evaluated over any number system."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from keyword import iskeyword
from typing import Any

import numpy as np
import sympy

from verify.errors import InvalidInput, NotDefined
from verify.numbers.system import Array, System

FUNCTIONS: Mapping[str, Callable[[Any], Any]] = {
    "exp": sympy.exp,
    "log": sympy.log,
    "tanh": sympy.tanh,
    "sin": sympy.sin,
    "cos": sympy.cos,
    "sqrt": sympy.sqrt,
    "erf": sympy.erf,
    "sigmoid": lambda x: 1 / (1 + sympy.exp(-x)),
    "softplus": lambda x: sympy.log(1 + sympy.exp(x)),
    "cosh": lambda x: (sympy.exp(x) + sympy.exp(-x)) / 2,
    "sinh": lambda x: (sympy.exp(x) - sympy.exp(-x)) / 2,
}
"""The functions a formula may call."""

_NOT_SMOOTH = frozenset({"abs", "relu", "leaky_relu", "max", "min", "sign", "heaviside", "floor", "ceil", "round"})
_OPERATORS: Mapping[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
}
_LONGEST_TEXT, _LONGEST_NUMBER, _LARGEST_EXPONENT, _DEEPEST_NESTING = 4000, 20_000, 64, 60


def parse(text: Any, variables: Sequence[str]) -> sympy.Expr:
    """The SymPy expression of a formula such as ``a*b + exp(-c)/3``.

    Only integers, the given variables, ``pi``, ``+ - * /``, integer powers and calls of `FUNCTIONS` are read; nothing is executed.
    Decimals are refused because they hide which rational number is meant. Cancellations such as ``a/a = 1`` are made at once.

    Raises
    ------
    InvalidInput
        Naming the part of the text that is not allowed.

    Examples
    --------
    >>> parse("(a + b)**2 / 2", ["a", "b"])
    (a + b)**2/2
    """
    if not isinstance(text, str) or len(text) > _LONGEST_TEXT:
        raise InvalidInput(f"a formula is text of at most {_LONGEST_TEXT} characters, got {str(text)[:60]!r}")
    try:
        tree = ast.parse(text.strip(), mode="eval")
        expression = _read(tree.body, text, {"pi": sympy.pi} | {name: sympy.Symbol(name) for name in variables})
    except (SyntaxError, ValueError, RecursionError, MemoryError) as fault:
        if isinstance(fault, InvalidInput):
            raise
        raise InvalidInput(f"cannot read the formula {text[:80]!r}: {fault}") from fault
    if expression.has(sympy.I, sympy.zoo, sympy.nan, sympy.oo):
        raise InvalidInput(f"the formula {text!r} has no real value: it contains {expression}")
    return expression


def _read(node: ast.AST, text: str, names: Mapping[str, sympy.Symbol], depth: int = 0) -> Any:
    if depth > _DEEPEST_NESTING:
        raise InvalidInput(f"the formula {text[:80]!r} is nested deeper than {_DEEPEST_NESTING}")

    def read(part: ast.AST) -> Any:
        return _read(part, text, names, depth + 1)

    match node:
        case ast.Constant(value=int(value)) if not isinstance(value, bool):
            return sympy.Integer(value)
        case ast.Name(id=name) if name in names:
            return names[name]
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return -read(inner)
        case ast.BinOp(left=base, op=ast.Pow(), right=exponent):
            return _small(read(base) ** _exponent(exponent, text), text)
        case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _OPERATORS:
            return _OPERATORS[type(operator)](read(left), read(right))
        case ast.Call(func=ast.Name(id=name), args=[argument], keywords=[]) if name in FUNCTIONS:
            return FUNCTIONS[name](read(argument))
    raise _refusal(node, text, names)


def _refusal(node: ast.AST, text: str, names: Mapping[str, sympy.Symbol]) -> InvalidInput:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id.lower() in _NOT_SMOOTH:
        return InvalidInput(f"{node.func.id} in {text[:80]!r} is not smooth; formulas are, so use a Network with that activation")
    part = ast.get_source_segment(text.strip(), node) or type(node).__name__
    known = f"{', '.join(names) or 'no variables'}; integers, + - * / and integer powers; the functions {', '.join(FUNCTIONS)}"
    return InvalidInput(f"{part[:60]!r} in the formula {text[:80]!r} is not allowed; allowed are {known}")


def _small(power: Any, text: str) -> Any:
    """The power itself, if it is no number of absurd size."""
    if power.is_Rational and max(int(power.p).bit_length(), int(power.q).bit_length()) > _LONGEST_NUMBER:
        raise InvalidInput(f"a number in {text[:80]!r} is longer than {_LONGEST_NUMBER} bits")
    return power


def _exponent(node: ast.AST, text: str) -> int:
    match node:
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(value))) if value <= _LARGEST_EXPONENT:
            return -value
        case ast.Constant(value=int(value)) if value <= _LARGEST_EXPONENT:
            return value
    raise InvalidInput(f"exponents in {text[:80]!r} must be integers up to {_LARGEST_EXPONENT} in size; write roots as sqrt(...)")


def combination(factors: Iterable[object], terms: Iterable[str]) -> str:
    """The formula of a linear combination, to be read by `parse`; there are as many factors as terms.

    Examples
    --------
    >>> combination([1, "-1/2"], ["x", "y**2"])
    '(1)*x + (-1/2)*y**2'
    """
    return " + ".join(f"({factor})*{term}" for factor, term in zip(factors, terms, strict=True))


def derivative(expression: sympy.Expr, variable: sympy.Symbol) -> sympy.Expr:
    """The derivative: of sums, products and integer powers by their rules, of anything else by SymPy.

    SymPy's own rule for powers writes logarithms of their bases, and looks for their signs, before it drops them.

    Examples
    --------
    >>> x = sympy.Symbol("x")
    >>> derivative(3 * x / (1 + x**2), x)
    -6*x**2/(x**2 + 1)**2 + 3/(x**2 + 1)
    """
    if variable not in expression.free_symbols:
        return sympy.S.Zero
    if expression.is_Add:
        return sympy.Add(*(derivative(term, variable) for term in expression.args))
    if expression.is_Mul:
        factors = expression.args
        return sympy.Add(*(sympy.Mul(*factors[:i], derivative(each, variable), *factors[i + 1 :]) for i, each in enumerate(factors)))
    if expression.is_Pow and expression.exp.is_Integer:
        return expression.exp * expression.base ** (expression.exp - 1) * derivative(expression.base, variable)
    return sympy.diff(expression, variable)


@dataclass(frozen=True)
class Formulas:
    """Real functions ``f_1, ..., f_m`` of named variables, with the derivatives in some of them.

    Parameters
    ----------
    variables : tuple of str
        In the order of the last axis of a point (..., V).
    texts : tuple of str
        One for each function; see `parse`.
    by : int, optional
        How many of the variables, from the first, to differentiate by; -1 for all.
    """

    variables: tuple[str, ...]
    texts: tuple[str, ...]
    by: int = -1

    def __post_init__(self) -> None:
        for name in self.variables:
            if not str(name).isidentifier() or iskeyword(name) or name in FUNCTIONS or name == "pi":
                raise InvalidInput(f"{name!r} cannot name a variable: use a letter with digits that is no function and not pi")
        if len(set(self.variables)) < len(self.variables):
            raise InvalidInput(f"variables must differ from each other, got {self.variables}")
        object.__setattr__(self, "by", len(self.variables) if self.by < 0 else self.by)
        self.expressions  # noqa: B018 -- reads the texts now, so that a fault shows where the formula is written

    @cached_property
    def symbols(self) -> list[sympy.Symbol]:
        return [sympy.Symbol(name) for name in self.variables]

    @cached_property
    def expressions(self) -> list[sympy.Expr]:
        return [parse(text, self.variables) for text in self.texts]

    @cached_property
    def _first(self) -> list[sympy.Expr]:
        return [derivative(f, v) for f in self.expressions for v in self.symbols[: self.by]]

    @cached_property
    def _second(self) -> list[sympy.Expr]:
        return [derivative(slope, v) for slope in self._first for v in self.symbols[: self.by]]

    def value(self, numbers: System, point: Array) -> Array:
        """The functions at ``point`` (..., V), shape (..., m)."""
        return self._evaluate(numbers, self.expressions, point)

    def first(self, numbers: System, point: Array) -> Array:
        """First derivatives, shape (..., m, by)."""
        return self._evaluate(numbers, self._first, point).reshape(*point.shape[:-1], len(self.texts), self.by)

    def second(self, numbers: System, point: Array) -> Array:
        """Second derivatives, shape (..., m, by, by)."""
        return self._evaluate(numbers, self._second, point).reshape(*point.shape[:-1], len(self.texts), self.by, self.by)

    def _evaluate(self, numbers: System, expressions: Sequence[sympy.Expr], point: Array) -> Array:
        if point.ndim < 1 or point.shape[-1] != len(self.variables):
            names = ", ".join(self.variables)
            raise InvalidInput(f"a point of the variables {names} has shape (..., {len(self.variables)}), got {point.shape}")
        known: dict[Any, Array] = {symbol: point[..., [i]] for i, symbol in enumerate(self.symbols)}
        with numbers.arithmetic():
            zeros = numbers.zeros((*point.shape[:-1], 1))
            return np.concatenate([_walk(numbers, expression, known) + zeros for expression in expressions], axis=-1)


def _walk(numbers: System, expression: Any, known: dict[Any, Array]) -> Array:
    """Value of one expression; ``known`` holds those met before."""
    if expression not in known:
        known[expression] = _value(numbers, expression, known)
    return known[expression]


def _value(numbers: System, expression: Any, known: dict[Any, Array]) -> Array:
    if expression.is_Rational:
        return numbers.array([Fraction(int(expression.p), int(expression.q))])
    if expression is sympy.pi:
        return numbers.constant("pi").reshape(1)
    if expression is sympy.E:
        return numbers.function("exp", numbers.array([1]))
    if expression.is_Pow:
        return _power(numbers, _walk(numbers, expression.base, known), expression.exp, expression)
    arguments = [_walk(numbers, argument, known) for argument in expression.args]
    if expression.is_Add or expression.is_Mul:
        total = arguments[0]
        for argument in arguments[1:]:
            total = total + argument if expression.is_Add else total * argument
        return total
    if type(expression) is sympy.exp or type(expression).__name__ in FUNCTIONS:
        return numbers.function(type(expression).__name__, arguments[0])
    raise NotDefined(f"{expression} cannot be evaluated over {numbers.name}")


def _power(numbers: System, base: Array, exponent: Any, expression: Any) -> Array:
    """``base`` to an integer or half-integer power, by repeated squaring."""
    if not (exponent.is_Rational and exponent.q in (1, 2)):
        raise NotDefined(f"the power in {expression} cannot be evaluated over {numbers.name}: exponents are integers or halves of integers")
    root = base if exponent.q == 1 else numbers.function("sqrt", base)
    result, square, left = numbers.array([1]), root, abs(int(exponent.p))
    while left:
        if left % 2:
            result = result * square
        square, left = (square * square if left > 1 else square), left // 2
    return result if exponent.p >= 0 else numbers.function("reciprocal", result)

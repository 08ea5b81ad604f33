"""Symbolic expressions by SymPy, where an equation between undefined functions is decided as an identity."""

from __future__ import annotations

from collections.abc import Hashable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np
import sympy
from sympy.core.function import AppliedUndef
from sympy.polys.matrices import DomainMatrix
from sympy.polys.matrices.exceptions import DMNonInvertibleMatrixError

from verify.errors import InvalidInput, NotDefined, Undecided
from verify.numbers.elements import elementwise, filled, flat, fraction, nested, read
from verify.numbers.matrices import each_pair, product_shape, solution_shape
from verify.numbers.system import Array, Rigour, objects
from verify.truth import Truth

_FUNCTIONS = {
    "exp": sympy.exp,
    "log": sympy.log,
    "tanh": sympy.tanh,
    "sin": sympy.sin,
    "cos": sympy.cos,
    "sqrt": sympy.sqrt,
    "erf": sympy.erf,
    "softplus": lambda x: sympy.log(1 + sympy.exp(x)),
    "reciprocal": lambda x: 1 / x,
}


@dataclass(frozen=True)
class Symbols:
    """SymPy expressions; zero means zero as an identity.

    An expression is read as a rational function of its symbols, of its undefined functions at given points, and of their derivatives.
    These are algebraically independent, so that such an expression is zero exactly if it reduces to 0. Anything else in it (``exp(x)``,
    ``sqrt(2)``) is taken for one more unknown: what reduces to 0 is then still zero, and the rest is unknown unless it is a number whose
    sign SymPy knows. Positive is answered from numbers and from the assumptions on symbols.

    Examples
    --------
    >>> numbers = Symbols()
    >>> x, f = sympy.Symbol("x"), sympy.Function("f")
    >>> numbers.zero(numbers.array([(x + 1) ** 2 - x**2 - 2 * x - 1, f(x) - f(0), sympy.sin(x) ** 2 - 1]))
    Truth([1, -1, 0])
    """

    rigour: ClassVar[Rigour] = Rigour.EXACT

    @property
    def name(self) -> str:
        return "symbols"

    def arithmetic(self) -> AbstractContextManager[Any]:
        return nullcontext()

    def array(self, values: Any) -> Array:
        """As in `System`; strings are read as numbers only, never as formulas."""
        return read(values, _expression)

    def zeros(self, shape: tuple[int, ...]) -> Array:
        return filled(sympy.S.Zero, shape)

    def matmul(self, left: Array, right: Array) -> Array:
        shape = product_shape(left, right)
        return np.asarray(np.matmul(left, right)) if left.shape[-1] else self.zeros(shape)

    def solve(self, matrix: Array, right: Array) -> Array:
        return each_pair(matrix, right, solution_shape(matrix, right), _solved)

    def positive(self, values: Array) -> Truth:
        return Truth.of(
            elementwise(values, lambda e: e.is_positive is True),
            elementwise(values, lambda e: e.is_nonpositive is True or _zero(e) == 1),
        )

    def zero(self, values: Array) -> Truth:
        return Truth(np.asarray(elementwise(values, _zero), dtype=np.int8))

    def switch(self, values: Array) -> Truth:
        return self.positive(values)

    def kink(self, values: Array) -> Truth:
        return self.zero(values)

    def function(self, name: str, values: Array) -> Array:
        if name not in _FUNCTIONS:
            raise NotDefined(f"no function {name!r} for symbols; there are {', '.join(_FUNCTIONS)}")
        found = elementwise(values, _FUNCTIONS[name])
        for before, after in zip(flat(values), flat(found), strict=True):
            if not _is_finite(after):
                raise NotDefined(f"{name}({before}) is not defined")
        return found

    def constant(self, name: str) -> Array:
        if name != "pi":
            raise NotDefined(f"no constant {name!r} for symbols; there is 'pi'")
        return objects([sympy.pi], ())

    def text(self, values: Array) -> Any:
        return nested(values, str)


@dataclass
class Generators:
    """The unknowns met so far in some expressions, each with the plain symbol that stands for it.

    ``independent`` is whether no algebraic relation between them can exist: then a rational function of them is zero only as a formula.
    A derivative is known by its function, its order in each argument, and the point, so that SymPy's two notations for it,
    ``Derivative(l(F(x)), F(x))`` and ``Subs(Derivative(l(s), s), s, F(x))``, are one unknown.
    """

    independent: bool = True
    standing: dict[Hashable, sympy.Expr] = field(default_factory=dict)
    originals: dict[sympy.Expr, sympy.Expr] = field(default_factory=dict)

    def rational_function(self, expression: sympy.Expr) -> sympy.Expr:
        """The expression with every unknown replaced by its symbol: rational numbers, symbols, sums, products, integer powers."""
        if isinstance(expression, sympy.Rational):
            return expression
        if isinstance(expression, sympy.Add | sympy.Mul):
            return expression.func(*map(self.rational_function, expression.args))
        if isinstance(expression, sympy.Pow) and expression.exp.is_Integer:
            return self.rational_function(expression.base) ** expression.exp
        jet = _jet(expression)
        if isinstance(expression, sympy.Symbol):
            key: Hashable = expression
        elif jet is not None:
            function, orders, point = jet
            key = (function, orders, tuple(map(self._argument, point)))
        else:
            self.independent = False
            key = sympy.expand(expression)
        if key not in self.standing:
            self.standing[key] = sympy.Dummy(f"g{len(self.standing)}")
            self.originals[self.standing[key]] = expression
        return self.standing[key]

    def _argument(self, expression: sympy.Expr) -> sympy.Expr:
        """An argument of an undefined function in its one form; only polynomials have one, so others leave room for hidden relations."""
        found = sympy.expand(self.rational_function(expression))
        self.independent = self.independent and bool(found.is_polynomial())
        return found

    def field_elements(self, expressions: list[sympy.Expr]) -> tuple[Any, list[Any]]:
        """The field of rational functions of all unknowns, and the expressions as its elements."""
        formulas = [self.rational_function(expression) for expression in expressions]
        unknowns = list(self.originals)
        domain = sympy.QQ.frac_field(*unknowns) if unknowns else sympy.QQ
        return domain, [domain.from_sympy(formula) for formula in formulas]


def _jet(expression: sympy.Expr) -> tuple[Any, tuple[int, ...], tuple[sympy.Expr, ...]] | None:
    """Function, order of derivative in each argument, and point, of an undefined function or its derivative; None for anything else."""
    bound: dict[Any, Any] = {}
    if isinstance(expression, sympy.Subs):
        bound = dict(zip(expression.variables, expression.point, strict=True))
        expression = expression.expr
    inner, variables = (expression.expr, expression.variables) if isinstance(expression, sympy.Derivative) else (expression, ())
    if not isinstance(inner, AppliedUndef):
        return None
    for variable in set(variables):
        if [argument for argument in inner.args if argument.has(variable)] != [variable]:
            return None  # a total derivative, not the derivative in one argument
    orders = tuple(list(variables).count(argument) for argument in inner.args)
    return inner.func, orders, tuple(argument.xreplace(bound) for argument in inner.args)


def _zero(expression: sympy.Expr) -> int:
    """+1 if the expression is identically zero, -1 if certainly not, 0 if not known; SymPy's own guess is asked last, since it is slow."""
    if expression.is_Rational:
        return -1 if expression else 1
    generators = Generators()
    try:
        _, (element,) = generators.field_elements([expression])
    except (ZeroDivisionError, sympy.CoercionFailed):
        return 1 if expression.is_zero else 0
    if not element or expression.is_zero:
        return 1
    if generators.independent or expression.is_nonzero:
        return -1
    return 0


def _expression(value: Any) -> sympy.Expr:
    if isinstance(value, sympy.Expr) and not isinstance(value, sympy.Float):
        if not _is_finite(value):
            raise ValueError("not finite")
        return value
    exact = fraction(float(value) if isinstance(value, sympy.Float) else value)
    return sympy.Rational(exact.numerator, exact.denominator)


def _is_finite(value: sympy.Expr) -> bool:
    return not value.has(sympy.nan, sympy.zoo, sympy.oo, -sympy.oo)


def _solved(matrix: Array, right: Array) -> list[sympy.Expr]:
    generators = Generators()
    domain, found = generators.field_elements(flat(matrix) + flat(right))
    if not generators.independent:
        raise Undecided("singular or not? the matrix contains more than rational functions of symbols and undefined functions")
    left = DomainMatrix.from_list_flat(found[: matrix.size], matrix.shape, domain)
    try:
        solution = left.lu_solve(DomainMatrix.from_list_flat(found[matrix.size :], right.shape, domain))
    except DMNonInvertibleMatrixError:
        raise InvalidInput(f"the matrix of shape {matrix.shape} is singular: no unique solution") from None
    return [domain.to_sympy(value).xreplace(generators.originals) for value in solution.to_list_flat()]

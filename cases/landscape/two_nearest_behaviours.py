"""Where two behaviours are nearest to the labels, the distance to the image has a kink: the reason why such labels are rare."""

import sympy

from verify import (
    HOLDS,
    Case,
    Claim,
    Formulas,
    Quantity,
    Solved,
    Source,
    Statement,
    point,
    points_of,
    polynomial_map,
    where,
    witness,
)

# Behaviours p and q, labels y, and a number h, all of them parameters of one map.
names = ("p1", "p2", "q1", "q2", "y1", "y2", "h")
p, q, y = (sympy.Matrix(sympy.symbols(f"{name}1 {name}2", real=True)) for name in "pqy")
h = sympy.Symbol("h", real=True)


def square(vector):
    return sympy.expand(vector.dot(vector))


there, back = square(q - (y + h * (q - p))), square(p - (y - h * (q - p)))
to_p, to_q, apart = square(p - y), square(q - y), square(q - p)
kink = sympy.expand(2 * to_p + 2 * h**2 * apart - 2 * h * apart)
formulas = {"both": there + back, "kink": kink, "smooth": sympy.expand(kink + 2 * h * apart), "tie": to_q - to_p}
values = polynomial_map(*(str(formula) for formula in formulas.values()), variables=names)


def value(name, text):
    place = list(formulas).index(name)
    return Quantity(text, lambda at: at.outputs[..., place : place + 1])


both = value("both", "|q - (y + h v)|^2 + |p - (y - h v)|^2")
tied = where(value("tie", "|q - y|^2 - |p - y|^2").vanishes())
statement = Statement(
    about=(points_of(values, "behaviours, labels and steps in the plane"),),
    given=(tied,),
    then=both.equals(value("kink", "2 |p - y|^2 + 2 h^2 |v|^2 - 2 h |v|^2")),
)
smooth = statement.replace("without a kink", then=both.equals(value("smooth", "2 |p - y|^2 + 2 h^2 |v|^2")))
untied = statement.without(tied)

places = (
    [1, 0, -1, 0, 0, 3, 1],
    [1, 0, -1, 0, 0, 3, 0],
    [1, 0, 0, 1, 0, 0, 2],
    [1, 0, 2, 0, 0, 0, 1],
    [1, 2, 1, 2, 0, 0, 5],
    [1, 0, -1, 0, 1, 0, 1],
)
instances = tuple(point(values, at=place, labels=[0] * len(formulas)) for place in places)
tie, equation = sympy.Eq(to_q, to_p), sympy.Eq(formulas["both"], kink)


def read(at):
    return dict(zip(names, map(sympy.Rational, at.numbers.text(at.theta)), strict=True))


def build(found):
    try:
        return point(values, at=[found.get(name, "0") for name in names], labels=[0] * len(formulas))
    except ValueError:
        return None  # an irrational point


case = Case(
    Claim(
        "two-nearest-behaviours-make-a-kink",
        HOLDS,
        revision=1,
        topic="landscape",
        title="At labels with two nearest behaviours, the squared distance to the image is not differentiable",
        says=r"Let $p \ne q$ both be nearest to $y$ in a set $K$, and $v = q - p$. The squared distances of $y + h v$ to $q$ and of"
        r" $y - h v$ to $p$ add up to $2 |p - y|^2 + 2 h^2 |v|^2 - 2 h |v|^2$. So the squared distance to $K$, which is at most"
        r" that, falls short of a differentiable function of $y$ by $2 h |v|^2$ to first order in $h > 0$.",
        source=Source("project", "nearest behaviours"),
        not_shown=(
            "the step from the identity to the kink: if D has a derivative at y, D(y + h v) + D(y - h v) - 2 D(y) is o(h)",
            "behaviours of more than two dimensions: the identity is the same in each",
            "that the distance to a set is differentiable almost everywhere: it is Lipschitz, so this is Rademacher's theorem",
        ),
    ),
    statement,
    rejects=[untied, smooth],
    checks=[
        Solved(
            {
                statement.name: Formulas({"tie": tie}, equation),
                untied.name: Formulas({}, equation),
                smooth.name: Formulas({"tie": tie}, sympy.Eq(formulas["both"], formulas["smooth"])),
            },
            read,
            build,
            over=instances,
        ),
        witness(*instances),
    ],
)

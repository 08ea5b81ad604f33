"""Text from a claim as HTML: LaTeX between dollar signs becomes MathML, and everything else stays the text that it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache

from markupsafe import Markup, escape
from math_core import LatexError, LatexToMathML

_LONGEST_LATEX = 4000
_KEPT = {"\n", "\t", "\u200c", "\u200d"}
"""Invisible characters that text may need: ends of lines, tabs, and the joiners of some scripts."""

_MATHEMATICS = re.compile(r"\$([^$]+)\$")
_BALL = re.compile(r"\[(-?\d+(?:\.\d+)?(?:e[-+]?\d+)?) \+/- (\d+(?:\.\d+)?(?:e[-+]?\d+)?)\]")
_SIGNS = (
    (re.compile(r"(?<![A-Za-z])(d?)theta(?![A-Za-z])"), r"\1θ"),
    (re.compile(r"&#39;([-\d./ e±−+]+)&#39;"), r"\1"),
    (re.compile(r"(?<![\w;θ)\]])&#39;((?:(?!&#39;).)*)&#39;(?!\w)"), r"‘\1’"),
    (re.compile(r"(?<=[θ)\]])&#39;|(?<=(?<![A-Za-z])[A-Za-z])&#39;"), "′"),
    (re.compile(r"(?<![A-Za-z])grad (?=[A-Za-z](?![a-z]))"), "∇"),
    (re.compile(r"(?<![A-Za-z])Hess (?=[A-Za-z](?![a-z]))"), "∇²"),
    (re.compile(r"(?<![A-Za-z])sum_"), "Σ_"),
    (re.compile(r"(?<=\)) meet (?=[A-Z])"), " ∩ "),
    (re.compile(r"&gt;="), "≥"),
    (re.compile(r"&lt;="), "≤"),
    (re.compile(r"!="), "≠"),
    (re.compile(r"\+/-"), "±"),
    (re.compile(r"(?<=[\s(=\[,])-(?=[\s\d(A-Za-zθ])"), "−"),
    (re.compile(r"\^T(?![A-Za-z])"), "<sup>⊤</sup>"),
    (re.compile(r"\^(\w+)"), r"<sup>\1</sup>"),
    (re.compile(r"(?<![A-Za-z])(d?[A-Za-zθΣ])_([A-Za-z0-9]+)(?!\w)"), r"\1<sub>\2</sub>"),
)
"""How the plain text of conditions and quantities is set; applied after escaping, so that the tags here are the only ones."""


def visible(text: str) -> str:
    """The text with characters that cannot be seen, and could turn the order of others round, written as their code points.

    Examples
    --------
    >>> visible("safe" + chr(0x202E) + "txt")
    'safe⟨U+202E⟩txt'
    """
    return "".join(f"⟨U+{ord(sign):04X}⟩" if _hidden(sign) else sign for sign in text)


def _hidden(sign: str) -> bool:
    return sign not in _KEPT and unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def prose(text: str) -> Markup:
    """Text with LaTeX between dollar signs; what cannot be read as LaTeX is shown as it was written.

    Examples
    --------
    >>> prose("so $x < 1$ & no more")
    Markup('so <math><mi>x</mi><mo>&lt;</mo><mn>1</mn></math> &amp; no more')
    """
    return _set(text, escape)


def headline(text: str) -> Markup:
    """The same for a title or a remark, where formulas may also stand in plain text.

    Examples
    --------
    >>> headline("grad l vanishes where $x < 1$")
    Markup('∇l vanishes where <math><mi>x</mi><mo>&lt;</mo><mn>1</mn></math>')
    """
    return _set(text, signs)


def _set(text: str, between: Callable[[str], Markup]) -> Markup:
    """The formulas of a text as mathematics, and what stands between them as told; a stop stays on the line of the formula before it."""
    first, *rest = _MATHEMATICS.split(visible(text))
    found = [between(first)]
    for latex, words in zip(rest[::2], rest[1::2], strict=True):
        stop = _STOP.match(words)
        formula = mathematics(latex)
        found.append(Markup('<span class="together">{}{}</span>').format(formula, stop[0]) if stop else formula)
        found.append(between(words[stop.end() :] if stop else words))
    return Markup("").join(found)


_STOP = re.compile(r"[.,;:!?)]+")


@cache
def mathematics(latex: str) -> Markup:
    """MathML of a LaTeX formula; the formula itself, marked as code, if it cannot be read."""
    try:
        if len(latex) > _LONGEST_LATEX:
            raise LatexError
        found = LatexToMathML(fancy_error=False).convert_with_local_state(visible(latex), displaystyle=False)
    except LatexError:
        return Markup('<code class="unread">{}</code>').format(f"${visible(latex)}$")
    return Markup(found)  # the converter escapes what it is given, and knows no command that makes links or attributes


def unread(text: str) -> list[str]:
    """The formulas of a text that cannot be read as LaTeX."""
    return [latex for latex in _MATHEMATICS.findall(visible(text)) if 'class="unread"' in mathematics(latex)]


def signs(text: str) -> Markup:
    """Plain text of a condition or a value, with the signs it spells out: theta, grad, exponents, indices; balls are shortened.

    Examples
    --------
    >>> signs("grad l(F(theta)) = 0")
    Markup('∇l(F(θ)) = 0')
    >>> signs("sum_a (o_a - y_a)^2 >= 0")
    Markup('Σ<sub>a</sub> (o<sub>a</sub> − y<sub>a</sub>)<sup>2</sup> ≥ 0')
    >>> signs("[0.333333333333333333333 +/- 2.1e-30]")
    Markup('0.3333333333 ± 2.1e−30')
    """
    plain = str(escape(_BALL.sub(_shortened, visible(text))))
    for pattern, sign in _SIGNS:
        plain = pattern.sub(sign, plain)
    return Markup(plain)  # escaped two lines above; the table adds sup and sub, and nothing from the text


def _shortened(ball: re.Match[str]) -> str:
    """A ball with as many digits as can be read."""
    middle, radius = ball.groups()
    mantissa, exponent, power = middle.partition("e")
    whole, _, digits = mantissa.partition(".")
    short = (f"{whole}.{digits[:10]}" if digits else whole) + exponent + power
    return f"{short} ± {radius}".replace("e-", "e−")

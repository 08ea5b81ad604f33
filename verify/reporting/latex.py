r"""Text as LaTeX source: plain text so that nothing in it is a command, and statements with mathematics between dollar signs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from verify.reporting.extras import required

_LIGATURES = [
    (re.compile(r"-(?=-)"), r"-{}"),
    (re.compile(r"'(?=')"), r"'{}"),
    (re.compile(r",(?=,)"), r",{}"),
    (re.compile(r"`"), r"\\textasciigrave{}"),
]
"""Pairs of characters that TeX's fonts would print as another one."""

_KNOWN = """
    alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi varpi rho varrho sigma varsigma tau
    upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega ell hbar imath jmath Re Im aleph
    nabla partial infty forall exists nexists neg emptyset varnothing top bot perp prime angle
    pm mp times div cdot ast star circ bullet oplus ominus otimes odot wedge vee cap cup setminus sqcap sqcup dagger
    bigoplus bigotimes bigcap bigcup bigwedge bigvee sum prod coprod int iint oint lim liminf limsup sup inf max min arg det dim ker rank
    deg gcd hom Pr exp log ln lg sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh coth
    le leq ge geq lt gt ll gg ne neq equiv sim simeq approx cong propto prec preceq succ succeq subset subseteq supset supseteq
    subsetneq supsetneq in notin ni mid nmid parallel lesssim gtrsim doteq models vdash
    to gets mapsto rightarrow leftarrow leftrightarrow Rightarrow Leftarrow Leftrightarrow implies iff longrightarrow longmapsto
    hookrightarrow hookleftarrow twoheadrightarrow uparrow downarrow nearrow searrow xrightarrow
    dots ldots cdots vdots ddots dotsb dotsc colon quad qquad
    left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr
    langle rangle lvert rvert lVert rVert vert Vert lfloor rfloor lceil rceil lbrace rbrace
    frac tfrac dfrac binom sqrt overline underline hat widehat tilde widetilde bar vec dot ddot overbrace underbrace stackrel overset
    underset limits nolimits operatorname mathrm mathbf mathbb mathcal mathfrak mathsf mathit mathtt boldsymbol text textstyle displaystyle
"""
_MATHEMATICS = frozenset(_KNOWN.split())
"""The commands that a statement may use in its mathematics; whatever else stands there is printed as it was typed."""

_COMMAND = re.compile(r"\\([A-Za-z]+|.)", re.DOTALL)
_SPACES = frozenset(",;:! |{}_")
_UNSAFE = re.compile(r"[#%&~]|\^\^|[^\x20-\x7e]")


def tidy(text: str) -> str:
    r"""Text on one line, without control characters and without those that reorder what is shown.

    Examples
    --------
    >>> tidy("one\ntwo\u202e \x1b[31mred")
    'one two [31mred'
    """
    kept = "".join(sign for sign in text if sign.isspace() or not unicodedata.category(sign).startswith("C"))
    return " ".join(kept.split())


def escaped(text: str, *, letters: bool = False) -> str:
    r"""Text that LaTeX prints as it is; ASCII only, unless ``letters`` keeps the letters of all alphabets.

    A sign that LaTeX has no command for becomes its code point.

    Examples
    --------
    >>> print(escaped("50% of $x_1$ -- Gödel \N{CJK UNIFIED IDEOGRAPH-4E2D}"))
    50\% of \$x\_1\$ -{}- G\"odel \texttt{U+4E2D}
    """
    source: str = _encoder(letters).unicode_to_latex(tidy(text))
    return source


@lru_cache
def _encoder(letters: bool) -> Any:
    encoding = required("pylatexenc.latexencode")
    kept = [(re.compile(r"[^\W\d_a-zA-Z]+"), _as_it_is)] if letters else []
    own = encoding.UnicodeToLatexConversionRule(encoding.RULE_REGEX, [*_LIGATURES, *kept])
    return encoding.UnicodeToLatexEncoder(
        conversion_rules=[own, "defaults"],
        replacement_latex_protection="braces-after-macro",
        unknown_char_policy=_code_point,
        unknown_char_warning=False,
    )


def _as_it_is(match: re.Match[str]) -> str:
    return match[0]


def _code_point(sign: str) -> str:
    return f"\\texttt{{U+{ord(sign):04X}}}"


def typeset(statement: str, encode: Callable[[str], str] = escaped) -> str:
    r"""A statement as LaTeX source: what stands between single dollar signs is mathematics, the rest is text.

    Mathematics that uses a command outside a fixed list, or that is not well formed, is printed as it was typed: a report is data, and
    must not be able to give commands to whoever typesets it.

    Examples
    --------
    >>> print(typeset(r"$\operatorname{rank} J$ is 100% right, $\input{x}$ is not"))
    $\operatorname{rank} J$ is 100\% right, \$\textbackslash{}input\{x\}\$ is not
    """
    parts = statement.split("$")
    if len(parts) % 2 == 0:
        return encode(statement)
    pieces = []
    for number, part in enumerate(parts):
        if number % 2 == 0:
            pieces.append(_text(part, encode))
        else:
            pieces.append(f"${part}$" if is_mathematics(part) else encode(f"${part}$"))
    return "".join(pieces)


def _text(part: str, encode: Callable[[str], str]) -> str:
    """Text between mathematics, with a space where it began or ended with one."""
    before, after = (" " if part[end : end + 1 or None].isspace() else "" for end in (0, -1))
    return f"{before}{encode(part)}{after}" if part.strip() else " " * bool(part)


def is_mathematics(source: str) -> bool:
    """Does TeX read this as mathematics and nothing else: known commands only, every brace closed?"""
    commands = _COMMAND.findall(source)
    if not source.strip() or _UNSAFE.search(source) or not all(name in _MATHEMATICS or name in _SPACES for name in commands):
        return False
    depth = 0
    for brace in re.findall(r"[{}]", _COMMAND.sub(" ", source)):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0 and not source.endswith("\\")

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

_OF_LATEX = """
    alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi varpi rho varrho sigma varsigma tau
    upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega ell hbar imath jmath Re Im aleph
    nabla partial infty forall exists neg emptyset top bot perp prime angle
    pm mp times div cdot ast star circ bullet oplus ominus otimes odot wedge vee cap cup setminus sqcap sqcup dagger
    bigoplus bigotimes bigcap bigcup bigwedge bigvee sum prod coprod int oint lim liminf limsup sup inf max min arg det dim ker
    deg gcd hom Pr exp log ln lg sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh coth
    le leq ge geq ll gg ne neq equiv sim simeq approx cong propto prec preceq succ succeq subset subseteq supset supseteq
    in notin ni mid parallel doteq models vdash
    to gets mapsto rightarrow leftarrow leftrightarrow Rightarrow Leftarrow Leftrightarrow iff longrightarrow longmapsto
    hookrightarrow hookleftarrow uparrow downarrow nearrow searrow
    dots ldots cdots vdots ddots colon quad qquad
    left right big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr
    langle rangle vert Vert lfloor rfloor lceil rceil lbrace rbrace
    frac sqrt overline underline hat widehat tilde widetilde bar vec dot ddot overbrace underbrace stackrel
    limits nolimits mathrm mathbf mathcal mathsf mathit mathtt textstyle displaystyle
"""
_OF_AMS = """
    nexists varnothing subsetneq supsetneq nmid nparallel lesssim gtrsim implies twoheadrightarrow xrightarrow dotsb dotsc
    iint lvert rvert lVert rVert tfrac dfrac binom overset underset operatorname mathbb mathfrak boldsymbol text
"""
MATHEMATICS_OF_LATEX = frozenset(_OF_LATEX.split())
MATHEMATICS = MATHEMATICS_OF_LATEX | frozenset(_OF_AMS.split())
"""The commands that a statement may use in its mathematics, given amsmath and amssymb; others are printed as they were typed."""

_OF_TEXT = """
    AE ae OE oe O o L l ss AA aa i j u v H c d b r textexclamdown textquestiondown textendash textemdash textellipsis
    textquoteleft textquoteright textquotedblleft textquotedblright textsection textparagraph textdagger textdaggerdbl textbullet
    textdegree textperiodcentered textregistered textcopyright texttrademark textsterling texttimes textpm
"""
_TEXT = frozenset(_OF_TEXT.split()) | frozenset("'`\"^~=.") | MATHEMATICS_OF_LATEX | {"ensuremath"}
"""The commands for signs beyond ASCII that LaTeX has without any package and in its oldest encoding of fonts."""

_MATRIX = re.compile(r"\\begin\{([pbvBV]?matrix|smallmatrix|cases)\}((?:(?!\\begin|\\end).)*)\\end\{\1\}", re.DOTALL)
"""A matrix with none inside it."""

_COMMAND = re.compile(r"\\([A-Za-z]+|.)", re.DOTALL)
_SPACES_AND_BARS = frozenset(",;:! |{}_")
_UNSAFE = re.compile(r"[$#%&~]|\^\^|[^\x20-\x7e]")


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
    beyond = re.compile(r"[^\x00-\x7f]")
    kept = [(re.compile(r"[^\W\d_a-zA-Z]"), _as_it_is)] if letters else []
    own = encoding.UnicodeToLatexConversionRule(encoding.RULE_REGEX, [*_LIGATURES, *kept, (beyond, _known_or_code_point)])
    return encoding.UnicodeToLatexEncoder(conversion_rules=[own, "defaults"], replacement_latex_protection="braces-after-macro")


@lru_cache
def _any_sign() -> Any:
    encoding = required("pylatexenc.latexencode")
    protection = "braces-after-macro"
    return encoding.UnicodeToLatexEncoder(unknown_char_policy="keep", unknown_char_warning=False, replacement_latex_protection=protection)


def _as_it_is(match: re.Match[str]) -> str:
    return match[0]


def _known_or_code_point(match: re.Match[str]) -> str:
    """The command for a sign, if LaTeX has it without any package."""
    sign = match[0]
    source: str = _any_sign().unicode_to_latex(sign)
    commands = _COMMAND.findall(source)
    bare = not source.startswith("\\ensuremath") and any(name in MATHEMATICS_OF_LATEX - frozenset(_OF_TEXT.split()) for name in commands)
    if source.isascii() and not bare and all(name in _TEXT for name in commands):
        return source
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


def _its_entries(matrix: re.Match[str]) -> str:
    """A matrix as a group: what separates its entries is allowed there and nowhere else."""
    return "{" + matrix[2].replace("\\\\", " ").replace("&", " ") + "}"


def is_mathematics(source: str) -> bool:
    """Does TeX read this as mathematics and nothing else: known commands only, every brace and every matrix closed?"""
    while (simpler := _MATRIX.sub(_its_entries, source)) != source:
        source = simpler
    commands = _COMMAND.findall(source)
    if not source.strip() or _UNSAFE.search(source) or not all(name in MATHEMATICS or name in _SPACES_AND_BARS for name in commands):
        return False
    depth = 0
    for brace in re.findall(r"[{}]", _COMMAND.sub(" ", source)):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0 and not source.endswith("\\")

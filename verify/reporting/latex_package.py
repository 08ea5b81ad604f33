r"""The LaTeX package of a report: ``\claim{ID}`` prints what is claimed and what was found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from verify.claims.claim import KEBAB
from verify.claims.evidence import ClaimEvidence
from verify.errors import InvalidInput
from verify.reporting.citation import cannot_be_cited, cited
from verify.reporting.document import DISTRIBUTION, Report
from verify.reporting.latex import escaped, typeset

PACKAGE = "verifyclaims"

_NEAR = 4
"""How many ids an error about an unknown one names."""

_HEAD = r"""%% Written by `python -m verify cite --latex-package` from a report; write it again rather than edit it.
\NeedsTeXFormat{LaTeX2e}
\ProvidesPackage{@PACKAGE@}[@DATE@@TOOL@]
\RequirePackage{amsmath,amssymb,keyval}
\newcommand*\verify@is[3]{\expandafter\gdef\csname verify@#2@#1\endcsname{#3}}
\newcommand*\verify@claim[6]{%
  \verify@is{#1}{revision}{#2}\verify@is{#1}{verdict}{#3}\verify@is{#1}{strength}{#4}\verify@is{#1}{fingerprint}{#5}\verify@is{#1}{says}{#6}}
\newcommand*\verify@refused[2]{\verify@is{#1}{refused}{#2}}
\newcommand*\verify@near[2]{\verify@is{#1}{near}{#2}}
\newcommand*\verify@error[2]{\PackageError{@PACKAGE@}{#1}{#2}}
\newcommand*\verify@stated[2]{%
  \edef\verify@here{\detokenize{#2}}%
  \edef\verify@there{\csname verify@#1@\verify@id\endcsname}%
  \edef\verify@there{\expandafter\detokenize\expandafter{\verify@there}}%
  \ifx\verify@here\verify@there\else
    \verify@error{claim \verify@id: #1 `\verify@here' is stated, the report has `\verify@there'}%
      {Correct the option of \string\claim, or write the package again from a newer report.}%
  \fi}
\define@key{verify}{revision}{\verify@stated{revision}{#1}}
\define@key{verify}{verdict}{\verify@stated{verdict}{#1}}
\define@key{verify}{strength}{\verify@stated{strength}{#1}}
\define@key{verify}{fingerprint}{\verify@stated{fingerprint}{#1}}
\def\verify@first#1-#2\verify@end{#1}
\newcommand*\verify@unknown{%
  \edef\verify@word{\expandafter\verify@first\verify@id-\verify@end}%
  \verify@error{claim `\verify@id' is not in the report\@ifundefined{verify@near@\verify@word}{}
    {; it has \csname verify@near@\verify@word\endcsname}}{Correct the id, or write the package again from a newer report.}%
  \texttt{\verify@id}}
\DeclareRobustCommand*\verifyclaim[2][]{%
  \begingroup
  \edef\verify@id{\detokenize{#2}}%
  \@ifundefined{verify@refused@\verify@id}{%
    \@ifundefined{verify@says@\verify@id}{\verify@unknown}{%
      \setkeys{verify}{#1}%
      \csname verify@says@\verify@id\endcsname\ (\emph{\csname verify@verdict@\verify@id\endcsname};
      \csname verify@strength@\verify@id\endcsname; claim \texttt{\verify@id}, revision~\csname verify@revision@\verify@id\endcsname)}}%
  {\verify@error{\csname verify@refused@\verify@id\endcsname}{It must not be cited as it stands.}\texttt{\verify@id}}%
  \endgroup}
\AtBeginDocument{\@ifundefined{claim}{\let\claim\verifyclaim}%
  {\PackageWarning{@PACKAGE@}{\string\claim\space is defined already: use \string\verifyclaim}}}
"""


def package(report: Report) -> str:
    """The source of the package; ASCII, whatever the report holds."""
    for claim in report.claims:
        if not KEBAB.fullmatch(claim.id):
            raise InvalidInput(f"the report cannot be cited: {claim.id!r} is no id")
    day = report.started[:10].replace("-", "/") + " " if report.started[:10].isascii() else ""
    tool = escaped(f"{DISTRIBUTION} {report.tool.version}, seed {report.selection.seed}")
    head = _HEAD.replace("@PACKAGE@", PACKAGE).replace("@DATE@", day).replace("@TOOL@", tool)
    return "\n".join([head.rstrip(), *_claims(report), *_near(report), "\\endinput"]) + "\n"


def _claims(report: Report) -> Iterator[str]:
    for claim in report.claims:
        if reason := cannot_be_cited(claim):
            yield f"\\verify@refused{{{claim.id}}}{{{_message(reason)}}}"
        else:
            yield _definition(report, claim)


def _definition(report: Report, claim: ClaimEvidence) -> str:
    one = cited(report, claim.id)
    fields = (one.id, str(one.revision), one.verdict, one.strength, one.fingerprint, typeset(claim.statement or claim.title))
    return "\\verify@claim" + "".join(f"{{{field}}}" for field in fields)


def _message(reason: str) -> str:
    """A text for TeX's log: letters, digits and plain punctuation, all else as a question mark."""
    return "".join(sign if sign.isascii() and (sign.isalnum() or sign in " .,:;()='-+*/<>|") else "?" for sign in reason)


def _near(report: Report) -> Iterator[str]:
    """For each first word of an id, the ids that begin with it."""
    by_word: dict[str, list[str]] = defaultdict(list)
    for claim in report.claims:
        by_word[claim.id.partition("-")[0]].append(claim.id)
    for word, ids in by_word.items():
        more = f" and {len(ids) - _NEAR} more that begin so" if len(ids) > _NEAR else ""
        yield f"\\verify@near{{{word}}}{{{', '.join(ids[:_NEAR])}{more}}}"

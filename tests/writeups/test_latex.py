r"""In LaTeX, what prints is found on its line; comments, verbatim passages and what never prints are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.writeups.documents import expected, found
from verify.reporting.citation import Stated
from verify.writeups.latex import read

DOCUMENT = r"""\documentclass{article}
\newcommand{\mine}[1]{\claim{#1}} \def\other#1{\claim{#1}}
% \claim{no-comment} Claim no-comment, revision 1
Claim \texttt{yes-set}, revision~1: \emph{holds} (\textit{all sizes}, exact) and \textbf{Claim yes-bold, revision 2}
50\% \claim{yes-after-percent} % \claim{no-comment}
\\claim{no-line-break} \\\claim{yes-line-break} \\% \claim{no-comment}
\begin{verbatim} \claim{no-verbatim}
\claim{no-verbatim} % \end{verbatim} \claim{yes-after-verbatim}
\verb|\claim{no-verb}| \claim{yes-after-verb} \verb+%+ \claim{yes-x} \verb*!\claim{no-verb}!
\lstinline[language=TeX]{\claim{no-listing} \url{http://x.y/%7E} \claim{yes-url} \href{http://x.y/%7E}{\claim{yes-linked}}
\begin{lstlisting}[caption=x]
\claim{no-listing} \begin{verbatim}
\end{lstlisting} \begin {comment}
\claim{no-comment}
\end{comment}
\begin{theorem} \claim{yes-in-theorem} \end{theorem}
\claim[revision=1, strength={all sizes,
  exact}]{yes-over-lines} \claim{yes-same-line}
\claim
  {yes-next-line} {\em unclosed \claim{yes-in-group}
\cite[see][p.~3]{knuth, verify:yes-key:r1,% verify:no-key:r1
  % verify:no-key:r1
  verify:yes-second:r2} and \parencites[a]{verify:yes-third:r1}[b]{verify:yes-fourth:r2}
\textcite{verify:yes-fifth:r1}, \Citeauthor*{verify:yes-sixth:r1}, \nocite{*,
verify:yes-seventh:r1}
\iffalse \claim{no-false} \ifx a b \fi \claim{no-false}
\begin{verbatim}
\claim{no-false} % \fi
\fi \claim{yes-after-false}
\iffalse \claim{no-false} \else \claim{yes-else} \fi
Claim yes-sentence, % revision 7
  revision 1: fails (named
instances, exact);
  landscape-claims 0.1.0, seed~0,
  fingerprint 0123456789abcdef.
\claim{unclosed and so not found

\claim{yes-after-paragraph} \emph{Claim yes-emphasised, revision 2}
\bibliography{a, sub/b}\addbibresource{c.bib}
\claim{yes-last}\end{document} \claim{no-after-end}
\claim{no-after-end} Claim no-after-end, revision 1
"""


def test_what_prints_is_found_on_its_line_and_nothing_else() -> None:
    assert found(read, DOCUMENT) == expected(DOCUMENT)


def test_what_is_stated_and_which_bibliographies_are_named_is_read() -> None:
    by_id = {mention.stated.id: mention.stated for mention in read(DOCUMENT).mentions}
    assert by_id["yes-over-lines"] == Stated("yes-over-lines", "1", None, "all sizes, exact")
    assert by_id["yes-second"] == Stated("yes-second", "2")
    assert (by_id["yes-set"].verdict, " ".join(by_id["yes-set"].strength.split())) == ("holds", "all sizes , exact")
    assert (by_id["yes-sentence"].revision, by_id["yes-sentence"].seed) == ("1", "0")
    assert read(DOCUMENT).bibliographies == ("a.bib", "sub/b.bib", "c.bib")


@pytest.mark.parametrize(
    "definition",
    [
        r"\newcommand{\claim}[1]{\textbf{#1}}",
        r"\newcommand*\claim[1]{\textbf{#1}}",
        r"\renewcommand {\claim} {x}",
        r"\def\claim#1{#1}",
        r"\newtheorem{claim}{Claim}",
        r"\newtheorem*{claim}{Claim}",
        r"\NewDocumentCommand{\claim}{m}{#1}",
        r"\let\claim\relax",
    ],
)
def test_a_document_with_a_claim_of_its_own_is_asked_about_verifyclaim_alone(definition: str) -> None:
    text = definition + "\n\\claim{We show that this works}\n\\verifyclaim{yes-ours}\n\\begin{claim} x \\end{claim}\n"
    assert found(read, text) == expected(text)
    commented = f"% {text}"
    assert [mention.stated.id for mention in read(commented).mentions] == ["We show that this works", "yes-ours"]


@given(
    st.lists(st.sampled_from([*DOCUMENT.split("\n"), "{", "}", "\\", "%", "\\begin{", "\\verb", "\\claim", "\\cite{", "$", ""]), max_size=8)
)
def test_no_jumble_of_lines_stops_the_reader_or_moves_a_citation(lines: list[str]) -> None:
    text = "\n".join(lines)
    for mention in read(text).mentions:
        assert 1 <= mention.line <= len(lines)
    again = read("\n".join(["", "plain", *lines])).mentions
    assert [mention.line for mention in again] == [mention.line + 2 for mention in read(text).mentions]

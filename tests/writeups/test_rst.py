"""In reStructuredText, citations in text, roles and content of directives are found on their lines; code and comments are not looked at."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.writeups.documents import expected, found
from verify.reporting.citation import Stated
from verify.writeups.rst import read

DOCUMENT = """Title: Claim yes-title, revision 1
==================================

.. Claim no-comment, revision 1
   :claim:`no-comment`

Text Claim yes-sentence, revision 1: fails (named
instances, exact); landscape-claims 0.1.0, seed 0, fingerprint 0123456789abcdef.
And ``Claim no-literal, revision 1`` :claim:`yes-role` and
:claim:`shown text <yes-target, revision 3>` and :cite:p:`verify:yes-cite:r1, knuth`,
[verify:yes-reference:r1]_ and :sphinx:unknown:`no-other`, :code:`Claim no-code, revision 1`.
*Claim yes-emphasis, revision 1* :math:`x`

**Claim** ``yes-set``, *revision* 1: **holds** (all sizes, exact)

.. code-block:: python

   Claim no-code, revision 1

.. theorem:: Title :claim:`yes-argument`
   :label: x

   Claim yes-theorem, revision 1

   .. proof::

      :claim:`yes-proof`

      .. sourcecode:: python

         :claim:`no-code`

.. note:: see :claim:`yes-note`

   :claim:`yes-content`

* item
  Claim yes-item, revision 3

  - nested :claim:`yes-nested`

+-----+---------------------------+
| a   | :claim:`yes-grid`         |
+-----+---------------------------+

=====  =========================
a      Claim yes-simple, revision 1
=====  =========================

Literal::

   Claim no-literal, revision 1

>>> print(":claim:`no-doctest`")

.. raw:: html

   Claim no-raw, revision 1

.. include:: nowhere-claim.txt

term
   Claim yes-definition, revision 4

.. [1] Claim yes-footnote, revision 1

:field: Claim yes-field, revision 1
"""


def test_what_is_shown_is_found_on_its_line_and_nothing_else() -> None:
    assert found(read, DOCUMENT) == expected(DOCUMENT)


def test_what_is_stated_is_read() -> None:
    by_id = {mention.stated.id: mention.stated for mention in read(DOCUMENT).mentions}
    assert by_id["yes-target"] == Stated("yes-target", "3")
    assert (by_id["yes-set"].verdict, by_id["yes-set"].strength) == ("holds", "all sizes, exact")
    assert by_id["yes-sentence"].fingerprint == "0123456789abcdef"


def test_nothing_is_printed_about_a_document_that_is_malformed(capsys: pytest.CaptureFixture[str]) -> None:
    read("Claim a-b, revision 1\n===\n\n*unclosed `x\n\n.. nowhere::\n\n.. |x| nothing\n")
    assert capsys.readouterr() == ("", "")


def test_an_included_file_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "other.txt").write_text("Claim no-included, revision 1")
    text = ".. include:: other.txt\n\n.. csv-table:: claim\n   :file: other.txt\n\n.. raw:: html\n   :file: other.txt\n"
    assert read(text).mentions == []


def test_a_very_long_line_is_read_too() -> None:
    assert found(read, f"{'word ' * 4000} Claim yes-far-out, revision 1") == {(1, "yes-far-out"): 1}


@given(st.lists(st.sampled_from([*DOCUMENT.split("\n"), "::", "``", ":claim:`", "   ", "====", ".. ", "+--+"]), max_size=8))
def test_no_jumble_of_lines_stops_the_reader(lines: list[str]) -> None:
    for mention in read("\n".join(lines)).mentions:
        assert 1 <= mention.line <= len(lines)

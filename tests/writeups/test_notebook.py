"""In a notebook, Markdown cells count and code does not; each citation is found on its line of the file."""

from __future__ import annotations

import json
from typing import Any

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.writeups.documents import expected, found
from verify.errors import InvalidInput
from verify.writeups.notebook import read

CELLS = [
    nbformat.v4.new_code_cell(
        "# Claim no-code, revision 1\nprint('yes')", outputs=[nbformat.v4.new_output("stream", text="Claim no-output, revision 1")]
    ),
    nbformat.v4.new_markdown_cell('# T "quoted" \\ é\n\nClaim yes-first, revision 1\n`Claim no-inline, revision 1`\n\n{claim}`yes-role`\n'),
    nbformat.v4.new_markdown_cell(""),
    nbformat.v4.new_raw_cell("Claim no-raw, revision 1"),
    nbformat.v4.new_raw_cell("% \\claim{no-comment}\n\\claim{yes-latex}", metadata={"raw_mimetype": "text/latex"}),
    nbformat.v4.new_markdown_cell("Claim yes-last, revision 1"),
]


def notebook(**changes: Any) -> str:
    return nbformat.writes(nbformat.v4.new_notebook(cells=CELLS, **changes))


def test_markdown_cells_are_read_and_each_line_is_that_of_the_file() -> None:
    assert found(read, notebook()) == expected(notebook()) - expected("print('yes')")
    first = read(notebook()).mentions[0]
    assert first.place == "cell 2, line 3"


def test_a_source_that_is_one_string_and_a_file_that_is_one_line_are_read_too() -> None:
    document = json.loads(notebook())
    for cell in document["cells"]:
        cell["source"] = "".join(cell["source"])
    for indent in (None, 2):
        text = json.dumps(document, indent=indent)
        assert found(read, text) == expected(text.replace("\\n", " "))


def test_a_notebook_of_the_third_format_is_read() -> None:
    text = nbformat.writes(nbformat.convert(nbformat.v4.new_notebook(cells=CELLS), 3), version=3)
    assert {mention.stated.id for mention in read(text).mentions} >= {"yes-first", "yes-role", "yes-last"}
    assert all(mention.stated.id in text.split("\n")[mention.line - 1] for mention in read(text).mentions)


@pytest.mark.parametrize(
    "text",
    [
        *("{", "1", "[]", "{}", "null", '{"cells": 3}', "[" * 9999),
        '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{"a": 1}]}',
        '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{"cell_type": "raw", "id": "a", "metadata": {}, "source": 7}]}',
    ],
)
def test_what_is_no_notebook_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(InvalidInput, match=r"^not a notebook: ") as error:
        read(text)
    assert "\n" not in str(error.value)


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=3), lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=3), inner)
    )
)
def test_no_json_whatever_is_more_than_refused(document: Any) -> None:
    with pytest.raises(InvalidInput):
        read(json.dumps(document))
